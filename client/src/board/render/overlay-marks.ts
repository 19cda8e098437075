import type { SnapLine } from '../geometry/snap'
import type { Point } from '../geometry/vec'
import { roundedPath } from './pen'
import type { Surface } from './shapes/surface'

/** What the tools of arranging show above everything else. */
export interface OverlayMarks {
  readonly lines: readonly SnapLine[]
}

const TICK = 4
/** Shorter gaps than this on the screen have no room for a number. */
const LEAST_PIXELS = 10

export function paintMarks(surface: Surface, { lines }: OverlayMarks): void {
  for (const line of lines) if (line.gap === undefined) paintGuide(surface, line)
  for (const line of lines) if (line.gap !== undefined) paintGap(surface, line, line.gap)
}

function paintGuide({ pen, theme, scale }: Surface, { from, to }: SnapLine): void {
  pen.strokeStyle = theme.danger
  pen.lineWidth = 1 / scale
  pen.setLineDash([])
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.lineTo(to.x, to.y)
  pen.stroke()
}

/** A line from one box to the next with its ends barred and its length in a number. */
function paintGap(surface: Surface, { from, to }: SnapLine, gap: number): void {
  const { pen, theme, scale } = surface
  const isAcross = from.y === to.y
  const tick = TICK / scale
  pen.strokeStyle = theme.danger
  pen.lineWidth = 1.5 / scale
  pen.setLineDash([])
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.lineTo(to.x, to.y)
  for (const { x, y } of [from, to]) {
    pen.moveTo(x - (isAcross ? 0 : tick), y - (isAcross ? tick : 0))
    pen.lineTo(x + (isAcross ? 0 : tick), y + (isAcross ? tick : 0))
  }
  pen.stroke()
  if (gap * scale < LEAST_PIXELS) return
  paintNumber(surface, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, String(Math.round(gap)))
}

function paintNumber({ pen, theme, scale }: Surface, at: Point, words: string): void {
  const unit = 1 / scale
  const [width, height] = [(words.length * 7 + 10) * unit, 17 * unit]
  pen.fillStyle = theme.danger
  roundedPath(pen, { x: at.x - width / 2, y: at.y - height / 2, width, height }, 4 * unit)
  pen.fill()
  pen.save()
  pen.translate(at.x, at.y)
  pen.scale(unit, unit)
  pen.font = '600 11px "Inter Variable", Inter, system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.direction = 'ltr'
  pen.fillStyle = theme.dark ? theme.background : theme.surface
  pen.fillText(words, 0, 0.5)
  pen.restore()
}
