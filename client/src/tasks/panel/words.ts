/** The activity log in sentences. */

import { ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { minutesWords } from '../effort/minutes'
import type { ActivityEntry, CustomField, Priority, State } from '../model'
import { dayName, priorityName, stateName } from '../parts/text'

const FIELD_NAMES: Readonly<Record<string, () => string>> = {
  title: () => t('title'),
  description: () => t('description'),
  priority: () => t('priority'),
  story_points: () => t('points'),
  start_date: () => t('start date'),
  due_date: () => t('due date'),
  column: () => t('column'),
  status: () => t('status'),
  assignees: () => t('assignees'),
  labels: () => t('labels'),
  parent: () => t('parent task'),
  checklist: () => t('checklist'),
  type: () => t('type'),
  sprint: () => t('sprint'),
  milestone: () => t('milestone'),
  estimate_minutes: () => t('estimate'),
  links: () => t('links'),
  watchers: () => t('watchers'),
  approvals: () => t('approvals'),
}

export function fieldName(field: string): string {
  return FIELD_NAMES[field]?.() ?? field.replaceAll('_', ' ')
}

/** What somebody did, without their name: "moved it from To do to Done". */
export function describe(
  entry: Pick<ActivityEntry, 'type' | 'changes'>,
  own: readonly Pick<CustomField, 'id' | 'name'>[] = [],
): string {
  switch (entry.type) {
    case 'task.created':
      return t('created this task')
    case 'task.deleted':
      return t('deleted this task')
    case 'task.moved':
      return moved(entry.changes)
    case 'comment.created':
      return t('commented')
    case 'comment.updated':
      return t('edited a comment')
    case 'comment.deleted':
      return t('deleted a comment')
    case 'attachment.added':
      return t('added an attachment')
    case 'attachment.removed':
      return t('removed an attachment')
    case 'task.pull_request_changed':
      return t('told of a pull request')
    default:
      return changed(entry.changes, own)
  }
}

function moved(changes: ActivityEntry['changes']): string {
  const pair = changes.column ?? changes.status
  if (!Array.isArray(pair)) return t('moved it within its column')
  const [from, to] = pair.map((value) => valueName('column', value))
  return from === to
    ? t('moved it within its column')
    : t('moved it from %(from)s to %(to)s', { from: from ?? '', to: to ?? '' })
}

type Own = readonly Pick<CustomField, 'id' | 'name'>[]

function changed(changes: ActivityEntry['changes'], own: Own): string {
  const sentences = Object.entries(changes)
    .filter(([field]) => field !== 'rank')
    .map(([field, pair]) => changedField(field, pair, own))
  return sentences.length === 0 ? t('changed it') : sentences.join('; ')
}

function changedField(field: string, pair: unknown, own: Own): string {
  const name = ownName(field, own) ?? fieldName(field)
  if (field === 'approvals' && Array.isArray(pair)) return approval(pair)
  if (field === 'subtasks') return progress(pair)
  if (field === 'subtask_order' && Array.isArray(pair))
    return t('moved %(key)s among the subtasks', { key: valueName(field, pair[1]) })
  if (field === 'links' && Array.isArray(pair)) return link(pair)
  if (field === 'checklist' && Array.isArray(pair)) return step(pair)
  if (field === 'description' || !Array.isArray(pair))
    return t('changed the %(field)s', { field: name })
  const from = valueName(field, pair[0])
  const to = valueName(field, pair[1])
  if (to === '') return t('removed the %(field)s (%(from)s)', { field: name, from })
  if (from === '') return t('set the %(field)s to %(to)s', { field: name, to })
  return t('changed the %(field)s from %(from)s to %(to)s', { field: name, from, to })
}

/** The project's own fields go by their names; one that was removed since has none. */
function ownName(field: string, own: Own): string | null {
  if (!field.startsWith('fields.')) return null
  const id = field.slice('fields.'.length)
  return own.find((each) => each.id === id)?.name ?? t('a field that was removed')
}

function progress(pair: unknown): string {
  const now = Array.isArray(pair) ? (pair as unknown[])[1] : null
  const { total, done } = (now ?? {}) as { total?: number; done?: number }
  if (total === undefined || done === undefined) return t('changed the subtasks')
  return t('changed the subtasks: %(done)s of %(total)s done', { done, total })
}

const STEP = /^\[([ x])\] (.*)$/s

/** Steps stand in the log as `[x] words` where they were changed, as bare words where they came. */
function step([from, to]: readonly unknown[]): string {
  const [old, now] = [from, to].map((each) => STEP.exec(valueName('checklist', each)))
  const title = now?.[2] ?? old?.[2] ?? valueName('checklist', to ?? from)
  if (to === null || to === undefined) return t('removed the step “%(title)s”', { title })
  if (old === null || old === undefined) return t('added the step “%(title)s”', { title })
  if (now?.[1] !== old[1]) {
    return now?.[1] === 'x'
      ? t('ticked “%(title)s”', { title })
      : t('unticked “%(title)s”', { title })
  }
  const was = old[2] ?? ''
  return was === title
    ? t('moved the step “%(title)s”', { title })
    : t('reworded the step “%(was)s” to “%(title)s”', { was, title })
}

/** The log keeps `blocks TF-2`, where it came or where it went. */
function link([from, to]: readonly unknown[]): string {
  const [kind = '', key = ''] = valueName('links', to ?? from).split(' ')
  const values = { key }
  if (to === null || to === undefined) return t('removed the link to %(key)s', values)
  switch (kind) {
    case 'blocks':
      return t('said that it blocks %(key)s', values)
    case 'duplicates':
      return t('said that it duplicates %(key)s', values)
    default:
      return t('linked it to %(key)s', values)
  }
}

/** Who was asked to approve or what they said: the log keeps `{name: "Ana → Done", status}`. */
function approval([from, to]: readonly unknown[]): string {
  const what = valueName('approvals', to ?? from)
  if (to === null || to === undefined) return t('took back the approval: %(what)s', { what })
  switch ((to as { status?: unknown }).status) {
    case 'asked':
      return t('asked for approval: %(what)s', { what })
    case 'refused':
      return t('refused the approval: %(what)s', { what })
    default:
      return t('approved: %(what)s', { what })
  }
}

/** A value of a field in words. */
export function valueName(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value)) return value.map((each) => valueName(field, each)).join(', ')
  if (typeof value === 'object') return String((value as { name?: unknown }).name ?? '')
  if (field === 'priority') return priorityName(value as Priority)
  if (field === 'status') return stateName(value as State)
  if (field === 'due_date' || field === 'start_date') return dayName(String(value))
  if (field === 'estimate_minutes') return minutesWords(Number(value))
  if (value === true) return t('yes')
  if (value === false) return t('no')
  return String(value as string | number)
}

/** All that a refusal says, or that no answer came. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiError))
    return t('This needs the network, and the server does not answer.')
  const words = error.details.map(({ message }) => message)
  return words.length === 0 ? error.message : [...new Set(words)].join(' ')
}
