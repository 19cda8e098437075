import '../tasks/sprints/active'
