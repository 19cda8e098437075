/** Acts on what belongs to a task (who watches, files, reactions, time). Pure, plain data. */

import type { Write } from '../common/outbox'
import type { TimeEntry } from './effort/clock'
import { isTemporary, type Attachment, type Comment, type Task } from './model'
import { putComment, revived, withComments, withPatch, withTask, type ProjectState } from './state'

export interface TimeOp {
  readonly kind: 'time.create' | 'time.delete'
  readonly taskId: string
  readonly entry: TimeEntry
}

export type PartOp =
  | TimeOp
  | {
      readonly kind: 'task.watch'
      readonly taskId: string
      readonly person: string
      readonly isOn: boolean
    }
  | {
      readonly kind: 'task.repeat'
      readonly taskId: string
      readonly rule: string
      readonly startsOn?: string
    }
  | {
      readonly kind: 'comment.react'
      readonly taskId: string
      readonly id: string
      readonly emoji: string
      readonly person: string
      readonly isOn: boolean
    }
  | {
      /** The step `id` of `taskId` becomes `task`, which stands below it. */
      readonly kind: 'item.promote'
      readonly taskId: string
      readonly id: string
      readonly task: Task
    }
  | {
      readonly kind: 'file.link' | 'file.remove' | 'file.restore'
      readonly taskId: string
      readonly file: Attachment
    }

type Of<Kind> = Extract<PartOp, { kind: Kind }>

const KINDS: Readonly<Record<PartOp['kind'], true>> = {
  'task.watch': true,
  'task.repeat': true,
  'comment.react': true,
  'item.promote': true,
  'file.link': true,
  'file.remove': true,
  'file.restore': true,
  'time.create': true,
  'time.delete': true,
}

export function isPartOp(op: { readonly kind: string }): op is PartOp {
  return op.kind in KINDS
}

export function applyPart(state: ProjectState, op: PartOp): ProjectState {
  switch (op.kind) {
    case 'task.watch':
      return applyWatch(state, op)
    case 'task.repeat':
    case 'time.create':
    case 'time.delete':
      // Who shows them lays what waits over what the server said.
      return state
    case 'comment.react':
      return withComments(state, op.taskId, (list) =>
        list.map((comment) => (comment.id === op.id ? reacted(comment, op) : comment)),
      )
    case 'item.promote': {
      const items = state.tasks.get(op.taskId)?.checklist ?? []
      const checklist = items.filter(({ id }) => id !== op.id)
      return revived(withPatch(state, op.taskId, { checklist }), op.task)
    }
    default:
      return applyFile(state, op)
  }
}

function applyWatch(state: ProjectState, { taskId, person, isOn }: Of<'task.watch'>): ProjectState {
  const watchers = state.tasks.get(taskId)?.watchers
  if (watchers === undefined) return state
  const others = watchers.filter((id) => id !== person)
  return withPatch(state, taskId, { watchers: isOn ? [...others, person] : others })
}

function reacted(comment: Comment, { emoji, person, isOn }: Of<'comment.react'>): Comment {
  const all = comment.reactions ?? []
  const known = all.find((each) => each.emoji === emoji)?.users ?? []
  const others = known.filter((id) => id !== person)
  const users = isOn ? [...others, person] : others
  const isNew = !all.some((each) => each.emoji === emoji)
  const list = isNew
    ? [...all, { emoji, users }]
    : all.map((each) => (each.emoji === emoji ? { emoji, users } : each))
  return { ...comment, reactions: list.filter((each) => each.users.length > 0) }
}

/** One that came back stands last until the task is read again. */
function applyFile(
  state: ProjectState,
  { kind, taskId, file }: Of<`file.${string}`>,
): ProjectState {
  const held = state.tasks.get(taskId)?.attachments
  if (held === undefined) return state
  const others = held.filter(({ id }) => id !== file.id)
  return withPatch(state, taskId, {
    attachments: kind === 'file.remove' ? others : [...others, file],
  })
}

type Call = Pick<Write, 'method' | 'path' | 'body' | 'tempId'>

export function partCall(op: PartOp): Call {
  switch (op.kind) {
    case 'task.watch':
      return { method: op.isOn ? 'POST' : 'DELETE', path: `tasks/${op.taskId}/watch` }
    case 'task.repeat': {
      const body = { rule: op.rule, ...(op.startsOn !== undefined && { starts_on: op.startsOn }) }
      return { method: 'POST', path: `tasks/${op.taskId}/recurrence`, body }
    }
    case 'comment.react': {
      const path = `comments/${op.id}/reactions`
      if (op.isOn) return { method: 'POST', path, body: { emoji: op.emoji } }
      return { method: 'DELETE', path: `${path}?emoji=${encodeURIComponent(op.emoji)}` }
    }
    case 'item.promote':
      return { method: 'POST', path: `checklist-items/${op.id}/promote`, tempId: op.task.id }
    case 'file.link': {
      const body = { url: op.file.url }
      return { method: 'POST', path: `tasks/${op.taskId}/attachments`, body, tempId: op.file.id }
    }
    case 'file.remove':
      return { method: 'DELETE', path: `attachments/${op.file.id}` }
    case 'file.restore':
      return { method: 'POST', path: `attachments/${op.file.id}/restore` }
    case 'time.create': {
      const { id: tempId, started_at, ended_at, note } = op.entry
      const body = { started_at, ended_at, note }
      return { method: 'POST', path: `tasks/${op.taskId}/time`, body, tempId }
    }
    case 'time.delete':
      return { method: 'DELETE', path: `time-entries/${op.entry.id}` }
  }
}

/** What the server's answer makes of the acknowledged state. */
export function partAnswered(state: ProjectState, op: PartOp, answer: unknown): ProjectState {
  switch (op.kind) {
    case 'task.watch':
      return withTask(state, answer as Task)
    case 'comment.react':
      return withComments(state, op.taskId, (list) => putComment(list, answer as Comment))
    case 'item.promote':
      return applyPart(state, { ...op, task: answer as Task })
    case 'file.link':
      return applyPart(state, { ...op, file: answer as Attachment })
    default:
      return applyPart(state, op)
  }
}

/** What takes an act back; `was` is its task before. */
export function partBack(op: PartOp, was: Task | undefined): readonly (PartOp | ItemBack)[] {
  switch (op.kind) {
    case 'task.watch':
    case 'comment.react':
      return [{ ...op, isOn: !op.isOn }]
    case 'task.repeat':
      return []
    case 'time.create':
      return [{ ...op, kind: 'time.delete' }]
    case 'time.delete':
      // A clock that ran is gone: it cannot have run meanwhile.
      if (op.entry.ended_at === null) return []
      return [{ ...op, kind: 'time.create', entry: { ...op.entry, id: `tmp-${op.entry.id}` } }]
    case 'item.promote': {
      const title = was?.checklist.find(({ id }) => id === op.id)?.title ?? op.task.title
      const again = { kind: 'item.create', taskId: op.taskId, id: `tmp-${op.id}`, title } as const
      return [{ kind: 'task.delete', taskId: op.task.id }, again]
    }
    case 'file.link':
    case 'file.restore':
      return [{ ...op, kind: 'file.remove' }]
    case 'file.remove':
      // A link that was taken away before the server had named it is one that is made anew.
      return [{ ...op, kind: isTemporary(op.file.id) ? 'file.link' : 'file.restore' }]
  }
}

type ItemBack =
  | { readonly kind: 'task.delete'; readonly taskId: string }
  | {
      readonly kind: 'item.create'
      readonly taskId: string
      readonly id: string
      readonly title: string
    }
