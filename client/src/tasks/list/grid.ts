/** The list's groups, and the groups within them: the board's grid, read line by line. Pure. */

import { gridOf, type Grid } from '../board/grid'
import { isGroupBy, NONE, type Group } from '../grouping'
import type { Task, User } from '../model'
import type { ProjectState } from '../state'
import type { ViewState } from '../view-state'

/** The grouping that makes no groups. */
export const FLAT = 'none'

export function listGrid(
  tasks: readonly Task[],
  state: ProjectState,
  { group, lanes, hidesEmpty }: ViewState,
  people: readonly User[],
): Grid {
  if (group === FLAT) return flat(tasks)
  const by = group !== null && isGroupBy(group, state) ? group : 'column'
  const lanesBy = lanes !== null && isGroupBy(lanes, state) ? lanes : null
  return gridOf(tasks, state, { by, lanesBy, hidesEmpty, people })
}

function flat(tasks: readonly Task[]): Grid {
  const all: Group = { id: NONE, name: '', value: { kind: 'none' }, tasks }
  const cells = new Map([[NONE, tasks]])
  return { by: 'column', lanesBy: null, columns: [all], lanes: null, cells }
}
