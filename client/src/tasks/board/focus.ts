/** The focus on the board: sent at once, and kept on a card that is drawn anew elsewhere. */

import type { TfColumn } from './column'
import { cellKey } from './grid'
import { cardsIn, spotOf, type BoardMap, type Spot } from './keys'

export interface FocusHost extends HTMLElement {
  active: Spot | null
  readonly isUpdatePending: boolean
  readonly updateComplete: Promise<boolean>
  /** Draws what is pending before the next key comes. */
  drawNow(): void
}

export class BoardFocus {
  readonly #board: FocusHost
  readonly #map: () => BoardMap
  /** How far down its column the card with the focus stood. */
  #at = 0

  constructor(board: FocusHost, map: () => BoardMap) {
    this.#board = board
    this.#map = map
  }

  /** The next key may come before the next frame. */
  onSpot(spot: Spot | null): void {
    if (spot === null) return
    this.#board.active = spot
    this.#board.drawNow()
    const card = this.#cell(spot)?.querySelector<HTMLElement>(
      `[data-task="${CSS.escape(spot.taskId)}"]`,
    )
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  onAdder(columnId: string, laneId: string | null): void {
    this.#board.drawNow()
    const column = this.#cell({ columnId, laneId })
    column?.querySelector<HTMLElement>('.quick-add textarea')?.focus()
    column?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  #cell({ columnId, laneId }: Pick<Spot, 'columnId' | 'laneId'>): TfColumn | null {
    const cell = CSS.escape(cellKey(columnId, laneId))
    return this.#board.querySelector<TfColumn>(`tf-column[data-cell="${cell}"]`)
  }

  /** Before the board draws: a card that had the focus has it after, wherever it is then. */
  keep(): void {
    const { active } = this.#board
    const focused = document.activeElement
    if (active === null || !focused?.matches('tf-kanban [data-task]')) return
    const at = [...(focused.closest('[data-cards]')?.querySelectorAll('[data-task]') ?? [])]
    this.#at = at.indexOf(focused)
    void this.#drawn().then(() => {
      if (document.activeElement === document.body) this.onSpot(this.#spotAfter(active))
    })
  }

  async #drawn(): Promise<void> {
    await this.#board.updateComplete
    const columns = [...this.#board.querySelectorAll<TfColumn>('tf-column')]
    await Promise.all(columns.map((column) => column.updateComplete))
  }

  /** Where the card is now; where it is gone, the one that came in its place. */
  #spotAfter(was: Spot): Spot | null {
    const map = this.#map()
    const cards = cardsIn(map, was)
    const next = cards[Math.min(this.#at, cards.length - 1)]
    return spotOf(map, was.taskId) ?? (next === undefined ? null : { ...was, taskId: next })
  }
}

/** The card at an element, in the cell in which that card stands. */
export function spotAt(target: EventTarget | null): Spot | null {
  const element = target as Element
  const taskId = element.closest<HTMLElement>('[data-task]')?.dataset.task
  const { column: columnId, lane } = element.closest<HTMLElement>('[data-column]')?.dataset ?? {}
  if (taskId === undefined || columnId === undefined) return null
  return { taskId, columnId, laneId: lane ?? null }
}
