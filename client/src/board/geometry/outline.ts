import { centreOf, type Box } from './box'
import { rotateAround, type Point } from './vec'

export type OutlineKind = 'box' | 'ellipse' | 'diamond' | 'triangle' | 'hexagon' | 'star' | 'arrow'

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

const UNIT: Record<OutlineKind, readonly (readonly [number, number])[]> = {
  box: BOX,
  ellipse: ELLIPSE,
  diamond: DIAMOND,
  triangle: TRIANGLE,
  hexagon: HEXAGON,
  star: STAR,
  arrow: ARROW,
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
