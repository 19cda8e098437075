import type { Drawable } from '../../model/drawable'
import { inkShade } from '../../model/palette'
import { SvgPen } from '../svg-pen'
import type { Surface } from './surface'

const SIDE = 24
const paths = new Map<string, Path2D>()

/** An icon of the set, as large as its box; a quiet ring while the set is on its way. */
export function paintIcon({ pen, theme, scale }: Surface, drawable: Drawable): void {
  const size = Math.min(drawable.width, drawable.height)
  const color = inkShade(drawable.style.stroke, theme)
  if (size * scale < 3 || color === null) return
  const { x, y, width, height, strokes } = drawable
  pen.save()
  pen.translate(x + (width - size) / 2, y + (height - size) / 2)
  pen.scale(size / SIDE, size / SIDE)
  pen.strokeStyle = color
  pen.lineWidth = drawable.style.stroke_width ?? 2
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.setLineDash([])
  if (pen instanceof SvgPen) {
    pen.data(strokes ?? '')
    pen.stroke()
  } else if (strokes) (pen as CanvasRenderingContext2D).stroke(pathOf(strokes))
  else {
    pen.globalAlpha *= 0.3
    pen.beginPath()
    pen.ellipse(SIDE / 2, SIDE / 2, SIDE / 3, SIDE / 3, 0, 0, Math.PI * 2)
    pen.stroke()
  }
  pen.restore()
}

function pathOf(strokes: string): Path2D {
  const found = paths.get(strokes)
  if (found) return found
  const path = new Path2D(strokes)
  paths.set(strokes, path)
  return path
}
