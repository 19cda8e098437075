import { centreOf, type Box } from '../geometry/box'
import type { Handle } from '../geometry/handles'
import type { Point } from '../geometry/vec'
import type { Drawable } from '../model/drawable'
import { paintMarks, type OverlayMarks } from './overlay-marks'
import { paintElement } from './paint'
import type { Surface } from './shapes/surface'

export interface RemoteSelection {
  readonly color: string
  readonly drawables: readonly Drawable[]
}

/** Everything above the tiles, as it should look now. */
export interface OverlayPicture {
  readonly lifted: readonly Drawable[]
  readonly chosen: readonly Drawable[]
  readonly frame: { readonly box: Box; readonly rotation: number } | null
  readonly handles: readonly Handle[]
  readonly ends: readonly Point[]
  readonly marquee: Box | null
  readonly glue: Drawable | null
  /** What was looked for and is there. */
  readonly found?: readonly Drawable[]
  /** Where a connector can be glued to what it points at. */
  readonly ports: readonly Point[]
  /** Beside the chosen element: from here the next shape is drawn. */
  readonly dots: readonly { readonly point: Point }[]
  readonly remote: readonly RemoteSelection[]
  readonly marks?: OverlayMarks
}

const HANDLE = 8
/** Amber: it stands out from both grounds, and from the accent of what is chosen. */
const FOUND = '#f59e0b'
/** Beyond this many, single outlines say nothing and cost much. */
const MOST_OUTLINES = 400

export function paintOverlay(surface: Surface, picture: OverlayPicture): void {
  for (const drawable of picture.lifted) paintElement(surface, drawable)
  for (const { color, drawables } of picture.remote) {
    for (const drawable of drawables.slice(0, MOST_OUTLINES)) outline(surface, drawable, color, 1.5)
  }
  const { accent } = surface.theme
  for (const each of picture.found?.slice(0, MOST_OUTLINES) ?? []) {
    outline(surface, each, FOUND, 3)
  }
  if (picture.glue) outline(surface, picture.glue, accent, 3)
  if (picture.chosen.length > 1 && picture.chosen.length <= MOST_OUTLINES) {
    for (const drawable of picture.chosen) outline(surface, drawable, accent, 1)
  }
  if (picture.frame) strokeBox(surface, picture.frame.box, picture.frame.rotation, accent, 1.5)
  paintHandles(surface, picture)
  for (const point of picture.ports) paintDot(surface, point, 4.5, surface.theme.surface)
  for (const { point } of picture.dots) paintDot(surface, point, 4, accent)
  if (picture.marquee) paintMarquee(surface, picture.marquee)
  if (picture.marks) paintMarks(surface, picture.marks)
}

function outline(surface: Surface, drawable: Drawable, color: string, width: number): void {
  if (drawable.kind !== 'connector') {
    return strokeBox(surface, drawable, drawable.rotation, color, width)
  }
  const { pen, scale } = surface
  pen.globalAlpha = 0.35
  pen.strokeStyle = color
  pen.lineWidth = (drawable.style.stroke_width ?? 2) + 6 / scale
  pen.setLineDash([])
  const [a, b, c, d] = drawable.path ?? []
  pen.beginPath()
  if (drawable.route === 'curved' && a && b && c && d) {
    pen.moveTo(a.x, a.y)
    pen.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y)
  } else drawable.path?.forEach(({ x, y }, index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)))
  pen.stroke()
  pen.globalAlpha = 1
}

function strokeBox(
  { pen, scale }: Surface,
  box: Box,
  rotation: number,
  color: string,
  width: number,
): void {
  const centre = centreOf(box)
  pen.save()
  pen.translate(centre.x, centre.y)
  pen.rotate(rotation)
  pen.strokeStyle = color
  pen.lineWidth = width / scale
  pen.setLineDash([])
  pen.beginPath()
  pen.rect(-box.width / 2, -box.height / 2, box.width, box.height)
  pen.stroke()
  pen.restore()
}

function paintHandles(surface: Surface, { handles, ends, frame }: OverlayPicture): void {
  const { pen, theme, scale } = surface
  pen.fillStyle = theme.surface
  pen.strokeStyle = theme.accent
  pen.lineWidth = 1.5 / scale
  pen.setLineDash([])
  const side = HANDLE / scale
  for (const { name, point } of handles) {
    pen.save()
    pen.translate(point.x, point.y)
    pen.rotate(frame?.rotation ?? 0)
    pen.beginPath()
    if (name === 'rotate') pen.ellipse(0, 0, side * 0.6, side * 0.6, 0, 0, Math.PI * 2)
    else if (name.length === 2) pen.rect(-side / 2, -side / 2, side, side)
    else pen.rect(-side / 2.6, -side / 2.6, side / 1.3, side / 1.3)
    pen.fill()
    pen.stroke()
    pen.restore()
  }
  for (const { x, y } of ends) {
    pen.beginPath()
    pen.ellipse(x, y, side * 0.7, side * 0.7, 0, 0, Math.PI * 2)
    pen.fill()
    pen.stroke()
  }
}

function paintMarquee({ pen, theme, scale }: Surface, box: Box): void {
  pen.fillStyle = theme.accent
  pen.globalAlpha = 0.08
  pen.fillRect(box.x, box.y, box.width, box.height)
  pen.globalAlpha = 1
  pen.strokeStyle = theme.accent
  pen.lineWidth = 1 / scale
  pen.setLineDash([])
  pen.beginPath()
  pen.rect(box.x, box.y, box.width, box.height)
  pen.stroke()
}

function paintDot({ pen, theme, scale }: Surface, { x, y }: Point, radius: number, fill: string) {
  pen.fillStyle = fill
  pen.strokeStyle = fill === theme.accent ? theme.background : theme.accent
  pen.lineWidth = 1.5 / scale
  pen.setLineDash([])
  pen.beginPath()
  pen.ellipse(x, y, radius / scale, radius / scale, 0, 0, Math.PI * 2)
  pen.fill()
  pen.stroke()
}
