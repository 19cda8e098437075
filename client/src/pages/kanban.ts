import '../tasks/board/kanban'
