import { getStroke } from 'perfect-freehand'
import type { Drawable } from '../../model/drawable'
import { strokePoints } from '../../model/hit'
import { inkShade, paperShade } from '../../model/palette'
import { COARSE_SCALE, type Surface } from './surface'

type Outline = readonly (readonly number[])[]
const outlines = new WeakMap<Drawable, Outline>()

/** A stroke of the pen, as wide as it was pressed. */
export function paintFreehand(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  const isMarker = drawable.pen === 'highlighter'
  const { stroke } = drawable.style
  const color = isMarker ? paperShade(stroke ?? 'yellow', theme) : inkShade(stroke, theme)
  if (color === null) return
  const alpha = pen.globalAlpha
  if (isMarker) pen.globalAlpha = alpha * (theme.dark ? 0.4 : 0.65)
  if (scale < COARSE_SCALE) paintCoarse(surface, drawable, color)
  else {
    pen.fillStyle = color
    traceOutline(surface, outlineOfStroke(drawable))
    pen.fill()
  }
  pen.globalAlpha = alpha
}

function paintCoarse({ pen }: Surface, drawable: Drawable, color: string): void {
  pen.strokeStyle = color
  pen.lineWidth = (drawable.style.stroke_width ?? 2) * 2
  pen.setLineDash([])
  pen.beginPath()
  strokePoints(drawable).forEach(({ x, y }, index) => {
    if (index === 0) pen.moveTo(x, y)
    else if (index % 4 === 0) pen.lineTo(x, y)
  })
  pen.stroke()
}

function outlineOfStroke(drawable: Drawable): Outline {
  const known = outlines.get(drawable)
  if (known) return known
  const points = strokePoints(drawable)
  const isPressed = points.some(({ pressure }) => pressure !== 0.5)
  const marker = drawable.pen === 'highlighter'
  const outline = getStroke(points, {
    size: (drawable.style.stroke_width ?? 2) * (marker ? 8 : 2.2),
    thinning: marker ? 0 : 0.55,
    smoothing: 0.5,
    streamline: 0.35,
    simulatePressure: !isPressed,
    last: true,
  })
  outlines.set(drawable, outline)
  return outline
}

function traceOutline({ pen }: Surface, outline: Outline): void {
  const [first] = outline
  pen.beginPath()
  if (!first) return
  pen.moveTo(first[0] ?? 0, first[1] ?? 0)
  outline.forEach(([x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = outline[(index + 1) % outline.length] ?? []
    pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
  })
  pen.closePath()
}
