import '../tasks/board/kanban'
import '../tasks/sprints/sprint'
