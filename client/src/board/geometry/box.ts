import { rotateAround, type Point } from './vec'

/** An axis-aligned rectangle; width and height are never negative. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function boxFromPoints(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  if (left === Infinity) return { x: 0, y: 0, width: 0, height: 0 }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export function unionBoxes(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  return boxFromPoints(boxes.flatMap((box) => [topLeft(box), bottomRight(box)]))
}

export function expandBox(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}

export function intersects(a: Box, b: Box): boolean {
  return (
    a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height
  )
}

export function containsBox(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

export function containsPoint(box: Box, point: Point): boolean {
  return (
    point.x >= box.x &&
    point.y >= box.y &&
    point.x <= box.x + box.width &&
    point.y <= box.y + box.height
  )
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export function topLeft(box: Box): Point {
  return { x: box.x, y: box.y }
}

export function bottomRight(box: Box): Point {
  return { x: box.x + box.width, y: box.y + box.height }
}

/** The corners clockwise from the top left, after turning the box about its centre. */
export function cornersOf(box: Box, rotation = 0): readonly [Point, Point, Point, Point] {
  const { x, y, width, height } = box
  const centre = centreOf(box)
  return [
    rotateAround({ x, y }, centre, rotation),
    rotateAround({ x: x + width, y }, centre, rotation),
    rotateAround({ x: x + width, y: y + height }, centre, rotation),
    rotateAround({ x, y: y + height }, centre, rotation),
  ]
}

/** What a turned box covers on the plane. */
export function coveredBox(box: Box, rotation: number): Box {
  return rotation === 0 ? box : boxFromPoints(cornersOf(box, rotation))
}
