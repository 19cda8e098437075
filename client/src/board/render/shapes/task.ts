import type { CardFace, Drawable } from '../../model/drawable'
import type { BoardTheme } from '../../model/palette'
import { roundedPath } from '../pen'
import { fontOf, layoutText, type Measure } from '../text-layout'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

const STATE_INKS: Readonly<Record<string, readonly [string, string]>> = {
  todo: ['#5d6675', '#a3acba'],
  in_progress: ['#a65a00', '#f5b04d'],
  in_review: ['#7038d6', '#bd97ff'],
  blocked: ['#c4281c', '#ff8077'],
  done: ['#1f7a36', '#62cf83'],
}
const PADDING = 12

/** The live card of a task; without a face it is empty: deleted, or not for this reader. */
export function paintTask(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  const { x, y, width, height } = drawable
  if (scale >= COARSE_SCALE) {
    roundedPath(pen, { x, y: y + 2, width, height }, 8)
    pen.fillStyle = theme.shadow
    pen.fill()
  }
  roundedPath(pen, drawable, 8)
  pen.fillStyle = theme.surface
  pen.fill()
  if (scale < COARSE_SCALE) return
  pen.strokeStyle = theme.border
  pen.lineWidth = 1
  pen.setLineDash(drawable.card ? [] : [4, 4])
  pen.stroke()
  pen.setLineDash([])
  const color = stateInk(drawable.card?.state, theme)
  pen.fillStyle = color
  pen.fillRect(x, y + 8, 3, height - 16)
  if (13 * scale < SMALLEST_LETTERS) return
  if (drawable.card) paintFace(surface, drawable, drawable.card, color)
}

function stateInk(state: string | undefined, theme: BoardTheme): string {
  const inks = state === undefined ? undefined : STATE_INKS[state]
  return inks ? inks[theme.dark ? 1 : 0] : theme.muted
}

function paintFace(surface: Surface, drawable: Drawable, card: CardFace, color: string): void {
  const { pen, theme, measure } = surface
  const [left, right] = [drawable.x + PADDING, drawable.x + drawable.width - PADDING]
  const line = (text: string, x: number, y: number, ink: string, bold = false) => {
    pen.font = fontOf(12, bold, false)
    pen.fillStyle = ink
    pen.fillText(text, x, y)
  }
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  line(card.key, left, drawable.y + 18, theme.muted)
  pen.textAlign = 'right'
  line(card.status, right, drawable.y + 18, color, true)
  paintTitle(surface, drawable, card)
  const foot = drawable.y + drawable.height - 16
  pen.textAlign = 'left'
  const room = right - left - (card.due ? 90 : 0)
  line(shorten(card.assignees.join(', '), room, measure), left, foot, theme.muted)
  pen.textAlign = 'right'
  if (card.due) line(card.due, right, foot, card.isLate ? theme.danger : theme.muted)
}

function paintTitle({ pen, theme, measure }: Surface, drawable: Drawable, card: CardFace): void {
  const style = { size: 14, bold: true, italic: false }
  const layout = layoutText(card.title, style, drawable.width - 2 * PADDING, 999, measure)
  const room = Math.max(1, Math.floor((drawable.height - 64) / layout.lineHeight))
  pen.font = fontOf(14, true, false)
  pen.fillStyle = theme.ink
  pen.textAlign = 'left'
  layout.lines.slice(0, room).forEach((text, index) => {
    const isCut = index === room - 1 && layout.lines.length > room
    const y = drawable.y + 42 + index * layout.lineHeight
    pen.fillText(isCut ? `${text.slice(0, -1)}…` : text, drawable.x + PADDING, y)
  })
}

function shorten(text: string, room: number, measure: Measure): string {
  let shown = text
  while (shown.length > 1 && (measure(shown, false, false) * 12) / 100 > room) {
    shown = `${shown.slice(0, -2)}…`
  }
  return shown
}
