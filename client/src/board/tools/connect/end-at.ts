import { nearestOnEdge } from '../../geometry/outline'
import { distance } from '../../geometry/vec'
import { fractionsOf, portsOf } from '../../model/connector-path'
import { outlineOf, type ConnectorEnd } from '../../model/element'
import type { PointerInfo, ToolBoard } from '../tool'

const PORT_PIXELS = 14
const EDGE_PIXELS = 8

export interface FoundEnd {
  readonly end: ConnectorEnd
  readonly glue?: string
}

/**
 * Where a connector's end lands: glued to the element there, at a port when near one, at that very
 * place when at its edge, and anywhere on its edge from within. Alt leaves it free.
 */
export function endAt(board: ToolBoard, pointer: PointerInfo): FoundEnd {
  if (pointer.alt) return { end: pointer.point }
  const slack = board.slackFor(pointer) * 2
  const hit = board.scene.hit(pointer.point, slack, ({ kind }) => kind !== 'connector')
  if (!hit || hit.kind === 'frame') return { end: pointer.point }
  const { zoom } = board.camera
  const port = portsOf(hit).find(
    ({ point }) => distance(point, pointer.point) <= PORT_PIXELS / zoom,
  )
  if (port) return { end: { element: hit.id, anchor: port.side }, glue: hit.id }
  const edge = nearestOnEdge(outlineOf(hit), hit, hit.rotation, pointer.point)
  if (distance(edge, pointer.point) <= EDGE_PIXELS / zoom) {
    return { end: { element: hit.id, anchor: fractionsOf(hit, edge) }, glue: hit.id }
  }
  return { end: { element: hit.id, anchor: 'auto' }, glue: hit.id }
}
