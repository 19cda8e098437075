import '../tasks/calendar/calendar'
import '../ai/breakdown'
import '../integrations/pull-requests'
