import type { SnapLine } from '../geometry/snap'
import { cornersOf } from '../geometry/box'
import type { Point } from '../geometry/vec'
import type { Drawable } from '../model/drawable'
import type { Trail, TrailPoint } from '../model/trails'
import { roundedPath } from './pen'
import type { Surface } from './shapes/surface'

/** What the tools of arranging show above everything else. */
export interface OverlayMarks {
  readonly lines: readonly SnapLine[]
  /** The lasso. */
  readonly loop: readonly Point[]
  readonly trails: Glow
  /** What is chosen and cannot be changed. */
  readonly locked: readonly Drawable[]
}

interface Glow {
  readonly glowing: readonly Trail[]
  strengthOf(point: TrailPoint): number
}

const TICK = 4
/** Shorter gaps than this on the screen have no room for a number. */
const LEAST_PIXELS = 10

export function paintMarks(surface: Surface, marks: OverlayMarks): void {
  const { lines, loop, trails, locked } = marks
  for (const drawable of locked) paintLock(surface, drawable)
  if (loop.length > 1) paintLoop(surface, loop)
  for (const line of lines) if (line.gap === undefined) paintGuide(surface, line)
  for (const line of lines) if (line.gap !== undefined) paintGap(surface, line, line.gap)
  for (const trail of trails.glowing) paintTrail(surface, trail, trails)
}

function paintLoop({ pen, theme, scale }: Surface, loop: readonly Point[]): void {
  pen.beginPath()
  loop.forEach(({ x, y }, index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  pen.closePath()
  pen.fillStyle = theme.accent
  pen.globalAlpha = 0.08
  pen.fill()
  pen.globalAlpha = 1
  pen.strokeStyle = theme.accent
  pen.lineWidth = 1.5 / scale
  pen.setLineDash([6 / scale, 4 / scale])
  pen.stroke()
  pen.setLineDash([])
}

/** Light and thickness come in a few steps, so that a trail has no beads where its parts meet. */
const STEPS = 6

/** Thin and faint where it is old, thick and bright at the light itself. */
function paintTrail({ pen, theme, scale }: Surface, { points, color }: Trail, glow: Glow): void {
  pen.strokeStyle = color ?? theme.danger
  pen.lineCap = 'butt'
  pen.lineJoin = 'round'
  pen.setLineDash([])
  const stepOf = (point: TrailPoint) => Math.ceil(glow.strengthOf(point) * STEPS)
  let at = 0
  while (at < points.length) {
    const first = points[at]
    if (!first) break
    const step = stepOf(first)
    pen.globalAlpha = step / STEPS
    pen.lineWidth = (2 + (4 * step) / STEPS) / scale
    pen.beginPath()
    const before = points[at - 1] ?? first
    pen.moveTo(before.x, before.y)
    for (; at < points.length; at++) {
      const point = points[at]
      if (!point || stepOf(point) !== step) break
      pen.lineTo(point.x, point.y)
    }
    pen.stroke()
  }
  pen.globalAlpha = 1
}

/** A padlock on the upper right corner, as large on the screen however far away. */
function paintLock({ pen, theme, scale }: Surface, drawable: Drawable): void {
  const [, at] = cornersOf(drawable, drawable.rotation)
  pen.save()
  pen.translate(at.x, at.y)
  pen.scale(1 / scale, 1 / scale)
  pen.beginPath()
  pen.ellipse(0, 0, 11, 11, 0, 0, Math.PI * 2)
  pen.fillStyle = theme.surface
  pen.fill()
  pen.strokeStyle = theme.accent
  pen.lineWidth = 1.5
  pen.setLineDash([])
  pen.stroke()
  pen.fillStyle = theme.accent
  roundedPath(pen, { x: -5, y: -1, width: 10, height: 7 }, 1.5)
  pen.fill()
  pen.beginPath()
  pen.moveTo(-3, -1)
  pen.lineTo(-3, -3)
  pen.bezierCurveTo(-3, -7, 3, -7, 3, -3)
  pen.lineTo(3, -1)
  pen.stroke()
  pen.restore()
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
