/** Tasks in groups by any field, and what it means to put a task into another group. Pure. */

import { t } from '../common/i18n'
import { epicOf, epicsOf } from './epics'
import {
  PRIORITIES,
  STATES,
  type Column,
  type CustomField,
  type FieldValue,
  type Label,
  type Priority,
  type State,
  type Task,
  type TaskFields,
  type User,
} from './model'
import { priorityName, stateName } from './parts/text'
import type { ProjectState } from './state'

export type GroupField =
  'status' | 'column' | 'priority' | 'assignee' | 'label' | 'type' | 'epic' | 'sprint' | 'milestone'
export type GroupBy = GroupField | `field:${string}`

/** The group of tasks that have nothing in the field. */
export const NONE = 'none'

/** What a group stands for; it draws the group's mark, and dropping into it writes it. */
export type GroupValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'status'; readonly state: State }
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'person'; readonly user: User }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'ref'; readonly color?: string; readonly icon?: string }
  | { readonly kind: 'option'; readonly value: string | boolean; readonly color?: string }

export interface Group {
  /** Unique among its siblings: the value's id, or `none`. */
  readonly id: string
  readonly name: string
  readonly value: GroupValue
  /** In the order in which they were given. */
  readonly tasks: readonly Task[]
}

/** What a drop into a group writes: another place, other fields, or nothing. */
export interface GroupPatch {
  readonly column?: Column
  readonly fields?: TaskFields
}

type Head = Omit<Group, 'tasks'>

const FIXED: readonly GroupField[] = [
  'status',
  'column',
  'priority',
  'assignee',
  'label',
  'type',
  'epic',
  'sprint',
  'milestone',
]
const GROUPING_KINDS = new Set(['select', 'multi_select', 'person', 'checkbox'])

/** Everything that tasks of this project can be grouped by. */
export function groupFields(state: ProjectState): readonly GroupBy[] {
  const own = state.fields.filter(({ kind }) => GROUPING_KINDS.has(kind))
  return [...FIXED, ...own.map(({ id }): GroupBy => `field:${id}`)]
}

export function isGroupBy(text: string, state: ProjectState): text is GroupBy {
  return (groupFields(state) as readonly string[]).includes(text)
}

export function groupFieldName(by: GroupBy, state: ProjectState): string {
  switch (by) {
    case 'status':
      return t('Status')
    case 'column':
      return t('Column')
    case 'priority':
      return t('Priority')
    case 'assignee':
      return t('Assignee')
    case 'label':
      return t('Label')
    case 'type':
      return t('Type')
    case 'epic':
      return t('Epic')
    case 'sprint':
      return t('Sprint')
    case 'milestone':
      return t('Milestone')
    default:
      return fieldOf(by, state)?.name ?? t('Field')
  }
}

/** Whether a task can stand in several groups at once. */
export function isManyValued(by: GroupBy, state: ProjectState): boolean {
  return by === 'assignee' || by === 'label' || fieldOf(by, state)?.kind === 'multi_select'
}

/**
 * The groups in the order of what they stand for, empty ones included; the one without a value
 * comes first for people, last for everything else.
 */
export function groupsOf(
  tasks: readonly Task[],
  by: GroupBy,
  state: ProjectState,
  people: readonly User[] = [],
): readonly Group[] {
  const heads = headsOf(tasks, by, state, people)
  const byId = new Map<string, Task[]>(heads.map(({ id }) => [id, []]))
  for (const task of tasks) {
    const ids = groupIdsOf(task, by, state)
    for (const id of ids) (byId.get(id) ?? byId.get(NONE))?.push(task)
  }
  return heads.map((head) => ({ ...head, tasks: byId.get(head.id) ?? [] }))
}

/** The groups in which a task stands. */
export function groupIdsOf(task: Task, by: GroupBy, state: ProjectState): readonly string[] {
  switch (by) {
    case 'status':
      return [task.status]
    case 'column':
      return [task.column.id]
    case 'priority':
      return [task.priority]
    case 'assignee':
      return orNone(task.assignees.map(({ id }) => id))
    case 'label':
      return orNone(task.labels.map(({ id }) => id))
    case 'type':
      return [task.type ?? NONE]
    case 'epic':
      return [epicOf(task, state)?.id ?? NONE]
    case 'sprint':
      return [task.sprint ?? NONE]
    case 'milestone':
      return [task.milestone ?? NONE]
    default:
      return orNone(heldIn(task, by))
  }
}

