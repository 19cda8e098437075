/**
 * The fields of a task as columns: what a cell says in words, which choices it has, and what a
 * typed or pasted text means. List, table, cards and the bulk bar share them. Pure.
 */

import { t } from '../../common/i18n'
import { placeOf } from '../bulk-ops'
import { epicOf, epicsOf } from '../epics'
import type { Column, Task, TaskFields, User } from '../model'
import { PRIORITIES, STATES } from '../model'
import { priorityName, stateName } from '../parts/text'
import type { ProjectState } from '../state'
import { customSheetField } from './custom-fields'
import { fold, named, nounNamed, personNamed, unknown } from './names'
import { dayFrom, numberFrom } from './words'

export interface SheetContext {
  readonly state: ProjectState
  readonly members: readonly User[]
}

/** What an edit of a cell writes. */
export interface CellChange {
  readonly fields?: TaskFields
  readonly column?: Column
}

export type Parsed = { readonly change: CellChange } | { readonly problem: string }

export interface Choice {
  readonly id: string
  readonly name: string
  readonly color?: string
}

export type FieldSort = 'text' | 'number' | 'date' | 'choice' | 'choices' | 'checkbox' | 'fixed'

export interface SheetField {
  readonly id: string
  readonly name: string
  readonly sort: FieldSort
  readonly width: number
  /** The cell in words: what is copied. */
  readonly text: (task: Task) => string
  /** What `text` means in this cell. */
  readonly parse: (text: string, task: Task) => Parsed
  readonly choices?: () => readonly Choice[]
  readonly chosen?: (task: Task) => readonly string[]
  readonly choose?: (ids: readonly string[], task: Task) => CellChange
  /** For sums. */
  readonly number?: (task: Task) => number | null
}

const FIXED = ['created', 'updated', 'completed', 'subtasks'] as const

/** Every field of the project's tasks, in the order in which they are offered. */
export function sheetFields(context: SheetContext): readonly SheetField[] {
  return [
    title(),
    status(context),
    priority(),
    people(context),
    labels(context),
    reference('type', t('Type'), context.state.types, (task) => task.type),
    epic(context),
    reference('sprint', t('Sprint'), context.state.sprints, (task) => task.sprint),
    reference('milestone', t('Milestone'), context.state.milestones, (task) => task.milestone),
    points(),
    estimate(),
    date('start', t('Start'), 'start_date'),
    date('due', t('Due'), 'due_date'),
    ...context.state.fields.map((field) => customSheetField(field, context)),
    ...FIXED.map(fixed),
  ]
}

/** What is shown where nobody chose. */
export const PLAIN_COLUMNS: readonly string[] = [
  'status',
  'priority',
  'assignees',
  'labels',
  'type',
  'sprint',
  'points',
  'start',
  'due',
]

export const set = (fields: TaskFields): Parsed => ({ change: { fields } })
export const refuse = (problem: string): Parsed => ({ problem })

function title(): SheetField {
  return {
    ...{ id: 'title', name: t('Title'), sort: 'text', width: 340 },
    text: (task) => task.title,
    parse: (text) => {
      const words = text.replace(/\s+/g, ' ').trim()
      if (words.length < 3 || words.length > 200)
        return refuse(t('A title has three to 200 characters.'))
      return set({ title: words })
    },
  }
}

function status({ state }: SheetContext): SheetField {
  const byId = (id: string | undefined) => state.columns.find((column) => column.id === id)
  return {
    ...{ id: 'status', name: t('Status'), sort: 'choice', width: 140 },
    text: (task) => task.column.name,
    choices: () => state.columns.map(({ id, name }) => ({ id, name })),
    chosen: (task) => [task.column.id],
    choose: ([id]) => {
      const column = byId(id)
      return column === undefined ? {} : { column }
    },
    parse: (text) => {
      const wanted = fold(text)
      const named = state.columns.find(({ name }) => fold(name) === wanted)
      const meant = STATES.find((each) => each === wanted || fold(stateName(each)) === wanted)
      const column = named ?? state.columns.find((each) => each.state === meant)
      return column === undefined ? refuse(unknown(text)) : { change: { column } }
    },
  }
}

function priority(): SheetField {
  const of = (id: string | undefined) => PRIORITIES.find((each) => each === id)
  return {
    ...{ id: 'priority', name: t('Priority'), sort: 'choice', width: 112 },
    text: (task) => priorityName(task.priority),
    choices: () => PRIORITIES.map((id) => ({ id, name: priorityName(id) })),
    chosen: (task) => [task.priority],
    choose: ([id]) => {
      const found = of(id)
      return found === undefined ? {} : { fields: { priority: found } }
    },
    parse: (text) => {
      const wanted = fold(text)
      const found = PRIORITIES.find((id) => id === wanted || fold(priorityName(id)) === wanted)
      return found === undefined ? refuse(unknown(text)) : set({ priority: found })
    },
  }
}

function people({ members }: SheetContext): SheetField {
  const choose = (ids: readonly string[], task: Task): CellChange => {
    const known = new Map([...task.assignees, ...members].map((user) => [user.id, user]))
    return { fields: { assignees: ids.flatMap((id) => known.get(id) ?? []) } }
  }
  return {
    ...{ id: 'assignees', name: t('Assignee'), sort: 'choices', width: 168 },
    text: (task) => task.assignees.map(({ name }) => name).join(', '),
    choices: () => members,
    chosen: (task) => task.assignees.map(({ id }) => id),
    choose,
    parse: (text, task) => {
      const found = named(text, (word) => personNamed(word, members))
      if (typeof found === 'string') return refuse(found)
      return {
        change: choose(
          found.map(({ id }) => id),
          task,
        ),
      }
    },
  }
}

