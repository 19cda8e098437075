import '../tasks/import'
