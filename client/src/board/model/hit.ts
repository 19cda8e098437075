import { centreOf, containsPoint, expandBox } from '../geometry/box'
import { insidePolygon, outlinePoints } from '../geometry/outline'
import { flattenCurve } from '../geometry/route'
import { distanceToSegment, rotateAround, type Point } from '../geometry/vec'
import { isOnLabel, type Drawable } from './drawable'
import { titleSize } from './frames'
import { isShape, outlineOf, type BoardElement } from './element'

/** Whether a press at `point` means this element; `slack` is how far beside it still counts. */
export function hits(drawable: Drawable, point: Point, slack: number): boolean {
  if (!containsPoint(expandBox(drawable.box, slack), point)) return false
  if (drawable.clip && !containsPoint(drawable.clip, point)) return false
  if (drawable.kind === 'frame') return hitsFrame(drawable, point, slack)
  if (drawable.kind === 'connector') {
    const isNear = nearLine(lineOf(drawable), point, slack + lineWidth(drawable) / 2)
    return isNear || isOnLabel(drawable, point)
  }
  const local = rotateAround(point, centreOf(drawable), -drawable.rotation)
  if (drawable.kind === 'freehand') {
    return nearLine(strokePoints(drawable), local, slack + lineWidth(drawable))
  }
  if (isShape(drawable.kind) && outlineOf(drawable) !== 'box') {
    const outline = outlinePoints(outlineOf(drawable), drawable)
    return (
      insidePolygon(local, outline) || nearLine([...outline, ...outline.slice(0, 1)], local, slack)
    )
  }
  return containsPoint(expandBox(drawable, slack / 2), local)
}

/** A frame is its edge and its title: what is inside stays within reach. */
function hitsFrame(frame: Drawable, point: Point, slack: number): boolean {
  const isInside = containsPoint(expandBox(frame, -slack), point)
  if (containsPoint(expandBox(frame, slack), point) && !isInside) return true
  // The slack says how closely the board is seen: six pixels are so many units.
  const height = titleSize(6 / slack) * 1.6
  const title = { x: frame.x, y: frame.y - height, width: frame.width, height }
  return containsPoint(title, point)
}

function lineOf(drawable: Drawable): readonly Point[] {
  const path = drawable.path ?? []
  return drawable.route === 'curved' ? flattenCurve(path) : path
}

function lineWidth(drawable: Drawable): number {
  return drawable.style.stroke_width ?? 2
}

function nearLine(points: readonly Point[], point: Point, reach: number): boolean {
  return points.some(
    (end, index) => index > 0 && distanceToSegment(point, points[index - 1]!, end) <= reach,
  )
}

/** The points of a freehand stroke on the plane, stretched to its box as it is now. */
export function strokePoints(drawable: BoardElement): (Point & { readonly pressure: number })[] {
  const flat = drawable.points ?? []
  const [width, height] = drawable.size ?? [drawable.width, drawable.height]
  const scaleX = width > 0 ? drawable.width / width : 1
  const scaleY = height > 0 ? drawable.height / height : 1
  const points = []
  for (let index = 0; index + 2 < flat.length; index += 3) {
    points.push({
      x: drawable.x + ((flat[index] ?? 0) / 10) * scaleX,
      y: drawable.y + ((flat[index + 1] ?? 0) / 10) * scaleY,
      pressure: (flat[index + 2] ?? 50) / 100,
    })
  }
  return points
}
