import '../tasks/settings/page'
