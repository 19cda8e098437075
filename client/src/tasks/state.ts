/** A project as a page holds it, and how events and the person's own acts change it. Pure. */

import { compareRanks } from '../common/rank'
import type { LiveEvent } from '../common/socket'
import type { Column, Comment, Label, Shape, Task, TaskFields } from './model'

export interface ProjectState extends Shape {
  readonly columns: readonly Column[]
  readonly tasks: ReadonlyMap<string, Task>
  /** Comments of the tasks whose panel was opened; a task that is absent was not asked for. */
  readonly comments: ReadonlyMap<string, readonly Comment[]>
  /** Deleted here or by others: a page of the list that was under way must not bring them back. */
  readonly gone: ReadonlySet<string>
  readonly isComplete: boolean
  /** A view asked for archived tasks: what is archived now stays, too. */
  readonly keepsArchived: boolean
}

export const EMPTY: ProjectState = {
  columns: [],
  tasks: new Map(),
  labels: [],
  types: [],
  fields: [],
  milestones: [],
  sprints: [],
  comments: new Map(),
  gone: new Set(),
  isComplete: false,
  keepsArchived: false,
}

export type TaskPatch = TaskFields &
  Partial<
    Pick<
      Task,
      | 'attachments'
      | 'checklist'
      | 'children'
      | 'column'
      | 'status'
      | 'rank'
      | 'comment_count'
      | 'watchers'
    >
  >

/** The newer of what is known and what came; what lists leave out is kept as long as it holds. */
export function withTask(state: ProjectState, task: Task, keepsText = false): ProjectState {
  return withTasks(state, [task], keepsText)
}

export function withTasks(
  state: ProjectState,
  list: readonly Task[],
  keepsText = false,
): ProjectState {
  const tasks = new Map(state.tasks)
  for (const task of list) {
    const known = tasks.get(task.id)
    if (state.gone.has(task.id) || (known !== undefined && known.version > task.version)) continue
    tasks.set(task.id, known === undefined ? task : merged(known, task, keepsText))
  }
  return { ...state, tasks }
}

/**
 * A list row says nothing of the description: an old text under a new version would let a later
 * edit overwrite what somebody else wrote without asking, so it is forgotten until it is read.
 */
function merged(known: Task, task: Task, keepsText: boolean): Task {
  const isStale = task.description === undefined && task.version > known.version && !keepsText
  if (!isStale) return { ...known, ...task }
  return { ...known, ...task, description: undefined, description_html: undefined }
}

/** A task with part of it changed; of custom fields only those that the patch names. */
export function patched(task: Task, patch: TaskPatch): Task {
  const fields = patch.fields === undefined ? task.fields : { ...task.fields, ...patch.fields }
  return { ...task, ...patch, ...(fields !== undefined && { fields }) }
}

/** A change of part of a task, whatever its version; an unknown task stays unknown. */
export function withPatch(state: ProjectState, taskId: string, patch: TaskPatch): ProjectState {
  const known = state.tasks.get(taskId)
  if (known === undefined) return state
  return { ...state, tasks: new Map(state.tasks).set(taskId, patched(known, patch)) }
}

export function withoutTask(state: ProjectState, taskId: string): ProjectState {
  const tasks = new Map(state.tasks)
  tasks.delete(taskId)
  return { ...state, tasks, gone: new Set([...state.gone, taskId]) }
}

/** A task that came back (undo), or is born: nothing bars it. */
export function revived(state: ProjectState, task: Task, keepsText = false): ProjectState {
  if (!state.gone.has(task.id)) return withTask(state, task, keepsText)
  const gone = new Set(state.gone)
  gone.delete(task.id)
  return withTask({ ...state, gone }, task, keepsText)
}

/** Archived tasks that a view asked for, and from now on those that are archived later. */
export function withArchived(state: ProjectState, list: readonly Task[]): ProjectState {
  const gone = new Set(state.gone)
  for (const { id } of list) gone.delete(id)
  return withTasks({ ...state, gone, keepsArchived: true }, list)
}

/** Columns as they are now; tasks follow a column's new name and state. */
export function withColumns(state: ProjectState, columns: readonly Column[]): ProjectState {
  const byId = new Map(columns.map((column) => [column.id, column]))
  const tasks = new Map(state.tasks)
  for (const task of state.tasks.values()) {
    const column = byId.get(task.column.id)
    if (column === undefined) continue
    if (column.name === task.column.name && column.state === task.column.state) continue
    const { id, name, state: status } = column
    tasks.set(task.id, { ...task, column: { id, name, state: status }, status })
  }
  return { ...state, columns: [...columns].sort(byRank), tasks }
}

export function withComments(
  state: ProjectState,
  taskId: string,
  change: (comments: readonly Comment[]) => readonly Comment[],
): ProjectState {
  const known = state.comments.get(taskId)
  if (known === undefined) return state
  return { ...state, comments: new Map(state.comments).set(taskId, change(known)) }
}

/** One comment added or replaced, oldest first. */
export function putComment(comments: readonly Comment[], comment: Comment): readonly Comment[] {
  const others = comments.filter((other) => other.id !== comment.id)
  return [...others, comment].sort((a, b) => (a.created_at < b.created_at ? -1 : 1))
}

