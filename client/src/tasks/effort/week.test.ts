import { describe, expect, it } from 'vitest'
import { asTyped, cellName, type Row, type Sheet } from './week'

const ana = { id: 'a', name: 'Ana' }
const ben = { id: 'b', name: 'Ben' }
const task = (id: string) => ({ id, key: `TF-${id}`, title: id, workspace: 'w' })
const row = (user: typeof ana, id: string, minutes: number[]): Row => ({
  ...{ user, task: task(id), minutes },
  total: minutes.reduce((all, each) => all + each, 0),
})
const sheet: Sheet = {
  week: '2026-03-02',
  days: ['2026-03-02', '2026-03-03'],
  rows: [row(ana, '1', [60, 0]), row(ben, '1', [30, 5])],
  totals: [90, 5],
  total: 95,
}

describe('a week', () => {
  it('shows my rows first, with tasks that hold nothing yet', () => {
    const seen = asTyped(sheet, ben, [task('2'), task('1')], new Map())
    expect(seen.rows.map((each) => [each.user.id, each.task.id])).toEqual([
      ['b', '1'],
      ['b', '2'],
      ['a', '1'],
    ])
    expect([seen.totals, seen.total]).toEqual([[90, 5], 95])
  })

  it('counts in what was typed, for me alone', () => {
    const typed = new Map([
      [cellName('1', '2026-03-03'), 45],
      [cellName('1', '2026-03-02'), 0],
    ])
    const seen = asTyped(sheet, ana, [], typed)
    expect(seen.rows.map((each) => [...each.minutes, each.total])).toEqual([
      [0, 45, 45],
      [30, 5, 35],
    ])
    expect([seen.totals, seen.total]).toEqual([[30, 50], 80])
  })
})
