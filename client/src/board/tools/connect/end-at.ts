import { sideMiddle, type Side } from '../../geometry/route'
import { distance, rotateAround } from '../../geometry/vec'
import { centreOf } from '../../geometry/box'
import type { ConnectorEnd } from '../../model/element'
import type { PointerInfo, ToolBoard } from '../tool'

const SIDES: readonly Side[] = ['top', 'right', 'bottom', 'left']
const SNAP_PIXELS = 14

export interface FoundEnd {
  readonly end: ConnectorEnd
  readonly glue?: string
}

/** Where a connector's end lands: glued to the element there, at a side when near its middle. */
export function endAt(board: ToolBoard, pointer: PointerInfo): FoundEnd {
  const slack = board.slackFor(pointer) * 2
  const hit = board.scene.hit(pointer.point, slack, ({ kind }) => kind !== 'connector')
  if (!hit || hit.kind === 'frame') return { end: pointer.point }
  const snap = SNAP_PIXELS / board.camera.zoom
  const side = SIDES.find((name) => {
    const middle = rotateAround(sideMiddle(hit, name), centreOf(hit), hit.rotation)
    return distance(middle, pointer.point) <= snap
  })
  return { end: { element: hit.id, anchor: side ?? 'auto' }, glue: hit.id }
}
