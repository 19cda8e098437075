/** Rules of recurrence as a form writes them: how often, every how many, on which weekdays. */

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export interface RuleForm {
  readonly frequency: Frequency
  readonly interval: number
  readonly days: readonly string[]
}

export function ruleText({ frequency, interval, days }: RuleForm): string {
  const parts = [`FREQ=${frequency}`]
  if (interval > 1) parts.push(`INTERVAL=${String(interval)}`)
  const chosen = WEEKDAYS.filter((day) => days.includes(day))
  if (frequency === 'WEEKLY' && chosen.length > 0) parts.push(`BYDAY=${chosen.join(',')}`)
  return parts.join(';')
}

/** What the form shows for `text`; what it has no field for is lost on the next change. */
export function readRule(text: string): RuleForm {
  const parts = new Map(text.split(';').map((part) => part.split('=') as [string, string]))
  return {
    frequency: (parts.get('FREQ') ?? 'WEEKLY') as Frequency,
    interval: Number(parts.get('INTERVAL') ?? 1),
    days: (parts.get('BYDAY') ?? '').split(',').filter((day) => day !== ''),
  }
}