function labels({ state }: SheetContext): SheetField {
  const choose = (ids: readonly string[]): CellChange => ({
    fields: { labels: state.labels.filter(({ id }) => ids.includes(id)) },
  })
  return {
    ...{ id: 'labels', name: t('Labels'), sort: 'choices', width: 168 },
    text: (task) => task.labels.map(({ name }) => name).join(', '),
    choices: () => state.labels,
    chosen: (task) => task.labels.map(({ id }) => id),
    choose,
    parse: (text) => {
      const found = named(text, (word) => nounNamed(word, state.labels))
      return typeof found === 'string'
        ? refuse(found)
        : { change: choose(found.map(({ id }) => id)) }
    },
  }
}

/** A field that names one thing of the project: type, sprint, milestone. */
function reference(
  id: 'type' | 'sprint' | 'milestone',
  name: string,
  list: readonly Choice[],
  held: (task: Task) => string | null | undefined,
): SheetField {
  return {
    ...{ id, name, sort: 'choice', width: 128 },
    text: (task) => list.find((each) => each.id === held(task))?.name ?? '',
    choices: () => list.map(({ id: own, name: words, color }) => choice(own, words, color)),
    chosen: (task) => [held(task) ?? ''].filter(Boolean),
    choose: ([chosen]) => ({ fields: { [id]: chosen ?? null } }),
    parse: (text) => {
      if (text.trim() === '') return set({ [id]: null })
      const found = nounNamed(text, list)
      return found === undefined ? refuse(unknown(text)) : set({ [id]: found.id })
    },
  }
}

function epic({ state }: SheetContext): SheetField {
  const list = () =>
    epicsOf(state).map((task) => ({ id: task.id, name: `${task.key} ${task.title}` }))
  return {
    ...{ id: 'parent', name: t('Epic'), sort: 'choice', width: 160 },
    text: (task) => {
      const above = epicOf(task, state)
      return above === null || above.id === task.id ? '' : `${above.key} ${above.title}`
    },
    choices: list,
    chosen: (task) => [epicOf(task, state)?.id ?? ''].filter(Boolean),
    choose: ([chosen], task) => (chosen === task.id ? {} : { fields: { parent: chosen ?? null } }),
    parse: (text, task) => {
      if (text.trim() === '') return set({ parent: null })
      const wanted = fold(text)
      const found = epicsOf(state).find(({ key, title: words }) =>
        [key, words, `${key} ${words}`].some((each) => fold(each) === wanted),
      )
      if (found === undefined || found.id === task.id) return refuse(unknown(text))
      return set({ parent: found.id })
    },
  }
}

function points(): SheetField {
  return {
    ...{ id: 'points', name: t('Points'), sort: 'number', width: 80 },
    text: (task) => String(task.story_points ?? ''),
    number: (task) => task.story_points,
    parse: (text) => {
      if (text.trim() === '') return set({ story_points: null })
      const number = numberFrom(text)
      if (number === null || !Number.isInteger(number) || number < 1 || number > 21)
        return refuse(t('Points go from 1 to 21.'))
      return set({ story_points: number })
    },
  }
}

function estimate(): SheetField {
  return {
    ...{ id: 'estimate', name: t('Estimate (h)'), sort: 'number', width: 104 },
    text: (task) => hours(task.estimate_minutes ?? null),
    number: (task) => (task.estimate_minutes ?? 0) / 60 || null,
    parse: (text) => {
      if (text.trim() === '') return set({ estimate_minutes: null })
      const number = numberFrom(text.replace(/\s*h$/i, ''))
      if (number === null || number <= 0) return refuse(t('Hours, such as 1.5.'))
      return set({ estimate_minutes: Math.round(number * 60) })
    },
  }
}

function hours(minutes: number | null): string {
  return minutes === null ? '' : String(Math.round(minutes / 6) / 10)
}

function date(id: string, name: string, field: 'start_date' | 'due_date'): SheetField {
  return {
    ...{ id, name, sort: 'date', width: 116 },
    text: (task) => task[field] ?? '',
    parse: (text) => {
      if (text.trim() === '') return set({ [field]: null })
      const day = dayFrom(text)
      return day === null ? refuse(t('No date: “%(text)s”', { text })) : set({ [field]: day })
    },
  }
}

function fixed(id: (typeof FIXED)[number]): SheetField {
  const names = {
    created: t('Created'),
    updated: t('Updated'),
    completed: t('Completed'),
    subtasks: t('Subtasks'),
  }
  const text = (task: Task): string => {
    if (id === 'subtasks')
      return task.subtasks ? `${String(task.subtasks.done)}/${String(task.subtasks.total)}` : ''
    return task[`${id}_at`]?.slice(0, 10) ?? ''
  }
  return {
    ...{ id, name: names[id], sort: 'fixed', width: 104, text },
    parse: (typed, task) =>
      typed.trim() === text(task) ? { change: {} } : refuse(t('This cannot be changed.')),
  }
}

export function choice(id: string, name: string, color?: string): Choice {
  return { id, name, ...(color !== undefined && { color }) }
}

/** `change` as a bulk act writes it. */
export function asTaskChange(task: Task, { fields = {}, column }: CellChange) {
  const isElsewhere = column !== undefined && column.id !== task.column.id
  return { taskId: task.id, fields, ...(isElsewhere && { column: placeOf(column) }) }
}
