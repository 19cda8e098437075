import '../tasks/overview/overview'
import '../tasks/parts/view-tabs'
