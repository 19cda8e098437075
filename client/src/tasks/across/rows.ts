/** Tasks of many projects as groups of rows. Pure. */

import { t } from '../../common/i18n'
import { isoDate, daysAfter } from '../grammar'
import type { Task } from '../model'
import { priorityName, stateName } from '../parts/text'
import type { QueryContext } from '../query/context'
import { PRIORITY_ORDER, STATUSES, slug } from '../query/fields'

export type AcrossRow =
  | { readonly kind: 'head'; readonly id: string; readonly name: string; readonly count: number }
  | { readonly kind: 'task'; readonly id: string; readonly task: Task }

interface Pile {
  readonly id: string
  readonly name: string
  readonly place: number | string
}

/** Rows under a head a group; without a grouping there are only rows. */
export function acrossRows(
  tasks: readonly Task[],
  by: string | null,
  context: QueryContext,
): readonly AcrossRow[] {
  if (by === null) return tasks.map((task) => ({ kind: 'task', id: task.id, task }))
  const piles = new Map<string, { pile: Pile; tasks: Task[] }>()
  for (const task of tasks) {
    for (const pile of pilesOf(task, by, context)) {
      const found = piles.get(pile.id) ?? { pile, tasks: [] }
      found.tasks.push(task)
      piles.set(pile.id, found)
    }
  }
  const order = [...piles.values()].sort((a, b) => (a.pile.place < b.pile.place ? -1 : 1))
  return order.flatMap(({ pile, tasks: own }): AcrossRow[] => [
    { kind: 'head', id: `head-${pile.id}`, name: pile.name, count: own.length },
    ...own.map((task): AcrossRow => ({ kind: 'task', id: `${pile.id}-${task.id}`, task })),
  ])
}

const LAST = '\uffff'

function pilesOf(task: Task, by: string, context: QueryContext): readonly Pile[] {
  const project = context.projects.find(({ id }) => id === task.project)
  const named = (list: readonly { id: string; name: string }[] | undefined, id?: string | null) => {
    const name = list?.find((each) => each.id === id)?.name
    return name === undefined ? [none()] : [pile(name)]
  }
  switch (by) {
    case 'time':
      return [timeOf(task, context.today)]
    case 'status':
      return [
        { id: task.status, name: stateName(task.status), place: STATUSES.indexOf(task.status) },
      ]
    case 'priority':
      return [
        {
          id: task.priority,
          name: priorityName(task.priority),
          place: -PRIORITY_ORDER.indexOf(task.priority),
        },
      ]
    case 'assignee':
      return some(task.assignees.map(({ name }) => pile(name)))
    case 'label':
      return some(task.labels.map(({ name }) => pile(name)))
    case 'column':
      return [pile(task.column.name)]
    case 'type':
      return named(project?.types, task.type)
    case 'sprint':
      return named(project?.sprints, task.sprint)
    case 'milestone':
      return named(project?.milestones, task.milestone)
    case 'epic': {
      const parent = task.parent === null ? undefined : context.taskOf(task.parent)
      return parent === undefined ? [none()] : [pile(`${parent.key} ${parent.title}`)]
    }
    default:
      return [fieldPile(task, by, context)]
  }
}

/** Fields of the same name in several projects make the same groups. */
function fieldPile(task: Task, by: string, context: QueryContext): Pile {
  const all = context.projects.flatMap(({ id, fields }) => fields.map((field) => ({ id, field })))
  const wanted = all.find(({ field }) => `field:${field.id}` === by)?.field
  const own = all.find(
    ({ id, field }) => id === task.project && slug(field.name) === slug(wanted?.name ?? ''),
  )?.field
  const value = own === undefined ? null : (task.fields?.[own.id] ?? null)
  if (own === undefined || value === null) return none()
  const text = String(Array.isArray(value) ? (value[0] ?? '') : value)
  const option = own.options.find(({ id }) => id === text)?.name
  const person = context.members.find(({ id }) => id === text)?.name
  return pile(option ?? person ?? text)
}

function pile(name: string): Pile {
  return { id: slug(name), name, place: name.toLowerCase() }
}

function none(): Pile {
  return { id: 'none', name: t('None'), place: LAST }
}

function some(piles: readonly Pile[]): readonly Pile[] {
  return piles.length > 0 ? piles : [none()]
}

function timeOf(task: Task, today: string): Pile {
  const due = task.due_date
  const week = isoDate(daysAfter(new Date(`${today}T00:00:00`), 7))
  if (due === null) return { id: 'someday', name: t('No due date'), place: 4 }
  if (due < today) return { id: 'overdue', name: t('Overdue'), place: 0 }
  if (due === today) return { id: 'today', name: t('Today'), place: 1 }
  if (due <= week) return { id: 'week', name: t('Within a week'), place: 2 }
  return { id: 'later', name: t('Later'), place: 3 }
}
