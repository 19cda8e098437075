import type { Drawable } from '../../model/drawable'
import { paperShade } from '../../model/palette'
import { COARSE_SCALE, type Surface } from './surface'
import { paintText } from './text'

/** A note: paper with a slight shadow below, and text that fits itself. */
export function paintSticky(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  const { x, y, width, height, style } = drawable
  if (scale >= COARSE_SCALE * 2) {
    pen.fillStyle = theme.shadow
    pen.fillRect(x + 1, y + 3, width - 2, height + 1)
    pen.fillRect(x - 1, y + 1, width + 2, height + 1)
  }
  pen.fillStyle = paperShade(style.fill ?? 'yellow', theme) ?? theme.surface
  pen.fillRect(x, y, width, height)
  if (drawable.veiled) paintVeil(surface, drawable)
  paintText(surface, drawable)
}

/** Others see that something is written, not what; its writer sees that it is still hidden. */
function paintVeil({ pen }: Surface, { x, y, width, height, veiled }: Drawable): void {
  pen.globalAlpha = 0.22
  pen.fillStyle = '#1f2430'
  if (veiled === 'others') {
    for (const [row, share] of [0.64, 0.5, 0.58].entries()) {
      const wide = width * share
      pen.fillRect(x + (width - wide) / 2, y + height * (0.34 + row * 0.13), wide, height * 0.06)
    }
  } else pen.fillRect(x, y, width, Math.max(2, height * 0.03))
  pen.globalAlpha = 1
}
