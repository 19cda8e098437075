/** A typed line becomes a task on the board, with the labels that it names. */

import { newKey } from '../common/api'
import { rankBetween } from '../common/rank'
import { parseQuickTask, type QuickTask } from './grammar'
import { vocabularyOf } from './quick/vocabulary'
import type { Column, Label, Task } from './model'
import type { Op } from './ops'
import type { ProjectStore } from './project'
import { tasksIn } from './state'

const TITLE_MOST = 200
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

/**
 * `more` is what the place stands for in which it is added (a column, a day, a sprint); what the
 * line says itself goes before it, but for the parent: a subtask stays one.
 */
export function addQuickTask(
  store: ProjectStore,
  column: Column,
  text: string,
  more: Partial<Task> = {},
): Task {
  const quick = parseQuickTask(text, vocabularyOf(store))
  const made = quick.newLabels.map((name) => createLabel(store, name))
  const last = tasksIn(store.state, column.id).at(-1)
  const place = { ...store.within?.fields, ...more }
  const task: Task = {
    ...blankTask(store, column),
    title: quick.title.slice(0, TITLE_MOST),
    rank: rankBetween(last?.rank ?? null, null),
    ...place,
    ...saidFields(quick),
    assignees: merged(place.assignees, quick.assignees),
    labels: [...merged(place.labels, quick.labels), ...made],
    parent: place.parent ?? quick.parent ?? null,
  }
  const steps: Op[] = [{ kind: 'task.create', task }]
  const { recurrence: rule, dueDate: startsOn } = quick
  if (rule !== undefined)
    steps.push({
      kind: 'task.repeat',
      taskId: task.id,
      rule,
      ...(startsOn !== undefined && { startsOn }),
    })
  store.act(steps)
  return task
}

/** A task of `column` that says nothing yet, under a name of this page's own. */
export function blankTask(store: ProjectStore, column: Column): Task {
  const now = new Date().toISOString()
  return {
    ...{ id: `tmp-${newKey()}`, key: '', number: 0, project: store.id, title: '', rank: '' },
    column: { id: column.id, name: column.name, state: column.state },
    ...{ status: column.state, priority: 'medium', version: 0, checklist: [], parent: null },
    ...{ story_points: null, start_date: null, due_date: null, assignees: [], labels: [] },
    ...{ created_at: now, updated_at: now, completed_at: null },
  }
}

/** Only what the line says: the rest is the place's. */
function saidFields(quick: QuickTask): Partial<Task> {
  const { priority, points, dueDate, estimateMinutes, sprint, milestone, type } = quick
  return {
    ...(priority !== undefined && { priority }),
    ...(points !== undefined && { story_points: points }),
    ...(dueDate !== undefined && { due_date: dueDate }),
    ...(estimateMinutes !== undefined && { estimate_minutes: estimateMinutes }),
    ...(sprint !== undefined && { sprint }),
    ...(milestone !== undefined && { milestone }),
    ...(type !== undefined && { type }),
  }
}

function merged<T extends { readonly id: string }>(
  place: readonly T[] = [],
  said: readonly T[],
): readonly T[] {
  return [...place.filter(({ id }) => !said.some((each) => each.id === id)), ...said]
}
