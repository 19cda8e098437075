import { describe, expect, it } from 'vitest'
import { readMoment } from './moment'

/** A Saturday, ten past ten. */
const NOW = new Date(2026, 10, 21, 10, 10)
const on = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute)

describe('a moment in words', () => {
  it.each([
    ['tomorrow', on(22, 9)],
    ['Tomorrow 9:30', on(22, 9, 30)],
    ['fri', on(27, 9)],
    ['next week at 14', on(23, 14)],
    ['monday evening', on(23, 18)],
    ['today at 3pm', on(21, 15)],
    ['today 3 pm', on(21, 15)],
    ['tonight', on(21, 21)],
    ['evening', on(21, 18)],
    ['9', on(22, 9)],
    ['in 3 hours', on(21, 13, 10)],
    ['in an hour', on(21, 11, 10)],
    ['in 45 min', on(21, 10, 55)],
    ['in 2 days', on(23, 9)],
    ['in 2 days at noon', on(23, 12)],
    ['24.12.', new Date(2026, 11, 24, 9)],
  ])('reads %s', (text, at) => {
    expect(readMoment(text, NOW)).toEqual(at)
  })

  it.each(['', 'soon', 'tomorrow 25:00', 'tomorrow 13pm', 'today 9', 'in 0 hours', 'fri maybe'])(
    'knows nothing of “%s”',
    (text) => {
      expect(readMoment(text, NOW)).toBeNull()
    },
  )
})
