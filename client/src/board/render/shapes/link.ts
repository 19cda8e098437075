import type { Drawable } from '../../model/drawable'
import { paperShade } from '../../model/palette'
import { roundedPath } from '../pen'
import { fontOf, layoutText } from '../text-layout'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

const PADDING = 14

/** A link as a card: what it is called, and where it leads. */
export function paintLink(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale, measure } = surface
  roundedPath(pen, drawable, 8)
  pen.fillStyle = paperShade(drawable.style.fill, theme) ?? theme.surface
  pen.fill()
  if (scale < COARSE_SCALE) return
  pen.strokeStyle = theme.border
  pen.lineWidth = 1
  pen.setLineDash([])
  pen.stroke()
  pen.fillStyle = theme.accent
  pen.fillRect(drawable.x, drawable.y + 10, 3, drawable.height - 20)
  if (13 * scale < SMALLEST_LETTERS) return
  const room = drawable.width - 2 * PADDING
  const { host, rest } = partsOf(drawable.url ?? '')
  const style = { size: 14, bold: true, italic: false }
  const title = drawable.text || drawable.title || rest || host
  const { lines, lineHeight } = layoutText(title, style, room, 999, measure)
  const most = Math.max(1, Math.floor((drawable.height - 52) / lineHeight))
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.font = fontOf(14, true, false)
  pen.fillStyle = theme.ink
  lines.slice(0, most).forEach((line, index) => {
    const isCut = index === most - 1 && lines.length > most
    const y = drawable.y + 24 + index * lineHeight
    pen.fillText(isCut ? `${line.slice(0, -1)}…` : line, drawable.x + PADDING, y)
  })
  pen.font = fontOf(12, false, false)
  pen.fillStyle = theme.muted
  pen.fillText(host, drawable.x + PADDING, drawable.y + drawable.height - 18)
}

function partsOf(url: string): { readonly host: string; readonly rest: string } {
  const [, host = url, rest = ''] = /^https?:\/\/(?:www\.)?([^/?#]+)\/?(.*)$/i.exec(url) ?? []
  return { host, rest }
}
