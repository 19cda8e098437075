import type { Drawable } from '../../model/drawable'
import { paperShade } from '../../model/palette'
import { roundedPath } from '../pen'
import { fontOf } from '../text-layout'
import { takeStroke } from './stroke'
import { SMALLEST_LETTERS, type Surface } from './surface'
import { paintText } from './text'

/** Kinds that other clients and the server may write: a plain box with what they are called. */
export function paintPlain(surface: Surface, drawable: Drawable): void {
  const { pen, theme } = surface
  roundedPath(pen, drawable, drawable.style.radius ?? 8)
  pen.fillStyle = paperShade(drawable.style.fill, theme) ?? theme.surface
  pen.fill()
  if (takeStroke(surface, drawable)) pen.stroke()
  if (drawable.text !== '') return paintText(surface, drawable)
  paintName(surface, drawable, drawable.title ?? drawable.name ?? drawable.url ?? '')
}

/** An emoji as large as its box. */
export function paintEmoji({ pen, scale }: Surface, drawable: Drawable): void {
  const size = Math.min(drawable.width, drawable.height) * 0.85
  if (size * scale < SMALLEST_LETTERS) return
  pen.font = fontOf(size, false, false)
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const { x, y, width, height } = drawable
  pen.fillText(drawable.emoji ?? '', x + width / 2, y + height / 2)
}

/** A frame: a quiet area with its title above. */
export function paintFrame(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  roundedPath(pen, drawable, 4)
  pen.fillStyle = paperShade(drawable.style.fill, theme) ?? theme.surface
  pen.fill()
  pen.strokeStyle = theme.border
  pen.lineWidth = 1
  pen.setLineDash([])
  pen.stroke()
  if (13 * scale < SMALLEST_LETTERS) return
  pen.font = fontOf(13, true, false)
  pen.fillStyle = theme.muted
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.fillText(drawable.text, drawable.x, drawable.y - 12)
}

function paintName({ pen, theme, scale }: Surface, drawable: Drawable, name: string): void {
  if (name === '' || 13 * scale < SMALLEST_LETTERS) return
  pen.font = fontOf(13, false, false)
  pen.fillStyle = theme.muted
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const { x, y, width, height } = drawable
  pen.fillText(name.slice(0, 60), x + width / 2, y + height / 2)
}
