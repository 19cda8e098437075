import { expect, it } from 'vitest'
import { readRule, ruleText, withFrequency } from './rule'

const plain = readRule('FREQ=WEEKLY')

it('writes what the form says', () => {
  expect(ruleText({ ...plain, interval: 2, days: ['FR', 'TU'] })).toBe(
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR',
  )
  expect(ruleText({ ...plain, frequency: 'DAILY', days: ['MO'], until: '2030-12-31' })).toBe(
    'FREQ=DAILY;UNTIL=20301231',
  )
})

it.each([
  'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH;COUNT=5',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20301231',
  'FREQ=MONTHLY;BYMONTHDAY=13',
  'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1',
  'FREQ=DAILY;BYDAY=MO,TU;WKST=SU',
])('loses nothing of %s', (text) => {
  expect(ruleText(readRule(text))).toBe(text)
})

it('forgets days of the unit before', () => {
  expect(ruleText(withFrequency(readRule('FREQ=MONTHLY;BYMONTHDAY=13'), 'YEARLY'))).toBe(
    'FREQ=YEARLY',
  )
})
