import { centreOf } from '../../geometry/box'
import { toScreen } from '../../geometry/camera'
import { rotateAround } from '../../geometry/vec'
import { CODE_LINE, CODE_SIZE } from '../../model/code'
import { labelPoint, LABEL_WIDTH, type Drawable } from '../../model/drawable'
import { labelLayout } from '../../render/shapes/connector'
import { alignOf, layoutOf, textBox, textInk } from '../../render/shapes/text'
import { LINE_HEIGHT } from '../../render/text-layout'
import type { Editor } from '../../editor'

/** Lays the field over the letters of an element, turned and as large as they are. */
export function placeField(field: HTMLElement, drawable: Drawable, editor: Editor): void {
  const { camera, renderer } = editor
  const isLabel = drawable.kind === 'connector'
  const layout = isLabel
    ? labelLayout(drawable, renderer.measure)
    : layoutOf(drawable, renderer.measure)
  const isCode = drawable.kind === 'code'
  const size = isCode ? CODE_SIZE : layout.size
  const used = layout.lines.length * size * LINE_HEIGHT
  const box = isLabel ? labelBox(drawable, used) : textBox(drawable)
  const isTop = isCode || drawable.kind === 'text' || drawable.style.valign === 'top'
  const top = isTop ? 0 : Math.max(0, (box.height - used) / 2)
  const height = Math.max(box.height, used)
  const corner = rotateAround({ x: box.x, y: box.y }, centreOf(drawable), drawable.rotation)
  const { x, y } = toScreen(camera, corner)
  field.classList.toggle('is-code', isCode)
  field.dir = isCode ? 'ltr' : 'auto'
  Object.assign(field.style, {
    inlineSize: `${String(box.width)}px`,
    minBlockSize: `${String(height)}px`,
    paddingBlockStart: `${String(top)}px`,
    fontSize: `${String(size)}px`,
    lineHeight: String(isCode ? CODE_LINE : LINE_HEIGHT),
    fontWeight: drawable.style.bold ? '600' : '400',
    fontStyle: drawable.style.italic ? 'italic' : 'normal',
    textAlign: alignOf(drawable),
    color: textInk(drawable, renderer.theme),
    caretColor: textInk(drawable, renderer.theme),
    transform: `translate(${String(x)}px, ${String(y)}px) scale(${String(camera.zoom)}) rotate(${String(drawable.rotation)}rad)`,
  })
}

function labelBox(drawable: Drawable, height: number) {
  const { x, y } = labelPoint(drawable)
  return { x: x - LABEL_WIDTH / 2, y: y - height / 2, width: LABEL_WIDTH, height }
}
