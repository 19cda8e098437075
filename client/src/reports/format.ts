/** Values as people read them, in the page's language. */

import { locale, t } from '../common/i18n'
import type { Cell, ValueKind } from './model'

const plain = new Map<string, Intl.DateTimeFormat>()

function days(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const known = plain.get(key)
  if (known !== undefined) return known
  // A day is a day wherever one looks from: it is read and written as UTC.
  const made = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options })
  plain.set(key, made)
  return made
}

export function shortDay(day: string): string {
  return days({ day: 'numeric', month: 'short' }).format(new Date(`${day.slice(0, 10)}T00:00Z`))
}

export function longDay(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00Z`)
  return days({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(date)
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value)
}

/** To one place: what stands alone as a figure needs no more. */
export function rounded(value: number): string {
  return number(Math.round(value * 10) / 10)
}

export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes % 60)
  if (hours === 0) return t('%(minutes)s min', { minutes: rest })
  return rest === 0
    ? t('%(hours)s h', { hours: number(hours) })
    : t('%(hours)s h %(minutes)s min', { hours: number(hours), minutes: rest })
}

/** Days, or hours where it was less than one. */
export function elapsed(value: number): string {
  if (value > 0 && value < 1) return t('%(count)s h', { count: number(Math.round(value * 24)) })
  return t('%(count)s d', { count: number(Math.round(value * 10) / 10) })
}

export function format(value: Cell | undefined, kind: ValueKind): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number') {
    if (kind === 'days') return elapsed(value)
    if (kind === 'minutes') return duration(value)
    if (kind === 'percent') return `${number(Math.round(value * 10) / 10)} %`
    return number(value)
  }
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (kind === 'date' || kind === 'week') return longDay(value)
  if (kind === 'moment') return longDay(value)
  return value
}
