/** Moving among cards and carrying them with the keyboard. Pure: what a key means, given the board. */

import type { Place } from './place'

export interface BoardMap {
  readonly columnIds: readonly string[]
  /** The shown cards of each column, top first, without the held one. */
  readonly cards: ReadonlyMap<string, readonly string[]>
}

export type Arrow = 'up' | 'down' | 'start' | 'end'

export function arrowOf(key: string, isRightToLeft: boolean): Arrow | null {
  switch (key) {
    case 'ArrowUp':
      return 'up'
    case 'ArrowDown':
      return 'down'
    case 'ArrowLeft':
      return isRightToLeft ? 'end' : 'start'
    case 'ArrowRight':
      return isRightToLeft ? 'start' : 'end'
    default:
      return null
  }
}

/** The card that has the focus next; null where there is none in that direction. */
export function neighbour(map: BoardMap, cardId: string, arrow: Arrow): string | null {
  const columnAt = map.columnIds.findIndex((id) => map.cards.get(id)?.includes(cardId))
  const column = map.cards.get(map.columnIds[columnAt] ?? '') ?? []
  const at = column.indexOf(cardId)
  if (arrow === 'up') return column[at - 1] ?? null
  if (arrow === 'down') return column[at + 1] ?? null
  const step = arrow === 'start' ? -1 : 1
  for (let next = columnAt + step; next in map.columnIds; next += step) {
    const cards = map.cards.get(map.columnIds[next] ?? '') ?? []
    const card = cards[Math.min(at, cards.length - 1)]
    if (card !== undefined) return card
  }
  return null
}

/** Where a held card goes next; the same place at the edges. */
export function carried(map: BoardMap, place: Place, arrow: Arrow): Place {
  const cards = map.cards.get(place.columnId) ?? []
  const at = place.beforeId === null ? cards.length : cards.indexOf(place.beforeId)
  if (arrow === 'up') return { ...place, beforeId: cards[Math.max(0, at - 1)] ?? null }
  if (arrow === 'down') return { ...place, beforeId: cards[at + 1] ?? null }
  const columnAt = map.columnIds.indexOf(place.columnId) + (arrow === 'start' ? -1 : 1)
  const columnId = map.columnIds[columnAt]
  if (columnId === undefined) return place
  return { columnId, beforeId: map.cards.get(columnId)?.[at] ?? null }
}

/** Where it stands in words: the position among the cards, from one. */
export function positionOf(map: BoardMap, place: Place): { at: number; of: number } {
  const cards = map.cards.get(place.columnId) ?? []
  const at = place.beforeId === null ? cards.length : cards.indexOf(place.beforeId)
  return { at: at + 1, of: cards.length + 1 }
}
