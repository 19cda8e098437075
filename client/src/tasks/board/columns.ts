/** What people do to columns: rename, limit, reorder, delete, add. */

import { newKey } from '../../common/api'
import { t } from '../../common/i18n'
import { rankBetween } from '../../common/rank'
import { confirmAct } from '../../common/ui/dialog'
import { errorToast } from '../../common/ui/toast'
import { addQuickTask } from '../adding'
import { fieldsForGroup } from '../grouping'
import type { Column, Task } from '../model'
import type { ProjectStore } from '../project'
import { tasksIn } from '../state'
import type { ColumnRequest } from './column-head'
import type { Grid } from './grid'

export function renameColumn(store: ProjectStore, id: string, name: string): void {
  void store.do({ kind: 'column.patch', id, change: { name } })
}

export function limitColumn(store: ProjectStore, id: string, limit: number | null): void {
  void store.do({ kind: 'column.patch', id, change: { wip_limit: limit } })
}

/** One place towards the start or the end; at the edge nothing happens. */
export function shiftColumn(store: ProjectStore, id: string, by: -1 | 1): void {
  const { columns } = store.state
  const at = columns.findIndex((column) => column.id === id)
  const next = columns[at + by]
  if (next === undefined) return
  const beyond = columns[at + 2 * by]?.rank ?? null
  const rank = by < 0 ? rankBetween(beyond, next.rank) : rankBetween(next.rank, beyond)
  const place = by < 0 ? { before: next.id } : { after: next.id }
  void store.do({ kind: 'column.patch', id, change: { rank }, place })
}

export async function deleteColumn(store: ProjectStore, id: string): Promise<void> {
  const column = store.state.columns.find((each) => each.id === id)
  if (column === undefined) return
  if (tasksIn(store.state, id).length > 0) {
    errorToast(t('Move the tasks of “%(name)s” to another column first.', { name: column.name }))
    return
  }
  const isSure = await confirmAct({
    title: t('Delete “%(name)s”?', { name: column.name }),
    text: t('The column is empty; no task is lost.'),
    action: t('Delete column'),
    isDangerous: true,
  })
  if (isSure) void store.do({ kind: 'column.delete', id })
}

export function addColumn(store: ProjectStore, name: string): void {
  const rank = rankBetween(store.state.columns.at(-1)?.rank ?? null, null)
  const column: Column = {
    id: `tmp-${newKey()}`,
    name,
    state: 'in_progress',
    rank,
    wip_limit: null,
  }
  void store.do({ kind: 'column.create', column })
}

type Request = Exclude<ColumnRequest, { kind: 'adding' | 'fold' }>

/** Does what a column asks of the project. */
export function answerColumn(store: ProjectStore, grid: Grid, request: Request): void {
  switch (request.kind) {
    case 'quick-add':
      addToCell(store, grid, request)
      return
    case 'rename':
      renameColumn(store, request.columnId, request.name)
      return
    case 'limit':
      limitColumn(store, request.columnId, request.limit)
      return
    case 'shift':
      shiftColumn(store, request.columnId, request.by)
      return
    case 'delete':
      void deleteColumn(store, request.columnId)
  }
}

/** A new task has what its column and its lane stand for. */
function addToCell(
  store: ProjectStore,
  grid: Grid,
  { columnId, laneId, text }: Extract<Request, { kind: 'quick-add' }>,
): void {
  const { state } = store
  const [usual] = state.columns
  const group = grid.columns.find(({ id }) => id === columnId)
  const lane = grid.lanes?.find(({ id }) => id === laneId)
  if (group === undefined || usual === undefined) return
  const one = fieldsForGroup(BLANK, grid.by, group, state)
  const other = lane && grid.lanesBy ? fieldsForGroup(BLANK, grid.lanesBy, lane, state) : {}
  const column = one.column ?? other.column ?? usual
  addQuickTask(store, column, text, { ...one.fields, ...other.fields })
}

/** A task that is in no group yet. */
const BLANK: Task = {
  ...{ id: '', key: '', number: 0, project: '', title: '', rank: '', version: 0 },
  column: { id: '', name: '', state: 'archived' },
  ...{ status: 'archived', priority: 'medium', story_points: null, parent: null },
  ...{ start_date: null, due_date: null, assignees: [], labels: [], checklist: [] },
  ...{ created_at: '', updated_at: '', completed_at: null },
}
