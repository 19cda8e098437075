/**
 * Carrying rows with the mouse and with a finger. The mouse carries as soon as it moves; a finger
 * after a long press, because a quick swipe means to scroll.
 */

import type { Carry, Place } from './carry'

const PRESS = 300
const SLACK = 6
const EDGE = 48
const SPEED = 12

interface Press {
  readonly taskId: string
  readonly row: HTMLElement
  readonly x: number
  readonly y: number
  readonly timer?: ReturnType<typeof setTimeout>
}

export class Hands {
  readonly #root: HTMLElement
  readonly #carry: Carry
  readonly #abort = new AbortController()
  #press: Press | null = null
  #ghost: HTMLElement | null = null
  #point = { x: 0, y: 0 }
  #frame = 0

  constructor(root: HTMLElement, carry: Carry) {
    this.#root = root
    this.#carry = carry
    const { signal } = this.#abort
    root.addEventListener('pointerdown', (event) => this.#pressed(event), { signal })
    window.addEventListener('pointermove', (event) => this.#moved(event), { signal })
    window.addEventListener('pointerup', (event) => this.#released(event), { signal })
    window.addEventListener('pointercancel', (event) => this.#cancelled(event), { signal })
    window.addEventListener('keydown', (event) => this.#keyed(event), { signal, capture: true })
    root.addEventListener('touchstart', (event) => this.#touched(event), { passive: true, signal })
    // Not passive: once a row is lifted the page must not scroll beneath it.
    root.addEventListener('touchmove', (event) => this.#slid(event), { passive: false, signal })
    root.addEventListener('touchend', (event) => this.#lifted(event), { signal })
    root.addEventListener('touchcancel', () => this.#giveUp(), { signal })
    root.addEventListener('contextmenu', (event) => this.#keepMenuAway(event), { signal })
    // The browser's own dragging of links would take the pointer away.
    root.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  }

  stop(): void {
    this.#giveUp()
    this.#abort.abort()
  }

  #pressed(event: PointerEvent): void {
    if (event.pointerType === 'touch' || event.button !== 0) return
    if (event.shiftKey || event.ctrlKey || event.metaKey) return
    const start = this.#rowUnder(event)
    if (start !== null) this.#press = { ...start, x: event.clientX, y: event.clientY }
  }

  #moved(event: PointerEvent): void {
    const press = this.#press
    if (press === null || event.pointerType === 'touch') return
    this.#point = { x: event.clientX, y: event.clientY }
    if (this.#isCarrying('mouse')) this.#follow()
    else if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLACK)
      this.#lift('mouse')
  }

  #released(event: PointerEvent): void {
    if (event.pointerType === 'touch') return
    if (this.#isCarrying('mouse')) {
      this.#swallowClick()
      this.#carry.drop()
    }
    this.#tidy()
  }

  /** The click that follows a drop must not open what was dropped. */
  #swallowClick(): void {
    const swallow = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
  }

  #cancelled(event: PointerEvent): void {
    if (event.pointerType !== 'touch') this.#giveUp()
  }

  #keyed(event: KeyboardEvent): void {
    const hand = this.#carry.now?.hand
    if (event.key !== 'Escape' || hand === undefined || hand === 'keyboard') return
    event.preventDefault()
    event.stopPropagation()
    this.#giveUp()
  }

  #touched(event: TouchEvent): void {
    const touch = event.touches[0]
    const start = this.#rowUnder(event)
    if (event.touches.length > 1 || touch === undefined || start === null) {
      this.#giveUp()
      return
    }
    const timer = setTimeout(() => this.#lift('touch'), PRESS)
    this.#point = { x: touch.clientX, y: touch.clientY }
    this.#press = { ...start, ...this.#point, timer }
  }

  #slid(event: TouchEvent): void {
    const touch = event.touches[0]
    const press = this.#press
    if (press === null || touch === undefined) return
    this.#point = { x: touch.clientX, y: touch.clientY }
    if (this.#isCarrying('touch')) {
      event.preventDefault()
      this.#follow()
    } else if (Math.hypot(touch.clientX - press.x, touch.clientY - press.y) > SLACK) this.#tidy()
  }

  #lifted(event: TouchEvent): void {
    if (this.#isCarrying('touch')) {
      event.preventDefault()
      this.#carry.drop()
    }
    this.#tidy()
  }

  #isCarrying(hand: 'mouse' | 'touch'): boolean {
    return this.#carry.now?.hand === hand
  }

  #rowUnder(event: Event): Pick<Press, 'taskId' | 'row'> | null {
    const target = event.target as Element
    const row = target.closest<HTMLElement>('[data-task]')
    const taskId = row?.dataset.task
    if (row === null || taskId === undefined || target.closest('input, label, button')) return null
    return { taskId, row }
  }

