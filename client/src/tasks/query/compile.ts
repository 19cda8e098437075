/**
 * Query → a test of one task, with the same meaning as the server's SQL (tasks/query/sql.py).
 * Names are looked up once, so that testing ten thousand rows only compares ids.
 */

import type { Task } from '../model'
import { group, type Query, type Term, type Value, type Word } from './ast'
import type { ProjectNames, QueryContext } from './context'
import { customTest } from './custom'
import { minutesOf, numberOf } from './dates'
import { CUSTOM, PRIORITY_ORDER, slug, sortOf } from './fields'
import { parse } from './parser'
import { peopleNamed } from './people'
import { print } from './print'
import { comparing, dayTest, type Test } from './values'

/** Whether a task fits the query; throws QueryError for a text that is none. */
export function compileQuery(text: string, context: QueryContext): Test {
  return compiled(parse(text), context)
}

export function compiled(query: Query, context: QueryContext): Test {
  switch (query.kind) {
    case 'words':
      return wordsTest(query.text)
    case 'not': {
      const test = compiled(query.part, context)
      return (task) => !test(task)
    }
    case 'and': {
      const tests = query.parts.map((part) => compiled(part, context))
      return (task) => tests.every((test) => test(task))
    }
    case 'or': {
      const tests = query.parts.map((part) => compiled(part, context))
      return (task) => tests.some((test) => test(task))
    }
    case 'term':
      return termTest(query, context)
  }
}

function termTest(term: Term, context: QueryContext): Test {
  if (term.values.length > 1) {
    const each = term.values.map((value) => ({ ...term, values: [value] }))
    return compiled(group('or', each), context)
  }
  const [value] = term.values
  if (value === undefined) return () => false
  const isNone = value.kind === 'word' && value.text === 'none' && !value.isQuoted
  if (term.field.startsWith(CUSTOM)) return customTest(term, value, context)
  if (isNone) {
    const test = presenceTest(term.field, context)
    return (task) => !test(task)
  }
  return valueTest(term, value, context)
}

function valueTest(term: Term, value: Value, context: QueryContext): Test {
  switch (sortOf(term.field)) {
    case 'priority':
      return ranked(term, value)
    case 'number':
      return comparing(term.operator, value, numberOf, numberIn(term.field))
    case 'duration':
      return comparing(term.operator, value, minutesOf, (task) => task.estimate_minutes ?? null)
    case 'date':
      return dayTest(term.operator, value, context.today, dayIn(term.field, context))
    default:
      return value.kind === 'range' ? () => false : wordTest(term, value, context)
  }
}

function wordTest(term: Term, value: Word, context: QueryContext): Test {
  const { text } = value
  switch (sortOf(term.field)) {
    case 'key':
      return (task) => task.key.toUpperCase() === text.toUpperCase()
    case 'text':
      return term.field === 'text' ? wordsTest(text) : titleTest(text)
    case 'status':
      return (task) => task.status === text
    case 'person':
      return personTest(term, value, context)
    case 'parent':
      return parentTest(text, context)
    case 'sprint':
      return idTest(sprintIds(value, context), (task) => task.sprint)
    case 'name':
      return nameTest(term.field, text, context)
    case 'flag':
      return flagTest(text, context)
    case 'boolean': {
      const test = flagTest('blocked', context)
      return text === 'yes' ? test : (task) => !test(task)
    }
    case 'presence': {
      const test = presenceTest(text, context)
      return term.field === 'has' ? test : (task) => !test(task)
    }
    default:
      return () => false
  }
}

function wordsTest(text: string): Test {
  const wanted = text.toLowerCase()
  return (task) =>
    task.title.toLowerCase().includes(wanted) || task.key.toLowerCase().includes(wanted)
}

function titleTest(text: string): Test {
  const wanted = text.toLowerCase()
  return (task) => task.title.toLowerCase().includes(wanted)
}

function ranked(term: Term, value: Value): Test {
  const rank = (text: string) => PRIORITY_ORDER.indexOf(text)
  return comparing(term.operator, value, rank, (task) => rank(task.priority))
}

function numberIn(field: string): (task: Task) => number | null {
  if (field === 'comments') return (task) => task.comment_count ?? 0
  return (task) => task.story_points
}

function dayIn(field: string, context: QueryContext): (task: Task) => string | null {
  switch (field) {
    case 'start':
      return (task) => task.start_date
    case 'due':
      return (task) => task.due_date
    case 'created':
      return (task) => context.dayOf(task.created_at)
    case 'updated':
      return (task) => context.dayOf(task.updated_at)
    default:
      return (task) => (task.completed_at === null ? null : context.dayOf(task.completed_at))
  }
}

