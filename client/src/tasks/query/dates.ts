/** Days in words: `today`, `+7d`, `-2w`, `startofmonth-1m`, `2030-01-31`. Days are `YYYY-MM-DD`. */

import { ANCHORS } from './fields'

const FORM = /^([a-z]*)(?:([+-])(\d{1,4})([dwmy]))?$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** The day that `text` names when it is `today`; null for what names none. */
export function dayOf(text: string, today: string): string | null {
  if (DAY.test(text)) return isDay(text) ? text : null
  const found = FORM.exec(text.toLowerCase())
  if (found === null || text === '') return null
  const [, anchor = '', sign, count, unit] = found
  if (anchor !== '' && !ANCHORS.includes(anchor)) return null
  const base = anchored(anchor, today)
  if (count === undefined || unit === undefined) return base
  const day = shifted(base, sign === '-' ? -Number(count) : Number(count), unit)
  // A month's end stays one: a month after the end of February comes the end of March.
  const staysEnd = anchor === 'endofmonth' && (unit === 'm' || unit === 'y')
  return staysEnd ? anchored(anchor, day) : day
}

export function isDay(text: string): boolean {
  return DAY.test(text) && text >= '0001-01-01' && iso(utc(text)) === text
}

function anchored(anchor: string, today: string): string {
  const date = utc(today)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const fromMonday = (date.getUTCDay() + 6) % 7
  switch (anchor) {
    case 'yesterday':
      return shifted(today, -1, 'd')
    case 'tomorrow':
      return shifted(today, 1, 'd')
    case 'startofweek':
      return shifted(today, -fromMonday, 'd')
    case 'endofweek':
      return shifted(today, 6 - fromMonday, 'd')
    case 'startofmonth':
      return iso(made(year, month, 1))
    case 'endofmonth':
      return iso(made(year, month + 1, 0))
    case 'startofyear':
      return iso(made(year, 0, 1))
    case 'endofyear':
      return iso(made(year, 11, 31))
    default:
      return today
  }
}

/** A month later is the same day, or the month's last; no day lies before year 1 or after 9999. */
function shifted(day: string, count: number, unit: string): string {
  const date = utc(day)
  if (unit === 'd' || unit === 'w') {
    return clamped(new Date(date.getTime() + count * (unit === 'w' ? 7 : 1) * DAY_MS))
  }
  const month = date.getUTCMonth() + count * (unit === 'y' ? 12 : 1)
  const last = made(date.getUTCFullYear(), month + 1, 0).getUTCDate()
  return clamped(made(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last)))
}

function clamped(date: Date): string {
  if (date.getUTCFullYear() < 1) return '0001-01-01'
  return date.getUTCFullYear() > 9999 ? '9999-12-31' : iso(date)
}

/** `Date.UTC` takes the years 0–99 for the twentieth century's. */
function made(year: number, month: number, day: number): Date {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date
}

function utc(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return made(year, month - 1, date)
}

function iso(date: Date): string {
  const pad = (part: number, width: number) => String(part).padStart(width, '0')
  const month = pad(date.getUTCMonth() + 1, 2)
  return `${pad(date.getUTCFullYear(), 4)}-${month}-${pad(date.getUTCDate(), 2)}`
}

const DURATION = /^(?:(\d{1,4}(?:\.\d{1,2})?)d)?(?:(\d{1,5}(?:\.\d{1,2})?)h)?(?:(\d{1,7})m?)?$/
const WORKDAY_HOURS = 8

/** Minutes of `90`, `30m`, `2h`, `1d4h` (a day has eight hours); null for what is no duration. */
export function minutesOf(text: string): number | null {
  const found = DURATION.exec(text.toLowerCase())
  if (found === null || text === '') return null
  const [, days = '0', hours = '0', minutes = '0'] = found
  return Math.floor(Number(days) * WORKDAY_HOURS * 60 + Number(hours) * 60 + Number(minutes))
}

const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?$/

export function numberOf(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null
}
