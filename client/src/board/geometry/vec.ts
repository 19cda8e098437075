/** Points and vectors of the board's plane; y grows downwards, angles are clockwise radians. */
export interface Point {
  readonly x: number
  readonly y: number
}

export const ORIGIN: Point = { x: 0, y: 0 }

export function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y }
}

export function subtract(a: Point, b: Point): Point {
  return { x: a.x - b.x, y: a.y - b.y }
}

export function multiply(a: Point, factor: number): Point {
  return { x: a.x * factor, y: a.y * factor }
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

export function midpoint(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

export function angleOf(a: Point): number {
  return Math.atan2(a.y, a.x)
}

export function rotateAround(point: Point, centre: Point, angle: number): Point {
  if (angle === 0) return point
  const sin = Math.sin(angle)
  const cos = Math.cos(angle)
  const dx = point.x - centre.x
  const dy = point.y - centre.y
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos }
}

export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = dx * dx + dy * dy
  if (length === 0) return distance(point, a)
  const t = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length))
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy)
}
