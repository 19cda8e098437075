/** A rule in words, as its row and its recipe say it: when …, if …, then …. Pure. */

import { locale, t, tn } from '../../common/i18n'
import { PRIORITIES } from '../model'
import { dayName, priorityName } from '../parts/text'
import { settable, states, watchable } from './fields'
import { actions, nameIn, rhythms, triggers, type Part, type RulesPage } from './model'

interface Named {
  readonly id: string
  readonly name: string
}

const nameOf = (rows: readonly Named[], id: unknown): string =>
  rows.find((row) => row.id === id)?.name ?? t('what is gone')

export function triggerWords(page: RulesPage, part: Part): string {
  const plain = nameIn(triggers(), part.kind)
  switch (part.kind) {
    case 'task.moved':
      return part.column === undefined
        ? plain
        : t('a task is moved to “%(column)s”', { column: nameOf(page.columns, part.column) })
    case 'status.changed':
      return statusWords(part, plain)
    case 'field.changed':
      return t('“%(field)s” changes', { field: nameIn(watchable(page), part.field) })
    case 'due.arrives':
      return dueWords(Number(part.days ?? 0), plain)
    case 'schedule':
      return t('it is %(time)s, %(days)s', {
        time: hourWords(Number(part.hour ?? 9)),
        days: nameIn(rhythms(part.rule), part.rule),
      })
    default:
      return plain
  }
}

function statusWords({ from, to }: Part, plain: string): string {
  const name = (state: unknown) => nameIn(states(), state)
  if (from === undefined && to === undefined) return plain
  if (from === undefined) return t('the status becomes “%(to)s”', { to: name(to) })
  if (to === undefined) return t('the status is “%(from)s” no longer', { from: name(from) })
  return t('the status goes from “%(from)s” to “%(to)s”', { from: name(from), to: name(to) })
}

function dueWords(days: number, plain: string): string {
  if (days === 0) return plain
  return tn(
    '%(count)s day is left until it is due',
    '%(count)s days are left until it is due',
    days,
  )
}

function hourWords(hour: number): string {
  const time = new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit' })
  return time.format(new Date(2000, 0, 1, hour))
}

export function actionWords(page: RulesPage, part: Part): string {
  const plain = nameIn(actions(), part.kind)
  switch (part.kind) {
    case 'set':
      return setWords(page, part)
    case 'move':
      return t('move it to “%(column)s”', { column: nameOf(page.columns, part.column) })
    case 'assign':
      return part.user === undefined || part.user === null
        ? t('assign it to nobody')
        : t('assign it to %(who)s', { who: who(page, part.user) })
    case 'notify':
      return t('notify %(who)s', { who: who(page, part.user) })
    case 'label':
      return t('add the label “%(label)s”', { label: nameOf(page.labels, part.label) })
    case 'unlabel':
      return t('take away the label “%(label)s”', { label: nameOf(page.labels, part.label) })
    case 'template':
      return t('create “%(template)s”', { template: nameOf(page.templates, part.template) })
    case 'comment':
      return t('comment “%(body)s”', { body: String(part.body ?? '') })
    case 'create':
      return part.as === 'subtask'
        ? t('create the subtask “%(title)s”', { title: String(part.title ?? '') })
        : t('create the task “%(title)s”', { title: String(part.title ?? '') })
    default:
      return plain
  }
}

function setWords(page: RulesPage, { field, value }: Part): string {
  const name = nameIn(settable(page), field)
  const said = valueWords(page, field, value)
  return said === ''
    ? t('empty “%(field)s”', { field: name })
    : t('set “%(field)s” to %(value)s', { field: name, value: said })
}

function valueWords(page: RulesPage, field: unknown, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (value === true) return t('yes')
  if (value === false) return t('no')
  if (Array.isArray(value)) return value.map((each) => valueWords(page, field, each)).join(', ')
  const text = String(value)
  if (field === 'priority')
    return priorityName(PRIORITIES.find((each) => each === text) ?? 'medium')
  if (field === 'status') return nameIn(states(), text)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dayName(text)
  const options = page.fields.flatMap((each) => each.options)
  const rows: readonly Named[] = [...page.types, ...page.milestones, ...page.members, ...options]
  return rows.find(({ id }) => id === text)?.name ?? text
}

function who(page: RulesPage, user: unknown): string {
  switch (user) {
    case 'creator':
      return t('whoever made it')
    case 'assignees':
      return t('its assignees')
    case 'watchers':
      return t('its watchers')
    default:
      return nameOf(page.members, user)
  }
}
