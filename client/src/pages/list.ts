import '../tasks/list/list'
