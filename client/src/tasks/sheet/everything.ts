/** Ctrl-A while tasks are still on their way: the range grows with them, and acts on it wait. */

import { clamped, type Range, type Size } from './range'

export class Everything {
  /** The range as it was last made here: one that was moved since is another object. */
  #range: Range | null = null
  #waiting: (() => void) | null = null
  readonly #tell: () => void

  /** `tell` says that an act waits. */
  constructor(tell: () => void) {
    this.#tell = tell
  }

  choose(size: Size): Range {
    this.#range = whole(size)
    return this.#range
  }

  /** The range as it is after more came. */
  follow(range: Range, size: Size): Range {
    if (range === this.#range) return this.choose(size)
    this.#range = null
    this.#waiting = null
    return clamped(range, size)
  }

  /** Keeps `act` for `settle` where `range` is everything and not all of it has come. */
  waits(range: Range, isComplete: boolean, act: () => void): boolean {
    if (!this.isPart(range, isComplete)) return false
    this.#waiting = act
    this.#tell()
    return true
  }

  /** Whether `range` means everything and not all of it has come. */
  isPart(range: Range, isComplete: boolean): boolean {
    return !isComplete && range === this.#range
  }

  /** To be called after each drawing: does what waited once all is there. */
  settle(isComplete: boolean): void {
    const act = this.#waiting
    if (!isComplete || act === null) return
    this.#waiting = null
    act()
  }
}

function whole({ rows, columns }: Size): Range {
  const active = { row: Math.max(0, rows - 1), column: Math.max(0, columns - 1) }
  return { anchor: { row: 0, column: 0 }, active }
}
