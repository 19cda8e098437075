/** Days as `YYYY-MM-DD`, reckoned without clocks and time zones. */

const DAY = 86_400_000

/** 31 December 9999: what a date field can hold at most. */
const LAST = 253_402_214_400_000
const FIRST = -62_135_596_800_000

export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)
}

export function dayOf(number: number): string {
  const time = Math.min(LAST, Math.max(FIRST, number * DAY))
  return new Date(time).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days)
}

export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** 0 is Sunday. */
export function weekday(day: string): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7
}

export function isWeekend(day: string): boolean {
  return weekday(day) % 6 === 0
}

export function startOfWeek(day: string, first: number): string {
  return addDays(day, -((weekday(day) - first + 7) % 7))
}

export function startOfMonth(day: string): string {
  return `${day.slice(0, 8)}01`
}

export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const time = Date.UTC(year, month - 1 + months, 1)
  return new Date(Math.min(LAST, Math.max(FIRST, time))).toISOString().slice(0, 10)
}

/** The weeks (seven days each) that show the month of `day` whole. */
export function monthWeeks(day: string, first: number): readonly (readonly string[])[] {
  const from = startOfWeek(startOfMonth(day), first)
  const count = Math.ceil(daysBetween(from, addMonths(day, 1)) / 7)
  return Array.from({ length: count }, (_, week) => weekOf(addDays(from, week * 7), first))
}

export function weekOf(day: string, first: number): readonly string[] {
  const from = startOfWeek(day, first)
  return Array.from({ length: 7 }, (_, offset) => addDays(from, offset))
}

/** Monday to Friday between two days, both counted. */
export function workingDays(from: string, to: string): number {
  if (to < from) return 0
  const days = daysBetween(from, to) + 1
  const rest = days % 7
  let count = Math.floor(days / 7) * 5
  for (let offset = 0; offset < rest; offset += 1) if (!isWeekend(addDays(from, offset))) count += 1
  return count
}

/** The first day of the week where this language is spoken; 0 is Sunday. */
export function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  const info = locale.getWeekInfo?.() ?? locale.weekInfo
  return info === undefined ? 1 : info.firstDay % 7
}

/** `day` in the words of `format`, as this language writes it. */
export function inWords(
  day: string,
  language: string,
  format: Intl.DateTimeFormatOptions = { dateStyle: 'full' },
): string {
  return formatter(language, format).format(new Date(`${day}T00:00:00Z`))
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(language: string, format: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(format)
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(language, { ...format, timeZone: 'UTC' })
  formatters.set(key, made)
  return made
}
