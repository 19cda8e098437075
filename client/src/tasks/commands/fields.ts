/** Every field of a task as a command: `s` its status, `a` who does it, `p` how urgent it is. */

import {
  CalendarClock,
  CalendarDays,
  CircleDashed,
  CircleUser,
  Flag,
  Gauge,
  Hourglass,
  IterationCw,
  Milestone,
  Shapes,
  SlidersHorizontal,
  Tag,
  UserCheck,
  Zap,
} from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { asking, type Action, type Choice } from '../../common/ui/actions'
import { createLabel } from '../adding'
import { daysAfter, isoDate } from '../grammar'
import type { Task, TaskFields } from '../model'
import { dayName } from '../parts/text'
import type { ProjectStore } from '../project'
import { readDate, readEstimate } from '../quick/dates'
import { sheetFields, type SheetField } from '../sheet/fields'
import { pickerOptions } from '../sheet/show'
import { targetsOf, targetWords } from './targets'
import { writeAll } from './write'

interface Asked {
  readonly label: string
  readonly icon: string
  readonly keys?: string
}

const asked = (): Readonly<Record<string, Asked>> => ({
  status: { label: t('Change the status…'), icon: CircleDashed, keys: 's' },
  assignees: { label: t('Assign to…'), icon: CircleUser, keys: 'a' },
  priority: { label: t('Change the priority…'), icon: Flag, keys: 'p' },
  labels: { label: t('Add or take labels…'), icon: Tag, keys: 'l' },
  type: { label: t('Change the type…'), icon: Shapes },
  sprint: { label: t('Put into a sprint…'), icon: IterationCw, keys: 'shift+s' },
  milestone: { label: t('Set the milestone…'), icon: Milestone, keys: 'shift+m' },
  parent: { label: t('Put under an epic…'), icon: Zap, keys: 'shift+p' },
})

/** What all field commands share. */
function base(store: ProjectStore) {
  return {
    group: t('Task'),
    isEnabled: () => store.canEdit,
    isReady: () => targetsOf(store).length > 0,
    about: () => targetWords(targetsOf(store)),
  }
}

export function fieldActions(store: ProjectStore): Action[] {
  return [
    ...Object.entries(asked()).map(([id, words]) => choosing(store, id, words)),
    {
      ...base(store),
      ...{ id: 'task.mine', label: t('Assign to me'), icon: UserCheck, keys: 'i' },
      run: () => assignToMe(store),
    },
    dated(store, 'due_date', { label: t('Set the due date…'), icon: CalendarDays, keys: 'd' }),
    dated(store, 'start_date', {
      ...{ label: t('Set the start date…'), icon: CalendarClock, keys: 'shift+d' },
    }),
    points(store),
    estimate(store),
    asking({
      ...base(store),
      ...{ id: 'task.field', label: t('Set a field of the project…'), icon: SlidersHorizontal },
      isEnabled: () => store.canEdit && ownFields(store).length > 0,
      choices: () => ownFields(store).flatMap((field) => ownChoices(store, field)),
    }),
  ]
}

function fieldNamed(store: ProjectStore, id: string): SheetField | undefined {
  return sheetFields({ state: store.state, members: store.members }).find((each) => each.id === id)
}

/** The project's own fields that have values to choose from. */
function ownFields(store: ProjectStore): readonly SheetField[] {
  const own = new Set(store.state.fields.map(({ id }) => id))
  const all = sheetFields({ state: store.state, members: store.members })
  return all.filter(
    ({ id, choices }) => own.has(id.replace(/^field:/, '')) && choices !== undefined,
  )
}

function ownChoices(store: ProjectStore, field: SheetField): readonly Choice[] {
  return choicesOf(store, field).map((choice) => ({
    ...choice,
    ...{ id: `${field.id} ${choice.id}`, label: `${field.name}: ${choice.label}` },
  }))
}

function choosing(store: ProjectStore, id: string, words: Asked): Action {
  const shared = base(store)
  return asking({
    ...shared,
    ...words,
    id: `task.${id === 'parent' ? 'epic' : id}`,
    isReady: () => shared.isReady() && (fieldNamed(store, id)?.choices?.().length ?? 0) > 0,
    choices: () => {
      const field = fieldNamed(store, id)
      return field === undefined ? [] : choicesOf(store, field)
    },
    ...(id === 'labels' && { typed: (text: string) => newLabel(store, text) }),
  })
}

function choicesOf(store: ProjectStore, field: SheetField): readonly Choice[] {
  const tasks = targetsOf(store)
  const isMultiple = field.sort === 'choices'
  const holds = (task: Task, id: string) => field.chosen?.(task).includes(id) === true
  const choices = pickerOptions(field, store).map(({ id, label, mark }): Choice => {
    const isChecked = tasks.every((task) => holds(task, id))
    return {
      ...{ id, label, isChecked, staysOpen: isMultiple },
      ...(mark !== undefined && { mark }),
      run: () => {
        if (isMultiple) toggle(store, field, id, label)
        else writeAll(store, tasks, (task) => field.choose?.([id], task) ?? {}, said(field, label))
      },
    }
  })
  const canBeEmpty = !isMultiple && !['status', 'priority'].includes(field.id)
  return canBeEmpty ? [nothing(store, tasks, field), ...choices] : choices
}

