import { describe, expect, it } from 'vitest'
import {
  isFiltering,
  isLate,
  matches,
  NO_FILTER,
  readFilter,
  toggled,
  writeFilter,
  type Filter,
} from './filters'
import { makeTask } from './samples'

const today = new Date(2026, 2, 11)
const shown = (filter: Partial<Filter>, task = makeTask('1')) =>
  matches(task, { ...NO_FILTER, ...filter }, today)

describe('filters', () => {
  it('survive the way through the address, beside what else stands there', () => {
    const filter: Filter = {
      text: 'a & b',
      assignees: ['1', 'none'],
      labels: ['x'],
      priorities: ['high', 'low'],
      statuses: ['todo'],
      due: 'week',
    }

    const search = writeFilter(filter, '?task=TF-1')

    expect(readFilter(search)).toEqual(filter)
    expect(new URLSearchParams(search).get('task')).toBe('TF-1')
    expect(writeFilter(NO_FILTER, search)).toBe('?task=TF-1')
  })

  it('what an address should not say is not believed', () => {
    expect(readFilter('?priority=urgent,high&due=never&status=archived')).toEqual({
      ...NO_FILTER,
      priorities: ['high'],
    })
    expect(isFiltering(NO_FILTER)).toBe(false)
  })

  it('within a field any suffices, between fields all must hold', () => {
    const task = makeTask('1', { priority: 'high', assignees: [{ id: 'a', name: 'A' }] })

    expect(shown({ priorities: ['low', 'high'] }, task)).toBe(true)
    expect(shown({ priorities: ['high'], assignees: ['b'] }, task)).toBe(false)
    expect(shown({ assignees: ['none'] }, task)).toBe(false)
    expect(shown({ assignees: ['none'] })).toBe(true)
  })

  it('words are looked for in key and title, in any order', () => {
    const task = makeTask('1', { title: 'Paint the Door' })

    expect(shown({ text: 'door PAINT' }, task)).toBe(true)
    expect(shown({ text: 'tf-1' }, task)).toBe(true)
    expect(shown({ text: 'door window' }, task)).toBe(false)
  })

  it('knows what is due when', () => {
    const due = (due_date: string | null) => makeTask('1', { due_date })

    expect(shown({ due: 'overdue' }, due('2026-03-10'))).toBe(true)
    expect(shown({ due: 'today' }, due('2026-03-11'))).toBe(true)
    expect(shown({ due: 'week' }, due('2026-03-18'))).toBe(true)
    expect(shown({ due: 'week' }, due('2026-03-19'))).toBe(false)
    expect(shown({ due: 'none' }, due(null))).toBe(true)
    expect(isLate(makeTask('1', { due_date: '2026-03-10', status: 'done' }), today)).toBe(false)
  })

  it('puts a value in and takes it out', () => {
    expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b'])
  })
})
