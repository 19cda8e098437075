import { registerActions } from '../common/ui/actions'
import { openProject } from '../tasks/session'
import { sheetActions } from '../tasks/sheet/actions'
import '../tasks/sheet/table'
import '../ai/breakdown'
import '../integrations/pull-requests'

registerActions(sheetActions(openProject()))
