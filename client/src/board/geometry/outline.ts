import { centreOf, type Box } from './box'
import { rotateAround, type Point } from './vec'

export type OutlineKind =
  | 'box'
  | 'ellipse'
  | 'diamond'
  | 'triangle'
  | 'hexagon'
  | 'star'
  | 'cloud'
  | 'arrow'
  | 'arrow-left'
  | 'arrow-up'
  | 'arrow-down'

type Unit = readonly (readonly [number, number])[]

const DIAMOND = [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]] as const // prettier-ignore
const TRIANGLE = [
  [0.5, 0],
  [1, 1],
  [0, 1],
] as const
const HEXAGON = [[0.25, 0], [0.75, 0], [1, 0.5], [0.75, 1], [0.25, 1], [0, 0.5]] as const // prettier-ignore
const ARROW = [[0, 0.28], [0.6, 0.28], [0.6, 0], [1, 0.5], [0.6, 1], [0.6, 0.72], [0, 0.72]] as const // prettier-ignore
const STAR = Array.from({ length: 10 }, (_, index): readonly [number, number] => {
  const radius = index % 2 === 0 ? 0.5 : 0.21
  const angle = (index * Math.PI) / 5 - Math.PI / 2
  return [0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)]
})
const BOX = [[0, 0], [1, 0], [1, 1], [0, 1]] as const // prettier-ignore
const ELLIPSE = Array.from({ length: 48 }, (_, index): readonly [number, number] => {
  const angle = (index * Math.PI) / 24
  return [0.5 + Math.cos(angle) / 2, 0.5 + Math.sin(angle) / 2]
})

/** The edge of a cloud in fractions of its box: where it begins, and four cubic curves. */
export const CLOUD_START = [0.22, 0.88] as const
export const CLOUD_CURVES = [
  [-0.06, 0.9, -0.06, 0.48, 0.14, 0.46],
  [0.1, 0.12, 0.42, 0.02, 0.5, 0.2],
  [0.62, 0, 0.92, 0.1, 0.86, 0.4],
  [1.06, 0.44, 1.06, 0.9, 0.8, 0.88],
] as const
const PIECES = 8

function cloud(): Unit {
  const points: (readonly [number, number])[] = [CLOUD_START]
  let [x, y]: readonly [number, number] = CLOUD_START
  for (const [ax, ay, bx, by, cx, cy] of CLOUD_CURVES) {
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES
      const u = 1 - t
      const [w0, w1, w2, w3] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
      points.push([w0 * x + w1 * ax + w2 * bx + w3 * cx, w0 * y + w1 * ay + w2 * by + w3 * cy])
    }
    ;[x, y] = [cx, cy]
  }
  return points
}

const UNIT: Record<OutlineKind, Unit> = {
  box: BOX,
  ellipse: ELLIPSE,
  diamond: DIAMOND,
  triangle: TRIANGLE,
  hexagon: HEXAGON,
  star: STAR,
  cloud: cloud(),
  arrow: ARROW,
  'arrow-left': ARROW.map(([x, y]) => [1 - x, y] as const),
  'arrow-up': ARROW.map(([x, y]) => [y, 1 - x] as const),
  'arrow-down': ARROW.map(([x, y]) => [y, x] as const),
}

/** The corners of a shape's edge, before it is turned. */
export function outlinePoints(kind: OutlineKind, box: Box): Point[] {
  return UNIT[kind].map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height }))
}

/** Even-odd rule: whether `point` lies inside the closed polygon. */
export function insidePolygon(point: Point, polygon: readonly Point[]): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]!
    const b = polygon[j]!
    const crosses = a.y > point.y !== b.y > point.y
    if (crosses && point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** Where the line from the shape's centre towards `target` leaves the shape's edge. */
export function edgeTowards(kind: OutlineKind, box: Box, rotation: number, target: Point): Point {
  const centre = centreOf(box)
  const local = rotateAround(target, centre, -rotation)
  const polygon = outlinePoints(kind, box)
  let nearest: Point | null = null
  let best = Infinity
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const t = rayCrossing(centre, local, polygon[j]!, polygon[i]!)
    if (t !== null && t < best) {
      best = t
      nearest = { x: centre.x + (local.x - centre.x) * t, y: centre.y + (local.y - centre.y) * t }
    }
  }
  return rotateAround(nearest ?? centre, centre, rotation)
}

function rayCrossing(from: Point, to: Point, a: Point, b: Point): number | null {
  const rx = to.x - from.x
  const ry = to.y - from.y
  const sx = b.x - a.x
  const sy = b.y - a.y
  const cross = rx * sy - ry * sx
  if (Math.abs(cross) < 1e-9) return null
  const t = ((a.x - from.x) * sy - (a.y - from.y) * sx) / cross
  const u = ((a.x - from.x) * ry - (a.y - from.y) * rx) / cross
  return t >= 0 && u >= -1e-9 && u <= 1 + 1e-9 ? t : null
}

/** The point of the shape's edge that is nearest to `target`. */
export function nearestOnEdge(kind: OutlineKind, box: Box, rotation: number, target: Point): Point {
  const centre = centreOf(box)
  const local = rotateAround(target, centre, -rotation)
  const polygon = outlinePoints(kind, box)
  let nearest = polygon[0] ?? centre
  let least = Infinity
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const point = nearestOnSegment(local, polygon[j]!, polygon[i]!)
    const away = Math.hypot(point.x - local.x, point.y - local.y)
    if (away >= least - 1e-9) continue
    least = away
    nearest = point
  }
  return rotateAround(nearest, centre, rotation)
}

function nearestOnSegment(point: Point, a: Point, b: Point): Point {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  if (length === 0) return a
  const t = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length))
  return { x: a.x + dx * t, y: a.y + dy * t }
}

/** Where a ray that comes from outside, from `start` along `direction`, first meets the edge. */
export function edgeFrom(
  kind: OutlineKind,
  box: Box,
  rotation: number,
  start: Point,
  direction: Point,
): Point | null {
  const centre = centreOf(box)
  const from = rotateAround(start, centre, -rotation)
  const end = { x: start.x + direction.x, y: start.y + direction.y }
  const to = rotateAround(end, centre, -rotation)
  const polygon = outlinePoints(kind, box)
  let best = Infinity
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const t = rayCrossing(from, to, polygon[j]!, polygon[i]!)
    if (t !== null && t < best) best = t
  }
  if (best === Infinity) return null
  return { x: start.x + direction.x * best, y: start.y + direction.y * best }
}
