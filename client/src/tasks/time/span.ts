/** When a task is: from its start to its due date, either of which may be missing. */

import type { Task } from '../model'
import { addDays, daysBetween } from './days'

export interface Span {
  readonly start_date: string | null
  readonly due_date: string | null
}

export interface Days {
  readonly from: string
  readonly to: string
}

/** The days that a span covers; a wrong order is shown as the one day that is due. */
export function daysOf({ start_date: start, due_date: due }: Span): Days | null {
  if (start === null && due === null) return null
  const to = due ?? start ?? ''
  const from = start !== null && start <= to ? start : to
  return { from, to }
}

/** The same span `days` later; what is missing stays missing. */
export function moved(span: Span, days: number): Span {
  const later = (day: string | null) => (day === null ? null : addDays(day, days))
  return { start_date: later(span.start_date), due_date: later(span.due_date) }
}

export type Edge = 'start' | 'end'

/** The span with one end `days` later; an end never passes the other. */
export function resized(span: Span, edge: Edge, days: number): Span {
  const whole = daysOf(span)
  if (whole === null) return span
  if (edge === 'end') {
    const due = addDays(whole.to, days)
    const start = span.start_date ?? whole.from
    return { start_date: start, due_date: due < start ? start : due }
  }
  const start = addDays(whole.from, days)
  const due = span.due_date ?? whole.to
  return { start_date: start > due ? due : start, due_date: due }
}

export function isSameSpan(a: Span, b: Span): boolean {
  return a.start_date === b.start_date && a.due_date === b.due_date
}

/** How many days it covers. */
export function lengthOf(span: Span): number {
  const whole = daysOf(span)
  return whole === null ? 0 : daysBetween(whole.from, whole.to) + 1
}

export function spanOf(task: Task): Span {
  return { start_date: task.start_date, due_date: task.due_date }
}
