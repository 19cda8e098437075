/**
 * Undo and redo of every act, for one tab. An act remembers what it touched as it was before; its
 * reversal is made from that and from what stands now, so that what somebody else has changed
 * since is left alone and named. A reversal is an act like any other: undoing it is redo.
 */

import { BATCH, placeOf, type TaskChange } from './bulk-ops'
import { linkBack } from './link-ops'
import type { Comment, FieldName, Task, TaskFields } from './model'
import { holds, type Op } from './ops'
import { isPartOp, partBack } from './part-ops'
import { planBack } from './sprints/plan-op'
import { tasksByColumn, type ProjectState } from './state'

/** What an act touched, as it was before. */
export interface Before {
  readonly tasks: readonly Task[]
  readonly column?: ProjectState['columns'][number]
  readonly comment?: Comment
}

export interface Done {
  readonly op: Op
  readonly before: Before
}

/** One act of the person's: as many writes as it took, undone together. */
export interface Act {
  readonly id: string
  readonly steps: readonly Done[]
}

/** What takes an act back, and what of it cannot be taken back any more. */
export interface Reversal {
  readonly ops: readonly Op[]
  /** Keys of tasks that somebody changed since in what the act had changed. */
  readonly kept: readonly string[]
}

const MOST = 100

export class UndoHistory {
  #done: readonly Act[] = []
  #undone: readonly Act[] = []

  get canUndo(): boolean {
    return this.#done.length > 0
  }

  get canRedo(): boolean {
    return this.#undone.length > 0
  }

  /**
   * A new act, or more of one that stands: what was undone before it can no longer be done again.
   */
  record(act: Act): void {
    const known = this.#done.find(({ id }) => id === act.id)
    const whole = known === undefined ? act : { ...act, steps: [...known.steps, ...act.steps] }
    this.#done = [...this.#done.filter((each) => each !== known), whole].slice(-MOST)
    this.#undone = []
  }

  /** The last act, or the one with this id, to be taken back. */
  takeUndo(id?: string): Act | undefined {
    const act = id === undefined ? this.#done.at(-1) : this.#done.find((each) => each.id === id)
    this.#done = this.#done.filter((each) => each !== act)
    return act
  }

  takeRedo(): Act | undefined {
    const act = this.#undone.at(-1)
    this.#undone = this.#undone.slice(0, -1)
    return act
  }

  wasUndone(act: Act): void {
    this.#undone = [...this.#undone, act]
  }

  wasRedone(act: Act): void {
    this.#done = [...this.#done, act].slice(-MOST)
  }

  /** A refused act never happened. */
  forget(op: Op): void {
    const without = (acts: readonly Act[]) =>
      acts
        .map((act) => ({ ...act, steps: act.steps.filter((step) => step.op !== op) }))
        .filter(({ steps }) => steps.length > 0)
    this.#done = without(this.#done)
    this.#undone = without(this.#undone)
  }

  /** What of an act on many was refused never happened. */
  leaveOut(op: Extract<Op, { kind: 'tasks.update' }>, ids: ReadonlySet<string>): void {
    const changes = op.changes.filter(({ taskId }) => !ids.has(taskId))
    if (changes.length === 0) {
      this.forget(op)
      return
    }
    const without = (acts: readonly Act[]) =>
      acts.map((act) => ({
        ...act,
        steps: act.steps.map((step) =>
          step.op === op ? { ...step, op: { ...op, changes } } : step,
        ),
      }))
    this.#done = without(this.#done)
    this.#undone = without(this.#undone)
  }

  /** A thing that was made here has its real id now. */
  rename(tempId: string, id: string): void {
    const renamed = (acts: readonly Act[]) =>
      acts.map((act) => {
        const text = JSON.stringify(act)
        return text.includes(tempId) ? (JSON.parse(text.replaceAll(tempId, id)) as Act) : act
      })
    this.#done = renamed(this.#done)
    this.#undone = renamed(this.#undone)
  }
}

/** What must be remembered of `state` so that `op` can be taken back. */
export function beforeOf(state: ProjectState, op: Op): Before {
  const tasks = idsOf(op).flatMap((id) => state.tasks.get(id) ?? [])
  if (op.kind === 'column.patch' || op.kind === 'column.delete') {
    const column = state.columns.find(({ id }) => id === op.id)
    return { tasks, ...(column !== undefined && { column }) }
  }
  if (op.kind === 'comment.patch' || op.kind === 'comment.delete') {
    const comment = state.comments.get(op.taskId)?.find(({ id }) => id === op.id)
    return { tasks, ...(comment !== undefined && { comment }) }
  }
  return { tasks }
}

