/** Which tasks are shown: read from and written to the page's address, so that links carry them. */

import { daysAfter, isoDate } from './grammar'
import { PRIORITIES, STATES, type Priority, type State, type Task } from './model'

export type Due = 'overdue' | 'today' | 'week' | 'none'
export const DUES: readonly Due[] = ['overdue', 'today', 'week', 'none']

/** Within a field any one suffices; between fields all must hold. */
export interface Filter {
  readonly text: string
  /** Ids, or `none` for tasks that nobody has. */
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  readonly priorities: readonly Priority[]
  readonly statuses: readonly State[]
  readonly due: Due | null
}

export const NO_FILTER: Filter = {
  text: '',
  assignees: [],
  labels: [],
  priorities: [],
  statuses: [],
  due: null,
}

const NAMES = { assignees: 'assignee', labels: 'label', priorities: 'priority', statuses: 'status' }

export function readFilter(search: string): Filter {
  const parameters = new URLSearchParams(search)
  const list = (name: string) => parameters.get(name)?.split(',').filter(Boolean) ?? []
  const due = parameters.get('due') as Due | null
  return {
    text: parameters.get('q') ?? '',
    assignees: list(NAMES.assignees),
    labels: list(NAMES.labels),
    priorities: list(NAMES.priorities).filter((name): name is Priority =>
      PRIORITIES.includes(name as Priority),
    ),
    statuses: list(NAMES.statuses).filter((name): name is State => STATES.includes(name as State)),
    due: due !== null && DUES.includes(due) ? due : null,
  }
}

/** The address's query with `filter` in it; what else stands there (`task=`) is kept. */
export function writeFilter(filter: Filter, search: string): string {
  const parameters = new URLSearchParams(search)
  const set = (name: string, value: string) => {
    if (value === '') parameters.delete(name)
    else parameters.set(name, value)
  }
  set('q', filter.text)
  for (const field of ['assignees', 'labels', 'priorities', 'statuses'] as const) {
    set(NAMES[field], filter[field].join(','))
  }
  set('due', filter.due ?? '')
  const text = parameters.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}

export function isFiltering(filter: Filter): boolean {
  return writeFilter(filter, '') !== ''
}

export function matches(task: Task, filter: Filter, today = new Date()): boolean {
  return (
    hasText(task, filter.text) &&
    isAnyOf(filter.assignees, idsOf(task.assignees)) &&
    isAnyOf(filter.labels, idsOf(task.labels)) &&
    isAnyOf(filter.priorities, [task.priority]) &&
    isAnyOf(filter.statuses, [task.status]) &&
    isDue(task, filter.due, today)
  )
}

/** One value of a list put in, or taken out where it is in. */
export function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value]
}

export function isLate(task: Task, today = new Date()): boolean {
  return task.due_date !== null && task.status !== 'done' && task.due_date < isoDate(today)
}

function hasText(task: Task, text: string): boolean {
  const haystack = `${task.key} ${task.title}`.toLocaleLowerCase()
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

function idsOf(list: readonly { readonly id: string }[]): readonly string[] {
  return list.length === 0 ? ['none'] : list.map(({ id }) => id)
}

function isAnyOf(wanted: readonly string[], has: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((value) => has.includes(value))
}

function isDue(task: Task, due: Due | null, today: Date): boolean {
  switch (due) {
    case null:
      return true
    case 'none':
      return task.due_date === null
    case 'overdue':
      return isLate(task, today)
    case 'today':
      return task.due_date === isoDate(today)
    case 'week':
      return (
        task.due_date !== null &&
        task.due_date >= isoDate(today) &&
        task.due_date <= isoDate(daysAfter(today, 7))
      )
  }
}
