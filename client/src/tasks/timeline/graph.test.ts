import { describe, expect, it } from 'vitest'
import { addDays, workingDays } from '../time/days'
import { daysOf } from '../time/span'
import { closesCircle, criticalPath, pushedBy, type Blocking, type Dated } from './graph'

const dated = (id: string, start: string | null, due: string | null): Dated => ({
  id,
  start_date: start,
  due_date: due,
})
const blocks = (source: string, target: string): Blocking => ({ source, target })

describe('the critical path', () => {
  it('is the chain with the most working days, not the most tasks', () => {
    const tasks = [
      dated('a', '2026-11-02', '2026-11-02'),
      dated('b', '2026-11-03', '2026-11-03'),
      dated('c', '2026-11-04', '2026-11-04'),
      dated('long', '2026-11-02', '2026-11-13'),
      dated('end', '2026-11-16', '2026-11-17'),
    ]
    const links = [blocks('a', 'b'), blocks('b', 'c'), blocks('c', 'end'), blocks('long', 'end')]
    expect(criticalPath(tasks, links)).toEqual(['long', 'end'])
  })

  it('is empty where nothing blocks anything, and ends in circles', () => {
    expect(criticalPath([dated('a', null, '2026-11-02')], [])).toEqual([])
    const both = [dated('a', null, '2026-11-02'), dated('b', null, '2026-11-03')]
    expect(criticalPath(both, [blocks('a', 'b'), blocks('b', 'a')]).length).toBe(2)
  })

  it('is as long as the longest of all chains, tried one by one', () => {
    forEachGraph((tasks, links) => {
      const path = criticalPath(tasks, links)
      const length = (ids: readonly string[]) =>
        ids.reduce((sum, id) => sum + effort(tasks.find((task) => task.id === id)), 0)
      path.slice(1).forEach((id, at) => {
        expect(links).toContainEqual({ source: path[at], target: id })
      })
      expect(length(path)).toBe(Math.max(0, ...chains(tasks, links).map(length)))
    })
  })
})

describe('pushing what follows', () => {
  it('moves each to the next working day and keeps its length', () => {
    const tasks = [
      dated('a', '2026-11-02', '2026-11-03'),
      dated('b', '2026-11-04', '2026-11-05'),
      dated('c', null, '2026-11-06'),
    ]
    const links = [blocks('a', 'b'), blocks('b', 'c')]
    const pushed = pushedBy(dated('a', '2026-11-05', '2026-11-06'), tasks, links)
    expect(pushed.get('b')).toEqual({ start_date: '2026-11-09', due_date: '2026-11-10' })
    expect(pushed.get('c')).toEqual({ start_date: null, due_date: '2026-11-11' })
  })

  it('pulls nothing earlier', () => {
    const tasks = [dated('a', null, '2026-11-10'), dated('b', '2026-11-11', '2026-11-12')]
    expect(pushedBy(dated('a', null, '2026-11-02'), tasks, [blocks('a', 'b')]).size).toBe(0)
  })

  it('leaves nothing that begins before what blocks it has ended', () => {
    forEachGraph((tasks, links) => {
      const first = tasks[0]
      if (first === undefined) return
      const change = { ...first, due_date: addDays(first.due_date ?? '', 20) }
      const pushed = pushedBy(change, tasks, links)
      const now = new Map(tasks.map((task) => [task.id, { ...task, ...pushed.get(task.id) }]))
      now.set(change.id, change)
      for (const { source, target } of links) {
        const isTouched = source === change.id || pushed.has(source)
        const [from, to] = [now.get(source), now.get(target)]
        if (!isTouched || from === undefined || to === undefined) continue
        expect((daysOf(to)?.from ?? '') > (daysOf(from)?.to ?? '')).toBe(true)
      }
    })
  })
})

describe('circles', () => {
  it('are seen before they are closed', () => {
    const links = [blocks('a', 'b'), blocks('b', 'c')]
    expect(closesCircle('c', 'a', links)).toBe(true)
    expect(closesCircle('a', 'a', links)).toBe(true)
    expect(closesCircle('a', 'c', links)).toBe(false)
  })
})

/** Graphs without circles, of up to eight tasks, the same ones each time. */
function forEachGraph(check: (tasks: readonly Dated[], links: readonly Blocking[]) => void): void {
  let seed = 11
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below
  for (let round = 0; round < 150; round += 1) {
    const tasks = Array.from({ length: 2 + random(7) }, (_, at) => {
      const start = addDays('2026-11-02', random(20))
      return dated(`t${String(at)}`, start, addDays(start, random(8)))
    })
    const links = tasks.flatMap((source, at) =>
      tasks
        .slice(at + 1)
        .filter(() => random(3) === 0)
        .map((target) => blocks(source.id, target.id)),
    )
    check(tasks, links)
  }
}

function effort(task: Dated | undefined): number {
  const days = task === undefined ? null : daysOf(task)
  return days === null ? 0 : Math.max(1, workingDays(days.from, days.to))
}

/** Every chain of at least two tasks. */
function chains(tasks: readonly Dated[], links: readonly Blocking[]): readonly string[][] {
  const from = (id: string): string[][] => {
    const next = links.filter(({ source }) => source === id)
    return [[id], ...next.flatMap(({ target }) => from(target).map((rest) => [id, ...rest]))]
  }
  return tasks.flatMap(({ id }) => from(id)).filter((chain) => chain.length > 1)
}
