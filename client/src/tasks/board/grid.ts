/** The board as a grid: columns by one field, lanes by another, and what stands where. Pure. */

import { groupsOf, isManyValued, type Group, type GroupBy } from '../grouping'
import type { Task, User } from '../model'
import type { ProjectState } from '../state'
import type { BoardMap } from './keys'

export interface Grid {
  readonly by: GroupBy
  readonly lanesBy: GroupBy | null
  readonly columns: readonly Group[]
  /** Null where the board has no lanes. */
  readonly lanes: readonly Group[] | null
  readonly cells: ReadonlyMap<string, readonly Task[]>
}

export interface GridOptions {
  readonly by: GroupBy
  readonly lanesBy: GroupBy | null
  readonly hidesEmpty: boolean
  readonly people: readonly User[]
}

/** Empty lanes are kept as places to drop into while there are few of them. */
const FEW = 12

export function cellKey(columnId: string, laneId: string | null): string {
  return laneId === null ? columnId : `${laneId}/${columnId}`
}

export function gridOf(
  tasks: readonly Task[],
  state: ProjectState,
  { by, lanesBy, hidesEmpty, people }: GridOptions,
): Grid {
  const all = groupsOf(tasks, by, state, people)
  const columns = hidesEmpty ? all.filter((group) => group.tasks.length > 0) : all
  const cells = new Map<string, readonly Task[]>()
  if (lanesBy === null || lanesBy === by) {
    for (const { id, tasks: list } of columns) cells.set(id, list)
    return { by, lanesBy: null, columns, lanes: null, cells }
  }
  const every = groupsOf(tasks, lanesBy, state, people)
  const hides = hidesEmpty || every.length > FEW
  const lanes = every.filter((lane) => !hides || lane.tasks.length > 0)
  for (const lane of lanes) {
    for (const group of groupsOf(lane.tasks, by, state, people))
      cells.set(cellKey(group.id, lane.id), group.tasks)
  }
  return { by, lanesBy, columns, lanes, cells }
}

/** What arrows walk on: the open columns and lanes, without the cards that are held. */
export function mapOf(
  { columns, lanes, cells }: Grid,
  folds: ReadonlySet<string>,
  held: ReadonlySet<string>,
): BoardMap {
  const cards = new Map<string, readonly string[]>()
  for (const [key, tasks] of cells) {
    const ids = tasks.map(({ id }) => id)
    cards.set(key, held.size === 0 ? ids : ids.filter((id) => !held.has(id)))
  }
  const open = (prefix: string) => (group: Group) => !folds.has(prefix + group.id)
  return {
    columnIds: columns.filter(open('column:')).map(({ id }) => id),
    ...(lanes !== null && { laneIds: lanes.filter(open('lane:')).map(({ id }) => id) }),
    cards,
  }
}

export function pointsOf(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { story_points: points }) => sum + (points ?? 0), 0)
}

/** Whether each task stands in one cell only. */
export function standsOnce(by: GroupBy, lanesBy: GroupBy | null, state: ProjectState): boolean {
  return !isManyValued(by, state) && (lanesBy === null || !isManyValued(lanesBy, state))
}
