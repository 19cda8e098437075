/** The person's acts: what each shows at once, and what it sends. Pure, plain data. */

import type { Write } from '../common/outbox'
import { applyBulk, bulkCall, type BulkOp } from './bulk-ops'
import { reordered } from './children'
import { fieldsToWire } from './wire'
import type { Column, Comment, FieldName, Label, Task, TaskFields, User } from './model'
import { linkCall, type LinkOp } from './link-ops'
import { applyPart, isPartOp, partCall, type PartOp } from './part-ops'
import { applyPlan, planCall, type PlanOp } from './sprints/plan-op'
import {
  putComment,
  revived,
  withColumns,
  withComments,
  withLabels,
  withoutTask,
  withPatch,
  type ProjectState,
} from './state'

export { fieldNames, fieldsToWire } from './wire'

/** Beside whom something goes. */
export type Neighbour = { readonly before: string } | { readonly after: string }

export type Op =
  | BulkOp
  | PlanOp
  | { readonly kind: 'task.create'; readonly task: Task }
  | {
      readonly kind: 'task.patch'
      readonly taskId: string
      readonly fields: TaskFields
      /** What the person saw in those fields when they typed. */
      readonly before: TaskFields
      readonly version: number
    }
  | {
      readonly kind: 'task.move'
      readonly taskId: string
      readonly column: Task['column']
      readonly rank: string
      readonly before: string | null
      readonly after: string | null
    }
  | { readonly kind: 'task.delete'; readonly taskId: string }
  | { readonly kind: 'task.restore'; readonly task: Task }
  | {
      readonly kind: 'item.create'
      readonly taskId: string
      readonly id: string
      readonly title: string
    }
  | {
      readonly kind: 'item.patch'
      readonly taskId: string
      readonly id: string
      readonly change: { readonly title?: string; readonly done?: boolean }
    }
  | {
      readonly kind: 'item.move'
      readonly taskId: string
      readonly id: string
      readonly place: Neighbour
    }
  | { readonly kind: 'item.delete'; readonly taskId: string; readonly id: string }
  | {
      /** Of the parent `taskId`: its subtask `id` goes beside another, from where it `was`. */
      readonly kind: 'child.move'
      readonly taskId: string
      readonly id: string
      readonly place: Neighbour
      readonly was: Neighbour
    }
  | LinkOp
  | PartOp
  | { readonly kind: 'comment.create'; readonly comment: Comment }
  | {
      readonly kind: 'comment.patch'
      readonly taskId: string
      readonly id: string
      readonly body: string
    }
  | { readonly kind: 'comment.delete'; readonly taskId: string; readonly id: string }
  | { readonly kind: 'comment.restore'; readonly taskId: string; readonly comment: Comment }
  | { readonly kind: 'column.create'; readonly column: Column }
  | {
      readonly kind: 'column.patch'
      readonly id: string
      readonly change: Partial<Pick<Column, 'name' | 'state' | 'wip_limit' | 'rank'>>
      readonly place?: Neighbour
    }
  | { readonly kind: 'column.delete'; readonly id: string }
  | { readonly kind: 'label.create'; readonly label: Label }

/** What `op` makes of the state before the server has answered. */
export function applyOp(state: ProjectState, op: Op): ProjectState {
  if (isPartOp(op)) return applyPart(state, op)
  switch (op.kind) {
    case 'task.create':
      // Nobody has written more than this page knows.
      return revived(state, { description: '', ...op.task })
    case 'task.patch':
      return withPatch(state, op.taskId, op.fields)
    case 'task.move':
      return withPatch(state, op.taskId, {
        column: op.column,
        status: op.column.state,
        rank: op.rank,
      })
    case 'task.delete':
      return withoutTask(state, op.taskId)
    case 'task.restore':
      return revived(state, op.task)
    case 'item.create':
    case 'item.patch':
    case 'item.move':
    case 'item.delete':
      return applyItemOp(state, op)
    case 'child.move': {
      const parent = state.tasks.get(op.taskId)
      if (parent === undefined) return state
      return withPatch(state, op.taskId, { children: reordered(state, parent, op.id, op.place) })
    }
    case 'link.create':
    case 'link.delete':
      // Who shows links lays what waits over what the server said (link-ops.ts).
      return state
    case 'comment.create':
      return withComments(state, op.comment.task, (list) => putComment(list, op.comment))
    case 'comment.patch':
      return withComments(state, op.taskId, (list) =>
        list.map((comment) =>
          comment.id === op.id ? { ...comment, body: op.body, isPending: true } : comment,
        ),
      )
    case 'comment.restore':
      return withComments(state, op.taskId, (list) => putComment(list, op.comment))
    case 'comment.delete':
      return withComments(state, op.taskId, (list) => list.filter(({ id }) => id !== op.id))
    case 'column.create':
      return withColumns(state, [...state.columns, op.column])
    case 'column.patch':
      return withColumns(
        state,
        state.columns.map((column) => (column.id === op.id ? { ...column, ...op.change } : column)),
      )
    case 'column.delete':
      return withColumns(
        state,
        state.columns.filter((column) => column.id !== op.id),
      )
    case 'label.create':
      return withLabels(state, [...state.labels, op.label])
    case 'tasks.update':
    case 'tasks.delete':
    case 'tasks.restore':
      return applyBulk(state, op)
    case 'plan':
      return applyPlan(state, op)
  }
}

