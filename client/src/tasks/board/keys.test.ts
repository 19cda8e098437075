import { describe, expect, it } from 'vitest'
import { makeTask } from '../samples'
import { arrowOf, carried, neighbour, positionOf, spotOf, type BoardMap } from './keys'
import { isSamePlace, landingAt } from './place'

const map: BoardMap = {
  columnIds: ['a', 'b', 'c'],
  cards: new Map([
    ['a', ['1', '2', '3']],
    ['b', []],
    ['c', ['4']],
  ]),
}

const lanes: BoardMap = {
  columnIds: ['a', 'b'],
  laneIds: ['x', 'y'],
  cards: new Map([
    ['x/a', ['1']],
    ['x/b', ['2']],
    ['y/a', ['1', '3']],
    ['y/b', []],
  ]),
}
const at = (columnId: string, taskId: string, laneId: string | null = null) => ({
  ...{ columnId, laneId, taskId },
})

describe('keys on the board', () => {
  it('walk up, down, and over empty columns', () => {
    expect(neighbour(map, at('a', '1'), 'down')).toEqual(at('a', '2'))
    expect(neighbour(map, at('a', '1'), 'up')).toBeNull()
    expect(neighbour(map, at('a', '3'), 'end')).toEqual(at('c', '4'))
    expect(neighbour(map, at('c', '4'), 'start')).toEqual(at('a', '1'))
  })

  it('walk and carry from lane to lane, and tell one standing of a task from another', () => {
    expect(neighbour(lanes, at('a', '1', 'x'), 'down')).toEqual(at('a', '1', 'y'))
    expect(neighbour(lanes, at('a', '1', 'y'), 'down')).toEqual(at('a', '3', 'y'))
    expect(spotOf(lanes, '1', at('a', '1', 'y'))).toEqual(at('a', '1', 'y'))
    expect(spotOf(lanes, '1')).toEqual(at('a', '1', 'x'))
    const end = { columnId: 'a', laneId: 'x', beforeId: null }
    expect(carried(lanes, end, 'down')).toEqual({ columnId: 'a', laneId: 'y', beforeId: '1' })
    expect(carried(lanes, { ...end, laneId: 'y', beforeId: '1' }, 'up')).toEqual(end)
  })

  it('carry a card down, to the end, and into an empty column', () => {
    const below = carried(map, { columnId: 'a', beforeId: '3' }, 'down')
    expect(below).toEqual({ columnId: 'a', beforeId: null })
    expect(carried(map, below, 'down')).toEqual(below)
    expect(carried(map, below, 'up')).toEqual({ columnId: 'a', beforeId: '3' })
    expect(carried(map, below, 'end')).toEqual({ columnId: 'b', beforeId: null })
    expect(carried(map, below, 'start')).toBe(below)
    expect(positionOf(map, below)).toEqual({ at: 4, of: 4 })
  })

  it('turn round where one reads from right to left', () => {
    expect(arrowOf('ArrowLeft', false)).toBe('start')
    expect(arrowOf('ArrowLeft', true)).toBe('end')
    expect(arrowOf('a', false)).toBeNull()
  })
})

describe('a landing', () => {
  const cards = ['G', 'V', 'k'].map((rank, at) => makeTask(String(at), { rank }))

  it('lies between its neighbours, the held card left out', () => {
    const landing = landingAt(cards, '2', '0')
    expect(landing).toMatchObject({ before: '2', after: '1' })
    expect(landing.rank > 'V' && landing.rank < 'k').toBe(true)
  })

  it('at the end names the last card', () => {
    expect(landingAt(cards, null, '0')).toMatchObject({ before: null, after: '2' })
    expect(landingAt([], null, '0')).toEqual({ rank: 'V', before: null, after: null })
  })

  it('knows when nothing would change', () => {
    const held = makeTask('1', { rank: 'V' })
    expect(isSamePlace(cards, held, { columnId: 'todo', beforeId: '2' })).toBe(true)
    expect(isSamePlace(cards, held, { columnId: 'todo', beforeId: '0' })).toBe(false)
    expect(isSamePlace(cards, held, { columnId: 'done', beforeId: null })).toBe(false)
  })
})
