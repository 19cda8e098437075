import '../tasks/automation/page'