type ItemOp = Exclude<Extract<Op, { kind: `item.${string}` }>, PartOp>

function applyItemOp(state: ProjectState, op: ItemOp): ProjectState {
  const task = state.tasks.get(op.taskId)
  if (task === undefined) return state
  return withPatch(state, op.taskId, { checklist: changedItems(task.checklist, op) })
}

function changedItems(items: Task['checklist'], op: ItemOp): Task['checklist'] {
  switch (op.kind) {
    case 'item.create':
      if (items.some((item) => item.id === op.id)) return items
      return [...items, { id: op.id, title: op.title, done: false }]
    case 'item.patch':
      return items.map((item) => (item.id === op.id ? { ...item, ...op.change } : item))
    case 'item.delete':
      return items.filter((item) => item.id !== op.id)
    case 'item.move': {
      const moved = items.find((item) => item.id === op.id)
      if (moved === undefined) return items
      const others = items.filter((item) => item.id !== op.id)
      const { place } = op
      const at =
        'before' in place
          ? others.findIndex((item) => item.id === place.before)
          : others.findIndex((item) => item.id === place.after) + 1
      return [...others.slice(0, at), moved, ...others.slice(at)]
    }
  }
}

type Call = Pick<Write, 'method' | 'path' | 'body' | 'tempId'>

/** The call that makes `op` true on the server. */
export function callOf(projectId: string, op: Op): Call {
  if (isPartOp(op)) return partCall(op)
  switch (op.kind) {
    case 'task.create':
      return createCall(projectId, op.task)
    case 'task.patch':
      return {
        method: 'PATCH',
        path: `tasks/${op.taskId}`,
        body: { ...fieldsToWire(op.fields), version: op.version },
      }
    case 'task.move': {
      const place = op.before === null ? { after: op.after } : { before: op.before }
      const isAlone = op.before === null && op.after === null
      const body = { column: op.column.id, ...(isAlone ? {} : place) }
      return { method: 'POST', path: `tasks/${op.taskId}/move`, body }
    }
    case 'task.delete':
      return { method: 'DELETE', path: `tasks/${op.taskId}` }
    case 'task.restore':
      return { method: 'POST', path: `tasks/${op.task.id}/restore`, body: {} }
    case 'item.create':
      return {
        method: 'POST',
        path: `tasks/${op.taskId}/checklist`,
        body: { title: op.title },
        tempId: op.id,
      }
    case 'item.patch':
      return { method: 'PATCH', path: `checklist-items/${op.id}`, body: op.change }
    case 'item.move':
      return { method: 'PATCH', path: `checklist-items/${op.id}`, body: op.place }
    case 'item.delete':
      return { method: 'DELETE', path: `checklist-items/${op.id}` }
    case 'child.move': {
      const body = { subtask: op.id, ...op.place }
      return { method: 'POST', path: `tasks/${op.taskId}/subtasks/order`, body }
    }
    case 'link.create':
    case 'link.delete':
      return linkCall(op)
    case 'comment.create':
      return {
        method: 'POST',
        path: `tasks/${op.comment.task}/comments`,
        body: { body: op.comment.body, ...(op.comment.parent && { parent: op.comment.parent }) },
        tempId: op.comment.id,
      }
    case 'comment.patch':
      return { method: 'PATCH', path: `comments/${op.id}`, body: { body: op.body } }
    case 'comment.delete':
      return { method: 'DELETE', path: `comments/${op.id}` }
    case 'comment.restore':
      return { method: 'POST', path: `comments/${op.comment.id}/restore` }
    case 'column.create': {
      const { name, state, wip_limit, id } = op.column
      const body = { name, state, wip_limit }
      return { method: 'POST', path: `projects/${projectId}/columns`, body, tempId: id }
    }
    case 'column.patch': {
      const { name, state, wip_limit } = op.change
      const body = { name, state, wip_limit, ...op.place }
      return { method: 'PATCH', path: `columns/${op.id}`, body }
    }
    case 'column.delete':
      return { method: 'DELETE', path: `columns/${op.id}` }
    case 'label.create': {
      const { name, color, id } = op.label
      return {
        method: 'POST',
        path: `projects/${projectId}/labels`,
        body: { name, color },
        tempId: id,
      }
    }
    case 'tasks.update':
    case 'tasks.delete':
    case 'tasks.restore':
      return bulkCall(op)
    case 'plan':
      return planCall(projectId, op)
  }
}

