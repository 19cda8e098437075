import { describe, expect, it } from 'vitest'
import { daysOf, moved, resized } from './span'

const span = (start_date: string | null, due_date: string | null) => ({ start_date, due_date })

describe('a span', () => {
  it('covers what is known of it', () => {
    expect(daysOf(span(null, null))).toBeNull()
    expect(daysOf(span(null, '2026-01-02'))).toEqual({ from: '2026-01-02', to: '2026-01-02' })
    expect(daysOf(span('2026-01-02', null))).toEqual({ from: '2026-01-02', to: '2026-01-02' })
    expect(daysOf(span('2026-01-09', '2026-01-02'))).toEqual({
      from: '2026-01-02',
      to: '2026-01-02',
    })
  })

  it('moves both ends, and keeps a missing one missing', () => {
    expect(moved(span('2026-01-30', '2026-02-02'), 3)).toEqual(span('2026-02-02', '2026-02-05'))
    expect(moved(span(null, '2026-02-02'), -3)).toEqual(span(null, '2026-01-30'))
  })

  it('resizes one end, which never passes the other', () => {
    expect(resized(span('2026-01-02', '2026-01-05'), 'end', 2)).toEqual(
      span('2026-01-02', '2026-01-07'),
    )
    expect(resized(span('2026-01-02', '2026-01-05'), 'end', -9)).toEqual(
      span('2026-01-02', '2026-01-02'),
    )
    expect(resized(span('2026-01-02', '2026-01-05'), 'start', 9)).toEqual(
      span('2026-01-05', '2026-01-05'),
    )
    expect(resized(span(null, '2026-01-05'), 'start', -2)).toEqual(span('2026-01-03', '2026-01-05'))
  })
})
