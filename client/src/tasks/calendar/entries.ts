/** What a calendar shows: tasks with dates, milestones, sprints. Pure. */

import type { Milestone, Sprint, Task } from '../model'
import type { ProjectState } from '../state'
import { daysOf, spanOf, type Span } from '../time/span'
import type { Entry } from './layout'

export type CalendarEntry =
  | (Entry & { readonly kind: 'task'; readonly task: Task })
  | (Entry & { readonly kind: 'milestone'; readonly milestone: Milestone })
  | (Entry & { readonly kind: 'sprint'; readonly sprint: Sprint })

/** A task shown elsewhere than it stands: while it is dragged or held. */
export interface Preview {
  readonly id: string
  readonly span: Span
}

export function entriesOf(
  shape: ProjectState,
  tasks: readonly Task[],
  preview: Preview | null,
): readonly CalendarEntry[] {
  return [
    ...shape.sprints.flatMap(sprintEntry),
    ...shape.milestones.flatMap(milestoneEntry),
    ...tasks.flatMap((task) => taskEntry(task, preview)),
  ]
}

/** Tasks that have no date yet, the most urgent first. */
export function unscheduled(tasks: readonly Task[], preview: Preview | null): readonly Task[] {
  const order = { critical: 0, high: 1, medium: 2, low: 3 }
  return tasks
    .filter((task) => task.status !== 'done' && daysOf(shown(task, preview)) === null)
    .sort((a, b) => order[a.priority] - order[b.priority] || a.number - b.number)
}

function shown(task: Task, preview: Preview | null): Span {
  return preview?.id === task.id ? preview.span : spanOf(task)
}

function taskEntry(task: Task, preview: Preview | null): CalendarEntry[] {
  const days = daysOf(shown(task, preview))
  return days === null ? [] : [{ kind: 'task', id: task.id, ...days, order: 2, task }]
}

function milestoneEntry(milestone: Milestone): CalendarEntry[] {
  const { due_date: due, id } = milestone
  return due === null ? [] : [{ kind: 'milestone', id, from: due, to: due, order: 1, milestone }]
}

function sprintEntry(sprint: Sprint): CalendarEntry[] {
  const { start_date: from, end_date: to, id } = sprint
  return from === null || to === null ? [] : [{ kind: 'sprint', id, from, to, order: 0, sprint }]
}
