/** Acts on many tasks at once: one call, one batch of news, one step of undo. Pure, plain data. */

import type { Write } from '../common/outbox'
import { fieldsToWire } from './wire'
import type { Column, Task, TaskFields } from './model'
import { patched, revived, withoutTask, type ProjectState } from './state'

/** The server takes so many in one call. */
export const BATCH = 500

/** What one of many tasks becomes. */
export interface TaskChange {
  readonly taskId: string
  readonly fields: TaskFields
  /** Where it goes, and its rank there; without a rank it goes to the end. */
  readonly column?: Task['column']
  readonly rank?: string
  readonly isArchived?: boolean
  /** Given where nothing may be overwritten that somebody else has changed since (undo). */
  readonly version?: number
  /** What it held then; as long as it does, a newer version of it is as good. */
  readonly seen?: TaskFields
  readonly seenColumn?: string
}

export type BulkOp =
  | { readonly kind: 'tasks.update'; readonly changes: readonly TaskChange[] }
  | { readonly kind: 'tasks.delete'; readonly ids: readonly string[] }
  | { readonly kind: 'tasks.restore'; readonly tasks: readonly Task[] }

/** What the server left alone: somebody changed it since, or why the workflow refused it. */
export interface BulkConflict {
  readonly id: string
  readonly fields: readonly string[]
  readonly message?: string
}

export interface BulkAnswer {
  readonly results: readonly Task[]
  readonly conflicts?: readonly BulkConflict[]
}

export function isBulkOp(op: { readonly kind: string }): op is BulkOp {
  return op.kind.startsWith('tasks.')
}

export function applyBulk(state: ProjectState, op: BulkOp): ProjectState {
  switch (op.kind) {
    case 'tasks.update':
      return changedTasks(state, op.changes)
    case 'tasks.delete':
      return op.ids.reduce(withoutTask, state)
    case 'tasks.restore':
      return op.tasks.reduce((next, task) => revived(next, task), state)
  }
}

/** Hundreds of tasks are changed in one copy of the map. */
function changedTasks(state: ProjectState, changes: readonly TaskChange[]): ProjectState {
  const tasks = new Map(state.tasks)
  const gone = new Set(state.gone)
  for (const { taskId, fields, column, rank, isArchived } of changes) {
    const task = tasks.get(taskId)
    if (task === undefined) continue
    if (isArchived === true && state.keepsArchived) {
      tasks.set(taskId, { ...task, status: 'archived' })
      continue
    }
    if (isArchived === true) {
      tasks.delete(taskId)
      gone.add(taskId)
      continue
    }
    const place = column === undefined ? {} : { column, status: column.state }
    tasks.set(taskId, patched(task, { ...fields, ...place, ...(rank !== undefined && { rank }) }))
  }
  return { ...state, tasks, gone }
}

type Call = Pick<Write, 'method' | 'path' | 'body'>

export function bulkCall(op: BulkOp): Call {
  const path = 'tasks/bulk'
  switch (op.kind) {
    case 'tasks.update':
      return { method: 'POST', path, body: { updates: op.changes.map(changeToWire) } }
    case 'tasks.delete':
      return { method: 'POST', path, body: { action: 'delete', ids: op.ids } }
    case 'tasks.restore':
      return {
        method: 'POST',
        path,
        body: { action: 'restore', ids: op.tasks.map(({ id }) => id) },
      }
  }
}

function changeToWire({
  taskId,
  fields,
  column,
  rank,
  isArchived,
  version,
}: TaskChange): Record<string, unknown> {
  return {
    id: taskId,
    ...fieldsToWire(fields),
    ...(column !== undefined && { column: column.id }),
    ...(rank !== undefined && { rank }),
    ...(isArchived === true && { status: 'archived' }),
    ...(version !== undefined && { version }),
  }
}

/** `list` in calls that the server takes. */
export function batches<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / BATCH) }, (_, at) =>
    list.slice(at * BATCH, (at + 1) * BATCH),
  )
}

export function placeOf({ id, name, state }: Column | Task['column']): Task['column'] {
  return { id, name, state }
}
