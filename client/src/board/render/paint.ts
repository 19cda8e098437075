import { centreOf } from '../geometry/box'
import type { Drawable } from '../model/drawable'
import { paintClosed } from './shapes/closed'
import { paintCode } from './shapes/code'
import { paintConnector } from './shapes/connector'
import { paintFreehand } from './shapes/freehand'
import { paintIcon } from './shapes/icon'
import { paintLink } from './shapes/link'
import { paintImage } from './shapes/image'
import { paintEmoji, paintFrame } from './shapes/plain'
import { paintSticky } from './shapes/sticky'
import type { Surface } from './shapes/surface'
import { paintTable } from './shapes/table'
import { paintTask } from './shapes/task'
import { paintText } from './shapes/text'

/** Paints one element in world coordinates; the pen already stands in them. */
export function paintElement(surface: Surface, drawable: Drawable): void {
  if (drawable.isFolded) return
  if (!drawable.clip) return paintWhole(surface, drawable)
  const { pen } = surface
  const { x, y, width, height } = drawable.clip
  pen.save()
  pen.beginPath()
  pen.rect(x, y, width, height)
  pen.clip()
  paintWhole(surface, drawable)
  pen.restore()
}

function paintWhole(surface: Surface, drawable: Drawable): void {
  const { pen } = surface
  const opacity = drawable.style.opacity ?? 1
  if (drawable.rotation === 0 && opacity === 1) return paintUpright(surface, drawable)
  const centre = centreOf(drawable)
  pen.save()
  pen.globalAlpha *= opacity
  pen.translate(centre.x, centre.y)
  pen.rotate(drawable.rotation)
  pen.translate(-centre.x, -centre.y)
  paintUpright(surface, drawable)
  pen.restore()
}

function paintUpright(surface: Surface, drawable: Drawable): void {
  switch (drawable.kind) {
    case 'sticky':
      return paintSticky(surface, drawable)
    case 'rectangle':
    case 'rounded':
    case 'ellipse':
    case 'diamond':
    case 'triangle':
    case 'hexagon':
    case 'star':
    case 'cylinder':
    case 'cloud':
    case 'arrow':
    case 'mindmap':
      return paintClosed(surface, drawable)
    case 'text':
      return paintText(surface, drawable)
    case 'freehand':
      return paintFreehand(surface, drawable)
    case 'connector':
      return paintConnector(surface, drawable)
    case 'task':
      return paintTask(surface, drawable)
    case 'emoji':
      return paintEmoji(surface, drawable)
    case 'frame':
      return paintFrame(surface, drawable)
    case 'code':
      return paintCode(surface, drawable)
    case 'table':
      return paintTable(surface, drawable)
    case 'icon':
      return paintIcon(surface, drawable)
    case 'group':
      return
    case 'link':
      return paintLink(surface, drawable)
    case 'image':
      return paintImage(surface, drawable)
  }
}
