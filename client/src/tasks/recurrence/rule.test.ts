import { expect, it } from 'vitest'
import { readRule, ruleText } from './rule'

it('writes what the form says', () => {
  expect(ruleText({ frequency: 'WEEKLY', interval: 2, days: ['FR', 'TU'] })).toBe(
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR',
  )
  expect(ruleText({ frequency: 'DAILY', interval: 1, days: ['MO'] })).toBe('FREQ=DAILY')
})

it('reads what it wrote', () => {
  const form = { frequency: 'WEEKLY', interval: 3, days: ['MO', 'TH'] } as const
  expect(readRule(ruleText(form))).toEqual(form)
})
