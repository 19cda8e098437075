import '../tasks/panel/page'
