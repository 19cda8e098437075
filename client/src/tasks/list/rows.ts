/** The list as flat rows: heads of groups, heads of groups within them, tasks with those below. Pure. */

import { cellKey, pointsOf, type Grid } from '../board/grid'
import type { Group } from '../grouping'
import type { Task } from '../model'

/** In which group, and in which group within it, a row stands. */
export interface Cell {
  readonly groupId: string
  readonly laneId: string | null
}

export interface HeadRow extends Cell {
  readonly kind: 'head'
  readonly group: Group
  readonly count: number
  readonly points: number
  readonly isFolded: boolean
}

export interface TaskRow extends Cell {
  readonly kind: 'task'
  readonly task: Task
  /** How many tasks above it are shown above it. */
  readonly depth: number
  /** How many tasks stand below it in this group. */
  readonly below: number
  readonly isFolded: boolean
}

/** The line in which a new task of the group is typed. */
export interface AddRow extends Cell {
  readonly kind: 'add'
}

export type Row = HeadRow | TaskRow | AddRow

export interface RowsOptions {
  readonly folds: ReadonlySet<string>
  /** In which group a task is being added. */
  readonly adding: string | null
  /** Without heads: one list of all. */
  readonly isFlat: boolean
}

export function foldOf(row: Row): string {
  if (row.kind === 'task') return `task:${row.task.id}`
  return row.laneId === null ? `group:${row.groupId}` : `group:${row.groupId}/${row.laneId}`
}

export function keyOf(row: Row): string {
  const cell = cellKey(row.groupId, row.laneId)
  return row.kind === 'task' ? `${cell}/${row.task.id}` : `${row.kind}:${cell}`
}

export function rowsOf(grid: Grid, options: RowsOptions): readonly Row[] {
  const rows: Row[] = []
  for (const group of grid.columns) {
    const head = headOf({ groupId: group.id, laneId: null }, group, options)
    if (!options.isFlat) rows.push(head)
    if (head.isFolded && !options.isFlat) continue
    for (const lane of grid.lanes ?? []) addLane(rows, grid, { group, lane }, options)
    if (grid.lanes === null) addCell(rows, grid, { groupId: group.id, laneId: null }, options)
  }
  return rows
}

/** A group within a group is shown where there is something in it, or will be. */
function addLane(
  rows: Row[],
  grid: Grid,
  { group, lane }: { readonly group: Group; readonly lane: Group },
  options: RowsOptions,
): void {
  const cell = { groupId: group.id, laneId: lane.id }
  const key = cellKey(group.id, lane.id)
  const tasks = grid.cells.get(key) ?? []
  if (tasks.length === 0 && options.adding !== key) return
  const head = headOf(cell, { ...lane, tasks }, options)
  rows.push(head)
  if (!head.isFolded) addCell(rows, grid, cell, options)
}

function headOf(cell: Cell, group: Group, { folds }: RowsOptions): HeadRow {
  const { length: count } = group.tasks
  const row: HeadRow = {
    ...cell,
    ...{ kind: 'head', group, count, points: pointsOf(group.tasks), isFolded: false },
  }
  return { ...row, isFolded: folds.has(foldOf(row)) }
}

function addCell(rows: Row[], grid: Grid, cell: Cell, options: RowsOptions): void {
  const key = cellKey(cell.groupId, cell.laneId)
  addTree(rows, grid.cells.get(key) ?? [], cell, options.folds)
  if (options.adding === key) rows.push({ kind: 'add', ...cell })
}

/** Tasks in their order, each with the ones below it right under it. */
function addTree(
  rows: Row[],
  tasks: readonly Task[],
  cell: Cell,
  folds: ReadonlySet<string>,
): void {
  const below = belowOf(tasks)
  const isShown = new Set<string>()
  const add = (task: Task, depth: number): void => {
    if (isShown.has(task.id)) return
    isShown.add(task.id)
    const children = below.get(task.id) ?? []
    const isFolded = children.length > 0 && folds.has(`task:${task.id}`)
    rows.push({ kind: 'task', ...cell, task, depth, below: children.length, isFolded })
    if (isFolded) for (const child of children) hide(child)
    else for (const child of children) add(child, depth + 1)
  }
  const hide = (task: Task): void => {
    if (isShown.has(task.id)) return
    isShown.add(task.id)
    for (const child of below.get(task.id) ?? []) hide(child)
  }
  if (below.size === 0) for (const task of tasks) add(task, 0)
  else {
    const ids = new Set(tasks.map(({ id }) => id))
    for (const task of tasks) if (task.parent === null || !ids.has(task.parent)) add(task, 0)
    // Two that name each other as parent have no root: they stand side by side.
    for (const task of tasks) add(task, 0)
  }
}

function belowOf(tasks: readonly Task[]): ReadonlyMap<string, readonly Task[]> {
  const below = new Map<string, Task[]>()
  if (!tasks.some(({ parent }) => parent !== null)) return below
  const ids = new Set(tasks.map(({ id }) => id))
  for (const task of tasks) {
    if (task.parent === null || task.parent === task.id || !ids.has(task.parent)) continue
    const list = below.get(task.parent)
    if (list === undefined) below.set(task.parent, [task])
    else list.push(task)
  }
  return below
}
