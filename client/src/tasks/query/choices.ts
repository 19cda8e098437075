/** What a field can be asked for, with names as people read them; pickers and completion offer it. */

import { t } from '../../common/i18n'
import { priorityName, stateName } from '../parts/text'
import type { CustomField, Priority, State } from '../model'
import { word } from './ast'
import type { ProjectNames, QueryContext } from './context'
import {
  BOOLEANS,
  canBeEmpty,
  CUSTOM,
  FLAGS,
  KEYWORDS,
  PRESENCES,
  PRIORITY_ORDER,
  slug,
  sortOf,
  STATUSES,
} from './fields'
import { printValue } from './print'

export interface Choice {
  /** As it stands in a query. */
  readonly text: string
  readonly label: string
  readonly mark?: 'person' | 'label' | 'status' | 'priority'
  readonly id?: string
  readonly color?: string
}

/** The fields that a person chooses from, most used first. */
export function fieldChoices(context: QueryContext): readonly Choice[] {
  const custom = context.projects.flatMap(({ fields }) => fields)
  const names = new Map(custom.map((field) => [slug(field.name), field]))
  const own = [...names.values()].map((field) => ({
    text: `${CUSTOM}${field.name}`,
    label: field.name,
  }))
  const isOne = context.projects.length < 2
  const plain = PLAIN.filter((field) => !(isOne && field === 'project'))
  return [...plain.map((text) => ({ text, label: fieldName(text, context) })), ...own]
}

const PLAIN = [
  'status',
  'assignee',
  'priority',
  'label',
  'due',
  'type',
  'sprint',
  'milestone',
  'parent',
  'project',
  'is',
  'creator',
  'watcher',
  'column',
  'points',
  'estimate',
  'start',
  'created',
  'updated',
  'completed',
  'comments',
  'has',
  'no',
  'title',
  'key',
]

export function fieldName(field: string, context?: QueryContext): string {
  if (field.startsWith(CUSTOM)) {
    const name = field.slice(CUSTOM.length)
    const known = context?.projects.flatMap(({ fields }) => fields)
    return known?.find((each) => slug(each.name) === slug(name) || each.id === name)?.name ?? name
  }
  return FIELD_NAMES[field]?.() ?? field
}

const FIELD_NAMES: Readonly<Record<string, () => string>> = {
  key: () => t('Key'),
  title: () => t('Title'),
  text: () => t('Words'),
  status: () => t('Status'),
  column: () => t('Column'),
  priority: () => t('Priority'),
  assignee: () => t('Assignee'),
  creator: () => t('Created by'),
  watcher: () => t('Watcher'),
  label: () => t('Label'),
  type: () => t('Type'),
  parent: () => t('Parent or epic'),
  sprint: () => t('Sprint'),
  milestone: () => t('Milestone'),
  points: () => t('Points'),
  estimate: () => t('Estimate'),
  start: () => t('Start date'),
  due: () => t('Due date'),
  created: () => t('Created'),
  updated: () => t('Updated'),
  completed: () => t('Completed'),
  is: () => t('Is'),
  has: () => t('Has'),
  no: () => t('Has no'),
  blocked: () => t('Blocked'),
  project: () => t('Project'),
  comments: () => t('Comments'),
  subtasks: () => t('Subtasks'),
}

export function valueChoices(field: string, context: QueryContext): readonly Choice[] {
  const none: Choice = { text: 'none', label: t('None') }
  const sort = sortOf(field)
  const values = choicesOf(field, context)
  return sort !== undefined && canBeEmpty(sort) ? [...values, none] : values
}

