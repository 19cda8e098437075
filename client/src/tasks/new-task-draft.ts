/**
 * What stands in the dialogue of a new task: kept at every keystroke, per person and project, so
 * that neither closing it nor a reload loses a word; and what a template says instead. Pure but for
 * the browser's own shelf.
 */

import type { Priority, Task } from './model'

export interface NewTask {
  readonly title: string
  readonly description: string
  /** Empty: the project's first column. */
  readonly column: string
  readonly type: string | null
  readonly priority: Priority
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  readonly due_date: string | null
  readonly story_points: number | null
  readonly sprint: string | null
  readonly milestone: string | null
  readonly parent: string | null
  readonly template: string | null
}

/** What the server kept of the task that became a template. */
export interface TaskTemplate {
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
}

export const BLANK: NewTask = {
  title: '',
  description: '',
  column: '',
  type: null,
  priority: 'medium',
  assignees: [],
  labels: [],
  due_date: null,
  story_points: null,
  sprint: null,
  milestone: null,
  parent: null,
  template: null,
}

const PREFIX = 'teamflow.new-task.'

function shelf(userId: string, projectId: string): string {
  return `${PREFIX}${userId}.${projectId}`
}

/** Whether nothing was typed that somebody would miss; mere choices are made again quickly. */
export function isBlank({ title, description }: NewTask): boolean {
  return title.trim() === '' && description.trim() === ''
}

export function keepNewTask(userId: string, projectId: string, draft: NewTask): void {
  try {
    if (isBlank(draft)) localStorage.removeItem(shelf(userId, projectId))
    else localStorage.setItem(shelf(userId, projectId), JSON.stringify(draft))
  } catch {
    // Full or forbidden storage: the text still stands in the dialogue.
  }
}

export function readNewTask(userId: string, projectId: string): NewTask | null {
  try {
    const text = localStorage.getItem(shelf(userId, projectId))
    if (text === null) return null
    const kept = JSON.parse(text) as Partial<NewTask>
    return { ...BLANK, ...kept }
  } catch {
    return null
  }
}

export function forgetNewTask(userId: string, projectId: string): void {
  keepNewTask(userId, projectId, BLANK)
}

/** The draft as the template begins it; what was typed already stays. */
export function fromTemplate(draft: NewTask, { id, values }: TaskTemplate): NewTask {
  const text = (name: string): string => {
    const value = values[name]
    return typeof value === 'string' ? value : ''
  }
  const ids = (name: string): readonly string[] =>
    Array.isArray(values[name]) ? (values[name] as unknown[]).map(String) : []
  const points = values.story_points
  return {
    ...draft,
    template: id,
    title: draft.title.trim() === '' ? text('title') : draft.title,
    description: draft.description.trim() === '' ? text('description') : draft.description,
    priority: (text('priority') || draft.priority) as Priority,
    type: text('type') || draft.type,
    story_points: typeof points === 'number' ? points : draft.story_points,
    assignees: ids('assignee_ids').length > 0 ? ids('assignee_ids') : draft.assignees,
    labels: ids('label_ids').length > 0 ? ids('label_ids') : draft.labels,
  }
}

/** A refused task as a draft again. */
export function asDraft(task: Task): NewTask {
  return {
    ...BLANK,
    title: task.title,
    description: task.description ?? '',
    column: task.column.id,
    type: task.type ?? null,
    priority: task.priority,
    assignees: task.assignees.map(({ id }) => id),
    labels: task.labels.map(({ id }) => id),
    due_date: task.due_date,
    story_points: task.story_points,
    sprint: task.sprint ?? null,
    milestone: task.milestone ?? null,
    parent: task.parent,
  }
}
