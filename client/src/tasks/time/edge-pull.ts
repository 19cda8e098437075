/** While something is held near an edge of what scrolls, that moves on beneath it. */

import type { Point } from './drag'

/** How near to the edge it begins, and how far a frame goes at most, in pixels. */
const ZONE = 48
const FASTEST = 24

/** Pixels of the next frame: none inside, the more the farther out, left is negative. */
export function pullOf(x: number, left: number, right: number): number {
  const beyond = x < left + ZONE ? x - (left + ZONE) : Math.max(0, x - (right - ZONE))
  return Math.sign(beyond) * Math.min(FASTEST, Math.ceil(Math.abs(beyond) / 2))
}

export class EdgePull {
  readonly #scroller: () => Element | null
  readonly #moved: (at: Point) => void
  #at: Point | null = null
  #frame = 0

  /** `scroller` is asked anew each frame; `moved` hears that what lies under the pointer moved. */
  constructor(scroller: () => Element | null, moved: (at: Point) => void) {
    this.#scroller = scroller
    this.#moved = moved
  }

  hold(at: Point): void {
    this.#at = at
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#step)
  }

  release(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#at = null
  }

  readonly #step = (): void => {
    this.#frame = 0
    const at = this.#at
    const scroller = this.#scroller()
    if (at === null || scroller === null) return
    const { left, right } = scroller.getBoundingClientRect()
    // What stays at the start of each row covers that edge.
    const covered = scroller.querySelector('[data-covers]')?.clientWidth ?? 0
    const before = scroller.scrollLeft
    scroller.scrollLeft += pullOf(at.x, left + covered, right)
    if (scroller.scrollLeft === before) return
    this.#moved(at)
    this.#frame = requestAnimationFrame(this.#step)
  }
}
