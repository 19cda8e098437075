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
  paintText(surface, drawable)
}
