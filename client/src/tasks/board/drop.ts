/** What dropping cards on the board writes. Pure. */

import { ranksBetween } from '../../common/rank'
import { batches, placeOf, type TaskChange } from '../bulk-ops'
import { fieldsForGroup, type Group } from '../grouping'
import type { Column, Task, TaskFields } from '../model'
import type { Op } from '../ops'
import { tasksByColumn, type ProjectState } from '../state'
import { cellKey, type Grid } from './grid'
import { isSamePlace, landingAt, type Place } from './place'

/** Where the cards were taken from. */
export interface Origin {
  readonly columnId: string
  readonly laneId: string | null
}

export interface DropSetting {
  readonly grid: Grid
  readonly state: ProjectState
  /** Whether cards stand in the order that people made; sorted ones have no place of their own. */
  readonly isByHand: boolean
}

export function dropOps(
  moved: readonly Task[],
  place: Place,
  origin: Origin | null,
  setting: DropSetting,
): readonly Op[] {
  const changes = moved.map((task) => changeFor(task, place, origin, setting))
  const [first] = changes
  const [task] = moved
  if (first === undefined || task === undefined) return []
  const target = targetColumn(first, task, place, setting)
  const isOneMove = moved.length === 1 && Object.keys(first.fields).length === 0
  if (isOneMove && target !== null) return moveOps(task, target, place, setting.state)
  const placed = target === null ? changes : ranked(changes, moved, target, place, setting.state)
  const wanted = placed.filter(isSomething)
  return batches(wanted).map((part) => ({ kind: 'tasks.update', changes: part }))
}

function isSomething({ fields, column, rank }: TaskChange): boolean {
  return Object.keys(fields).length > 0 || column !== undefined || rank !== undefined
}

/** The fields and the column that its new group and lane mean. */
function changeFor(
  task: Task,
  place: Place,
  origin: Origin | null,
  { grid, state }: DropSetting,
): TaskChange {
  const column = groupIn(grid.columns, place.columnId)
  const lane = grid.lanes === null ? undefined : groupIn(grid.lanes, place.laneId)
  const one = column && fieldsForGroup(task, grid.by, column, state, origin?.columnId)
  const other =
    lane &&
    grid.lanesBy &&
    fieldsForGroup(task, grid.lanesBy, lane, state, origin?.laneId ?? undefined)
  const to = one?.column ?? other?.column
  const isElsewhere = to !== undefined && to.id !== task.column.id
  return {
    taskId: task.id,
    fields: joined(one?.fields, other?.fields),
    ...(isElsewhere && { column: placeOf(to) }),
  }
}

/** Both may write custom fields, which then stand side by side. */
function joined(one: TaskFields = {}, other: TaskFields = {}): TaskFields {
  const own = { ...one.fields, ...other.fields }
  return { ...one, ...other, ...(Object.keys(own).length > 0 && { fields: own }) }
}

function groupIn(groups: readonly Group[], id: string | null | undefined): Group | undefined {
  return groups.find((group) => group.id === id)
}

/** The workflow column among whose cards the dropped ones get their rank; null for none. */
function targetColumn(
  change: TaskChange,
  task: Task,
  place: Place,
  { grid, state, isByHand }: DropSetting,
): Column | null {
  const id = change.column?.id ?? task.column.id
  const column = state.columns.find((each) => each.id === id) ?? null
  if (grid.by === 'column') return isByHand || change.column !== undefined ? column : null
  if (!isByHand) return null
  const { before, after } = neighboursOf(place, task, grid)
  const isAmongIts = [before, after].some((each) => each?.column.id === id)
  return isAmongIts ? column : null
}

function neighboursOf(
  place: Place,
  held: Task,
  grid: Grid,
): { before: Task | undefined; after: Task | undefined } {
  const key = cellKey(place.columnId, place.laneId ?? null)
  const cards = (grid.cells.get(key) ?? []).filter(({ id }) => id !== held.id)
  const at = place.beforeId === null ? -1 : cards.findIndex(({ id }) => id === place.beforeId)
  return { before: cards[at], after: at < 0 ? cards.at(-1) : cards[at - 1] }
}

function moveOps(task: Task, column: Column, place: Place, state: ProjectState): readonly Op[] {
  const all = tasksByColumn(state).get(column.id) ?? []
  const beforeId = standingIn(all, place.beforeId)
  if (isSamePlace(all, task, { columnId: column.id, beforeId })) return []
  const landing = landingAt(all, beforeId, task.id)
  return [{ kind: 'task.move', taskId: task.id, column: placeOf(column), ...landing }]
}

function standingIn(all: readonly Task[], beforeId: string | null): string | null {
  return all.some(({ id }) => id === beforeId) ? beforeId : null
}

/** Several cards stand together where they were dropped, in the order they had. */
function ranked(
  changes: readonly TaskChange[],
  moved: readonly Task[],
  column: Column,
  place: Place,
  state: ProjectState,
): readonly TaskChange[] {
  const held = new Set(moved.map(({ id }) => id))
  const others = (tasksByColumn(state).get(column.id) ?? []).filter(({ id }) => !held.has(id))
  const at = others.findIndex(({ id }) => id === place.beforeId)
  const below = at < 0 ? null : (others[at]?.rank ?? null)
  const above = (at < 0 ? others.at(-1) : others[at - 1])?.rank ?? null
  if (above !== null && below !== null && above >= below) return changes
  const ranks = ranksBetween(above, below, changes.length)
  return changes.map((change, index) => {
    const task = moved[index]
    const isThere = (change.column?.id ?? task?.column.id) === column.id
    const rank = ranks[index]
    return isThere && rank !== undefined ? { ...change, rank } : change
  })
}
