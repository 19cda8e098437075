import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import type { Editor } from '../editor'
import { centreOf } from '../geometry/box'
import { toScreen } from '../geometry/camera'
import { rotateAround, type Point } from '../geometry/vec'
import type { BoardElement } from '../model/element'
import {
  boundedCrop,
  boxOfCrop,
  cropOf,
  pictureKey,
  pullCrop,
  wholeBox,
  type Crop,
} from '../model/image'

const SIDES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
const STEP = 0.01
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** Chooses what is seen of a picture: handles pull its edges, a drag moves it over the picture. */
export function mountCropEditor(stage: HTMLElement, editor: Editor): void {
  new CropEditor(stage, editor)
}

class CropEditor {
  private readonly host = document.createElement('div')
  private readonly canvas = document.createElement('canvas')
  private readonly frame = document.createElement('div')
  private open: BoardElement | null = null
  private crop: Crop = [0, 0, 1, 1]
  private isKept = true

  constructor(
    private readonly stage: HTMLElement,
    private readonly editor: Editor,
  ) {
    const { host, canvas, frame } = this
    host.className = 'board-crop'
    host.hidden = true
    frame.className = 'board-crop-frame'
    frame.tabIndex = 0
    frame.setAttribute('role', 'group')
    frame.setAttribute('aria-label', t('What is seen of the image. Arrows move it.'))
    canvas.setAttribute('aria-hidden', 'true')
    host.append(canvas, frame)
    frame.append(...SIDES.map((sides) => this.handle(sides)))
    stage.append(host)
    this.drags(frame, '')
    host.addEventListener('keydown', (event) => this.onKey(event))
    host.addEventListener('pointerdown', (event) => event.stopPropagation())
    host.addEventListener('dblclick', (event) => {
      event.stopPropagation()
      editor.stopEditing()
    })
    editor.signals.on('editing', () => this.follow())
    editor.signals.on('camera', () => this.place())
  }

  private follow(): void {
    const { editor } = this
    if (this.open && editor.editing !== this.open.id) this.end()
    const element = editor.scene.element(editor.editing ?? '')
    if (element?.kind === 'image' && !this.open) this.begin(element)
  }

  private begin(element: BoardElement): void {
    this.open = element
    this.crop = cropOf(element)
    this.isKept = true
    this.host.hidden = false
    // The picture itself is shown here meanwhile.
    this.editor.preview([{ type: 'style', id: element.id, style: { opacity: 0 } }])
    this.place()
    void this.paint(element)
    this.frame.focus({ preventScroll: true })
    announce(t('Cropping. Tab goes to the edges, arrows move them, Enter ends it.'))
  }

  private end(): void {
    const { editor, open, crop } = this
    this.open = null
    const hadFocus = this.host.contains(document.activeElement)
    this.host.hidden = true
    editor.cancelPreview()
    const element = open && editor.scene.element(open.id)
    const before = element && cropOf(element)
    if (element && this.isKept && before?.some((part, at) => part !== crop[at])) {
      const isWhole = crop[2] > 0.999 && crop[3] > 0.999
      editor.dispatch({
        changes: [
          { type: 'content', id: element.id, content: { crop: isWhole ? undefined : crop } },
          { type: 'place', id: element.id, geometry: boxOfCrop(element, crop) },
        ],
      })
    }
    if (hadFocus) this.stage.focus({ preventScroll: true })
  }

  private handle(sides: string): HTMLElement {
    const names: Record<string, string> = {
      n: t('top'),
      s: t('bottom'),
      e: t('right'),
      w: t('left'),
    }
    const handle = document.createElement('button')
    handle.type = 'button'
    handle.className = `board-crop-handle is-${sides}`
    const edge = [...sides].map((side) => names[side] ?? side).join(' ')
    handle.setAttribute('aria-label', t('Edge of the image: %(edge)s', { edge }))
    this.drags(handle, sides)
    return handle
  }

  /** With `sides` it pulls them; without any the part that is seen moves. */
  private drags(part: HTMLElement, sides: string): void {
    let start: { readonly at: Point; readonly crop: Crop } | null = null
    part.addEventListener('pointerdown', (event) => {
      if (event.target !== part) return
      event.preventDefault()
      part.focus({ preventScroll: true })
      part.setPointerCapture(event.pointerId)
      start = { at: { x: event.clientX, y: event.clientY }, crop: this.crop }
    })
    part.addEventListener('pointermove', (event) => {
      if (!start || !this.open) return
      const { zoom } = this.editor.camera
      const moved = { x: event.clientX - start.at.x, y: event.clientY - start.at.y }
      const { x, y } = rotateAround(moved, { x: 0, y: 0 }, -this.open.rotation)
      const whole = wholeBox(this.open)
      const by = { x: x / zoom / whole.width, y: y / zoom / whole.height }
      this.take(changed(start.crop, sides, by))
    })
    const lift = () => {
      start = null
    }
    part.addEventListener('pointerup', lift)
    part.addEventListener('pointercancel', lift)
  }

  private take(crop: Crop): void {
    this.crop = crop
    this.place()
  }

  private onKey(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key]
    if (arrow) {
      const step = STEP * (event.shiftKey ? 10 : 1)
      const focused = document.activeElement
      const sides = SIDES.find((each) => focused?.classList.contains(`is-${each}`)) ?? ''
      this.take(changed(this.crop, sides, { x: arrow.x * step, y: arrow.y * step }))
    } else if (event.key === 'Enter') this.editor.stopEditing()
    else if (event.key === 'Escape') {
      this.isKept = false
      this.editor.stopEditing()
    } else if (event.key === 'Tab') {
      event.stopPropagation()
      return
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  private place(): void {
    const { open, host, frame, crop } = this
    if (!open) return
    const { camera } = this.editor
    const whole = wholeBox(open)
    const middle = toScreen(camera, centreOf(open))
    const corner = toScreen(camera, whole)
    const { style } = host
    style.inlineSize = `${String(whole.width * camera.zoom)}px`
    style.blockSize = `${String(whole.height * camera.zoom)}px`
    style.transform = `translate(${String(corner.x)}px, ${String(corner.y)}px) rotate(${String(open.rotation)}rad)`
    style.transformOrigin = `${String(middle.x - corner.x)}px ${String(middle.y - corner.y)}px`
    const [x, y, width, height] = crop.map((part) => `${String(part * 100)}%`) as [
      string,
      string,
      string,
      string,
    ]
    frame.style.left = x
    frame.style.top = y
    frame.style.inlineSize = width
    frame.style.blockSize = height
  }

  private async paint(element: BoardElement): Promise<void> {
    const { canvas } = this
    const { pictures } = this.editor.renderer
    const blob = await pictures.bytes(pictureKey(element))
    if (!blob || this.open?.id !== element.id) return
    const bitmap = await createImageBitmap(blob).catch(() => null)
    if (!bitmap) return
    const factor = Math.min(1, 2048 / Math.max(bitmap.width, bitmap.height))
    canvas.width = Math.max(1, Math.round(bitmap.width * factor))
    canvas.height = Math.max(1, Math.round(bitmap.height * factor))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
  }
}

function changed(crop: Crop, sides: string, by: Point): Crop {
  if (sides !== '') return pullCrop(crop, sides, by)
  const [x, y, width, height] = crop
  return boundedCrop([x + by.x, y + by.y, width, height])
}
