import '../tasks/sprints/planning'
