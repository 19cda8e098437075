/** A typed line becomes a task on the board, with the labels that it names. */

import { newKey } from '../common/api'
import { rankBetween } from '../common/rank'
import { parseQuickTask } from './grammar'
import type { Column, Label, Task } from './model'
import type { ProjectStore } from './project'
import { tasksIn } from './state'

const COLORS = ['blue', 'green', 'amber', 'purple', 'pink', 'teal', 'red', 'orange']

/** A colour for a new label: the least used of the palette. */
export function nextColor(labels: readonly Label[]): string {
  const uses = (color: string) => labels.filter((label) => label.color === color).length
  return COLORS.reduce((best, color) => (uses(color) < uses(best) ? color : best))
}

export function createLabel(store: ProjectStore, name: string): Label {
  const label = { id: `tmp-${newKey()}`, name, color: nextColor(store.state.labels) }
  void store.do({ kind: 'label.create', label })
  return label
}

export function addQuickTask(
  store: ProjectStore,
  column: Column,
  text: string,
  more: Partial<Task> = {},
): Task {
  const { members } = store
  const { labels } = store.state
  const quick = parseQuickTask(text, { members, labels, today: new Date() })
  const made = quick.newLabels.map((name) => createLabel(store, name))
  const last = tasksIn(store.state, column.id).at(-1)
  const now = new Date().toISOString()
  const task: Task = {
    id: `tmp-${newKey()}`,
    key: '',
    number: 0,
    project: store.id,
    title: quick.title,
    column: { id: column.id, name: column.name, state: column.state },
    status: column.state,
    priority: quick.priority ?? 'medium',
    story_points: quick.points ?? null,
    start_date: null,
    due_date: quick.dueDate ?? null,
    assignees: quick.assignees,
    labels: [...quick.labels, ...made],
    parent: null,
    checklist: [],
    rank: rankBetween(last?.rank ?? null, null),
    version: 0,
    created_at: now,
    updated_at: now,
    completed_at: null,
    ...store.within?.fields,
    ...more,
  }
  void store.do({ kind: 'task.create', task })
  return task
}
