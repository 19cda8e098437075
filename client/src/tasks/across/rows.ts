/** Tasks of many projects as groups of rows. Pure. */

import { t } from '../../common/i18n'
import { isoDate, daysAfter } from '../grammar'
import { PRIORITIES, STATES, type Priority, type State, type Task } from '../model'
import { priorityName, stateName } from '../parts/text'
import { cellWords } from './cells'
import type { QueryContext } from '../query/context'
import { PRIORITY_ORDER, STATUSES, slug } from '../query/fields'

export type AcrossRow =
  | {
      readonly kind: 'head'
      readonly id: string
      readonly name: string
      readonly count: number
      readonly level: 1 | 2
    }
  | { readonly kind: 'task'; readonly id: string; readonly task: Task }

interface Pile {
  readonly id: string
  readonly name: string
  readonly place: number | string
}

export interface Grouping {
  readonly by: string | null
  /** Groups within the groups. */
  readonly lanes?: string | null
  /** Heads also of states and priorities that no task has. */
  readonly showsEmpty?: boolean
}

/** Rows under a head a group; without a grouping there are only rows. */
export function acrossRows(
  tasks: readonly Task[],
  { by, lanes = null, showsEmpty = false }: Grouping,
  context: QueryContext,
): readonly AcrossRow[] {
  if (by === null) return plain(tasks, '')
  return piled(tasks, by, context, showsEmpty).flatMap(({ pile, tasks: own }): AcrossRow[] => [
    { kind: 'head', id: `head-${pile.id}`, name: pile.name, count: own.length, level: 1 },
    ...(lanes === null || lanes === by
      ? plain(own, pile.id)
      : piled(own, lanes, context, false).flatMap(({ pile: lane, tasks: inner }): AcrossRow[] => {
          const id = `${pile.id}/${lane.id}`
          const count = inner.length
          return [
            { kind: 'head', id: `head-${id}`, name: lane.name, count, level: 2 },
            ...plain(inner, id),
          ]
        })),
  ])
}

function plain(tasks: readonly Task[], under: string): readonly AcrossRow[] {
  return tasks.map((task) => ({ kind: 'task', id: `${under}-${task.id}`, task }))
}

interface Filled {
  readonly pile: Pile
  readonly tasks: Task[]
}

function piled(
  tasks: readonly Task[],
  by: string,
  context: QueryContext,
  showsEmpty: boolean,
): readonly Filled[] {
  const piles = new Map<string, Filled>()
  if (showsEmpty) for (const pile of fixedPiles(by)) piles.set(pile.id, { pile, tasks: [] })
  for (const task of tasks) {
    for (const pile of pilesOf(task, by, context)) {
      const found = piles.get(pile.id) ?? { pile, tasks: [] }
      found.tasks.push(task)
      piles.set(pile.id, found)
    }
  }
  return [...piles.values()].sort((a, b) => (a.pile.place < b.pile.place ? -1 : 1))
}

function fixedPiles(by: string): readonly Pile[] {
  if (by === 'status') return STATES.filter((state) => state !== 'archived').map(statusPile)
  return by === 'priority' ? PRIORITIES.map(priorityPile) : []
}

function statusPile(state: State): Pile {
  return { id: state, name: stateName(state), place: STATUSES.indexOf(state) }
}

function priorityPile(priority: Priority): Pile {
  const place = -PRIORITY_ORDER.indexOf(priority)
  return { id: priority, name: priorityName(priority), place }
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
    case 'project':
      return [pile(project?.name ?? '')]
    case 'status':
      return [statusPile(task.status)]
    case 'priority':
      return [priorityPile(task.priority)]
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

function fieldPile(task: Task, by: string, context: QueryContext): Pile {
  const words = cellWords(task, by, context)
  return words === '' ? none() : pile(words)
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
