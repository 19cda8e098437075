/** Made-up tasks and columns for tests. */

import type { LiveEvent } from '../common/socket'
import type { Column, Task } from './model'
import { EMPTY, withColumns, withTasks, type ProjectState } from './state'

export const TODO: Column = { id: 'todo', name: 'To do', state: 'todo', rank: 'G', wip_limit: null }
export const DONE: Column = { id: 'done', name: 'Done', state: 'done', rank: 'V', wip_limit: null }

export function makeTask(id: string, more: Partial<Task> = {}): Task {
  const { id: columnId, name, state } = TODO
  return {
    id,
    key: `TF-${id}`,
    number: 1,
    project: 'p',
    title: `Task ${id}`,
    column: { id: columnId, name, state },
    status: state,
    priority: 'medium',
    story_points: null,
    start_date: null,
    due_date: null,
    assignees: [],
    labels: [],
    parent: null,
    checklist: [],
    rank: 'V',
    version: 1,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    completed_at: null,
    ...more,
  }
}

export function makeState(...tasks: Task[]): ProjectState {
  return withTasks(withColumns(EMPTY, [TODO, DONE]), tasks)
}

export function makeEvent(type: string, task: Task, changes: LiveEvent['changes'] = {}): LiveEvent {
  return {
    type,
    room: 'project:p',
    seq: 1,
    at: '2026-01-01T00:00:00Z',
    actor: { id: 'x', name: 'X' },
    target: { kind: 'task', id: task.id },
    changes,
    data: task as unknown as LiveEvent['data'],
  }
}
