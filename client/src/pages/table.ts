import '../tasks/sheet/table'
import '../ai/breakdown'
import '../integrations/pull-requests'
