/** The words of the query language. tasks/query/words.py says the same; fixtures hold them to it. */

export type FieldSort =
  | 'key'
  | 'text'
  | 'status'
  | 'priority'
  | 'person'
  | 'name'
  | 'parent'
  | 'sprint'
  | 'number'
  | 'duration'
  | 'date'
  | 'flag'
  | 'presence'
  | 'boolean'
  | 'custom'

export const FIELDS: Readonly<Record<string, FieldSort>> = {
  key: 'key',
  title: 'text',
  text: 'text',
  status: 'status',
  column: 'name',
  priority: 'priority',
  assignee: 'person',
  creator: 'person',
  watcher: 'person',
  label: 'name',
  type: 'name',
  parent: 'parent',
  sprint: 'sprint',
  milestone: 'name',
  points: 'number',
  estimate: 'duration',
  start: 'date',
  due: 'date',
  created: 'date',
  updated: 'date',
  completed: 'date',
  is: 'flag',
  has: 'presence',
  no: 'presence',
  blocked: 'boolean',
  project: 'name',
  comments: 'number',
}

export const ALIASES: Readonly<Record<string, string>> = { epic: 'parent', author: 'creator' }

export const CUSTOM = 'field.'
export const STATUSES = ['todo', 'in_progress', 'in_review', 'blocked', 'done', 'archived']
/** Least first: this is the order of `<` and `>`. */
export const PRIORITY_ORDER = ['low', 'medium', 'high', 'critical']
export const FLAGS = ['open', 'done', 'overdue', 'blocked', 'archived', 'subtask', 'epic']
export const PRESENCES = [
  'assignee',
  'label',
  'type',
  'parent',
  'sprint',
  'milestone',
  'points',
  'estimate',
  'start',
  'due',
  'comments',
  'subtasks',
]
export const BOOLEANS = ['yes', 'no']
export const ANCHORS = [
  'today',
  'yesterday',
  'tomorrow',
  'startofweek',
  'endofweek',
  'startofmonth',
  'endofmonth',
  'startofyear',
  'endofyear',
]
/** Words that stand for something else than a thing of that name, unless quoted. */
export const KEYWORDS = ['none', 'me', 'active', 'next']
const ORDERED: readonly FieldSort[] = ['priority', 'number', 'duration', 'date', 'custom']
const EMPTIABLE = ['person', 'name', 'parent', 'sprint', 'number', 'duration', 'date', 'custom']

/** What a field holds; undefined for a word that is none. */
export function sortOf(field: string): FieldSort | undefined {
  if (field.startsWith(CUSTOM)) return 'custom'
  return Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
}

export function isOrdered(sort: FieldSort): boolean {
  return ORDERED.includes(sort)
}

export function canBeEmpty(sort: FieldSort): boolean {
  return EMPTIABLE.includes(sort)
}

/** The one spelling of a word from a closed list: `In Progress` is `in_progress`. */
export function closed(text: string): string {
  return text.toLowerCase().replace(/[ -]/g, '_')
}

/** Names are the same whatever their case, and with `-` for blanks. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
    .replace(/[ \t\r\n]+/g, '-')
}
