import type { Box } from './box'
import { angleOf, distance, midpoint, subtract, type Point } from './vec'

export type RouteKind = 'straight' | 'elbow' | 'curved'
export type Side = 'top' | 'right' | 'bottom' | 'left'

export const NORMALS: Record<Side, Point> = {
  top: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
}
export const STUB = 24

/** One end of a route; without a side the line may leave in any direction. */
export interface RouteEnd {
  readonly point: Point
  readonly side?: Side
}

export function sideMiddle(box: Box, side: Side): Point {
  const normal = NORMALS[side]
  return {
    x: box.x + (box.width * (1 + normal.x)) / 2,
    y: box.y + (box.height * (1 + normal.y)) / 2,
  }
}

/** The side of `box` that looks towards `target` the most. */
export function sideTowards(box: Box, target: Point): Side {
  const dx = (target.x - (box.x + box.width / 2)) / Math.max(1, box.width)
  const dy = (target.y - (box.y + box.height / 2)) / Math.max(1, box.height)
  if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? 'right' : 'left'
  return dy > 0 ? 'bottom' : 'top'
}

/**
 * The points of a connector's line. A straight line has two, an elbow as many as it has corners,
 * and a curve four: its ends and the two control points of one cubic.
 */
export function routeBetween(kind: RouteKind, from: RouteEnd, to: RouteEnd): Point[] {
  if (kind === 'straight') return [from.point, to.point]
  const start = from.side ?? freeSide(from.point, to.point)
  const end = to.side ?? freeSide(to.point, from.point)
  if (kind === 'curved') return curve(from.point, start, to.point, end)
  return withoutRepeats(plainElbow(from.point, start, to.point, end))
}

export function freeSide(from: Point, to: Point): Side {
  return sideTowards({ x: from.x, y: from.y, width: 0, height: 0 }, to)
}

function curve(from: Point, start: Side, to: Point, end: Side): Point[] {
  const reach = Math.max(STUB, Math.min(160, distance(from, to) / 2))
  return [from, outwards(from, start, reach), outwards(to, end, reach), to]
}

/** An elbow that minds nothing but its two ends. */
export function plainElbow(from: Point, start: Side, to: Point, end: Side): Point[] {
  const a = outwards(from, start, STUB)
  const b = outwards(to, end, STUB)
  const startsAcross = NORMALS[start].x !== 0
  const endsAcross = NORMALS[end].x !== 0
  const middle = midpoint(a, b)
  if (startsAcross && endsAcross) {
    const between = leads(middle.x, from.x, start) && leads(middle.x, to.x, end)
    return between
      ? [from, { x: middle.x, y: from.y }, { x: middle.x, y: to.y }, to]
      : [from, a, { x: a.x, y: middle.y }, { x: b.x, y: middle.y }, b, to]
  }
  if (!startsAcross && !endsAcross) {
    const between = leads(middle.y, from.y, start) && leads(middle.y, to.y, end)
    return between
      ? [from, { x: from.x, y: middle.y }, { x: to.x, y: middle.y }, to]
      : [from, a, { x: middle.x, y: a.y }, { x: middle.x, y: b.y }, b, to]
  }
  const corner = startsAcross ? { x: b.x, y: a.y } : { x: a.x, y: b.y }
  const reachable = startsAcross ? leads(corner.x, from.x, start) : leads(corner.y, from.y, start)
  if (reachable) return [from, corner, b, to]
  return startsAcross ? [from, a, { x: a.x, y: b.y }, b, to] : [from, a, { x: b.x, y: a.y }, b, to]
}

/** Whether leaving `origin` through `side` can reach the coordinate `value` without turning back. */
function leads(value: number, origin: number, side: Side): boolean {
  const forwards = side === 'right' || side === 'bottom'
  return forwards ? value >= origin : value <= origin
}

export function outwards(point: Point, side: Side, by: number): Point {
  const normal = NORMALS[side]
  return { x: point.x + normal.x * by, y: point.y + normal.y * by }
}

/** Leaves out corners that are none: repeated ones, and those half way along a straight piece. */
export function withoutRepeats(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (last && distance(point, last) <= 0.01) continue
    const before = kept.at(-2)
    if (before && last && goesOn(before, last, point)) kept.pop()
    kept.push(point)
  }
  return kept
}

function goesOn(a: Point, b: Point, c: Point): boolean {
  const isLevel = Math.abs(a.y - b.y) < 0.01 && Math.abs(b.y - c.y) < 0.01
  const isUpright = Math.abs(a.x - b.x) < 0.01 && Math.abs(b.x - c.x) < 0.01
  if (isLevel) return Math.sign(b.x - a.x) === Math.sign(c.x - b.x)
  return isUpright && Math.sign(b.y - a.y) === Math.sign(c.y - b.y)
}

/** A cubic curve as short straight pieces, for hit tests and boxes. */
export function flattenCurve(points: readonly Point[], pieces = 16): Point[] {
  const [a, b, c, d] = points
  if (!a || !b || !c || !d) return [...points]
  return Array.from({ length: pieces + 1 }, (_, index) => {
    const t = index / pieces
    const u = 1 - t
    const [wa, wb, wc, wd] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
    return {
      x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
      y: wa * a.y + wb * b.y + wc * c.y + wd * d.y,
    }
  })
}

/** The three points of an arrowhead whose tip is `tip`, arriving from `before`. */
export function arrowhead(before: Point, tip: Point, size: number): readonly [Point, Point, Point] {
  const angle = angleOf(subtract(tip, before))
  const wing = (turn: number): Point => ({
    x: tip.x - size * Math.cos(angle + turn),
    y: tip.y - size * Math.sin(angle + turn),
  })
  return [wing(-0.45), tip, wing(0.45)]
}

/** The point half way along a line of straight pieces. */
export function halfway(line: readonly Point[]): Point | null {
  const lengths = line.map((point, index) => (index ? distance(point, line[index - 1]!) : 0))
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (let index = 1; index < line.length; index++) {
    const [from, to, length] = [line[index - 1], line[index], lengths[index] ?? 0]
    if (from && to && rest <= length && length > 0) {
      const t = rest / length
      return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
    }
    rest -= length
  }
  return line[0] ?? null
}
