import '../tasks/notices/settings'
