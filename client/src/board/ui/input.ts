import { panBy, zoomAt, type Camera } from '../geometry/camera'
import { distance, midpoint, type Point } from '../geometry/vec'
import type { Editor } from '../editor'
import { openMenuAt } from './arrange/context-menu'
import { PalmGuard } from './arrange/palm'
import { LongPress } from './arrange/press'
import type { PointerInfo, ToolName } from '../tools/tool'

/** The other end of a pen. */
const PEN_ERASER = 5
/** With these a finger that rests asks for the menu; with others it may be drawing. */
const RESTING: ReadonlySet<ToolName> = new Set(['select', 'hand'])
const TOUCH_SLACK = 14
const MOUSE_SLACK = 6

/** Turns what hands do (mouse, trackpad, pen, fingers) into what tools understand. */
export function wireInput(host: HTMLElement, editor: Editor): void {
  const fingers = new Map<number, Point>()
  let pinch: { camera: Camera; middle: Point; spread: number } | null = null
  let borrowed: ToolName | null = null
  const palms = new PalmGuard()
  const press = new LongPress((at) => {
    letGo()
    openMenuAt(editor, at, TOUCH_SLACK)
  })
  /** Nothing is held any more, and nothing of it came about. */
  const letGo = () => {
    press.stop()
    fingers.clear()
    pinch = null
    editor.tool.cancel()
  }
  const isIgnored = ({ pointerType, pointerId }: PointerEvent) =>
    pointerType === 'touch' && !fingers.has(pointerId)

  const local = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = host.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const info = (event: PointerEvent | MouseEvent): PointerInfo => {
    const screen = local(event)
    const kind = event instanceof PointerEvent ? event.pointerType : 'mouse'
    return {
      screen,
      point: editor.worldAt(screen),
      pressure: kind === 'pen' && event instanceof PointerEvent ? event.pressure : 0.5,
      isTouch: kind === 'touch',
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
    }
  }
  const startPinch = () => {
    const [a, b] = [...fingers.values()]
    if (!a || !b) return
    editor.tool.cancel()
    pinch = { camera: editor.camera, middle: midpoint(a, b), spread: Math.max(1, distance(a, b)) }
  }
  const movePinch = () => {
    const [a, b] = [...fingers.values()]
    if (!a || !b || !pinch) return
    const middle = midpoint(a, b)
    const zoomed = zoomAt(
      pinch.camera,
      pinch.middle,
      (pinch.camera.zoom * distance(a, b)) / pinch.spread,
    )
    const shift = { x: pinch.middle.x - middle.x, y: pinch.middle.y - middle.y }
    editor.setCamera(panBy(zoomed, shift))
  }
  const borrow = (tool: ToolName) => {
    borrowed ??= editor.tool.name
    editor.use(tool)
  }
  const giveBack = () => {
    if (borrowed !== null) editor.use(borrowed)
    borrowed = null
  }

  host.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Element && event.target.closest('.board-text')) return
    if (event.pointerType === 'mouse' && event.button === 2) return
    palms.down(event)
    if (palms.refuses(event)) return event.preventDefault()
    if (event.pointerType === 'pen' && fingers.size > 0) letGo()
    host.focus({ preventScroll: true })
    host.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, local(event))
      if (fingers.size === 1 && RESTING.has(editor.tool.name)) press.down(local(event))
      else press.stop()
    }
    if (fingers.size === 2) return startPinch()
    if (fingers.size > 2) return
    editor.stopEditing()
    if (event.button === 1) borrow('hand')
    if (event.button === PEN_ERASER) borrow('eraser')
    event.preventDefault()
    editor.tool.state.onPointerDown(info(event))
  })
  host.addEventListener('pointermove', (event) => {
    palms.move(event)
    if (isIgnored(event)) return
    if (fingers.has(event.pointerId)) {
      fingers.set(event.pointerId, local(event))
      press.move(local(event))
    }
    if (pinch) return movePinch()
    const { name } = editor.tool
    const isDrawing = (name === 'pen' || name === 'highlighter') && event.buttons !== 0
    const events = isDrawing ? event.getCoalescedEvents() : []
    for (const each of events.length ? events : [event]) {
      editor.tool.state.onPointerMove(info(each))
    }
  })
  const lift = (event: PointerEvent) => {
    palms.up(event)
    if (isIgnored(event)) return
    press.stop()
    fingers.delete(event.pointerId)
    if (pinch) {
      if (fingers.size === 0) pinch = null
      return
    }
    if (event.type === 'pointercancel') editor.tool.cancel()
    else editor.tool.state.onPointerUp(info(event))
    if (event.button === 1 || event.button === PEN_ERASER) giveBack()
  }
  host.addEventListener('pointerup', lift)
  host.addEventListener('pointercancel', lift)
  host.addEventListener('contextmenu', (event) => {
    if (event.target instanceof Element && event.target.closest('.board-text')) return
    event.preventDefault()
    // A finger's long press is noticed above, also where the browser says nothing of it.
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
    if (!isTouch) openMenuAt(editor, local(event), MOUSE_SLACK)
  })
  host.addEventListener('dblclick', (event) => {
    if (event.target instanceof Element && event.target.closest('.board-text')) return
    editor.tool.state.onDoubleClick(info(event))
  })
  host.addEventListener('wheel', (event) => wheel(event, editor, local(event)), { passive: false })
  host.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || event.target !== host) return
    event.preventDefault()
    if (!event.repeat) borrow('hand')
  })
  host.addEventListener('keyup', (event) => {
    if (event.key === ' ' && event.target === host) giveBack()
  })
  host.addEventListener('blur', giveBack)
  editor.signals.on('guides', () => {
    host.style.cursor = editor.guides.cursor ?? 'default'
  })
}

const LINE = 16

/** Pinches on a trackpad arrive as a wheel with Ctrl, in small steps. */
function wheel(event: WheelEvent, editor: Editor, at: Point): void {
  event.preventDefault()
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1
  const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
  if (event.ctrlKey || event.metaKey) {
    const step = Math.max(-60, Math.min(60, dy))
    return editor.zoomBy(Math.exp(-step * (Math.abs(dy) < 40 ? 0.01 : 0.004)), at)
  }
  const isSideways = event.shiftKey && dx === 0
  editor.setCamera(panBy(editor.camera, isSideways ? { x: dy, y: 0 } : { x: dx, y: dy }))
}
