import '../tasks/panel/page'
import '../ai/breakdown'
import '../integrations/pull-requests'
