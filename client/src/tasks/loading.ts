/** A project that is read anew: what stands on the page stays until it is known to be gone. */

import type { BoardAnswer, Task } from './model'
import {
  isArchived,
  withColumns,
  withLabels,
  withShape,
  withTasks,
  type ProjectState,
} from './state'

/** Whether some column has more tasks than the board brought along. */
export function hasMore(board: BoardAnswer): boolean {
  return board.columns.some(({ next }) => next !== null && next !== undefined)
}

export function withBoard(state: ProjectState, board: BoardAnswer): ProjectState {
  // What was answered or heard while this was under way is newer than what it read.
  const tasks = board.columns.flatMap(({ tasks: rows = [] }) =>
    rows.map((row) => {
      const known = state.tasks.get(row.id)
      return known !== undefined && known.version > row.version ? known : row
    }),
  )
  const columns = board.columns.map(({ tasks: _tasks, ...column }) => column)
  // A whole board is the truth: what was deleted while we were away must not linger. Of a part of
  // it, that is known only when the rest was read (`withoutUnseen`).
  const kept = hasMore(board) ? state.tasks : archivedOf(state)
  const next = withColumns({ ...state, tasks: kept, isComplete: false }, columns)
  const shaped = withShape(next, board)
  const labelled = board.labels === undefined ? shaped : withLabels(shaped, board.labels)
  return withTasks(labelled, tasks)
}

/** Boards and their pages never have them. */
function archivedOf({ tasks, keepsArchived }: ProjectState): ReadonlyMap<string, Task> {
  return keepsArchived ? new Map([...tasks].filter(([, task]) => isArchived(task))) : new Map()
}

/** Whether the service worker kept this page and shows it without having heard from the server. */
export function isKeptPage(): boolean {
  return document.documentElement.dataset.kept !== undefined
}

/** What was kept, beneath what the page brought along: of each task the newer one. */
export function withKept(state: ProjectState, kept: ProjectState): ProjectState {
  const comments = new Map([...kept.comments, ...state.comments])
  // Both were true once; what the page brought may be of a later hour, never of an earlier shape.
  const base = state.columns.length > 0 ? withColumns(kept, state.columns) : kept
  const shaped = state.columns.length > 0 ? withShape(base, state) : base
  return { ...withTasks(shaped, [...state.tasks.values()]), comments }
}

/** Text and comments of one task as they were kept, as far as they are of the row that is shown. */
export function withKeptTask(
  state: ProjectState,
  id: string,
  kept: ProjectState | null,
): ProjectState {
  const task = kept?.tasks.get(id)
  const read = task === undefined ? state : withTasks(state, [task])
  const comments = state.comments.get(id) ?? kept?.comments.get(id) ?? []
  return { ...read, comments: new Map(read.comments).set(id, comments) }
}

/** What a task said at a version. */
export type KeptText = Pick<Task, 'id' | 'version' | 'description'>

/** Texts beside the rows whose version they are of; those that were read before stay. */
export function withTexts(state: ProjectState, texts: readonly KeptText[]): ProjectState {
  const tasks = new Map(state.tasks)
  for (const { id, version, description } of texts) {
    const task = tasks.get(id)
    if (task?.version !== version || task.description !== undefined) continue
    tasks.set(id, { ...task, description })
  }
  return { ...state, tasks }
}

/** Comments on a task that was just named are comments on the real one. */
export function withRenamed(state: ProjectState, tempId: string, id: string): ProjectState {
  const comments = state.comments.get(tempId)
  if (comments === undefined) return state
  const others = new Map(state.comments)
  others.delete(tempId)
  return { ...state, comments: others.set(id, [...(others.get(id) ?? []), ...comments]) }
}

/** After the last page: of what was there `before`, only what was `seen` is left. */
export function withoutUnseen(
  state: ProjectState,
  before: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): ProjectState {
  const archived = archivedOf(state)
  const isKept = (id: string) => !before.has(id) || seen.has(id) || archived.has(id)
  const tasks = new Map([...state.tasks].filter(([id]) => isKept(id)))
  return { ...state, tasks, isComplete: true }
}
