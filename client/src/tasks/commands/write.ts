/** What a command writes: one change for each task it is about, undone as one act. */

import { t, tn } from '../../common/i18n'
import { actWithToast } from '../acts'
import { batches, type TaskChange } from '../bulk-ops'
import type { Task } from '../model'
import type { Op } from '../ops'
import { moveToColumn } from '../panel/properties'
import type { ProjectStore } from '../project'
import { asTaskChange, type CellChange } from '../sheet/fields'
import { focusedTask, keepFocusOn, onAll } from './targets'

/** Writes `changeOf` each; `what` says it of one task: "Priority: High". */
export function writeAll(
  store: ProjectStore,
  tasks: readonly Task[],
  changeOf: (task: Task) => CellChange,
  what: string,
): void {
  onAll(store, tasks, (all) => writeNow(store, all, changeOf, what))
}

function writeNow(
  store: ProjectStore,
  tasks: readonly Task[],
  changeOf: (task: Task) => CellChange,
  what: string,
): void {
  const focused = focusedTask(store)
  const known = tasks
    .map(({ id }) => store.state.tasks.get(id))
    .filter((task) => task !== undefined)
  const [only] = known
  if (known.length === 1 && only !== undefined) writeOne(store, only, changeOf(only), what)
  else writeMany(store, known, changeOf)
  if (focused !== undefined) keepFocusOn(focused.id)
}

function writeOne(store: ProjectStore, task: Task, change: CellChange, what: string): void {
  const { fields = {}, column } = change
  if (column !== undefined) {
    if (column.id !== task.column.id) moveToColumn(store, task, column.id)
    return
  }
  const names = Object.keys(fields) as (keyof typeof fields)[]
  if (names.length === 0) return
  const before = Object.fromEntries(names.map((name) => [name, task[name]]))
  const { id: taskId, version, key } = task
  const op: Op = { kind: 'task.patch', taskId, fields, before, version }
  actWithToast(store, [op], t('%(key)s: %(what)s', { key, what }))
}

function writeMany(
  store: ProjectStore,
  tasks: readonly Task[],
  changeOf: (task: Task) => CellChange,
): void {
  const changes = tasks.map((task): TaskChange => asTaskChange(task, changeOf(task)))
  const ops = batches(changes).map((part): Op => ({ kind: 'tasks.update', changes: part }))
  const words = tn('Changed %(count)s task', 'Changed %(count)s tasks', tasks.length)
  actWithToast(store, ops, words)
}

export function archiveAll(store: ProjectStore, tasks: readonly Task[]): void {
  onAll(store, tasks, (all) => archiveNow(store, all))
}

function archiveNow(store: ProjectStore, tasks: readonly Task[]): void {
  const changes = tasks.map(({ id }) => ({ taskId: id, fields: {}, isArchived: true }))
  const ops = batches(changes).map((part): Op => ({ kind: 'tasks.update', changes: part }))
  actWithToast(store, ops, tn('Archived %(count)s task', 'Archived %(count)s tasks', tasks.length))
}

export function deleteAll(store: ProjectStore, tasks: readonly Task[]): void {
  onAll(store, tasks, (all) => deleteNow(store, all))
}

function deleteNow(store: ProjectStore, tasks: readonly Task[]): void {
  const ids = tasks.map(({ id }) => id)
  const ops = batches(ids).map((part): Op => ({ kind: 'tasks.delete', ids: part }))
  actWithToast(store, ops, tn('Deleted %(count)s task', 'Deleted %(count)s tasks', ids.length))
}
