import '../tasks/across/all-tasks'