/** The tasks that an act changes. */
export function idsOf(op: Op): readonly string[] {
  switch (op.kind) {
    case 'tasks.update':
      return op.changes.map(({ taskId }) => taskId)
    case 'tasks.delete':
      return op.ids
    case 'plan':
      return op.taskIds
    case 'tasks.restore':
      return op.tasks.map(({ id }) => id)
    case 'task.create':
    case 'task.restore':
      return [op.task.id]
    case 'comment.create':
      return [op.comment.task]
    case 'item.promote':
      return [op.taskId, op.task.id]
    default:
      return 'taskId' in op ? [op.taskId] : []
  }
}

/** The reversal of an act, its last step first. */
export function reversalOf(act: Act, state: ProjectState): Reversal {
  const parts = [...act.steps].reverse().map((step) => reversed(step, state))
  const ops = parts.flatMap(({ ops }) => ops).reduce(together, [])
  return { ops, kept: parts.flatMap(({ kept }) => kept) }
}

/** Changes of different tasks that follow each other go back in one call. */
function together(ops: readonly Op[], op: Op): readonly Op[] {
  const last = ops.at(-1)
  if (last?.kind !== 'tasks.update' || op.kind !== 'tasks.update') return [...ops, op]
  const changes = [...last.changes, ...op.changes]
  const isDistinct = new Set(changes.map(({ taskId }) => taskId)).size === changes.length
  if (!isDistinct || changes.length > BATCH) return [...ops, op]
  return [...ops.slice(0, -1), { kind: 'tasks.update', changes }]
}

const NOTHING: Reversal = { ops: [], kept: [] }
const only = (op: Op): Reversal => ({ ops: [op], kept: [] })

function reversed({ op, before }: Done, state: ProjectState): Reversal {
  const was = before.tasks[0]
  if (isPartOp(op)) return { ops: partBack(op, was), kept: [] }
  switch (op.kind) {
    case 'task.create':
      return state.tasks.has(op.task.id)
        ? only({ kind: 'task.delete', taskId: op.task.id })
        : NOTHING
    case 'task.restore':
      return only({ kind: 'task.delete', taskId: op.task.id })
    case 'task.delete':
      return was === undefined ? NOTHING : only({ kind: 'task.restore', task: was })
    case 'tasks.delete':
      return before.tasks.length === 0
        ? NOTHING
        : only({ kind: 'tasks.restore', tasks: before.tasks })
    case 'tasks.restore':
      return only({ kind: 'tasks.delete', ids: op.tasks.map(({ id }) => id) })
    case 'task.patch':
      return changesBack([{ taskId: op.taskId, fields: op.fields }], before, state)
    case 'task.move':
      return changesBack(
        [{ taskId: op.taskId, fields: {}, column: op.column, rank: op.rank }],
        before,
        state,
      )
    case 'tasks.update':
      return changesBack(op.changes, before, state)
    case 'plan':
      return planBack(op, before.tasks, state)
    default:
      return reversedPart({ op, before })
  }
}

