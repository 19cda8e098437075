/** Walking among the rows of lists and carrying them with the arrow keys. Pure. */

import type { Place } from './carry'

export interface Lists {
  readonly ids: readonly string[]
  /** The shown rows of each list, top first, without what is carried. */
  readonly rows: ReadonlyMap<string, readonly string[]>
}

/** Up and down within a list; sideways from list to list. */
export type Step = 'up' | 'down' | 'back' | 'on'

export function stepOf(key: string, isRightToLeft: boolean): Step | null {
  switch (key) {
    case 'ArrowUp':
      return 'up'
    case 'ArrowDown':
      return 'down'
    case 'ArrowLeft':
      return isRightToLeft ? 'on' : 'back'
    case 'ArrowRight':
      return isRightToLeft ? 'back' : 'on'
    default:
      return null
  }
}

/** The row that has the focus next: up and down run on into the list above or below. */
export function rowAfter(lists: Lists, rowId: string, step: Step): string | null {
  const listAt = lists.ids.findIndex((id) => lists.rows.get(id)?.includes(rowId))
  const rows = rowsAt(lists, listAt)
  const at = rows.indexOf(rowId)
  const beside = step === 'up' ? rows[at - 1] : step === 'down' ? rows[at + 1] : undefined
  if (beside !== undefined) return beside
  const by = step === 'up' || step === 'back' ? -1 : 1
  for (let next = listAt + by; next in lists.ids; next += by) {
    const others = rowsAt(lists, next)
    const row = step === 'up' ? others.at(-1) : step === 'down' ? others[0] : others[at]
    if (row !== undefined || others.length > 0) return row ?? others.at(-1) ?? null
  }
  return null
}

/** Where what is carried goes next; the same place at the edges. */
export function placeAfter(lists: Lists, place: Place, step: Step): Place {
  const rows = lists.rows.get(place.listId) ?? []
  const at = place.beforeId === null ? rows.length : rows.indexOf(place.beforeId)
  if (step === 'up' && at > 0) return { ...place, beforeId: rows[at - 1] ?? null }
  if (step === 'down' && at < rows.length) return { ...place, beforeId: rows[at + 1] ?? null }
  const by = step === 'up' || step === 'back' ? -1 : 1
  const listId = lists.ids[lists.ids.indexOf(place.listId) + by]
  if (listId === undefined) return place
  const others = lists.rows.get(listId) ?? []
  if (step === 'up') return { listId, beforeId: null }
  return { listId, beforeId: (step === 'down' ? others[0] : others[at]) ?? null }
}

/** The position among the rows, from one. */
export function positionOf(lists: Lists, place: Place): { at: number; of: number } {
  const rows = lists.rows.get(place.listId) ?? []
  const at = place.beforeId === null ? rows.length : rows.indexOf(place.beforeId)
  return { at: at + 1, of: rows.length + 1 }
}

function rowsAt(lists: Lists, at: number): readonly string[] {
  return lists.rows.get(lists.ids[at] ?? '') ?? []
}
