/** Where a carried row can land, as the keyboard steps through it and the pointer points at it. Pure. */

import type { Place } from '../board/place'
import type { Row } from './rows'

export interface Slot {
  readonly place: Place
  /** The row above which the line of the landing place is drawn. */
  readonly at: number
}

/**
 * Every landing place from top to bottom: above each task, and at the end of each group. What is
 * carried itself is no landmark.
 */
export function slotsOf(rows: readonly Row[], held: ReadonlySet<string>): readonly Slot[] {
  const slots: Slot[] = []
  for (const [at, row] of rows.entries()) {
    const cell = { columnId: row.groupId, laneId: row.laneId }
    if (row.kind === 'task' && !held.has(row.task.id))
      slots.push({ place: { ...cell, beforeId: row.task.id }, at })
    if (isCellEnd(rows, at)) slots.push({ place: { ...cell, beforeId: null }, at: at + 1 })
  }
  return slots
}

/** The last row of its group, the head of an empty or a folded one included. */
function isCellEnd(rows: readonly Row[], at: number): boolean {
  const row = rows[at]
  const next = rows[at + 1]
  if (row === undefined) return false
  return next === undefined || next.groupId !== row.groupId || next.laneId !== row.laneId
    ? !(row.kind === 'head' && next?.groupId === row.groupId && row.laneId === null)
    : false
}

export function isSameSpot(one: Place, other: Place): boolean {
  return (
    one.columnId === other.columnId &&
    (one.laneId ?? null) === (other.laneId ?? null) &&
    one.beforeId === other.beforeId
  )
}

/** The next landing place in a direction; the same one at the ends. */
export function steppedTo(slots: readonly Slot[], place: Place, step: 1 | -1): Place {
  const at = slots.findIndex((slot) => isSameSpot(slot.place, place))
  if (at < 0) return slots[0]?.place ?? place
  return slots[at + step]?.place ?? place
}

/** The landing place under a height in rows (2.7: in the lower half of the third row). */
export function pointedAt(
  rows: readonly Row[],
  height: number,
  held: ReadonlySet<string>,
): Place | null {
  const at = Math.max(0, Math.min(rows.length - 1, Math.floor(height)))
  const row = rows[at]
  if (row === undefined) return null
  const isLower = height - at >= 0.5
  const cell = { columnId: row.groupId, laneId: row.laneId }
  for (let next = row.kind === 'task' && !isLower ? at : at + 1; next < rows.length; next += 1) {
    const below = rows[next]
    if (below?.groupId !== row.groupId) break
    if (below.laneId !== row.laneId) {
      if (row.kind === 'head' && row.laneId === null && below.kind === 'head')
        return { columnId: below.groupId, laneId: below.laneId, beforeId: null }
      break
    }
    if (below.kind === 'task' && !held.has(below.task.id))
      return { ...cell, beforeId: below.task.id }
  }
  return { ...cell, beforeId: null }
}
