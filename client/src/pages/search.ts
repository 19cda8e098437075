import '../tasks/search/search'
