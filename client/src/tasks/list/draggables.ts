/** The rows that are drawn now can be taken with the mouse. */

import { makeDraggable } from '../board/mouse'

export class Draggables {
  readonly #known = new Map<HTMLElement, () => void>()
  readonly #canDrag: () => boolean

  constructor(canDrag: () => boolean) {
    this.#canDrag = canDrag
  }

  watch(root: HTMLElement): void {
    const now = new Set(root.querySelectorAll<HTMLElement>('.list-task[data-task]'))
    for (const [element, undo] of this.#known) {
      if (now.has(element)) continue
      undo()
      this.#known.delete(element)
    }
    for (const element of now) {
      if (!this.#known.has(element)) this.#known.set(element, makeDraggable(element, this.#canDrag))
    }
  }

  stop(): void {
    for (const undo of this.#known.values()) undo()
    this.#known.clear()
  }
}
