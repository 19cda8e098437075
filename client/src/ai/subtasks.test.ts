import { describe, expect, test } from 'vitest'
import { chosen, edited, isReady, proposals, type Breakdown } from './subtasks'

const subtask = (order: number, title = `Step ${String(order)}`) => ({
  title,
  description: '',
  estimated_hours: 2,
  confidence: 0.5,
  order,
})
const found: Breakdown = {
  provider: 'outline',
  model: 'outline-1',
  note: '',
  cached: false,
  subtasks: [subtask(2), subtask(1), subtask(3)],
}

describe('the list that a person picks from', () => {
  test('stands in order, all of it wanted at first', () => {
    expect(proposals(found).map(({ order, isWanted }) => [order, isWanted])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ])
  })

  test('sends only what is ticked, as it was edited', () => {
    const list = edited(edited(proposals(found), 0, { title: '  Begin ' }), 1, { isWanted: false })

    expect(chosen(list)).toEqual([
      { title: 'Begin', description: '', estimated_hours: 2 },
      { title: 'Step 3', description: '', estimated_hours: 2 },
    ])
  })

  test('is ready only with something ticked and titles that the server takes', () => {
    const list = proposals(found)
    const none = list.reduce((now, _each, index) => edited(now, index, { isWanted: false }), list)

    expect(isReady(list)).toBe(true)
    expect(isReady(none)).toBe(false)
    expect(isReady(edited(list, 0, { title: 'x' }))).toBe(false)
    expect(isReady(edited(list, 0, { title: 'x', isWanted: false }))).toBe(true)
  })
})
