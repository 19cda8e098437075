/** Words and dates as people read them. */

import { t, locale } from '../../common/i18n'
import { isoDate } from '../grammar'
import type { Priority, State } from '../model'

export function priorityName(priority: Priority): string {
  switch (priority) {
    case 'critical':
      return t('Critical')
    case 'high':
      return t('High')
    case 'medium':
      return t('Medium')
    case 'low':
      return t('Low')
  }
}

export function stateName(state: State): string {
  switch (state) {
    case 'todo':
      return t('To do')
    case 'in_progress':
      return t('In progress')
    case 'in_review':
      return t('In review')
    case 'blocked':
      return t('Blocked')
    case 'done':
      return t('Done')
    case 'archived':
      return t('Archived')
  }
}

/** A day in few letters: "Today", "Tomorrow", "12 Mar", with the year when it is another. */
export function dayName(date: string, today = new Date()): string {
  if (date === isoDate(today)) return t('Today')
  const day = new Date(`${date}T00:00:00`)
  const days = Math.round(
    (day.getTime() - new Date(isoDate(today) + 'T00:00:00').getTime()) / 864e5,
  )
  if (days === 1) return t('Tomorrow')
  if (days === -1) return t('Yesterday')
  const isThisYear = day.getFullYear() === today.getFullYear()
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
  return day.toLocaleDateString(locale(), isThisYear ? format : { ...format, year: 'numeric' })
}

/** How long ago: "just now", "5 min. ago", then the date. */
export function ago(at: string, now = Date.now()): string {
  const seconds = Math.round((now - new Date(at).getTime()) / 1000)
  if (seconds < 45) return t('just now')
  const words = new Intl.RelativeTimeFormat(locale(), { style: 'short', numeric: 'auto' })
  if (seconds < 3600) return words.format(-Math.max(1, Math.round(seconds / 60)), 'minute')
  if (seconds < 86_400) return words.format(-Math.round(seconds / 3600), 'hour')
  if (seconds < 604_800) return words.format(-Math.round(seconds / 86_400), 'day')
  return dayName(isoDate(new Date(at)))
}

export function exactTime(at: string): string {
  return new Date(at).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' })
}