/** What an event of the project's log makes of the state; unknown events change nothing. */
export function reduce(state: ProjectState, event: LiveEvent): ProjectState {
  const { data } = event
  const task = taskOf(event)
  switch (event.type) {
    case 'task.created':
      return task === null ? state : revived(state, task)
    case 'task.updated':
    case 'task.moved':
      if (task === null) return state
      if (isArchived(task) && !state.keepsArchived) return withoutTask(state, task.id)
      return revived(state, task, !('description' in (event.changes ?? { description: 1 })))
    case 'task.deleted':
      return withoutTask(state, task?.id ?? event.target?.id ?? String(data.id))
    case 'project.updated':
      return reduceProject(state, data)
    case 'comment.created':
    case 'comment.updated':
      return counted(reduceComment(state, data), data)
    case 'comment.deleted': {
      const id = event.target?.id ?? String(data.id)
      return counted(forgetComment(state, String(data.task), id), data)
    }
    default:
      return state
  }
}

/** The cards of a column, top first. */
export function tasksIn(state: ProjectState, columnId: string): readonly Task[] {
  return tasksByColumn(state).get(columnId) ?? []
}

// Sorting thousands of cards is done once a state, however often views ask.
const grouped = new WeakMap<ProjectState, ReadonlyMap<string, readonly Task[]>>()

/** All columns' cards, top first. */
export function tasksByColumn(state: ProjectState): ReadonlyMap<string, readonly Task[]> {
  const known = grouped.get(state)
  if (known !== undefined) return known
  const groups = new Map<string, Task[]>(state.columns.map((column) => [column.id, []]))
  for (const task of state.tasks.values()) groups.get(task.column.id)?.push(task)
  for (const group of groups.values()) group.sort(byRank)
  grouped.set(state, groups)
  return groups
}

export function byRank(
  a: { readonly rank: string; readonly id: string },
  b: { readonly rank: string; readonly id: string },
): number {
  return compareRanks(a.rank, b.rank) || (a.id < b.id ? -1 : 1)
}

function taskOf(event: LiveEvent): Task | null {
  const task = (event.data.task ?? event.data) as Partial<Task>
  const isWhole = typeof task.id === 'string' && typeof task.title === 'string'
  return isWhole && task.column !== undefined ? (task as Task) : null
}

export function isArchived(task: Task): boolean {
  return task.status === 'archived'
}

function reduceProject(state: ProjectState, data: LiveEvent['data']): ProjectState {
  const project = (data.project ?? data) as { columns?: Column[]; labels?: Label[] }
  let next = state
  const columns = (data.columns as Column[] | undefined) ?? project.columns
  if (Array.isArray(columns))
    next = withColumns(
      next,
      columns.filter(isShown).map((column) => ({ ...knownColumn(state, column.id), ...column })),
    )
  const labels = (data.labels as Label[] | undefined) ?? project.labels
  if (Array.isArray(labels)) next = withLabels(next, labels)
  return withShape(next, data)
}

const SHAPE = ['types', 'fields', 'milestones', 'sprints'] as const

/** What of the project's shape an answer or an event carries; what it does not stays. */
export function withShape(state: ProjectState, given: Partial<Shape>): ProjectState {
  const known = SHAPE.filter((name) => Array.isArray(given[name]))
  if (known.length === 0) return state
  return { ...state, ...Object.fromEntries(known.map((name) => [name, given[name]])) }
}

/** A kanban leaves out the column that archived tasks go to. */
function isShown(column: Column): boolean {
  return column.state !== 'archived'
}

function knownColumn(state: ProjectState, id: string): Column | undefined {
  return state.columns.find((column) => column.id === id)
}

/** Labels as they are now; the tasks that wear one wear its new name and colour. */
export function withLabels(state: ProjectState, labels: readonly Label[]): ProjectState {
  const byId = new Map(labels.map((label) => [label.id, label]))
  const tasks = new Map(state.tasks)
  for (const task of state.tasks.values()) {
    const isStale = task.labels.some((label) => {
      const now = byId.get(label.id)
      return now === undefined || now.name !== label.name || now.color !== label.color
    })
    if (!isStale) continue
    const worn = task.labels.flatMap((label) => byId.get(label.id) ?? [])
    tasks.set(task.id, { ...task, labels: worn })
  }
  return { ...state, labels, tasks }
}

/** The number on the task's card, as the event says it. */
function counted(state: ProjectState, data: LiveEvent['data']): ProjectState {
  const { task, comment_count } = data
  if (typeof comment_count !== 'number') return state
  return withPatch(state, String(task), { comment_count })
}

function reduceComment(state: ProjectState, data: LiveEvent['data']): ProjectState {
  const comment = (data.comment ?? data) as Comment
  if (typeof comment.id !== 'string' || typeof comment.body !== 'string') return state
  return withComments(state, comment.task, (comments) => putComment(comments, comment))
}

function forgetComment(state: ProjectState, taskId: string, commentId: string): ProjectState {
  return withComments(state, taskId, (comments) =>
    comments.filter((comment) => comment.id !== commentId),
  )
}
