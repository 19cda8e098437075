import type { Drawable } from '../../model/drawable'
import { inkShade } from '../../model/palette'
import type { Surface } from './surface'

/** Sets pen and dash for an element's line; false when it has none. */
export function takeStroke(surface: Surface, drawable: Drawable): boolean {
  const { pen, theme } = surface
  const width = drawable.style.stroke_width ?? 2
  const color = inkShade(drawable.style.stroke, theme)
  if (color === null || width === 0) return false
  pen.strokeStyle = color
  pen.lineWidth = width
  pen.lineJoin = 'round'
  pen.lineCap = drawable.style.stroke_style === 'dotted' ? 'round' : 'butt'
  pen.setLineDash(dashes(drawable.style.stroke_style ?? 'solid', width))
  return true
}

function dashes(style: 'solid' | 'dashed' | 'dotted', width: number): number[] {
  if (style === 'dashed') return [width * 4, width * 3]
  if (style === 'dotted') return [0.01, width * 2.2]
  return []
}