function nothing(store: ProjectStore, tasks: readonly Task[], field: SheetField): Choice {
  const label = t('None')
  return {
    ...{ id: 'none', label },
    isChecked: tasks.every((task) => (field.chosen?.(task).length ?? 0) === 0),
    run: () => writeAll(store, tasks, (task) => field.choose?.([], task) ?? {}, said(field, label)),
  }
}

function said({ name }: SheetField, value: string): string {
  return t('%(name)s: %(value)s', { name, value })
}

/** Taken off all where all have it, else given to all. */
function toggle(store: ProjectStore, field: SheetField, id: string, label: string): void {
  const tasks = targetsOf(store)
  const of = (task: Task) => field.chosen?.(task) ?? []
  const isOff = tasks.every((task) => of(task).includes(id))
  const next = (task: Task) => {
    const others = of(task).filter((each) => each !== id)
    return isOff ? others : [...others, id]
  }
  const words = isOff ? t('without %(name)s', { name: label }) : label
  writeAll(store, tasks, (task) => field.choose?.(next(task), task) ?? {}, said(field, words))
}

function newLabel(store: ProjectStore, text: string): Choice | null {
  const name = text.trim()
  const isKnown = store.state.labels.some((each) => each.name.toLowerCase() === name.toLowerCase())
  if (name === '' || isKnown) return null
  return {
    ...{ id: 'new', label: t('Create “%(label)s”', { label: name }), icon: Tag, staysOpen: true },
    run: () => {
      const label = createLabel(store, name)
      const add = (task: Task) => ({ fields: { labels: [...task.labels, label] } })
      writeAll(store, targetsOf(store), add, name)
    },
  }
}

function assignToMe(store: ProjectStore): void {
  const field = fieldNamed(store, 'assignees')
  const { id, name } = store.page.me
  if (field !== undefined) toggle(store, field, id, name)
}

function dated(store: ProjectStore, field: 'due_date' | 'start_date', words: Asked): Action {
  const name = field === 'due_date' ? t('Due') : t('Start')
  const choice = (label: string, day: string | null, hint = ''): Choice => ({
    ...{ id: label, label, hint },
    isChecked: targetsOf(store).every((task) => task[field] === day),
    run: () => put(store, { [field]: day }, `${name}: ${day === null ? t('None') : dayName(day)}`),
  })
  const on = (label: string, days: number): Choice => {
    const day = isoDate(daysAfter(new Date(), days))
    return choice(label, day, days > 1 ? dayName(day) : '')
  }
  return asking({
    ...base(store),
    ...words,
    id: `task.${field}`,
    ask: t('Choose a day, or type one: fri, 24 Dec, in 3 days'),
    choices: () => [
      on(t('Today'), 0),
      on(t('Tomorrow'), 1),
      on(t('Next week'), (8 - new Date().getDay()) % 7 || 7),
      on(t('In two weeks'), 14),
      choice(t('No date'), null),
    ],
    typed: (text) => {
      const parts = text.trim().toLowerCase().split(/\s+/)
      const read = readDate(parts, new Date())
      return read === null || read.count < parts.length
        ? null
        : choice(new Date(`${read.value}T00:00`).toLocaleDateString(), read.value, text.trim())
    },
  })
}

function points(store: ProjectStore): Action {
  const choice = (count: number | null): Choice => {
    const label = count === null ? t('No points') : tn('%(count)s point', '%(count)s points', count)
    return {
      ...{ id: String(count), label },
      isChecked: targetsOf(store).every((task) => task.story_points === count),
      run: () => put(store, { story_points: count }, label),
    }
  }
  return asking({
    ...base(store),
    ...{ id: 'task.points', label: t('Set the points…'), icon: Gauge, keys: 'shift+e' },
    choices: () => [null, 1, 2, 3, 5, 8, 13, 21].map(choice),
    typed: (text) => {
      const count = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0
      const isUsual = [1, 2, 3, 5, 8, 13, 21].includes(count)
      return count < 1 || count > 21 || isUsual ? null : choice(count)
    },
  })
}

function estimate(store: ProjectStore): Action {
  const choice = (minutes: number | null, label: string): Choice => ({
    ...{ id: String(minutes), label },
    isChecked: targetsOf(store).every((task) => (task.estimate_minutes ?? null) === minutes),
    run: () => put(store, { estimate_minutes: minutes }, `${t('Estimate')}: ${label}`),
  })
  return asking({
    ...base(store),
    ...{ id: 'task.estimate', label: t('Estimate the time…'), icon: Hourglass, keys: 'shift+h' },
    ask: t('Choose a time, or type one: 2h, 1h30m'),
    choices: () => [
      choice(null, t('No estimate')),
      ...['30m', '1h', '2h', '4h', '8h', '16h'].map((text) => choice(readEstimate(text), text)),
    ],
    typed: (text) => {
      const minutes = readEstimate(text.trim().toLowerCase())
      return minutes === null ? null : choice(minutes, text.trim())
    },
  })
}

function put(store: ProjectStore, fields: TaskFields, words: string): void {
  writeAll(store, targetsOf(store), () => ({ fields }), words)
}