/** What it writes to put `task` into `group`, coming out of the group `from`. */
export function fieldsForGroup(
  task: Task,
  by: GroupBy,
  group: Pick<Group, 'id' | 'value'>,
  state: ProjectState,
  from?: string,
): GroupPatch {
  if (groupIdsOf(task, by, state).includes(group.id)) {
    return leaving(task, by, group, state, from)
  }
  const id = group.id === NONE ? null : group.id
  const { value } = group
  switch (by) {
    case 'status': {
      const column = state.columns.find((each) => each.state === group.id)
      return column === undefined ? {} : { column }
    }
    case 'column':
      return value.kind === 'column' ? { column: value.column } : {}
    case 'priority':
      return value.kind === 'priority' ? { fields: { priority: value.priority } } : {}
    case 'assignee': {
      const added = value.kind === 'person' ? [value.user] : []
      return { fields: { assignees: swapped(task.assignees, added, from) } }
    }
    case 'label': {
      const added = value.kind === 'label' ? [value.label] : []
      return { fields: { labels: swapped(task.labels, added, from) } }
    }
    case 'type':
      return { fields: { type: id } }
    case 'epic':
      return id === task.id ? {} : { fields: { parent: id } }
    case 'sprint':
      return { fields: { sprint: id } }
    case 'milestone':
      return { fields: { milestone: id } }
    default:
      return customPatch(task, by, group, state, from)
  }
}

/** Already in the group: coming from another of its groups, it only leaves that one. */
function leaving(
  task: Task,
  by: GroupBy,
  group: Pick<Group, 'id'>,
  state: ProjectState,
  from: string | undefined,
): GroupPatch {
  if (from === undefined || from === group.id || !isManyValued(by, state)) return {}
  if (by === 'assignee') return { fields: { assignees: swapped(task.assignees, [], from, true) } }
  if (by === 'label') return { fields: { labels: swapped(task.labels, [], from, true) } }
  const field = fieldOf(by, state)
  if (field === undefined) return {}
  return { fields: { fields: { [field.id]: heldIn(task, by).filter((id) => id !== from) } } }
}

function customPatch(
  task: Task,
  by: GroupBy,
  group: Pick<Group, 'id' | 'value'>,
  state: ProjectState,
  from: string | undefined,
): GroupPatch {
  const field = fieldOf(by, state)
  if (field === undefined) return {}
  return { fields: { fields: { [field.id]: customValue(task, by, field, group, from) } } }
}

function customValue(
  task: Task,
  by: GroupBy,
  field: CustomField,
  group: Pick<Group, 'id' | 'value'>,
  from: string | undefined,
): FieldValue {
  if (field.kind === 'checkbox') return group.id === 'true'
  if (group.id === NONE) return null
  if (field.kind !== 'multi_select') return group.id
  return [...heldIn(task, by).filter((id) => id !== from), group.id]
}

/** `list` with `from` taken out and `added` put in; without either the list is emptied. */
function swapped<T extends { readonly id: string }>(
  list: readonly T[],
  added: readonly T[],
  from: string | undefined,
  isLeaving = false,
): readonly T[] {
  const ids = new Set(added.map(({ id }) => id))
  if (added.length === 0 && !isLeaving) return []
  return [...list.filter(({ id }) => id !== from && !ids.has(id)), ...added]
}

