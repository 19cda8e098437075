import '../tasks/overview/overview'
