/** What the person holds stays where their hand has it, whatever others do. Pure. */

import type { Task } from '../model'
import type { Origin } from './drop'
import { cellKey, type Grid } from './grid'
import type { Held } from './hold'

/** The grid with carried cards where the keyboard carries them; a mouse leaves them in their cell. */
export function withHeld(
  grid: Grid,
  held: Held | null,
  tasks: readonly Task[],
  origin: Origin | null,
): Grid {
  const place = held?.place ?? null
  if (held?.hand !== 'keyboard' || place === null || origin === null) return grid
  const ids = new Set(tasks.map(({ id }) => id))
  const cells = new Map(grid.cells)
  for (const [key, cards] of cells) {
    const isWhole = ids.size === 1 && key !== cellKey(origin.columnId, origin.laneId)
    if (!isWhole)
      cells.set(
        key,
        cards.filter(({ id }) => !ids.has(id)),
      )
  }
  const key = cellKey(place.columnId, place.laneId ?? null)
  const others = (cells.get(key) ?? []).filter(({ id }) => !ids.has(id))
  const at = others.findIndex(({ id }) => id === place.beforeId)
  const index = at < 0 ? others.length : at
  cells.set(key, [...others.slice(0, index), ...tasks, ...others.slice(index)])
  return { ...grid, cells }
}