/** Checklists, comments and columns: small things, of which the last word wins. */
function reversedPart({ op, before }: Done): Reversal {
  const items = before.tasks[0]?.checklist ?? []
  switch (op.kind) {
    case 'item.create':
      return only({ kind: 'item.delete', taskId: op.taskId, id: op.id })
    case 'item.patch': {
      const was = items.find(({ id }) => id === op.id)
      if (was === undefined) return NOTHING
      const change = {
        ...(op.change.title !== undefined && { title: was.title }),
        ...(op.change.done !== undefined && { done: was.done }),
      }
      return only({ ...op, change })
    }
    case 'item.move': {
      const at = items.findIndex(({ id }) => id === op.id)
      const next = items[at + 1]
      const last = items[at - 1]
      if (next !== undefined) return only({ ...op, place: { before: next.id } })
      return last === undefined ? NOTHING : only({ ...op, place: { after: last.id } })
    }
    case 'link.create':
    case 'link.delete':
      return only(linkBack(op))
    case 'child.move':
      return only({ ...op, place: op.was, was: op.place })
    case 'item.delete': {
      const was = items.find(({ id }) => id === op.id)
      if (was === undefined) return NOTHING
      return only({ kind: 'item.create', taskId: op.taskId, id: `tmp-${op.id}`, title: was.title })
    }
    case 'comment.create':
      return only({ kind: 'comment.delete', taskId: op.comment.task, id: op.comment.id })
    case 'comment.delete':
      return before.comment === undefined
        ? NOTHING
        : only({ kind: 'comment.restore', taskId: op.taskId, comment: before.comment })
    case 'comment.restore':
      return only({ kind: 'comment.delete', taskId: op.taskId, id: op.comment.id })
    case 'comment.patch':
      return before.comment === undefined ? NOTHING : only({ ...op, body: before.comment.body })
    case 'column.create':
      return only({ kind: 'column.delete', id: op.column.id })
    case 'column.patch': {
      const { column } = before
      if (column === undefined || op.place !== undefined) return NOTHING
      const { name, state, wip_limit } = column
      return only({ ...op, change: { name, state, wip_limit } })
    }
    case 'column.delete':
      return before.column === undefined
        ? NOTHING
        : only({ kind: 'column.create', column: { ...before.column, id: `tmp-${op.id}` } })
    default:
      return NOTHING
  }
}

function changesBack(
  changes: readonly TaskChange[],
  before: Before,
  state: ProjectState,
): Reversal {
  const was = new Map(before.tasks.map((task) => [task.id, task]))
  const back: TaskChange[] = []
  const restored: Task[] = []
  const kept: string[] = []
  for (const change of changes) {
    const old = was.get(change.taskId)
    const now = state.tasks.get(change.taskId)
    if (old === undefined) continue
    if (change.isArchived === true) restored.push(old)
    else if (now === undefined) kept.push(old.key)
    else {
      const part = changeBack(change, old, now, state)
      if (part.isKept) kept.push(old.key)
      if (part.change !== null) back.push(part.change)
    }
  }
  for (const task of restored) {
    back.push({ taskId: task.id, fields: {}, column: task.column, rank: task.rank })
  }
  return { ops: back.length === 0 ? [] : [{ kind: 'tasks.update', changes: back }], kept }
}

interface Back {
  readonly change: TaskChange | null
  readonly isKept: boolean
}

/** Only what still is as the act left it goes back to what it was. */
function changeBack(change: TaskChange, old: Task, now: Task, state: ProjectState): Back {
  const names = Object.keys(change.fields) as FieldName[]
  const mine = names.filter((name) => holds(now, change.fields, name))
  const fields = Object.fromEntries(
    mine.map((name) => [
      name,
      name === 'fields' ? ownBefore(change.fields, old) : (old[name] ?? null),
    ]),
  ) as TaskFields
  const hasMoved = change.column !== undefined || change.rank !== undefined
  const stands = now.column.id === (change.column?.id ?? old.column.id)
  const place = hasMoved && stands ? formerPlace(old, state) : {}
  const isKept = mine.length < names.length || (hasMoved && !stands)
  const isNothing = mine.length === 0 && Object.keys(place).length === 0
  const seen = Object.fromEntries(mine.map((name) => [name, change.fields[name]])) as TaskFields
  const seenColumn = now.column.id
  const back = { taskId: old.id, fields, ...place, version: now.version, seen, seenColumn }
  return { change: isNothing ? null : back, isKept }
}

function ownBefore(fields: TaskFields, old: Task): NonNullable<TaskFields['fields']> {
  const ids = Object.keys(fields.fields ?? {})
  return Object.fromEntries(ids.map((id) => [id, old.fields?.[id] ?? null]))
}

/** Its old column, unless that is no more; its old rank, which the server keeps where it is free. */
function formerPlace(old: Task, state: ProjectState): Pick<TaskChange, 'column' | 'rank'> {
  const column = state.columns.find(({ id }) => id === old.column.id)
  if (column === undefined) return {}
  const taken = (tasksByColumn(state).get(column.id) ?? []).some(
    ({ id, rank }) => rank === old.rank && id !== old.id,
  )
  return { column: placeOf(column), ...(!taken && { rank: old.rank }) }
}