function headsOf(
  tasks: readonly Task[],
  by: GroupBy,
  state: ProjectState,
  people: readonly User[],
): readonly Head[] {
  switch (by) {
    case 'status':
      return statusHeads(tasks, state)
    case 'column':
      return [...state.columns, ...archivedColumns(tasks, state)].map((column) => ({
        id: column.id,
        name: column.name,
        value: { kind: 'column', column },
      }))
    case 'priority':
      return PRIORITIES.map((priority) => ({
        id: priority,
        name: priorityName(priority),
        value: { kind: 'priority', priority },
      }))
    case 'assignee':
      return [none(t('Nobody')), ...personHeads(everybody(tasks, people))]
    case 'label':
      return [
        ...state.labels.map((label): Head => ({
          id: label.id,
          name: label.name,
          value: { kind: 'label', label },
        })),
        none(t('No label')),
      ]
    case 'type':
      return [
        ...state.types.map(({ id, name, color, icon }) => ref(id, name, color, icon)),
        none(t('Task')),
      ]
    case 'epic':
      return [...epicsOf(state).map(({ id, title }) => ref(id, title)), none(t('No epic'))]
    case 'sprint':
      return [...state.sprints.map(({ id, name }) => ref(id, name)), none(t('No sprint'))]
    case 'milestone':
      return [...state.milestones.map(({ id, name }) => ref(id, name)), none(t('No milestone'))]
    default:
      return customHeads(tasks, by, state, people)
  }
}

/** Boards know nothing of columns for archived tasks; where such tasks are shown, they do. */
function archivedColumns(tasks: readonly Task[], { columns }: ProjectState): readonly Column[] {
  const known = new Set(columns.map(({ id }) => id))
  const others = tasks.flatMap(({ column }) => (known.has(column.id) ? [] : [column]))
  const byId = new Map(others.map((column) => [column.id, column]))
  return [...byId.values()].map((column) => ({ ...column, rank: '', wip_limit: null }))
}

function statusHeads(tasks: readonly Task[], state: ProjectState): readonly Head[] {
  const used = new Set<State>(state.columns.map((column) => column.state))
  if (tasks.some(({ status }) => status === 'archived')) used.add('archived')
  return [...STATES, 'archived' as const]
    .filter((each) => used.has(each))
    .map((each) => ({
      id: each,
      name: stateName(each),
      value: { kind: 'status', state: each },
    }))
}

function customHeads(
  tasks: readonly Task[],
  by: GroupBy,
  state: ProjectState,
  people: readonly User[],
): readonly Head[] {
  const field = fieldOf(by, state)
  if (field === undefined) return [none(t('None'))]
  if (field.kind === 'checkbox') {
    return [
      { id: 'true', name: t('Yes'), value: { kind: 'option', value: true } },
      { id: NONE, name: t('No'), value: { kind: 'none' } },
    ]
  }
  if (field.kind === 'person') return [none(t('Nobody')), ...personHeads(everybody(tasks, people))]
  const options = field.options.map(({ id, name, color }): Head => ({
    id,
    name,
    value: { kind: 'option', value: id, color },
  }))
  return [...options, none(t('None'))]
}

function personHeads(people: readonly User[]): readonly Head[] {
  return people.map((user) => ({ id: user.id, name: user.name, value: { kind: 'person', user } }))
}

/** The members, and whoever else still has a task (somebody who left). */
function everybody(tasks: readonly Task[], people: readonly User[]): readonly User[] {
  const byId = new Map(people.map((user) => [user.id, user]))
  for (const { assignees } of tasks)
    for (const user of assignees) if (!byId.has(user.id)) byId.set(user.id, user)
  return [...byId.values()]
}

function none(name: string): Head {
  return { id: NONE, name, value: { kind: 'none' } }
}

function ref(id: string, name: string, color?: string, icon?: string): Head {
  const look = { ...(color !== undefined && { color }), ...(icon !== undefined && { icon }) }
  return { id, name, value: { kind: 'ref', ...look } }
}

function orNone(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [NONE] : ids
}

/** What a task holds in a custom field, as ids of groups. */
function heldIn(task: Task, by: GroupBy): readonly string[] {
  const held = task.fields?.[by.slice('field:'.length)]
  if (held === undefined || held === null || held === false || held === '') return []
  return Array.isArray(held) ? (held as string[]) : [String(held)]
}

export function fieldOf(by: string, state: ProjectState): CustomField | undefined {
  if (!by.startsWith('field:')) return undefined
  const id = by.slice('field:'.length)
  return state.fields.find((field) => field.id === id)
}
