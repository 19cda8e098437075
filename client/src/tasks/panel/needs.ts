/** What a refused move still needs, read from the server's answer. Pure. */

import { ApiError, type ErrorDetail } from '../../common/api'
import type { Op } from '../ops'
import type { Task } from '../model'

/** A field that the workflow wants filled, and the server's words for it. */
export interface Need {
  readonly field: string
  readonly words: string
}

/** One task on its way to a column. */
export interface WantedMove {
  readonly taskId: string
  readonly column: Task['column']
}

const FILLABLE: ReadonlySet<string> = new Set([
  'assignees',
  'labels',
  'description',
  'story_points',
  'estimate_minutes',
  'start_date',
  'due_date',
  'type',
  'sprint',
  'milestone',
  'parent',
  'checklist',
  'subtasks',
  'approvals',
])
const OWN = 'fields.'

/** The id of the project's own field that `field` names. */
export function ownFieldId(field: string): string | null {
  return field.startsWith(OWN) ? field.slice(OWN.length) : null
}

/** What must be filled before the move; null when the refusal is about anything else. */
export function needsOf(error: unknown): readonly Need[] | null {
  if (!(error instanceof ApiError) || error.status !== 400 || error.details.length === 0)
    return null
  const needs = error.details.map(needOf)
  return needs.every(isFillable) ? needs : null
}

function needOf({ field, message }: ErrorDetail): Need {
  return { field: field ?? '', words: message }
}

function isFillable({ field }: Need): boolean {
  return FILLABLE.has(field) || ownFieldId(field) !== null
}

/** The move that an act meant, where it was that of one task. */
export function wantedMove(op: Op): WantedMove | null {
  if (op.kind === 'task.move') return { taskId: op.taskId, column: op.column }
  if (op.kind !== 'tasks.update' || op.changes.length !== 1) return null
  const [change] = op.changes
  return change?.column === undefined ? null : { taskId: change.taskId, column: change.column }
}

/** Whether the task holds now what was asked for; null where only the server knows. */
export function isMet(task: Task, field: string): boolean | null {
  const own = ownFieldId(field)
  if (own !== null) return isGiven(task.fields?.[own])
  switch (field) {
    case 'checklist':
      return task.checklist.every(({ done }) => done)
    case 'subtasks':
      return (task.subtasks?.done ?? 0) >= (task.subtasks?.total ?? 0)
    case 'description':
      return task.description === undefined ? null : task.description.trim() !== ''
    case 'approvals':
      return null
    default:
      return isGiven(task[field as keyof Task])
  }
}

function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== null && value !== undefined && value !== '' && value !== 0
}
