/** What the time views do to tasks: other dates, with the way back. */

import { locale, t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { actWithToast } from '../acts'
import type { Task, TaskFields } from '../model'
import type { Op } from '../ops'
import type { ProjectStore } from '../project'
import { inWords } from './days'
import { daysOf, isSameSpan, spanOf, type Span } from './span'

export interface Rescheduling {
  readonly task: Task
  readonly span: Span
}

/** Give tasks other dates as one act that one "Undo" takes back. */
export function reschedule(store: ProjectStore, changes: readonly Rescheduling[]): void {
  const real = changes.filter(({ task, span }) => !isSameSpan(spanOf(task), span))
  const [first] = real
  if (first === undefined) return
  const words =
    real.length === 1
      ? t('%(key)s: %(days)s', { key: first.task.key, days: spanWords(first.span) })
      : t('%(count)s tasks moved', { count: real.length })
  actWithToast(store, [opOf(real)], words)
}

function opOf(changes: readonly Rescheduling[]): Op {
  const [only] = changes
  if (changes.length > 1 || only === undefined)
    return {
      kind: 'tasks.update',
      changes: changes.map(({ task, span }) => ({
        taskId: task.id,
        fields: differing(task, span),
      })),
    }
  const { task, span } = only
  const before = spanOf(task)
  const fields = differing(task, span)
  return { kind: 'task.patch', taskId: task.id, fields, before, version: task.version }
}

function differing(task: Task, span: Span): TaskFields {
  return {
    ...(task.start_date !== span.start_date && { start_date: span.start_date }),
    ...(task.due_date !== span.due_date && { due_date: span.due_date }),
  }
}

/** "3 Mar – 5 Mar", one day, or that there is none. */
export function spanWords(span: Span): string {
  const days = daysOf(span)
  if (days === null) return t('no date')
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }
  const from = inWords(days.from, locale(), format)
  if (days.from === days.to) return from
  return t('%(from)s to %(to)s', { from, to: inWords(days.to, locale(), format) })
}

export function say(task: Task, span: Span): void {
  announce(t('%(key)s: %(days)s', { key: task.key, days: spanWords(span) }), 'assertive')
}
