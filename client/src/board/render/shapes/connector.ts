import { arrowhead, flattenCurve } from '../../geometry/route'
import type { Point } from '../../geometry/vec'
import type { Drawable } from '../../model/drawable'
import type { Head } from '../../model/element'
import { inkShade } from '../../model/palette'
import { polygonPath } from '../pen'
import { fontOf } from '../text-layout'
import { takeStroke } from './stroke'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

const LABEL_SIZE = 14

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

function traceLine({ pen }: Surface, drawable: Drawable, path: readonly Point[]): void {
  const [a, b, c, d] = path
  pen.beginPath()
  if (drawable.route === 'curved' && a && b && c && d) {
    pen.moveTo(a.x, a.y)
    pen.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y)
    return
  }
  path.forEach(({ x, y }, index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
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
      pen.beginPath()
      pen.ellipse(tip.x, tip.y, size / 3, size / 3, 0, 0, Math.PI * 2)
      break
    case 'triangle':
      polygonPath(pen, [left, tip, right])
      break
    case 'diamond': {
      const back = { x: left.x + right.x - tip.x, y: left.y + right.y - tip.y }
      polygonPath(pen, [left, tip, right, back])
    }
  }
  pen.fillStyle = pen.strokeStyle
  pen.fill()
}

/** Half way along the line. */
export function labelPoint(drawable: Drawable): Point {
  const path = drawable.path ?? []
  const line = drawable.route === 'curved' ? flattenCurve(path) : path
  const lengths = line.map((point, index) => {
    const before = line[index - 1]
    return before ? Math.hypot(point.x - before.x, point.y - before.y) : 0
  })
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (let index = 1; index < line.length; index++) {
    const [from, to, length] = [line[index - 1], line[index], lengths[index] ?? 0]
    if (from && to && rest <= length && length > 0) {
      const t = rest / length
      return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
    }
    rest -= length
  }
  return line[0] ?? { x: drawable.x, y: drawable.y }
}

function paintLabel(surface: Surface, drawable: Drawable, path: readonly Point[]): void {
  const { pen, theme, scale, measure } = surface
  if (drawable.text === '' || path.length === 0 || LABEL_SIZE * scale < SMALLEST_LETTERS) return
  const { x, y } = labelPoint(drawable)
  const width = (measure(drawable.text, false, false) * LABEL_SIZE) / 100 + 10
  pen.fillStyle = theme.background
  pen.fillRect(x - width / 2, y - 11, width, 22)
  pen.font = fontOf(LABEL_SIZE, false, false)
  pen.fillStyle = inkShade(drawable.style.color, theme) ?? theme.ink
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(drawable.text, x, y)
}
