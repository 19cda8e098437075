import '../tasks/timeline/timeline'
import '../ai/breakdown'
import '../integrations/pull-requests'
