import { arrowhead } from '../../geometry/route'
import { distance, type Point } from '../../geometry/vec'
import { labelPoint, LABEL_WIDTH, type Drawable } from '../../model/drawable'
import type { Head } from '../../model/element'
import { inkShade } from '../../model/palette'
import { polygonPath, type Pen } from '../pen'
import { fontOf, layoutText, type Measure } from '../text-layout'
import { takeStroke } from './stroke'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

export const LABEL_SIZE = 14
const CORNER = 8

/** A line between elements, with its heads and its label. */
export function paintConnector(surface: Surface, drawable: Drawable): void {
  const { pen, scale } = surface
  const path = drawable.path ?? []
  const [first] = path
  const last = path.at(-1)
  if (!first || !last || !takeStroke(surface, drawable)) return
  const isCoarse = scale < COARSE_SCALE
  if (isCoarse) {
    pen.lineWidth = 1 / scale
    pen.setLineDash([])
  }
  traceLine(surface, drawable, path)
  pen.stroke()
  if (isCoarse) return
  pen.setLineDash([])
  pen.lineCap = 'round'
  const size = 9 + 2 * (drawable.style.stroke_width ?? 2)
  paintHead(surface, drawable.style.end_head ?? 'arrow', path.at(-2) ?? first, last, size)
  paintHead(surface, drawable.style.start_head ?? 'none', path[1] ?? last, first, size)
  pen.lineCap = 'butt'
  paintLabel(surface, drawable, path)
}

function traceLine(surface: Surface, drawable: Drawable, path: readonly Point[]): void {
  const { pen } = surface
  const [a, b, c, d] = path
  pen.beginPath()
  if (drawable.route === 'curved' && a && b && c && d) {
    pen.moveTo(a.x, a.y)
    pen.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y)
    return
  }
  if (drawable.route === 'elbow' && surface.scale > COARSE_SCALE) return traceElbow(pen, path)
  path.forEach(({ x, y }, index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
}

/** Corners are rounded, the less the shorter the pieces beside them are. */
function traceElbow(pen: Pen, path: readonly Point[]): void {
  path.forEach((point, index) => {
    const [before, after] = [path[index - 1], path[index + 1]]
    if (!before) return pen.moveTo(point.x, point.y)
    if (!after) return pen.lineTo(point.x, point.y)
    const radius = Math.min(CORNER, distance(before, point) / 2, distance(point, after) / 2)
    const start = towards(point, before, radius)
    const end = towards(point, after, radius)
    pen.lineTo(start.x, start.y)
    pen.quadraticCurveTo(point.x, point.y, end.x, end.y)
  })
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  if (length === 0) return from
  return {
    x: from.x + ((to.x - from.x) * by) / length,
    y: from.y + ((to.y - from.y) * by) / length,
  }
}

function paintHead(surface: Surface, head: Head, before: Point, tip: Point, size: number): void {
  const { pen } = surface
  const [left, , right] = arrowhead(before, tip, size)
  switch (head) {
    case 'none':
      return
    case 'arrow':
      pen.beginPath()
      pen.moveTo(left.x, left.y)
      pen.lineTo(tip.x, tip.y)
      pen.lineTo(right.x, right.y)
      return pen.stroke()
    case 'bar':
      pen.beginPath()
      pen.moveTo(tip.x + (left.y - right.y) / 2, tip.y + (right.x - left.x) / 2)
      pen.lineTo(tip.x - (left.y - right.y) / 2, tip.y - (right.x - left.x) / 2)
      return pen.stroke()
    case 'dot':
    case 'circle':
      pen.beginPath()
      pen.ellipse(tip.x, tip.y, size / 3, size / 3, 0, 0, Math.PI * 2)
      break
    case 'triangle':
    case 'open':
      polygonPath(pen, [left, tip, right])
      break
    case 'diamond':
    case 'open-diamond': {
      const back = { x: left.x + right.x - tip.x, y: left.y + right.y - tip.y }
      polygonPath(pen, [left, tip, right, back])
    }
  }
  const isHollow = head === 'open' || head === 'circle' || head === 'open-diamond'
  pen.fillStyle = isHollow ? surface.theme.background : pen.strokeStyle
  pen.fill()
  if (isHollow) pen.stroke()
}

/** A label is as wide as its words, up to a few of them a line. */
export function labelLayout(drawable: Pick<Drawable, 'text' | 'style'>, measure: Measure) {
  const size = typeof drawable.style.font_size === 'number' ? drawable.style.font_size : LABEL_SIZE
  const style = { size, bold: drawable.style.bold ?? false, italic: drawable.style.italic ?? false }
  return { ...layoutText(drawable.text, style, LABEL_WIDTH, Infinity, measure), ...style }
}

function paintLabel(surface: Surface, drawable: Drawable, path: readonly Point[]): void {
  const { pen, theme, scale, measure } = surface
  if (drawable.text === '' || path.length === 0) return
  const { lines, size, lineHeight, bold, italic } = labelLayout(drawable, measure)
  if (size * scale < SMALLEST_LETTERS) return
  const { x, y } = labelPoint(drawable)
  const widest = Math.max(...lines.map((line) => measure(line, bold, italic)))
  const [width, height] = [(widest * size) / 100 + 10, lines.length * lineHeight + 4]
  pen.fillStyle = theme.background
  pen.fillRect(x - width / 2, y - height / 2, width, height)
  pen.font = fontOf(size, bold, italic)
  pen.fillStyle = inkShade(drawable.style.color, theme) ?? theme.ink
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  lines.forEach((line, index) => {
    pen.fillText(line, x, y + (index - (lines.length - 1) / 2) * lineHeight)
  })
}
