/** Where a held card would land: read from the page as it is drawn, so that all hands agree. */

import { rankBetween } from '../../common/rank'
import type { Task } from '../model'

export interface Place {
  readonly columnId: string
  /** The lane, where the board has lanes. */
  readonly laneId?: string | null
  /** The card that will follow; null is the end of the column. */
  readonly beforeId: string | null
}

export const CARDS = '[data-cards]'

/** The place under a point of the screen; null outside every column. */
export function placeAt(root: Element, x: number, y: number, heldId: string): Place | null {
  const frame = root.getBoundingClientRect()
  if (y < frame.top - 40 || y > frame.bottom + 40) return null
  const cells = [...root.querySelectorAll<HTMLElement>('[data-column]')].filter((element) => {
    const box = element.getBoundingClientRect()
    return x >= box.left && x <= box.right
  })
  const cell = cells.find((element) => isBeside(element, y))
  const columnId = cell?.dataset.column
  if (cell === undefined || columnId === undefined) return null
  const beforeId = cardBelow(cell, y, heldId)
  const { lane } = cell.dataset
  return lane === undefined ? { columnId, beforeId } : { columnId, laneId: lane, beforeId }
}

/** A column without lanes takes what is dropped below its cards, too. */
function isBeside(cell: HTMLElement, y: number): boolean {
  if (cell.dataset.lane === undefined) return true
  const box = cell.getBoundingClientRect()
  return y >= box.top && y <= box.bottom
}

function cardBelow(column: HTMLElement, y: number, heldId: string): string | null {
  for (const card of column.querySelectorAll<HTMLElement>('[data-task]')) {
    if (card.dataset.task === heldId) continue
    const box = card.getBoundingClientRect()
    if (y < box.top + box.height / 2) return card.dataset.task ?? null
  }
  return null
}

export interface Landing {
  readonly rank: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * The neighbours and the rank at a place among `shown`, which may be filtered: between two shown
 * cards hidden ones may stand, so the neighbour above is taken from `all`.
 */
export function landingAt(all: readonly Task[], beforeId: string | null, heldId: string): Landing {
  const others = all.filter(({ id }) => id !== heldId)
  const at = beforeId === null ? -1 : others.findIndex(({ id }) => id === beforeId)
  const above = at < 0 ? others.at(-1) : others[at - 1]
  const below = at < 0 ? undefined : others[at]
  return {
    rank: between(above?.rank ?? null, below?.rank ?? null),
    before: below?.id ?? null,
    after: above?.id ?? null,
  }
}

/** Cards of one rank (two people moved at once) are told apart by the server; here any will do. */
function between(above: string | null, below: string | null): string {
  if (above !== null && below !== null && above >= below) return above
  return rankBetween(above, below)
}

export function isSamePlace(all: readonly Task[], held: Task, place: Place): boolean {
  if (held.column.id !== place.columnId) return false
  const at = all.findIndex(({ id }) => id === held.id)
  return (all[at + 1]?.id ?? null) === place.beforeId || place.beforeId === held.id
}
