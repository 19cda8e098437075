import { describe, expect, it } from 'vitest'
import { gridOf } from '../board/grid'
import type { GroupBy } from '../grouping'
import type { Task } from '../model'
import { makeState, makeTask } from '../samples'
import { listGrid } from './grid'
import { commandOf } from './keys'
import { nextSort } from './head'
import { pointedAt, slotsOf, steppedTo } from './places'
import { keyOf, rowsOf, type Row } from './rows'
import { remembered } from '../remembered'
import { PLAIN_VIEW } from '../view-state'

const one = makeTask('1', { rank: 'G', priority: 'high' })
const two = makeTask('2', { rank: 'V' })
const child = makeTask('3', { rank: 'W', parent: '2' })
const state = makeState(one, two, child)
const NONE: ReadonlySet<string> = new Set()

function rows(
  tasks: readonly Task[],
  folds: ReadonlySet<string> = NONE,
  lanesBy: GroupBy | null = null,
): readonly Row[] {
  const grid = gridOf(tasks, state, { by: 'column', lanesBy, hidesEmpty: false, people: [] })
  return rowsOf(grid, { folds, adding: null, isFlat: false })
}

function words(row: Row): string {
  if (row.kind === 'head') return `${row.group.name} ${String(row.count)}`
  return row.kind === 'task' ? '>'.repeat(row.depth) + row.task.id : '+'
}

describe('the rows of the list', () => {
  it('are each group’s head and its tasks, subtasks under theirs', () => {
    expect(rows([child, one, two]).map(words)).toEqual(['To do 3', '1', '2', '>3', 'Done 0'])
  })

  it('leave out what is folded', () => {
    expect(rows([one, two, child], new Set(['task:2'])).map(words)).toEqual([
      'To do 3',
      '1',
      '2',
      'Done 0',
    ])
    expect(rows([one, two], new Set(['group:todo'])).map(words)).toEqual(['To do 2', 'Done 0'])
  })

  it('show a subtask without its parent by itself, and tasks in a ring', () => {
    const ring = [makeTask('a', { parent: 'b' }), makeTask('b', { parent: 'a' })]
    expect(rows([one, child]).map(words)).toEqual(['To do 2', '1', '3', 'Done 0'])
    expect(rows(ring).map(words)).toEqual(['To do 2', 'a', '>b', 'Done 0'])
  })

  it('have groups within groups, of which empty ones are left out', () => {
    expect(rows([one, two], NONE, 'priority').map(words)).toEqual([
      'To do 2',
      'High 1',
      '1',
      'Medium 1',
      '2',
      'Done 0',
    ])
  })

  it('are one list of all where no groups are wanted', () => {
    const grid = listGrid([two, one], state, { ...PLAIN_VIEW, group: 'none' }, [])
    const flat = rowsOf(grid, { folds: NONE, adding: null, isFlat: true })
    expect(flat.map(words)).toEqual(['2', '1'])
  })

  it('have a line for a new task where one is added', () => {
    const grid = gridOf([one], state, {
      by: 'column',
      lanesBy: null,
      hidesEmpty: false,
      people: [],
    })
    const adding = rowsOf(grid, { folds: NONE, adding: 'todo', isFlat: false })
    expect(adding.map(words)).toEqual(['To do 1', '1', '+', 'Done 0'])
  })

  it('have keys that tell them apart', () => {
    const keys = rows([one, two], NONE, 'priority').map(keyOf)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are made once for the same question', () => {
    let made = 0
    const make = remembered((...parts: readonly unknown[]) => {
      made += 1
      return parts.length
    })
    const list = [one]

    expect([make(list, 1), make(list, 1), make([one], 1)]).toEqual([2, 2, 2])
    expect(made).toBe(2)
  })
})

describe('landing places', () => {
  const all = rows([one, two])

  it('are above each task and at the end of each group', () => {
    const spots = slotsOf(all, new Set(['1'])).map(({ place, at }) => [
      place.columnId,
      place.beforeId,
      at,
    ])
    expect(spots).toEqual([
      ['todo', '2', 2],
      ['todo', null, 3],
      ['done', null, 4],
    ])
  })

  it('are stepped through, and end at the ends', () => {
    const slots = slotsOf(all, new Set(['1']))
    const last = { columnId: 'done', laneId: null, beforeId: null }
    const end = { columnId: 'todo', laneId: null, beforeId: null }

    expect(steppedTo(slots, end, 1)).toEqual(last)
    expect(steppedTo(slots, last, 1)).toEqual(last)
  })

  it('follow the pointer: halves of rows, heads, and what is below all', () => {
    const at = (height: number) => {
      const place = pointedAt(all, height, new Set(['9']))
      return [place?.columnId, place?.beforeId]
    }
    expect(at(0.2)).toEqual(['todo', '1'])
    expect(at(1.2)).toEqual(['todo', '1'])
    expect(at(1.7)).toEqual(['todo', '2'])
    expect(at(2.8)).toEqual(['todo', null])
    expect(at(40)).toEqual(['done', null])
  })
})

describe('keys on a row', () => {
  const key = (name: string, more = {}) => ({
    ...{ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
    ...more,
  })

  it('move, choose ranges, edit, open and lift', () => {
    expect(commandOf(key('j'), true, false)).toMatchObject({ kind: 'step', by: 1 })
    expect(commandOf(key('ArrowUp', { shiftKey: true }), true, false)).toMatchObject({
      by: -1,
      isChoosing: true,
    })
    expect(commandOf(key('e'), true, false)).toEqual({ kind: 'edit' })
    expect(commandOf(key('a', { ctrlKey: true }), true, false)).toEqual({ kind: 'choose-all' })
  })

  it('leave Enter and Space to the buttons of values, and turn with the script', () => {
    expect(commandOf(key('Enter'), false, false)).toBeNull()
    expect(commandOf(key(' '), false, false)).toBeNull()
    expect(commandOf(key('ArrowRight'), true, true)).toEqual({ kind: 'side', by: -1 })
    expect(commandOf(key('j', { ctrlKey: true }), true, false)).toBeNull()
  })
})

it('a heading sorts up, then down, then by hand again', () => {
  expect(nextSort('due', [])).toEqual(['due'])
  expect(nextSort('due', ['due'])).toEqual(['-due'])
  expect(nextSort('due', ['-due'])).toEqual([])
})
