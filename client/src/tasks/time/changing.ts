/** What the time views do to tasks: other dates, with the way back. */

import { locale, t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { toast } from '../../common/ui/toast'
import { tellOfUndo } from '../acts'
import { batches } from '../bulk-ops'
import type { Task, TaskFields } from '../model'
import type { Op } from '../ops'
import type { ProjectStore } from '../project'
import { inWords } from './days'
import { daysOf, isSameSpan, spanOf, type Span } from './span'

export interface Rescheduling {
  readonly task: Task
  readonly span: Span
}

/** An act that gave tasks other dates, so that more can be added to it. */
export interface Rescheduled {
  readonly act: string
  readonly count: number
  /** Take its line away: what is added says what both did. */
  readonly hush: () => void
}

/**
 * Give tasks other dates as one act that one "Undo" takes back; with `earlier`, as more of that
 * act. Answers null where nothing changes.
 */
export function reschedule(
  store: ProjectStore,
  changes: readonly Rescheduling[],
  earlier?: Rescheduled,
): Rescheduled | null {
  const real = changes.filter(({ task, span }) => !isSameSpan(spanOf(task), span))
  const [first] = real
  if (first === undefined) return null
  const count = real.length + (earlier?.count ?? 0)
  const words =
    count === 1
      ? t('%(key)s: %(days)s', { key: first.task.key, days: spanWords(first.span) })
      : t('%(count)s tasks moved', { count })
  earlier?.hush()
  const { id: act } = store.act(opsOf(real), earlier?.act)
  const hush = toast(words, { undo: () => tellOfUndo(store.undo(act)) })
  return { act, count, hush }
}

function opsOf(changes: readonly Rescheduling[]): readonly Op[] {
  const [only] = changes
  if (changes.length > 1 || only === undefined)
    return batches(changes).map((batch) => ({
      kind: 'tasks.update',
      changes: batch.map(({ task, span }) => ({ taskId: task.id, fields: differing(task, span) })),
    }))
  const { task, span } = only
  const fields = differing(task, span)
  const before = spanOf(task)
  return [{ kind: 'task.patch', taskId: task.id, fields, before, version: task.version }]
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
