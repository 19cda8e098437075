import type { Drawable } from '../../model/drawable'
import { titleSize } from '../../model/frames'
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
export function paintEmoji({ pen, scale, theme }: Surface, drawable: Drawable): void {
  const size = Math.min(drawable.width, drawable.height) * 0.85
  if (size * scale < SMALLEST_LETTERS) return
  pen.font = fontOf(size, false, false)
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const { x, y, width, height } = drawable
  pen.fillStyle = theme.ink
  pen.fillText(drawable.emoji ?? '', x + width / 2, y + height / 2)
}

/** A frame: a quiet area with its title above. */
export function paintFrame(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale, measure } = surface
  roundedPath(pen, drawable, 4)
  pen.fillStyle = paperShade(drawable.style.fill, theme) ?? theme.surface
  pen.fill()
  pen.strokeStyle = theme.border
  pen.lineWidth = 1
  pen.setLineDash([])
  pen.stroke()
  const size = titleSize(scale)
  if (size * scale < SMALLEST_LETTERS || (drawable.text === '' && !drawable.bind)) return
  pen.font = fontOf(size, true, false)
  pen.fillStyle = theme.muted
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  const { bind, text } = drawable
  const bound = bind ? `⇄ ${bind.name}` : ''
  const words = text === '' || text === bind?.name ? bound || text : [text, bound].join('  ')
  const title = shorten(words, (drawable.width * 100) / size, measure)
  pen.fillText(title, drawable.x, drawable.y - size * 0.85)
}

function shorten(text: string, room: number, measure: Surface['measure']): string {
  let shown = text.replaceAll('\n', ' ')
  while (shown.length > 1 && measure(shown, true, false) > room) shown = `${shown.slice(0, -2)}…`
  return shown
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
