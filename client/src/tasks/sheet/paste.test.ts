import { describe, expect, it } from 'vitest'
import { makeState, makeTask } from '../samples'
import { sheetFields } from './fields'
import { copied, filled, planPaste, tiled } from './paste'
import { boxOf, moved, only, START } from './range'

const ana = { id: 'ana', name: 'Ana Example', email: 'ana@example.com' }
const bug = { id: 'bug', name: 'bug', color: 'red' }
const one = makeTask('1', { labels: [bug] })
const two = makeTask('2')
const state = { ...makeState(one, two), labels: [bug] }
const all = sheetFields({ state, members: [ana] })
const fields = ['title', 'status', 'assignees', 'labels', 'points', 'due'].map((id) =>
  all.find((field) => field.id === id)!,
)
const target = { tasks: [one, two], fields, blank: makeTask('new', { title: '' }) }

describe('a paste', () => {
  it('reads people, labels, columns, numbers and dates by name', () => {
    const table = [['First', 'done', 'ana', 'bug', '3', '31.1.2030']]
    const plan = planPaste(table, { ...target, at: { row: 0, column: 0 } })
    expect(plan.problems).toEqual([])
    expect(plan.changes).toEqual([
      {
        taskId: '1',
        fields: { title: 'First', assignees: [ana], story_points: 3, due_date: '2030-01-31' },
        column: { id: 'done', name: 'Done', state: 'done' },
      },
    ])
  })

  it('names what it does not understand and loses nothing else', () => {
    const table = [['Good title', 'Nowhere', 'Nobody Known', 'bug', '99', 'soon']]
    const plan = planPaste(table, { ...target, at: { row: 1, column: 0 } })
    expect(plan.problems.map(({ field }) => field)).toEqual(['Status', 'Assignee', 'Points', 'Due'])
    expect(plan.changes).toMatchObject([
      { taskId: '2', fields: { title: 'Good title', labels: [bug] } },
    ])
  })

  it('beyond the last row makes new tasks, and says what has no title', () => {
    const table = [
      ['Changed', ''],
      ['Brand new', 'Done'],
      ['', 'Done'],
    ]
    const plan = planPaste(table, { ...target, at: { row: 1, column: 0 } })
    expect(plan.added.map(({ title }) => title)).toEqual(['Brand new'])
    expect(plan.problems).toContainEqual(expect.objectContaining({ row: 3, why: 'title' }))
  })

  it('counts columns that do not fit', () => {
    const plan = planPaste([['2030-01-01', 'too', 'much']], {
      ...target,
      at: { row: 0, column: 5 },
    })
    expect(plan.columnsLost).toBe(2)
  })

  it('of what was copied changes nothing', () => {
    const box = { top: 0, bottom: 1, left: 0, right: 5 }
    const plan = planPaste(copied(box, target.tasks, fields), {
      ...target,
      at: { row: 0, column: 0 },
    })
    expect(plan).toMatchObject({ changes: [], added: [], problems: [] })
  })
})

describe('filling', () => {
  it('repeats a value or a block over the range', () => {
    const box = { top: 0, bottom: 3, left: 0, right: 0 }
    expect(tiled([['a'], ['b']], box)).toEqual([['a'], ['b'], ['a'], ['b']])
    expect(tiled([['a'], ['b'], ['c']], box)).toHaveLength(3)
  })

  it('goes down from the first row', () => {
    const box = { top: 0, bottom: 1, left: 3, right: 3 }
    expect(filled(box, 'down', target.tasks, fields)).toEqual([['bug'], ['bug']])
  })
})

describe('keys', () => {
  const size = { rows: 10, columns: 3, page: 5 }
  const press = (key: string, more = {}) => ({
    ...{ key, shiftKey: false, ctrlKey: false, metaKey: false },
    ...more,
  })

  it('move, extend and stop at the edges', () => {
    const down = moved(START, press('ArrowDown'), size, false)!
    expect(down.active).toEqual({ row: 1, column: 0 })
    expect(moved(START, press('ArrowLeft'), size, false)!.active).toEqual({ row: 0, column: 0 })
    expect(boxOf(moved(down, press('PageDown', { shiftKey: true }), size, false)!)).toEqual({
      ...{ top: 1, bottom: 6, left: 0, right: 0 },
    })
    expect(moved(START, press('End', { ctrlKey: true }), size, false)!.active).toEqual({
      ...{ row: 9, column: 2 },
    })
  })

  it('tab over the end of a row, and out at the last cell', () => {
    const end = only({ row: 0, column: 2 })
    expect(moved(end, press('Tab'), size, false)!.active).toEqual({ row: 1, column: 0 })
    expect(moved(only({ row: 9, column: 2 }), press('Tab'), size, false)).toBeNull()
  })
})