function choicesOf(field: string, context: QueryContext): readonly Choice[] {
  const among = (pick: (names: ProjectNames) => readonly { name: string; color?: string }[]) =>
    unique(context.projects.flatMap(pick).map(({ name, color }) => named(name, color)))
  if (field.startsWith(CUSTOM)) return customChoices(field.slice(CUSTOM.length), context)
  switch (sortOf(field)) {
    case 'status':
      return STATUSES.map((text) => ({ text, label: stateName(text as State), mark: 'status' }))
    case 'priority':
      return [...PRIORITY_ORDER]
        .reverse()
        .map((text) => ({ text, label: priorityName(text as Priority), mark: 'priority' }))
    case 'person':
      return people(context)
    case 'flag':
      return FLAGS.map((text) => ({ text, label: flagName(text) }))
    case 'boolean':
      return BOOLEANS.map((text) => ({ text, label: text === 'yes' ? t('Yes') : t('No') }))
    case 'presence':
      return PRESENCES.map((text) => ({ text, label: fieldName(text) }))
    case 'date':
      return DATES.map((text) => ({ text, label: dateName(text) }))
    case 'sprint':
      return [
        { text: 'active', label: t('The active sprint') },
        { text: 'next', label: t('The next sprint') },
        ...among(({ sprints }) => sprints),
      ]
    default:
      break
  }
  switch (field) {
    case 'label':
      return among(({ labels }) => labels).map((choice) => ({ ...choice, mark: 'label' }))
    case 'column':
      return among(({ columns }) => columns)
    case 'type':
      return among(({ types }) => types)
    case 'milestone':
      return among(({ milestones }) => milestones)
    case 'project':
      return context.projects.map(({ key, name }) => ({ text: key, label: name }))
    case 'parent':
      return context.epics.map((task) => ({ text: task.key, label: `${task.key} ${task.title}` }))
    default:
      return []
  }
}

const DATES = [
  'today',
  'tomorrow',
  'yesterday',
  '+7d',
  '-7d',
  'startofweek..endofweek',
  'startofmonth..endofmonth',
]

export function dateName(text: string): string {
  switch (text) {
    case 'today':
      return t('Today')
    case 'tomorrow':
      return t('Tomorrow')
    case 'yesterday':
      return t('Yesterday')
    case '+7d':
      return t('In 7 days')
    case '-7d':
      return t('7 days ago')
    case 'startofweek..endofweek':
      return t('This week')
    case 'startofmonth..endofmonth':
      return t('This month')
    default:
      return text
  }
}

export function flagName(flag: string): string {
  switch (flag) {
    case 'open':
      return t('Open')
    case 'overdue':
      return t('Overdue')
    case 'subtask':
      return t('Subtask')
    case 'epic':
      return t('Epic')
    default:
      return stateName(flag as State)
  }
}

function people(context: QueryContext): readonly Choice[] {
  const me: Choice = { text: 'me', label: t('Me') }
  return [me, ...context.members.map(({ id, name }) => person(id, name))]
}

function person(id: string, name: string): Choice {
  return { ...named(name), mark: 'person', id }
}

function customChoices(name: string, context: QueryContext): readonly Choice[] {
  const found = context.projects
    .flatMap(({ fields }) => fields)
    .filter((field) => field.id === name || slug(field.name) === slug(name))
  return unique(found.flatMap((field) => choicesOfField(field, context)))
}

function choicesOfField(field: CustomField, context: QueryContext): readonly Choice[] {
  switch (field.kind) {
    case 'select':
    case 'multi_select':
      return field.options.map((option) => named(option.name, option.color))
    case 'person':
      return people(context)
    case 'checkbox':
      return BOOLEANS.map((text) => ({ text, label: text === 'yes' ? t('Yes') : t('No') }))
    case 'date':
      return DATES.map((text) => ({ text, label: dateName(text) }))
    default:
      return []
  }
}

function named(name: string, color?: string): Choice {
  const text = printValue(word(name, KEYWORDS.includes(name.toLowerCase())))
  return color === undefined ? { text, label: name } : { text, label: name, color }
}

/** Names of several projects stand once: a query asks for names, not for things. */
function unique(choices: readonly Choice[]): readonly Choice[] {
  const known = new Map(choices.map((choice) => [slug(choice.label), choice]))
  return [...known.values()]
}
