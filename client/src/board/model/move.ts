import type { Point } from '../geometry/vec'
import { isGlued, type BoardElement, type ConnectorEnd } from './element'
import type { Change } from './transaction'

/** Moves elements; a connector's free ends go with it, its glued ends stay where they are glued. */
export function moveElements(elements: readonly BoardElement[], by: Point): Change[] {
  return elements.flatMap((element) => {
    if (element.locked || element.kind === 'group') return []
    if (element.kind === 'connector') return moveConnector(element, by)
    const geometry = { x: element.x + by.x, y: element.y + by.y }
    return [{ type: 'place', id: element.id, geometry } satisfies Change]
  })
}

function moveConnector(element: BoardElement, by: Point): Change[] {
  const from = moveEnd(element.from, by)
  const to = moveEnd(element.to, by)
  if (!from && !to) return []
  const content = { ...(from && { from }), ...(to && { to }) }
  return [{ type: 'content', id: element.id, content }]
}

function moveEnd(end: ConnectorEnd | undefined, by: Point): ConnectorEnd | null {
  return !end || isGlued(end) ? null : { x: end.x + by.x, y: end.y + by.y }
}
