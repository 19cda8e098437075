import { describe, expect, it } from 'vitest'
import type { Task } from '../model'
import { makeState, makeTask } from '../samples'
import { rowsMaker, rowsOf, type Row } from './rows'

const state = makeState(
  makeTask('1', { rank: 'V' }),
  makeTask('2', { rank: 'G', priority: 'high' }),
)
const all = () => true
const isHigh = (task: Task) => task.priority === 'high'
const names = (rows: readonly Row[]) =>
  rows.map((row) => (row.kind === 'head' ? `${row.column.name} ${String(row.count)}` : row.task.id))

describe('the rows of the list', () => {
  it('are each column’s head and its tasks in order', () => {
    expect(names(rowsOf(state, all, new Set()))).toEqual(['To do 2', '2', '1', 'Done 0'])
  })

  it('leave out what is filtered and what is folded', () => {
    expect(names(rowsOf(state, isHigh, new Set()))).toEqual(['To do 1', '2', 'Done 0'])
    expect(names(rowsOf(state, all, new Set(['todo'])))).toEqual(['To do 2', 'Done 0'])
  })

  it('are the same rows while nothing changes', () => {
    const make = rowsMaker()
    const folded = new Set<string>()

    const rows = make(state, all, folded)

    expect(make(state, all, folded)).toBe(rows)
    expect(make(state, isHigh, folded)).not.toBe(rows)
  })
})
