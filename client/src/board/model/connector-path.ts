import {
  boxFromPoints,
  centreOf,
  coveredBox,
  expandBox,
  unionBoxes,
  type Box,
} from '../geometry/box'
import { elbowRoute, OUTLOOK, type ElbowEnd } from '../geometry/elbow'
import { edgeFrom, edgeTowards, nearestOnEdge } from '../geometry/outline'
import {
  freeSide,
  NORMALS,
  outwards,
  routeBetween,
  sideMiddle,
  sideTowards,
  type RouteEnd,
  type RouteKind,
  type Side,
} from '../geometry/route'
import { rotateAround, subtract, type Point } from '../geometry/vec'
import {
  isGlued,
  outlineOf,
  type BoardElement,
  type ConnectorEnd,
  type ElementKind,
} from './element'

/** What a connector must know of the board: what it is glued to, and what stands in its way. */
export interface Surroundings {
  readonly lookup: (id: string) => BoardElement | undefined
  /** What may stand in the way in this area; none where nobody asks for a way around. */
  readonly near?: (area: Box) => readonly BoardElement[]
}

export interface ConnectorPath {
  readonly path: Point[]
  /** Elbows: a shape that comes or goes here may change the line. */
  readonly watch?: Box
}

const GAP = 4
const MOST_STEP = 14
const SIDES: readonly Side[] = ['top', 'right', 'bottom', 'left']
const FACING = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const
const NO_WALL: ReadonlySet<ElementKind> = new Set(['connector', 'frame', 'group', 'freehand'])

/** Whether lines at right angles go around elements of this kind. */
export function isInTheWay(kind: ElementKind): boolean {
  return !NO_WALL.has(kind)
}

interface End extends RouteEnd {
  readonly box?: Box
}

/** The line of a connector as its ends stand now. */
export function connectorPath(element: BoardElement, surroundings: Surroundings): ConnectorPath {
  const { lookup } = surroundings
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
  if (route !== 'elbow') return { path: routeBetween(route, ...levelled(from, to)) }
  return elbow(element, levelled(from, to), surroundings)
}

function elbow(
  element: BoardElement,
  [from, to]: readonly [End, End],
  { near }: Surroundings,
): ConnectorPath {
  const joined = [element.from, element.to].map((end) => (isGlued(end) ? end.element : null))
  const obstacles = (area: Box) =>
    (near?.(area) ?? [])
      .filter(({ id, kind }) => isInTheWay(kind) && !joined.includes(id))
      .map((other) => coveredBox(other, other.rotation))
  const sided = (end: End, other: End): ElbowEnd => ({
    point: end.point,
    side: end.side ?? freeSide(end.point, other.point),
    ...(end.box && { box: end.box }),
  })
  const path = elbowRoute(sided(from, to), sided(to, from), obstacles)
  const boxes = [boxFromPoints(path), from.box, to.box].filter((box) => box !== undefined)
  const watch = unionBoxes(boxes)
  return { path, ...(watch && { watch: expandBox(watch, OUTLOOK) }) }
}

/** Two sides that face each other nearly at one height are joined without a small step. */
function levelled(from: End, to: End): [End, End] {
  const across = from.side === 'left' || from.side === 'right'
  const facing = FACING[from.side ?? 'top'] === to.side && from.side !== undefined
  const step = across ? from.point.y - to.point.y : from.point.x - to.point.x
  if (!facing || Math.abs(step) > MOST_STEP || step === 0) return [from, to]
  const level = (end: End, by: number): End => ({
    ...end,
    point: across
      ? { x: end.point.x, y: end.point.y + by }
      : { x: end.point.x + by, y: end.point.y },
  })
  return [level(from, -step / 2), level(to, step / 2)]
}

function glueTarget(
  end: ConnectorEnd | undefined,
  lookup: Surroundings['lookup'],
): BoardElement | undefined {
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
): End {
  if (!target || !isGlued(end)) return { point: rough }
  const anchor = end.anchor ?? 'auto'
  const box = coveredBox(target, target.rotation)
  if (anchor === 'center') return { point: centreOf(target) }
  if (anchor === 'auto' && route === 'straight') {
    const kind = outlineOf(target)
    return { point: edgeTowards(kind, expandBox(target, GAP), target.rotation, other), box }
  }
  if (anchor === 'auto') return { ...throughSide(target, sideTowards(box, other)), box }
  const point = anchorPoint(target, anchor)
  const side = outwardSide(target, point)
  return { point: outwards(point, side, GAP), side, box }
}

/** Where an anchor of an element is on the plane: on its edge, turned with it. */
export function anchorPoint(target: BoardElement, anchor: Side | readonly [number, number]): Point {
  const turn = (point: Point) => rotateAround(point, centreOf(target), target.rotation)
  if (typeof anchor !== 'string') {
    const [u, v] = anchor
    const point = { x: target.x + u * target.width, y: target.y + v * target.height }
    return nearestOnEdge(outlineOf(target), target, target.rotation, turn(point))
  }
  const normal = NORMALS[anchor]
  const start = sideMiddle(expandBox(target, 1), anchor)
  const upright = { ...target, rotation: 0 }
  const inwards = { x: -normal.x, y: -normal.y }
  const found = edgeFrom(outlineOf(target), upright, 0, start, inwards)
  return turn(found ?? sideMiddle(target, anchor))
}

/** The four ports of an element, on its edge. */
export function portsOf(target: BoardElement): { readonly side: Side; readonly point: Point }[] {
  return SIDES.map((side) => ({ side, point: anchorPoint(target, side) }))
}

/** The fractions of an element's box at which a point of the plane lies. */
export function fractionsOf(target: BoardElement, point: Point): readonly [number, number] {
  const local = rotateAround(point, centreOf(target), -target.rotation)
  const share = (value: number, size: number) =>
    size === 0 ? 0.5 : Math.round(Math.max(0, Math.min(1, value / size)) * 1000) / 1000
  return [share(local.x - target.x, target.width), share(local.y - target.y, target.height)]
}

function throughSide(target: BoardElement, side: Side): End {
  const covered = coveredBox(target, target.rotation)
  const normal = NORMALS[side]
  const start = sideMiddle(expandBox(covered, 1), side)
  const inwards = { x: -normal.x, y: -normal.y }
  const found = edgeFrom(outlineOf(target), target, target.rotation, start, inwards)
  return { point: outwards(found ?? sideMiddle(covered, side), side, GAP), side }
}

/** The direction of the plane in which a line leaves this point of the edge most freely. */
function outwardSide(target: BoardElement, point: Point): Side {
  const box = coveredBox(target, target.rotation)
  const away = subtract(point, centreOf(target))
  let best: Side = sideTowards(box, point)
  let most = -Infinity
  for (const side of SIDES) {
    const normal = NORMALS[side]
    const start = outwards(point, side, 0.5)
    const isBlocked =
      edgeFrom(outlineOf(target), target, target.rotation, start, {
        x: normal.x * (box.width + box.height),
        y: normal.y * (box.width + box.height),
      }) !== null
    const share =
      (normal.x * away.x) / Math.max(1, box.width) + (normal.y * away.y) / Math.max(1, box.height)
    const worth = share - (isBlocked ? 10 : 0)
    if (worth <= most + 1e-9) continue
    most = worth
    best = side
  }
  return best
}
