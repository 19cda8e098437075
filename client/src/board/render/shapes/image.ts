import type { Drawable } from '../../model/drawable'
import { cropOf, pictureKey, wholeBox } from '../../model/image'
import { roundedPath } from '../pen'
import { pictureOf } from '../pictures'
import { SvgPen } from '../svg-pen'
import { fontOf } from '../text-layout'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

/** A picture, or the part of it that is seen; a quiet place for it while it is not there. */
export function paintImage(surface: Surface, drawable: Drawable): void {
  const { pen, scale } = surface
  const key = pictureKey(drawable)
  const whole = wholeBox(drawable)
  const radius = drawable.style.radius ?? 0
  if (pen instanceof SvgPen) {
    pen.save()
    roundedPath(pen, drawable, radius)
    pen.clip()
    const isThere = pen.picture(key, whole.x, whole.y, whole.width, whole.height)
    pen.restore()
    if (!isThere) paintPlace(surface, drawable, true)
    return
  }
  const picture = pictureOf(key, whole.width * scale, drawable.id)
  if (picture === 'loading' || picture === 'broken') {
    return paintPlace(surface, drawable, picture === 'broken')
  }
  const canvas = pen as unknown as CanvasRenderingContext2D
  const [u, v, w, h] = cropOf(drawable)
  const { width: across, height: down } = picture
  const isRound = radius * scale > 0.5
  if (isRound) {
    pen.save()
    roundedPath(pen, drawable, radius)
    pen.clip()
  }
  const { x, y, width, height } = drawable
  canvas.drawImage(picture, u * across, v * down, w * across, h * down, x, y, width, height)
  if (isRound) pen.restore()
}

/** Where a picture will be, or would be: a frame with hills in it. */
function paintPlace({ pen, theme, scale }: Surface, drawable: Drawable, isBroken: boolean): void {
  const { x, y, width, height } = drawable
  roundedPath(pen, drawable, Math.max(6, drawable.style.radius ?? 0))
  pen.fillStyle = theme.surface
  pen.fill()
  if (scale < COARSE_SCALE) return
  pen.strokeStyle = theme.border
  pen.lineWidth = 1
  pen.setLineDash(isBroken ? [6, 5] : [])
  pen.stroke()
  pen.setLineDash([])
  const size = Math.min(48, width / 3, height / 3)
  const words = isBroken ? (drawable.alt ?? drawable.name ?? '') : (drawable.name ?? '')
  const hasWords = words !== '' && height > 70 && 12 * scale >= SMALLEST_LETTERS
  const middle = { x: x + width / 2, y: y + height / 2 - (hasWords ? 10 : 0) }
  paintHills(pen, middle.x, middle.y, size, theme.muted, isBroken)
  if (!hasWords) return
  pen.font = fontOf(12, false, false)
  pen.fillStyle = theme.muted
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const room = Math.max(4, Math.floor(width / 7))
  const shown = words.length > room ? `${words.slice(0, room - 1)}…` : words
  pen.fillText(shown, middle.x, middle.y + size / 2 + 16)
}

function paintHills(
  pen: Surface['pen'],
  x: number,
  y: number,
  size: number,
  color: string,
  isBroken: boolean,
): void {
  const at = (u: number, v: number): [number, number] => [x + u * size, y + v * size]
  pen.strokeStyle = color
  pen.lineWidth = Math.max(1, size / 18)
  pen.lineJoin = 'round'
  pen.lineCap = 'round'
  pen.beginPath()
  pen.moveTo(...at(-0.5, 0.35))
  pen.lineTo(...at(-0.15, -0.1))
  pen.lineTo(...at(0.1, 0.2))
  pen.lineTo(...at(0.25, 0.02))
  pen.lineTo(...at(0.5, 0.35))
  pen.stroke()
  pen.beginPath()
  pen.ellipse(...at(0.22, -0.26), size * 0.08, size * 0.08, 0, 0, Math.PI * 2)
  pen.stroke()
  if (!isBroken) return
  pen.beginPath()
  pen.moveTo(...at(-0.5, -0.45))
  pen.lineTo(...at(0.5, 0.45))
  pen.stroke()
}
