/** What the server's answers make of the acknowledged state. Pure. */

import { ApiError } from '../common/api'
import type { BulkAnswer } from './bulk-ops'
import type { Column, Comment, Label, Task } from './model'
import { applyOp, type Op } from './ops'
import { isPartOp, partAnswered } from './part-ops'
import {
  isArchived,
  putComment,
  revived,
  withColumns,
  withComments,
  withLabels,
  withTask,
  withTasks,
  withoutTask,
  type ProjectState,
} from './state'

/** The thing that the act was about is no more. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

/** It is gone already, as the person wanted it. */
export function isMoot(op: Op, error: unknown): boolean {
  const isAway = op.kind.endsWith('.delete') || op.kind === 'file.remove'
  return isGone(error) && (isAway || ('isOn' in op && !op.isOn))
}

export function isTask(value: unknown): value is Task {
  return typeof value === 'object' && value !== null && 'version' in value && 'title' in value
}

/** What the server's answer to `op` makes of the acknowledged state. */
export function answered(state: ProjectState, op: Op, answer: unknown): ProjectState {
  if (isPartOp(op)) return partAnswered(state, op, answer)
  switch (op.kind) {
    case 'task.create':
    case 'task.restore':
      return isTask(answer) ? revived(state, answer) : applyOp(state, op)
    case 'task.patch':
    case 'task.move':
      return isTask(answer) ? withTask(state, answer) : applyOp(state, op)
    case 'comment.create':
    case 'comment.restore':
    case 'comment.patch': {
      const comment = answer as Comment
      return withComments(state, comment.task, (list) => putComment(list, comment))
    }
    case 'item.create': {
      const { id } = answer as { id: string }
      return applyOp(state, { ...op, id })
    }
    case 'column.create': {
      const column = answer as Column
      const others = state.columns.filter(({ id }) => id !== column.id)
      return withColumns(state, [...others, column])
    }
    case 'column.patch': {
      const column = answer as Column
      return withColumns(
        state,
        state.columns.map((known) => (known.id === column.id ? { ...known, ...column } : known)),
      )
    }
    case 'label.create': {
      const label = answer as Label
      return withLabels(state, [...state.labels.filter(({ id }) => id !== label.id), label])
    }
    case 'child.move':
    case 'item.patch':
    case 'item.move':
      return isTask(answer) ? withTask(state, answer) : applyOp(state, op)
    case 'plan':
    case 'tasks.update':
    case 'tasks.restore':
      return withRows(state, (answer as BulkAnswer).results)
    default:
      return applyOp(state, op)
  }
}

/** Rows of a bulk answer: what came back is there again, what is archived is not. */
function withRows(state: ProjectState, rows: readonly Task[]): ProjectState {
  const live = rows.filter((row) => !isArchived(row) || state.keepsArchived)
  const gone = new Set(state.gone)
  for (const { id } of live) gone.delete(id)
  const archived = state.keepsArchived ? [] : rows.filter(isArchived)
  const next = withTasks({ ...state, gone }, live)
  return archived.reduce((each, { id }) => withoutTask(each, id), next)
}