function personTest(term: Term, value: Word, context: QueryContext): Test {
  const ids = peopleNamed(value, context)
  if (term.field === 'assignee') return (task) => task.assignees.some(({ id }) => ids.has(id))
  const far = context.remote.get(print({ ...term, values: [value] }))
  if (far !== undefined) return (task) => far.has(task.id)
  if (term.field === 'creator') return (task) => ids.has(task.created_by?.id ?? '')
  return (task) => task.watchers?.some((id) => ids.has(id)) === true
}

function parentTest(text: string, context: QueryContext): Test {
  const wanted = text.toUpperCase()
  return (task) => {
    if (task.parent === null) return false
    return task.parent === text || context.taskOf(task.parent)?.key.toUpperCase() === wanted
  }
}

interface Named {
  readonly id: string
  readonly name: string
}

function idsNamed(text: string, lists: readonly (readonly Named[])[]): ReadonlySet<string> {
  const wanted = slug(text)
  const found = lists.flat().filter(({ id, name }) => id === text || slug(name) === wanted)
  return new Set(found.map(({ id }) => id))
}

function idTest(ids: ReadonlySet<string>, idOf: (task: Task) => string | null | undefined): Test {
  return (task) => ids.has(idOf(task) ?? '')
}

function sprintIds(value: Word, { projects }: QueryContext): ReadonlySet<string> {
  const lists = projects.map(({ sprints }) => sprints)
  const text = value.text.toLowerCase()
  if (value.isQuoted || (text !== 'active' && text !== 'next')) return idsNamed(value.text, lists)
  const status = text === 'active' ? 'active' : 'planned'
  const firsts = lists.map((list) => list.find((sprint) => sprint.status === status)?.id ?? '')
  return new Set(firsts.filter((id) => id !== ''))
}

function nameTest(field: string, text: string, { projects }: QueryContext): Test {
  const among = (pick: (names: ProjectNames) => readonly Named[]) =>
    idsNamed(text, projects.map(pick))
  switch (field) {
    case 'label': {
      const ids = among(({ labels }) => labels)
      return (task) => task.labels.some(({ id }) => ids.has(id))
    }
    case 'column':
      return idTest(
        among(({ columns }) => columns),
        (task) => task.column.id,
      )
    case 'type':
      return idTest(
        among(({ types }) => types),
        (task) => task.type,
      )
    case 'milestone':
      return idTest(
        among(({ milestones }) => milestones),
        (task) => task.milestone,
      )
    default: {
      const byKey = projects.filter(({ key }) => key === text.toUpperCase()).map(({ id }) => id)
      const ids = new Set([...idsNamed(text, [projects]), ...byKey])
      return (task) => ids.has(task.project)
    }
  }
}

function flagTest(flag: string, context: QueryContext): Test {
  const isOpen: Test = ({ status }) => status !== 'done' && status !== 'archived'
  const far = context.remote.get('is:blocked')
  const epics = new Set(
    context.projects.flatMap(({ types }) =>
      types.filter(({ level }) => level === 'epic').map(({ id }) => id),
    ),
  )
  const isEpic: Test = (task) => epics.has(task.type ?? '')
  switch (flag) {
    case 'open':
      return isOpen
    case 'overdue':
      return (task) => isOpen(task) && task.due_date !== null && task.due_date < context.today
    case 'blocked':
      return (task) => isOpen(task) && (task.status === 'blocked' || far?.has(task.id) === true)
    case 'subtask':
      return (task) => {
        const parent = task.parent === null ? undefined : context.taskOf(task.parent)
        return task.parent !== null && (parent === undefined || !isEpic(parent))
      }
    case 'epic':
      return isEpic
    default:
      return ({ status }) => status === flag
  }
}

function presenceTest(field: string, context: QueryContext): Test {
  if (field.startsWith(CUSTOM)) {
    const none = { kind: 'term', field, operator: ':', values: [] } as const
    const isEmpty = customTest(none, { kind: 'word', text: 'none', isQuoted: false }, context)
    return (task) => !isEmpty(task)
  }
  return (task) => holds(task, field, context)
}

function holds(task: Task, field: string, context: QueryContext): boolean {
  switch (field) {
    case 'assignee':
      return task.assignees.length > 0
    case 'label':
      return task.labels.length > 0
    case 'type':
      return (task.type ?? null) !== null
    case 'parent':
      return task.parent !== null
    case 'sprint':
      return (task.sprint ?? null) !== null
    case 'milestone':
      return (task.milestone ?? null) !== null
    case 'points':
      return task.story_points !== null
    case 'estimate':
      return (task.estimate_minutes ?? null) !== null
    case 'comments':
      return (task.comment_count ?? 0) > 0
    case 'subtasks':
      return (task.subtasks?.total ?? 0) > 0
    case 'creator':
    case 'watcher': {
      const far = context.remote.get(`${field}:none`)
      if (far !== undefined) return !far.has(task.id)
      return field === 'creator'
        ? (task.created_by ?? null) !== null
        : task.watchers?.[0] !== undefined
    }
    case 'column':
    case 'project':
      return true
    default:
      return dayIn(field, context)(task) !== null
  }
}