function createCall(projectId: string, task: Task): Call {
  const { title, priority, story_points, due_date, start_date, assignees, labels } = task
  const fields = {
    ...{ title, priority, story_points, due_date, start_date, assignees, labels },
    ...(isSet(task.description) && task.description !== '' && { description: task.description }),
    ...(task.parent !== null && { parent: task.parent }),
    ...(isSet(task.type) && { type: task.type }),
    ...(isSet(task.sprint) && { sprint: task.sprint }),
    ...(isSet(task.milestone) && { milestone: task.milestone }),
    ...(isSet(task.estimate_minutes) && { estimate_minutes: task.estimate_minutes }),
    ...(isSet(task.fields) && { fields: task.fields }),
  }
  return {
    method: 'POST',
    path: `projects/${projectId}/tasks`,
    body: { ...fieldsToWire(fields), column: task.column.id },
    tempId: task.id,
  }
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}

/** Whether two values of a field are the same to a person. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b)
}

/** Whether `task` holds in `field` what `fields` says; of custom fields those that it names. */
export function holds(task: Task, fields: TaskFields, field: FieldName): boolean {
  if (field !== 'fields') return isSameValue(valueOf(task, field), valueOf(fields, field))
  const own = Object.entries(fields.fields ?? {})
  return own.every(([id, value]) => isSameValue(task.fields?.[id] ?? null, value))
}

/** Lists leave out what a task does not have; only a text may be unknown. */
function valueOf(of: Task | TaskFields, field: FieldName): unknown {
  return field === 'description' ? of[field] : (of[field] ?? null)
}

function comparable(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) {
    return (value as (User | Label | string)[])
      .map((each) => (typeof each === 'string' ? each : each.id))
      .sort()
      .join()
  }
  // `undefined` is a text that was not read yet: it equals nothing that a person saw.
  return value === undefined ? 'unknown' : JSON.stringify(isBlank(value) ? null : value)
}

function isBlank(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

/**
 * The version to send with a patch that waited: raised to what the server now has when, in the
 * fields it touches, that is still what the person saw; otherwise the old one, and the server asks.
 */
export function freshVersion(
  op: Extract<Op, { kind: 'task.patch' }>,
  now: Task | undefined,
): number {
  if (now === undefined || now.version <= op.version) return op.version
  const names = Object.keys(op.fields) as FieldName[]
  const touched = Object.keys(op.fields.fields ?? {})
  const seen = Object.fromEntries(touched.map((id) => [id, op.before.fields?.[id] ?? null]))
  const before = touched.length === 0 ? op.before : { ...op.before, fields: seen }
  const isUntouched = names.every((name) => holds(now, before, name))
  return isUntouched ? now.version : op.version
}

/** Changes that must not overwrite, at the versions at which the tasks still hold what was seen. */
export function freshened(
  op: Extract<Op, { kind: 'tasks.update' }>,
  tasks: ReadonlyMap<string, Task>,
): Extract<Op, { kind: 'tasks.update' }> {
  const changes = op.changes.map((change) => {
    const now = tasks.get(change.taskId)
    const { seen, seenColumn, version, column } = change
    if (now === undefined || seen === undefined || version === undefined) return change
    const names = Object.keys(seen) as FieldName[]
    const stands = column === undefined || now.column.id === seenColumn
    const isAsSeen =
      now.version > version && stands && names.every((name) => holds(now, seen, name))
    return isAsSeen ? { ...change, version: now.version } : change
  })
  return { ...op, changes }
}
