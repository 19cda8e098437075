/**
 * Dragging with mouse, pen and finger. A finger lifts by a long press, because a quick swipe means
 * to scroll; Escape lets go without a change.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface DragHandlers {
  /** It moved far enough (or was pressed long enough) to mean it. */
  readonly lift: (at: Point) => void
  readonly move: (at: Point) => void
  readonly drop: (at: Point) => void
  readonly cancel: () => void
}

const SLACK = 4
const FINGER_SLACK = 10
const PRESS = 300

/** Follow the pointer that `event` put down until it is lifted. */
export function followPointer(event: PointerEvent, handlers: DragHandlers): void {
  if (event.button !== 0) return
  const isFinger = event.pointerType === 'touch'
  const from = pointOf(event)
  const listening = new AbortController()
  const { signal } = listening
  let isLifted = false
  const lift = (at: Point): void => {
    isLifted = true
    document.documentElement.classList.add('is-dragging')
    handlers.lift(at)
  }
  const timer = isFinger ? setTimeout(() => lift(from), PRESS) : undefined
  const end = (finish: () => void): void => {
    clearTimeout(timer)
    listening.abort()
    document.documentElement.classList.remove('is-dragging')
    if (isLifted) {
      swallowClick()
      finish()
    }
  }
  const moved = (now: PointerEvent): void => {
    if (now.pointerId !== event.pointerId) return
    const at = pointOf(now)
    const distance = Math.hypot(at.x - from.x, at.y - from.y)
    if (!isLifted && isFinger && distance > FINGER_SLACK) return end(() => undefined)
    if (!isLifted && !isFinger && distance > SLACK) lift(from)
    if (isLifted) handlers.move(at)
  }
  const keyed = (key: KeyboardEvent): void => {
    if (key.key !== 'Escape' || !isLifted) return
    key.preventDefault()
    key.stopPropagation()
    end(handlers.cancel)
  }
  const target = event.target as Element
  window.addEventListener('pointermove', moved, { signal })
  window.addEventListener('pointerup', (now) => end(() => handlers.drop(pointOf(now))), { signal })
  window.addEventListener('pointercancel', () => end(handlers.cancel), { signal })
  window.addEventListener('keydown', keyed, { signal, capture: true })
  // Not passive: once something is lifted the page must not scroll beneath it.
  target.addEventListener('touchmove', (touch) => isLifted && touch.preventDefault(), {
    signal,
    passive: false,
  })
  target.addEventListener('contextmenu', (menu) => isFinger && menu.preventDefault(), { signal })
}

/** The click that a browser sends after a drag would open what was dragged. */
function swallowClick(): void {
  const swallow = (click: Event): void => {
    click.preventDefault()
    click.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 60)
}

function pointOf(event: PointerEvent): Point {
  return { x: event.clientX, y: event.clientY }
}

/** What stands at a point and carries `data-<name>`. */
export function dataAt(at: Point, name: string): string | null {
  for (const element of document.elementsFromPoint(at.x, at.y)) {
    const found = (element as HTMLElement).dataset?.[name]
    if (found !== undefined) return found
  }
  return null
}
