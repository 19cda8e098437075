import '../tasks/list/list'
import '../ai/breakdown'
import '../integrations/pull-requests'
