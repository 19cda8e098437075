import {
  boxFromPoints,
  centreOf,
  coveredBox,
  expandBox,
  unionBoxes,
  type Box,
} from '../geometry/box'
import { edgeTowards, type OutlineKind } from '../geometry/outline'
import {
  flattenCurve,
  routeBetween,
  sideMiddle,
  sideTowards,
  type RouteEnd,
  type RouteKind,
} from '../geometry/route'
import { rotateAround, type Point } from '../geometry/vec'
import { isGlued, type BoardElement, type ConnectorEnd, type ElementKind } from './element'

/** What a task's card shows; it comes from the task, never from the board's document. */
export interface CardFace {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly status: string
  readonly state: string
  readonly assignees: readonly string[]
  readonly due: string | null
  readonly isLate: boolean
  readonly url: string
}

/** An element with everything that painting needs: it can be sent to a worker as it is. */
export interface Drawable extends BoardElement {
  /** Connectors: the points of the line, as `routeBetween` gives them. */
  readonly path?: readonly Point[]
  readonly card?: CardFace
  /** What the paint may touch. */
  readonly box: Box
}

export type Lookup = (id: string) => BoardElement | undefined

const GAP = 4
const SPREAD = 8
const MOST_STEP = 14
const FACING = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const

export function toDrawable(element: BoardElement, lookup: Lookup, card?: CardFace): Drawable {
  if (element.kind === 'connector') return connectorDrawable(element, lookup)
  if (element.kind === 'mindmap' && element.parent) return branchDrawable(element, lookup)
  const box = expandBox(coveredBox(element, element.rotation), SPREAD)
  return card ? { ...element, card, box } : { ...element, box }
}

function connectorDrawable(element: BoardElement, lookup: Lookup): Drawable {
  const path = connectorPath(element, lookup)
  const line = element.route === 'curved' ? flattenCurve(path) : path
  const bounds = boxFromPoints(line)
  const spread = SPREAD + 8 + (element.style.stroke_width ?? 2) * 2
  return { ...element, ...bounds, rotation: 0, path, box: expandBox(bounds, spread) }
}

/** A node of a mind map carries the branch that leads to it from its parent. */
function branchDrawable(element: BoardElement, lookup: Lookup): Drawable {
  const own = coveredBox(element, element.rotation)
  const parent = lookup(element.parent ?? '')
  if (!parent || parent.id === element.id) return { ...element, box: expandBox(own, SPREAD) }
  const toTheRight = centreOf(element).x >= centreOf(parent).x
  const [start, end] = toTheRight ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const path = routeBetween(
    'curved',
    { point: sideMiddle(parent, start), side: start },
    { point: sideMiddle(element, end), side: end },
  )
  const box = expandBox(unionBoxes([own, boxFromPoints(flattenCurve(path))]) ?? own, SPREAD)
  return { ...element, path, box }
}

/** The line of a connector as its ends stand now. */
export function connectorPath(element: BoardElement, lookup: Lookup): Point[] {
  const route = element.route ?? 'straight'
  const fromTarget = glueTarget(element.from, lookup)
  const toTarget = glueTarget(element.to, lookup)
  const fromPoint = roughPoint(element.from, fromTarget, { x: element.x, y: element.y })
  const toPoint = roughPoint(element.to, toTarget, {
    x: element.x + element.width,
    y: element.y + element.height,
  })
  const from = settleEnd(element.from, fromTarget, fromPoint, toPoint, route)
  const to = settleEnd(element.to, toTarget, toPoint, fromPoint, route)
  return routeBetween(route, ...levelled(from, to))
}

/** Two sides that face each other nearly at one height are joined without a small step. */
function levelled(from: RouteEnd, to: RouteEnd): [RouteEnd, RouteEnd] {
  const across = from.side === 'left' || from.side === 'right'
  const facing = FACING[from.side ?? 'top'] === to.side && from.side !== undefined
  const step = across ? from.point.y - to.point.y : from.point.x - to.point.x
  if (!facing || Math.abs(step) > MOST_STEP || step === 0) return [from, to]
  const level = (end: RouteEnd, by: number): RouteEnd => ({
    ...end,
    point: across
      ? { x: end.point.x, y: end.point.y + by }
      : { x: end.point.x + by, y: end.point.y },
  })
  return [level(from, -step / 2), level(to, step / 2)]
}

function glueTarget(end: ConnectorEnd | undefined, lookup: Lookup): BoardElement | undefined {
  if (!isGlued(end)) return undefined
  const target = lookup(end.element)
  return target?.kind === 'connector' ? undefined : target
}

function roughPoint(
  end: ConnectorEnd | undefined,
  target: BoardElement | undefined,
  fallback: Point,
): Point {
  if (target) return centreOf(target)
  return end && !isGlued(end) ? end : fallback
}

function settleEnd(
  end: ConnectorEnd | undefined,
  target: BoardElement | undefined,
  rough: Point,
  other: Point,
  route: RouteKind,
): RouteEnd {
  if (!target || !isGlued(end)) return { point: rough }
  const anchor = end.anchor ?? 'auto'
  const box = expandBox(target, GAP)
  const turn = (point: Point) => rotateAround(point, centreOf(target), target.rotation)
  if (anchor === 'center') return { point: centreOf(target) }
  if (typeof anchor !== 'string') {
    const [u, v] = anchor
    const point = { x: target.x + u * target.width, y: target.y + v * target.height }
    return { point: turn(point), side: sideTowards(target, point) }
  }
  if (anchor !== 'auto') return { point: turn(sideMiddle(box, anchor)), side: anchor }
  if (route === 'straight') {
    return { point: edgeTowards(outlineOf(target.kind), box, target.rotation, other) }
  }
  const covered = expandBox(coveredBox(target, target.rotation), GAP)
  const side = sideTowards(covered, other)
  return { point: sideMiddle(covered, side), side }
}

export function outlineOf(kind: ElementKind): OutlineKind {
  switch (kind) {
    case 'ellipse':
    case 'cloud':
      return 'ellipse'
    case 'diamond':
    case 'triangle':
    case 'hexagon':
    case 'star':
    case 'arrow':
      return kind
    default:
      return 'box'
  }
}

/** The box that a selection of these shows: the element itself, without the room for its shadow. */
export function visibleBox(drawable: Drawable): Box {
  return drawable.kind === 'connector' ? drawable : coveredBox(drawable, drawable.rotation)
}

export function boundsOf(drawables: readonly Drawable[]): Box | null {
  return unionBoxes(drawables.filter(({ kind }) => kind !== 'group').map(visibleBox))
}
