import '../tasks/board/kanban'
import '../ai/breakdown'
import '../integrations/pull-requests'
