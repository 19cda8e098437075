/** Dragging cards with a finger: a long press lifts, because a quick swipe means to scroll. */

import type { Hold } from './hold'
import type { PlaceFinder } from './mouse'
import { placeAt } from './place'

const PRESS = 300
const SLACK = 8
const EDGE = 56
const SPEED = 14

interface Press {
  readonly taskId: string
  readonly card: HTMLElement
  readonly x: number
  readonly y: number
  readonly timer: ReturnType<typeof setTimeout>
}

export class TouchDrag {
  readonly #board: HTMLElement
  readonly #hold: Hold
  readonly #canDrag: () => boolean
  readonly #placeUnder: PlaceFinder
  #press: Press | null = null
  #ghost: HTMLElement | null = null
  #point = { x: 0, y: 0 }
  #frame = 0
  readonly #abort = new AbortController()

  constructor(
    board: HTMLElement,
    hold: Hold,
    canDrag: () => boolean,
    placeUnder: PlaceFinder = placeAt,
  ) {
    this.#placeUnder = placeUnder
    this.#board = board
    this.#hold = hold
    this.#canDrag = canDrag
    const { signal } = this.#abort
    board.addEventListener('touchstart', (event) => this.#start(event), { passive: true, signal })
    // Not passive: once a card is lifted the page must not scroll beneath it.
    board.addEventListener('touchmove', (event) => this.#move(event), { passive: false, signal })
    board.addEventListener('touchend', (event) => this.#end(event), { signal })
    board.addEventListener('touchcancel', () => this.#cancel(), { signal })
    board.addEventListener('contextmenu', (event) => this.#keepMenuAway(event), { signal })
  }

  /** A finger is down: the browser's own drag and drop must not start as well. */
  get isTouching(): boolean {
    return this.#press !== null || this.#hold.held?.hand === 'touch'
  }

  stop(): void {
    this.#cancel()
    this.#abort.abort()
  }

  #start(event: TouchEvent): void {
    const touch = event.touches[0]
    const card = (event.target as Element).closest<HTMLElement>('[data-task]')
    const taskId = card?.dataset.task
    if (event.touches.length > 1 || !touch || !card || taskId === undefined) {
      this.#cancel()
      return
    }
    if (!this.#canDrag()) return
    const timer = setTimeout(() => this.#lift(), PRESS)
    this.#press = { taskId, card, x: touch.clientX, y: touch.clientY, timer }
    this.#point = { x: touch.clientX, y: touch.clientY }
  }

  #lift(): void {
    const press = this.#press
    if (press === null || !this.#hold.lift(press.taskId, 'touch')) return
    navigator.vibrate?.(10)
    this.#ghost = makeGhost(press.card)
    this.#follow()
    this.#frame = requestAnimationFrame(() => this.#scroll())
  }

  #move(event: TouchEvent): void {
    const touch = event.touches[0]
    if (this.#press === null || touch === undefined) return
    this.#point = { x: touch.clientX, y: touch.clientY }
    if (this.#hold.held?.hand === 'touch') {
      event.preventDefault()
      this.#follow()
    } else if (Math.hypot(touch.clientX - this.#press.x, touch.clientY - this.#press.y) > SLACK) {
      this.#forgetPress()
    }
  }

  #end(event: TouchEvent): void {
    if (this.#hold.held?.hand === 'touch') {
      // The lifted finger would otherwise click the card open.
      event.preventDefault()
      this.#hold.drop()
    }
    this.#tidy()
  }

  #cancel(): void {
    if (this.#hold.held?.hand === 'touch') this.#hold.cancel()
    this.#tidy()
  }

  #follow(): void {
    const { x, y } = this.#point
    const press = this.#press
    if (press === null || this.#ghost === null) return
    const shift = `translate(${String(x - press.x)}px, ${String(y - press.y)}px) rotate(1.5deg)`
    this.#ghost.style.transform = shift
    this.#hold.over(this.#placeUnder(this.#board, x, y, press.taskId))
  }

  /** Near an edge the board, or the column under the finger, scrolls along. */
  #scroll(): void {
    if (this.#hold.held?.hand !== 'touch') return
    const { x, y } = this.#point
    const board = this.#board.getBoundingClientRect()
    this.#board.scrollLeft += push(x, board.left, board.right)
    this.#board.scrollTop += push(y, board.top, board.bottom)
    const columnId = this.#hold.held.place?.columnId
    const cards = this.#board.querySelector<HTMLElement>(
      `[data-column="${CSS.escape(columnId ?? '')}"] [data-cards]`,
    )
    if (cards !== null) {
      const box = cards.getBoundingClientRect()
      cards.scrollTop += push(y, box.top, box.bottom)
    }
    this.#follow()
    this.#frame = requestAnimationFrame(() => this.#scroll())
  }

  #keepMenuAway(event: Event): void {
    if (this.isTouching) event.preventDefault()
  }

  #forgetPress(): void {
    if (this.#press !== null) clearTimeout(this.#press.timer)
    this.#press = null
  }

  #tidy(): void {
    this.#forgetPress()
    cancelAnimationFrame(this.#frame)
    this.#ghost?.remove()
    this.#ghost = null
  }
}

function push(at: number, start: number, end: number): number {
  if (at < start + EDGE) return -SPEED * Math.min(1, (start + EDGE - at) / EDGE)
  if (at > end - EDGE) return SPEED * Math.min(1, (at - end + EDGE) / EDGE)
  return 0
}

function makeGhost(card: HTMLElement): HTMLElement {
  const box = card.getBoundingClientRect()
  const ghost = card.cloneNode(true) as HTMLElement
  ghost.removeAttribute('data-task')
  ghost.removeAttribute('id')
  ghost.setAttribute('aria-hidden', 'true')
  ghost.classList.add('task-card-ghost')
  Object.assign(ghost.style, {
    insetInlineStart: 'auto',
    left: `${String(box.left)}px`,
    top: `${String(box.top)}px`,
    width: `${String(box.width)}px`,
    height: `${String(box.height)}px`,
  })
  document.body.append(ghost)
  return ghost
}
