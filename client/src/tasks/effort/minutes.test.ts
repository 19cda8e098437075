import { describe, expect, it } from 'vitest'
import { clockWords, minutesWords, readHours, readMinutes } from './minutes'

describe('minutes', () => {
  it('reads what people write', () => {
    const said = ['90', '90m', '1:30', '1h 30m', '1.5h', '1,5 h', '1h30']
    expect(said.map(readMinutes)).toEqual([90, 90, 90, 90, 90, 90, 90])
  })

  it('refuses what is no time', () => {
    expect(['', '0', 'soon', '1:99', '-5', '999999'].map(readMinutes)).toEqual(
      Array.from({ length: 6 }, () => null),
    )
  })

  it('reads hours in a timesheet', () => {
    const said = ['1.5', '1,5', '8', '24', '90', '90m', '1:30', '1h30', ' 2 h ', '', '0', '.5']
    expect(said.map(readHours)).toEqual([90, 90, 480, 1440, 90, 90, 90, 90, 120, 0, 0, 30])
    expect(['25h', 'soon', '1.5.2', '-1', '2000'].map(readHours)).toEqual(
      Array.from({ length: 5 }, () => null),
    )
  })

  it('says it shortly', () => {
    expect([5, 60, 95].map(minutesWords)).toEqual(['5m', '1h', '1h 35m'])
  })

  it('runs', () => {
    const start = '2026-03-03T10:00:00Z'
    const at = (seconds: number): number => Date.parse(start) + seconds * 1000
    expect([clockWords(start, at(7)), clockWords(start, at(3723))]).toEqual(['0:07', '1:02:03'])
    expect(clockWords(start, at(-60))).toBe('0:00')
  })
})
