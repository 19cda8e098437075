import { CLOUD_CURVES, CLOUD_START, outlinePoints } from '../../geometry/outline'
import type { Drawable } from '../../model/drawable'
import { outlineOf } from '../../model/element'
import { paperShade } from '../../model/palette'
import { polygonPath, roundedPath, type Pen } from '../pen'
import { takeStroke } from './stroke'
import { COARSE_SCALE, type Surface } from './surface'
import { paintText } from './text'

/** Rectangle, ellipse, diamond and all other closed shapes: fill, edge, text. */
export function paintClosed(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  if (drawable.kind === 'mindmap' && drawable.path) paintBranch(surface, drawable)
  const fill = paperShade(drawable.style.fill, theme)
  const isCoarse = scale < COARSE_SCALE
  // White shapes are their edge: without it they would be lost on the board.
  const isPatch = isCoarse && fill !== null && drawable.style.fill !== 'paper'
  if (isPatch && fill !== null && drawable.kind !== 'diamond') {
    const inset = drawable.kind === 'ellipse' ? 0.1 : 0
    pen.fillStyle = fill
    const { x, y, width, height } = drawable
    const [ix, iy] = [width * inset, height * inset]
    pen.fillRect(x + ix, y + iy, width - 2 * ix, height - 2 * iy)
    return
  }
  tracePath(pen, drawable)
  if (fill !== null) {
    pen.fillStyle = fill
    pen.fill()
  }
  if (!isPatch && takeStroke(surface, drawable)) {
    pen.stroke()
    if (drawable.kind === 'cylinder') paintLid(pen, drawable)
  }
  paintText(surface, drawable)
  if (drawable.kind === 'mindmap' && drawable.collapsed && !isCoarse) paintFold(surface, drawable)
}

/** Three dots behind a node whose branches are folded away. */
function paintFold({ pen, theme }: Surface, drawable: Drawable): void {
  const isLeft = drawable.path !== undefined && (drawable.path[0]?.x ?? 0) > drawable.x
  const edge = isLeft ? drawable.x : drawable.x + drawable.width
  pen.fillStyle = theme.muted
  for (const step of [10, 18, 26]) {
    pen.beginPath()
    pen.ellipse(edge + (isLeft ? -step : step), drawable.y + drawable.height / 2, 2.5, 2.5, 0, 0, 7)
    pen.fill()
  }
}

function paintBranch(surface: Surface, drawable: Drawable): void {
  const { pen } = surface
  const [a, b, c, d] = drawable.path ?? []
  if (!a || !b || !c || !d || !takeStroke(surface, drawable)) return
  pen.beginPath()
  pen.moveTo(a.x, a.y)
  pen.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y)
  pen.stroke()
}

function tracePath(pen: Pen, drawable: Drawable): void {
  const { x, y, width, height, kind, style } = drawable
  switch (kind) {
    case 'ellipse':
      pen.beginPath()
      pen.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, Math.PI * 2)
      return
    case 'cylinder':
      return traceCylinder(pen, drawable)
    case 'cloud':
      return traceCloud(pen, drawable)
    case 'diamond':
    case 'triangle':
    case 'hexagon':
    case 'star':
    case 'arrow':
      return polygonPath(pen, outlinePoints(outlineOf(drawable), drawable))
    default: {
      const radius = style.radius ?? (kind === 'rectangle' ? 0 : 16)
      if (radius > 0) return roundedPath(pen, drawable, radius)
      pen.beginPath()
      pen.rect(x, y, width, height)
    }
  }
}

function lidHeight({ height, width }: Drawable): number {
  return Math.min(height / 4, width / 8)
}

function traceCylinder(pen: Pen, drawable: Drawable): void {
  const { x, y, width, height } = drawable
  const lid = lidHeight(drawable)
  pen.beginPath()
  pen.ellipse(x + width / 2, y + lid, width / 2, lid, 0, Math.PI, Math.PI * 2)
  pen.lineTo(x + width, y + height - lid)
  pen.ellipse(x + width / 2, y + height - lid, width / 2, lid, 0, 0, Math.PI)
  pen.closePath()
}

function paintLid(pen: Pen, drawable: Drawable): void {
  const lid = lidHeight(drawable)
  pen.beginPath()
  pen.ellipse(
    drawable.x + drawable.width / 2,
    drawable.y + lid,
    drawable.width / 2,
    lid,
    0,
    0,
    Math.PI,
  )
  pen.stroke()
}

function traceCloud(pen: Pen, { x, y, width, height }: Drawable): void {
  const at = (u: number, v: number): [number, number] => [x + u * width, y + v * height]
  pen.beginPath()
  pen.moveTo(...at(...CLOUD_START))
  for (const [ax, ay, bx, by, cx, cy] of CLOUD_CURVES) {
    pen.bezierCurveTo(...at(ax, ay), ...at(bx, by), ...at(cx, cy))
  }
  pen.closePath()
}
