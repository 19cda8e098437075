import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  firstWeekday,
  monthWeeks,
  startOfWeek,
  weekday,
  workingDays,
} from './days'

describe('days', () => {
  it('goes over months, leap years and summer time', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
    expect(addMonths('2026-12-31', 1)).toBe('2027-01-01')
  })

  it('stays inside what a date can be', () => {
    expect(addDays('9999-12-31', 5)).toBe('9999-12-31')
    expect(addDays('0001-01-01', -5)).toBe('0001-01-01')
  })

  it('knows the days of the week', () => {
    expect(weekday('2026-11-21')).toBe(6)
    expect(weekday('1969-12-31')).toBe(3)
    expect(startOfWeek('2026-11-22', 1)).toBe('2026-11-16')
    expect(startOfWeek('2026-11-22', 0)).toBe('2026-11-22')
    expect(firstWeekday('de')).toBe(1)
    expect(firstWeekday('en-US')).toBe(0)
  })

  it('shows a month in whole weeks', () => {
    const weeks = monthWeeks('2026-02-14', 1)
    expect(weeks[0]?.[0]).toBe('2026-01-26')
    expect(weeks.at(-1)?.at(-1)).toBe('2026-03-01')
    expect(weeks.every((week) => week.length === 7)).toBe(true)
  })

  it('counts working days as a walk over them does', () => {
    for (let from = 0; from < 9; from += 1)
      for (let length = 0; length < 25; length += 1) {
        const first = addDays('2026-11-02', from)
        const days = Array.from({ length }, (_, offset) => addDays(first, offset))
        const walked = days.filter((day) => ![0, 6].includes(weekday(day))).length
        expect(workingDays(first, addDays(first, length - 1))).toBe(walked)
      }
  })
})
