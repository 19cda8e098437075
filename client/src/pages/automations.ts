import '../tasks/automation/page'
import '../tasks/settings/nav'
