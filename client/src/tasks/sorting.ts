/** Tasks in the order of several fields, as the server sorts them: what is not there comes last. */

import type { Task } from './model'
import { PRIORITY_ORDER, STATUSES } from './query/fields'
import type { QueryContext } from './query/context'
import { byRank } from './state'

export const SORTS = [
  'priority',
  'due',
  'start',
  'created',
  'updated',
  'completed',
  'points',
  'estimate',
  'title',
  'key',
  'status',
  'assignee',
  'type',
  'sprint',
  'milestone',
] as const

type Held = string | number | null

/** Compares by each of `sort`, then by the order that people made by hand. */
export function comparator(
  sort: readonly string[],
  context: QueryContext,
): (a: Task, b: Task) => number {
  const keys = sort.map((name) => ({
    held: heldBy(name.replace(/^-/, ''), context),
    turn: name.startsWith('-') ? -1 : 1,
  }))
  return (a, b) => {
    for (const { held, turn } of keys) {
      const order = compareHeld(held(a), held(b), turn)
      if (order !== 0) return order
    }
    return byRank(a, b)
  }
}

function compareHeld(a: Held, b: Held, turn: number): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return (a < b ? -1 : 1) * turn
}

function heldBy(name: string, context: QueryContext): (task: Task) => Held {
  if (name.startsWith('field:')) return fieldBy(name.slice('field:'.length), context)
  const at = (pick: (names: QueryContext['projects'][number]) => readonly { id: string }[]) => {
    const ids = context.projects.flatMap(pick).map(({ id }) => id)
    const places = new Map(ids.map((id, place) => [id, place]))
    return (id: string | null | undefined) => places.get(id ?? '') ?? null
  }
  switch (name) {
    case 'priority':
      return (task) => PRIORITY_ORDER.indexOf(task.priority)
    case 'due':
      return (task) => task.due_date
    case 'start':
      return (task) => task.start_date
    case 'created':
      return (task) => task.created_at
    case 'updated':
      return (task) => task.updated_at
    case 'completed':
      return (task) => task.completed_at
    case 'points':
      return (task) => task.story_points
    case 'estimate':
      return (task) => task.estimate_minutes ?? null
    case 'title':
      return (task) => task.title.toLowerCase()
    case 'key':
      return (task) => task.number
    case 'status':
      return (task) => STATUSES.indexOf(task.status)
    case 'assignee':
      return (task) => firstOf(task.assignees.map((user) => user.name.toLowerCase()))
    case 'type':
      return chain(
        at(({ types }) => types),
        (task) => task.type,
      )
    case 'sprint':
      return chain(
        at(({ sprints }) => sprints),
        (task) => task.sprint,
      )
    case 'milestone':
      return chain(
        at(({ milestones }) => milestones),
        (task) => task.milestone,
      )
    default:
      return () => null
  }
}

function chain(
  place: (id: string | null | undefined) => Held,
  idOf: (task: Task) => string | null | undefined,
): (task: Task) => Held {
  return (task) => place(idOf(task))
}

function firstOf(names: readonly string[]): string | null {
  return [...names].sort()[0] ?? null
}

function fieldBy(id: string, context: QueryContext): (task: Task) => Held {
  const field = context.projects.flatMap(({ fields }) => fields).find((each) => each.id === id)
  if (field === undefined) return () => null
  const options = new Map(field.options.map((option, place) => [option.id, place]))
  const people = new Map(context.members.map((user) => [user.id, user.name.toLowerCase()]))
  return (task) => {
    const value = task.fields?.[id] ?? null
    switch (field.kind) {
      case 'select':
        return options.get(String(value)) ?? null
      case 'multi_select':
        return options.get((value as readonly string[] | null)?.[0] ?? '') ?? null
      case 'person':
        return people.get(String(value)) ?? null
      case 'number':
        return value === null ? null : Number(value)
      case 'checkbox':
        return value === true ? 1 : 0
      default:
        return value === null ? null : String(value).toLowerCase()
    }
  }
}
