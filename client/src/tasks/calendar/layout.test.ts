import { describe, expect, it } from 'vitest'
import { weekOf } from '../time/days'
import { layOut, type Entry } from './layout'

const week = weekOf('2026-11-18', 1)
const entry = (id: string, from: number, to: number, order = 2): Entry => ({
  id,
  from: `2026-11-${String(from).padStart(2, '0')}`,
  to: `2026-11-${String(to).padStart(2, '0')}`,
  order,
})

describe('the lanes of a week', () => {
  it('cuts bars at the ends of the week and says where they go on', () => {
    const { shown } = layOut(week, [entry('a', 10, 17), entry('b', 20, 25)], 3)
    expect(shown).toMatchObject([
      { first: 0, last: 1, lane: 0, isStart: false, isEnd: true },
      { first: 4, last: 6, lane: 0, isStart: true, isEnd: false },
    ])
  })

  it('gives what overlaps lanes of its own, and counts what has none', () => {
    const entries = [entry('a', 16, 18), entry('b', 17, 17), entry('c', 17, 19)]
    const { shown, more } = layOut(week, entries, 2)
    expect(shown.map(({ entry: { id }, lane }) => [id, lane])).toEqual([
      ['a', 0],
      ['c', 1],
    ])
    expect(more).toEqual([0, 1, 0, 0, 0, 0, 0])
  })

  it('puts sprints above tasks', () => {
    const { shown } = layOut(week, [entry('task', 16, 22), entry('sprint', 18, 30, 0)], 3)
    expect(shown.map(({ entry: { id } }) => id)).toEqual(['sprint', 'task'])
  })

  it('never lets two bars share a day of a lane, and loses none', () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
    for (let round = 0; round < 60; round += 1) {
      const entries = Array.from({ length: 25 }, (_, at) => {
        const from = 14 + random(10)
        return entry(`e${String(at)}`, from, Math.min(28, from + random(6)))
      })
      const { shown, more } = layOut(week, entries, 4)
      week.forEach((day, column) => {
        const here = shown.filter(({ first, last }) => first <= column && column <= last)
        expect(new Set(here.map(({ lane }) => lane)).size).toBe(here.length)
        const all = entries.filter(({ from, to }) => from <= day && day <= to)
        expect(here.length + (more[column] ?? 0)).toBe(all.length)
      })
    }
  })
})
