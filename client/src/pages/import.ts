import '../tasks/import/import'
