import '../tasks/inbox/inbox'
import '../ai/breakdown'
import '../integrations/pull-requests'
