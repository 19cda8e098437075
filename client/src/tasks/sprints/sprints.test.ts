import { describe, expect, it } from 'vitest'
import { makeState, makeTask } from '../samples'
import type { ProjectState } from '../state'
import {
  backlogOf,
  capacityOf,
  daysLeft,
  loadsOf,
  progressOf,
  riskOf,
  tasksOfSprint,
} from './figures'
import { points } from './spark'
import { applyPlan, planBack, planCall, planOf } from './plan-op'
import { Selection } from './selection'
import { placeAfter, positionOf, rowAfter, type Lists } from './steps'

const sprint = { id: 's1', name: 'Sprint 1', goal: '', status: 'planned', capacity: null } as const
const days = { start_date: '2026-03-02', end_date: '2026-03-11' }

function state(): ProjectState {
  const made = makeState(
    makeTask('1', { rank: 'G' }),
    makeTask('2', { rank: 'V' }),
    makeTask('3', { rank: 'k', sprint: 's1', story_points: 5 }),
  )
  return { ...made, sprints: [{ ...sprint, ...days }] }
}

const ids = (tasks: readonly { readonly id: string }[]) => tasks.map(({ id }) => id)

describe('a plan', () => {
  it('puts tasks into a sprint before the one they are dropped on', () => {
    const now = state()
    const shown = tasksOfSprint(now, 's1')
    const op = planOf(now, ['2', '1'], { sprint: 's1', beforeId: '3', shown })

    expect(op).toMatchObject({ before: '3', after: null })
    if (op === null) return
    expect(ids(tasksOfSprint(applyPlan(now, op), 's1'))).toEqual(['2', '1', '3'])
    expect(planCall('p', op)).toMatchObject({
      path: 'sprints/s1/tasks',
      body: { ids: ['2', '1'], before: '3', after: null },
    })
  })

  it('keeps the ranks in an empty list, and goes to the end of another', () => {
    const now = state()
    const empty = planOf(now, ['1'], { sprint: 's2', beforeId: null, shown: [] })
    expect(empty).toMatchObject({ ranks: {}, before: null, after: null })
    const shown = backlogOf(now)
    const end = planOf(now, ['3'], { sprint: null, beforeId: null, shown })
    expect(end).toMatchObject({ after: '2' })
    if (end !== null) expect(planCall('p', end).path).toBe('projects/p/backlog')
  })

  it('lands between two of the same rank, and those that follow make room', () => {
    const equal = (id: string) => makeTask(id, { rank: 'V' })
    const now = makeState(equal('1'), equal('2'), equal('3'), makeTask('4', { rank: 'k' }))
    const shown = backlogOf(now)
    const op = planOf(now, ['4'], { sprint: null, beforeId: '2', shown })

    expect(op).toMatchObject({ taskIds: ['4'], before: '2' })
    if (op === null) return
    expect(ids(backlogOf(applyPlan(now, op)))).toEqual(['1', '4', '2', '3'])
  })

  it('is none where everything stands already', () => {
    const shown = backlogOf(state())
    expect(planOf(state(), ['1'], { sprint: null, beforeId: '2', shown })).toBeNull()
    expect(planOf(state(), ['1', '2'], { sprint: null, beforeId: null, shown })).toBeNull()
    expect(planOf(state(), ['2'], { sprint: null, beforeId: '1', shown })).not.toBeNull()
  })

  it('is taken back to where it was, unless somebody planned anew', () => {
    const now = state()
    const op = planOf(now, ['1'], { sprint: 's1', beforeId: null, shown: tasksOfSprint(now, 's1') })
    if (op === null) throw new Error('nothing planned')
    const was = [now.tasks.get('1') ?? makeTask('1')]
    const after = applyPlan(now, op)

    const back = planBack(op, was, after)
    expect(back.ops).toMatchObject([{ sprint: null, before: '2', ranks: { '1': 'G' } }])
    expect(ids(backlogOf(back.ops.reduce(applyPlan, after)))).toEqual(['1', '2'])
    expect(planBack(op, was, now)).toEqual({ ops: [], kept: ['TF-1'] })
  })
})

describe('figures', () => {
  it('call backlog what is open and in no sprint to come', () => {
    const now = state()
    expect(ids(backlogOf(now))).toEqual(['1', '2'])
    const over = { ...now, sprints: [{ ...sprint, ...days, status: 'completed' as const }] }
    expect(ids(backlogOf(over))).toEqual(['1', '2', '3'])
  })

  it('share points among assignees and take capacity from people', () => {
    const ana = { id: 'a', name: 'Ana' }
    const ben = { id: 'b', name: 'Ben' }
    const tasks = [makeTask('1', { story_points: 5, assignees: [ana, ben] })]
    const people = [{ user: 'a', points: 2 }]
    expect(loadsOf(tasks, people, [ana, ben])).toMatchObject([
      { points: 2.5, capacity: 2 },
      { points: 2.5, capacity: null },
    ])
    expect(capacityOf({ capacity: null, people })).toBe(2)
    expect(capacityOf({ capacity: 9, people })).toBe(9)
  })

  it('know the days that are left, and what is at risk', () => {
    expect(daysLeft(days, '2026-03-11')).toBe(1)
    expect(daysLeft(days, '2026-03-12')).toBe(-1)
    const none = progressOf([makeTask('1', { story_points: 3 })])
    expect(riskOf(days, none, '2026-03-03')).toBe('on_track')
    expect(riskOf(days, none, '2026-03-08')).toBe('at_risk')
    expect(riskOf(days, none, '2026-03-20')).toBe('overdue')
    const all = progressOf([makeTask('1', { status: 'done' })])
    expect(riskOf(days, all, '2026-03-20')).toBe('done')
  })
})

describe('keys', () => {
  const lists: Lists = {
    ids: ['backlog', 's1', 's2'],
    rows: new Map([
      ['backlog', ['1', '2']],
      ['s1', []],
      ['s2', ['3']],
    ]),
  }

  it('walk on into the next list that has rows', () => {
    expect(rowAfter(lists, '1', 'down')).toBe('2')
    expect(rowAfter(lists, '2', 'down')).toBe('3')
    expect(rowAfter(lists, '3', 'up')).toBe('2')
    expect(rowAfter(lists, '1', 'up')).toBeNull()
  })

  it('carry into an empty list and say the position', () => {
    const place = placeAfter(lists, { listId: 'backlog', beforeId: null }, 'on')
    expect(place).toEqual({ listId: 's1', beforeId: null })
    expect(positionOf(lists, place)).toEqual({ at: 1, of: 1 })
    expect(placeAfter(lists, place, 'down')).toEqual({ listId: 's2', beforeId: '3' })
  })
})

describe('a selection', () => {
  it('grows from the last one touched', () => {
    const selection = new Selection(() => undefined)
    const list = ['1', '2', '3', '4'].map((id) => ({ id }))
    selection.toggle('2')
    selection.extend('4', list)
    expect(ids(selection.of(list))).toEqual(['2', '3', '4'])
    selection.clear()
    expect(selection.isEmpty).toBe(true)
  })
})

describe('a spark', () => {
  it('ends where nothing is known yet', () => {
    expect(points([4, 2, null], 4)).toBe('3.0,3.0 120.0,24.0')
    expect(points([], 0)).toBe('')
  })
})
