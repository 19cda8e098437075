/** Days, spans of work and repetitions as people type them. Pure: today is passed in. */

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const SHORT_DAYS: Readonly<Record<string, number>> = {
  ...{ sun: 0, mon: 1, tue: 2, tues: 2, wed: 3, thu: 4, thur: 4, thurs: 4, fri: 5, sat: 6 },
}
/** Short days that are words of their own: days only where nothing but signs follows. */
const DOUBTFUL = ['sun', 'mon', 'wed', 'sat']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LONG_MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
]
const RULE_DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const UNITS: Readonly<Record<string, string>> = {
  day: 'DAILY',
  week: 'WEEKLY',
  month: 'MONTHLY',
  year: 'YEARLY',
}

/** What the first words of a list mean, and how many of them it took. */
export interface Read<T> {
  readonly value: T
  readonly count: number
}

export function daysAfter(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days)
}

/** The calendar day where the person is, as the API writes dates. */
export function isoDate(date: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

export function readDate(words: readonly string[], today: Date): Read<string> | null {
  const [first = '', second = '', third = ''] = words
  const one = oneWord(first, today) ?? shortDay(first, second, today) ?? dotted(first, today)
  if (one !== null) return { value: isoDate(one), count: 1 }
  if (first === 'next') {
    const date = next(second, today)
    return date === null ? null : { value: isoDate(date), count: 2 }
  }
  if (['by', 'on', 'due'].includes(first)) {
    const date = readDate(words.slice(1), today)
    return date === null ? null : { value: date.value, count: date.count + 1 }
  }
  if (first === 'in') {
    const date = after(second, third, today)
    return date === null ? null : { value: isoDate(date), count: 3 }
  }
  return dayAndMonth(words, today)
}

function oneWord(word: string, today: Date): Date | null {
  if (word === 'today') return today
  if (word === 'tomorrow') return daysAfter(today, 1)
  const weekday = WEEKDAYS.indexOf(word)
  if (weekday >= 0) return daysAfter(today, (weekday - today.getDay() + 7) % 7 || 7)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return null
  const date = new Date(`${word}T00:00:00`)
  return Number.isNaN(date.getTime()) || isoDate(date) !== word ? null : date
}

function shortDay(word: string, following: string, today: Date): Date | null {
  const weekday = SHORT_DAYS[word]
  if (weekday === undefined) return null
  if (DOUBTFUL.includes(word) && following !== '' && /^[\p{L}\p{N}]/u.test(following)) return null
  return daysAfter(today, (weekday - today.getDay() + 7) % 7 || 7)
}

/** The first day of next week or next month; a weekday of next week. */
function next(word: string, today: Date): Date | null {
  if (word === 'month') return new Date(today.getFullYear(), today.getMonth() + 1, 1)
  const monday = daysAfter(today, (8 - today.getDay()) % 7 || 7)
  if (word === 'week') return monday
  const long = WEEKDAYS.indexOf(word)
  const weekday = long >= 0 ? long : SHORT_DAYS[word]
  return weekday === undefined ? null : daysAfter(monday, (weekday + 6) % 7)
}

/** `24.12.` and `24.12.2026`: without a year the next such day. */
function dotted(word: string, today: Date): Date | null {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(word)
  return match === null ? null : dayOf(Number(match[1]), Number(match[2]) - 1, match[3], today)
}

/** That day of that month; null where there is none. */
function dayOf(day: number, month: number, year: string | undefined, today: Date): Date | null {
  const within = (each: number) => new Date(each, month, day)
  let date = within(Number(year ?? today.getFullYear()))
  if (year === undefined && isoDate(date) < isoDate(today)) date = within(today.getFullYear() + 1)
  return date.getMonth() === month && date.getDate() === day && month < 12 ? date : null
}

function after(count: string, unit: string, today: Date): Date | null {
  const number = /^\d{1,3}$/.test(count) ? Number(count) : null
  if (number === null || number === 0) return null
  if (/^days?$/.test(unit)) return daysAfter(today, number)
  if (/^weeks?$/.test(unit)) return daysAfter(today, number * 7)
  if (!/^months?$/.test(unit)) return null
  const month = new Date(today.getFullYear(), today.getMonth() + number + 1, 0)
  const day = Math.min(today.getDate(), month.getDate())
  return new Date(month.getFullYear(), month.getMonth(), day)
}

/** `31 Jan`, `Jan 31`, and a year after it; without one the next such day. */
function dayAndMonth(words: readonly string[], today: Date): Read<string> | null {
  const [first = '', second = '', third = ''] = words
  const [dayWord, monthWord] = /^\d/.test(first) ? [first, second] : [second, first]
  const month = Math.max(MONTHS.indexOf(monthWord), LONG_MONTHS.indexOf(monthWord))
  if (month < 0 || !/^\d{1,2}$/.test(dayWord)) return null
  const year = /^\d{4}$/.test(third) ? third : undefined
  const date = dayOf(Number(dayWord), month, year, today)
  return date === null ? null : { value: isoDate(date), count: year === undefined ? 2 : 3 }
}

/** `2h`, `1.5h`, `30m`, `1h30m` as minutes. */
export function readEstimate(word: string): number | null {
  const match = /^(?:(\d{1,3}(?:[.,]\d)?)h)?(?:(\d{1,3})m(?:in)?)?$/.exec(word)
  if (match === null || word === '') return null
  const [, hours, minutes] = match
  const total = Number((hours ?? '0').replace(',', '.')) * 60 + Number(minutes ?? 0)
  return total > 0 ? Math.round(total) : null
}

/** `every week`, `every 2 weeks`, `every monday`, `every weekday` as a rule. */
export function readRecurrence(words: readonly string[]): Read<string> | null {
  const [first, second = '', third = ''] = words
  if (first !== 'every') return null
  const long = WEEKDAYS.indexOf(second)
  const weekday = long >= 0 ? long : (SHORT_DAYS[second] ?? -1)
  if (weekday >= 0) return { value: `FREQ=WEEKLY;BYDAY=${RULE_DAYS[weekday] ?? ''}`, count: 2 }
  if (second === 'weekday') return { value: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', count: 2 }
  const plain = UNITS[second]
  if (plain !== undefined) return { value: `FREQ=${plain}`, count: 2 }
  const unit = UNITS[third.replace(/s$/, '')]
  const number = /^\d{1,2}$/.test(second) ? Number(second) : 0
  if (unit === undefined || number < 1) return null
  const interval = number > 1 ? `;INTERVAL=${String(number)}` : ''
  return { value: `FREQ=${unit}${interval}`, count: 3 }
}
