/** Rules of recurrence as a form writes them: how often, on which days, and until when. */

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const WORKDAYS = WEEKDAYS.slice(0, 5).join(',')

/** Which day of a month, as parts of a rule; the empty one is the day on which the series began. */
export const MONTH_DAYS = [
  '',
  'BYMONTHDAY=1',
  'BYMONTHDAY=-1',
  `BYDAY=${WORKDAYS};BYSETPOS=1`,
  `BYDAY=${WORKDAYS};BYSETPOS=-1`,
] as const

export interface RuleForm {
  readonly frequency: Frequency
  readonly interval: number
  readonly days: readonly string[]
  /** Of MONTH_DAYS, or what else the rule said there. */
  readonly monthDay: string
  /** The last day (2030-12-31), or empty. */
  readonly until: string
  /** How many there are; zero: without end. */
  readonly count: number
  /** What the form has no field for, kept as it was. */
  readonly rest: string
}

const SHOWN = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYSETPOS'])

export function ruleText(form: RuleForm): string {
  const { frequency, interval, days, monthDay, until, count, rest } = form
  const parts = [`FREQ=${frequency}`]
  if (interval > 1) parts.push(`INTERVAL=${String(interval)}`)
  const chosen = WEEKDAYS.filter((day) => days.includes(day))
  if (frequency === 'WEEKLY' && chosen.length > 0) parts.push(`BYDAY=${chosen.join(',')}`)
  if (frequency === 'MONTHLY' && monthDay !== '') parts.push(monthDay)
  if (rest !== '') parts.push(rest)
  if (count > 0) parts.push(`COUNT=${String(count)}`)
  else if (until !== '') parts.push(`UNTIL=${until.replaceAll('-', '')}`)
  return parts.join(';')
}

/** What the form shows for `text`. */
export function readRule(text: string): RuleForm {
  const pieces = text.split(';').map((piece) => piece.split('=') as [string, string])
  const parts = new Map(pieces)
  const frequency = (parts.get('FREQ') ?? 'WEEKLY') as Frequency
  const join = (names: (name: string) => boolean): string =>
    pieces
      .filter(([name]) => names(name))
      .map(([name, value]) => `${name}=${value}`)
      .join(';')
  const isMonthly = frequency === 'MONTHLY'
  const isOfMonth = (name: string): boolean => /^BY(DAY|MONTHDAY|SETPOS)$/.test(name)
  const isOther = (name: string): boolean =>
    !SHOWN.has(name) ||
    (!isMonthly && isOfMonth(name) && !(frequency === 'WEEKLY' && name === 'BYDAY'))
  return {
    frequency,
    interval: Number(parts.get('INTERVAL') ?? 1),
    days: frequency === 'WEEKLY' ? (parts.get('BYDAY') ?? '').split(',').filter(Boolean) : [],
    monthDay: isMonthly ? join(isOfMonth) : '',
    until: (parts.get('UNTIL') ?? '').replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3'),
    count: Number(parts.get('COUNT') ?? 0),
    rest: join(isOther),
  }
}

/** Another unit: what was said of days of the one before means nothing in it. */
export function withFrequency(form: RuleForm, frequency: Frequency): RuleForm {
  return { ...form, frequency, monthDay: '', rest: '' }
}
