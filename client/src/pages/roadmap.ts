import '../tasks/roadmap/roadmap'
