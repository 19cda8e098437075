/** A day and an hour in words: `tomorrow 9:30`, `fri`, `in 3 hours`, `next week at 14`. Pure. */

import { readDate } from '../quick/dates'

const MORNING = 9
const PARTS: Readonly<Record<string, number>> = {
  ...{ morning: MORNING, noon: 12, afternoon: 14, evening: 18, night: 21 },
}

/** When that is; null for what means nothing, and for what is past. */
export function readMoment(text: string, now: Date): Date | null {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
  const moment = later(words, now) ?? dayAndHour(words, now)
  return moment !== null && moment.getTime() > now.getTime() ? moment : null
}

function later(words: readonly string[], now: Date): Date | null {
  const [first = '', count = '', unit = '', ...rest] = words
  if (first !== 'in' || rest.length > 0) return null
  const number = /^an?$/.test(count) ? 1 : /^\d{1,3}$/.test(count) ? Number(count) : 0
  if (number === 0) return null
  if (/^(h|hours?)$/.test(unit)) return new Date(now.getTime() + number * 3_600_000)
  if (/^(m|min|mins|minutes?)$/.test(unit)) return new Date(now.getTime() + number * 60_000)
  return null
}

function dayAndHour(all: readonly string[], now: Date): Date | null {
  const words = all[0] === 'tonight' ? ['today', 'night', ...all.slice(1)] : all
  const day = words.length === 0 ? null : readDate(words, now)
  const rest = words.slice(day?.count ?? 0).filter((word) => !['at', 'in', 'the'].includes(word))
  const hour = hourOf(rest)
  if (hour === null || (day === null && rest.length === 0)) return null
  const date = day === null ? now : new Date(`${day.value}T00:00:00`)
  const at = new Date(date.getFullYear(), date.getMonth(), date.getDate(), 0, hour)
  // An hour alone that is past today is meant for tomorrow.
  if (day === null && at.getTime() <= now.getTime()) at.setDate(at.getDate() + 1)
  return at
}

/** Minutes since midnight; the morning where no hour is named, null where it is none. */
function hourOf(words: readonly string[]): number | null {
  const [word, half = ''] = words
  if (word === undefined) return MORNING * 60
  const part = PARTS[word]
  if (part !== undefined) return words.length === 1 ? part * 60 : null
  const match = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(word + half)
  if (match === null || words.length > 2) return null
  const [, hours, minutes = '0', noon] = match
  const hour = noon === undefined ? Number(hours) : (Number(hours) % 12) + (noon === 'pm' ? 12 : 0)
  const isRight = hour < 24 && Number(minutes) < 60 && (noon === undefined || Number(hours) <= 12)
  return isRight ? hour * 60 + Number(minutes) : null
}
