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