  #lift(hand: 'mouse' | 'touch'): void {
    const press = this.#press
    if (press === null || !this.#carry.lift(press.taskId, hand)) {
      this.#tidy()
      return
    }
    if (hand === 'touch') navigator.vibrate?.(10)
    this.#ghost = makeGhost(press.row)
    this.#follow()
    this.#frame = requestAnimationFrame(() => this.#scroll())
  }

  #follow(): void {
    const press = this.#press
    if (press === null || this.#ghost === null) return
    const { x, y } = this.#point
    this.#ghost.style.transform = `translate(${String(x - press.x)}px, ${String(y - press.y)}px)`
    this.#carry.over(placeAt(this.#root, x, y, this.#carry.now?.ids ?? []))
  }

  /** Near an edge the pane under the hand scrolls along. */
  #scroll(): void {
    if (this.#ghost === null) return
    const { x, y } = this.#point
    for (const pane of [this.#root, ...this.#root.querySelectorAll<HTMLElement>('[data-pane]')]) {
      const box = pane.getBoundingClientRect()
      if (x >= box.left && x <= box.right) pane.scrollTop += push(y, box.top, box.bottom)
    }
    this.#follow()
    this.#frame = requestAnimationFrame(() => this.#scroll())
  }

  #keepMenuAway(event: Event): void {
    if (this.#isCarrying('touch') || this.#press?.timer !== undefined) event.preventDefault()
  }

  #giveUp(): void {
    if (this.#ghost !== null) this.#carry.cancel()
    this.#tidy()
  }

  #tidy(): void {
    clearTimeout(this.#press?.timer)
    this.#press = null
    cancelAnimationFrame(this.#frame)
    this.#ghost?.remove()
    this.#ghost = null
  }
}

/** The place under a point of the screen; null outside every list. */
function placeAt(root: Element, x: number, y: number, carried: readonly string[]): Place | null {
  const list = [...root.querySelectorAll<HTMLElement>('[data-list]')].find((element) => {
    const box = element.getBoundingClientRect()
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
  })
  const listId = list?.dataset.list
  if (list === undefined || listId === undefined) return null
  for (const row of list.querySelectorAll<HTMLElement>('[data-task]')) {
    const id = row.dataset.task ?? ''
    const box = row.getBoundingClientRect()
    if (!carried.includes(id) && y < box.top + box.height / 2) return { listId, beforeId: id }
  }
  return { listId, beforeId: null }
}

function push(at: number, start: number, end: number): number {
  if (at < start + EDGE) return -SPEED * Math.min(1, (start + EDGE - at) / EDGE)
  if (at > end - EDGE) return SPEED * Math.min(1, (at - end + EDGE) / EDGE)
  return 0
}

function makeGhost(row: HTMLElement): HTMLElement {
  const box = row.getBoundingClientRect()
  const ghost = row.cloneNode(true) as HTMLElement
  ghost.removeAttribute('data-task')
  for (const named of ghost.querySelectorAll('[id]')) named.removeAttribute('id')
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  ghost.classList.add('plan-ghost')
  const px = (length: number) => `${String(length)}px`
  Object.assign(ghost.style, {
    left: px(box.left),
    top: px(box.top),
    width: px(box.width),
    height: px(box.height),
  })
  document.body.append(ghost)
  return ghost
}
