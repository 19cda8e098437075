import { describe, expect, it } from 'vitest'
import type { Task } from './model'
import { applyOp, callOf, fieldNames, freshened, freshVersion, type Op } from './ops'
import { DONE, makeState, makeTask } from './samples'
import { tasksIn } from './state'

const { id, name, state: status } = DONE
const move: Op = {
  kind: 'task.move',
  taskId: '1',
  column: { id, name, state: status },
  rank: 'H',
  before: '2',
  after: null,
}

function patch(version: number): Extract<Op, { kind: 'task.patch' }> {
  return {
    kind: 'task.patch',
    taskId: '1',
    fields: { title: 'Mine', assignees: [{ id: 'u', name: 'U' }] },
    before: { title: 'Task 1', assignees: [] },
    version,
  }
}

describe('the person’s acts', () => {
  it('a move shows at once', () => {
    expect(tasksIn(applyOp(makeState(makeTask('1')), move), 'done')).toMatchObject([
      { id: '1', status: 'done', rank: 'H' },
    ])
  })

  it('a move names one neighbour, or none in an empty column', () => {
    expect(callOf('p', move).body).toEqual({ column: 'done', before: '2' })
    expect(callOf('p', { ...move, before: null, after: '3' }).body).toEqual({
      column: 'done',
      after: '3',
    })
    expect(callOf('p', { ...move, before: null }).body).toEqual({ column: 'done' })
  })

  it('a patch sends ids of people and the version that was seen', () => {
    expect(callOf('p', patch(4))).toEqual({
      method: 'PATCH',
      path: 'tasks/1',
      body: { title: 'Mine', assignee_ids: ['u'], version: 4 },
    })
    expect(fieldNames(['assignee_ids', 'title'])).toEqual(['assignees', 'title'])
  })

  it('a queued patch takes the new version where what was seen still stands', () => {
    expect(freshVersion(patch(1), makeTask('1', { version: 6, priority: 'high' }))).toBe(6)
  })

  it('keeps the old version, so that the server asks, where it does not', () => {
    expect(freshVersion(patch(1), makeTask('1', { version: 6, title: 'Theirs' }))).toBe(1)
  })

  it('keeps the old version for a description that was not read again', () => {
    const op: Extract<Op, { kind: 'task.patch' }> = {
      ...patch(1),
      fields: { description: 'Mine' },
      before: { description: '' },
    }
    expect(freshVersion(op, makeTask('1', { version: 2 }))).toBe(1)
    expect(freshVersion(op, makeTask('1', { version: 2, description: '' }))).toBe(2)
  })

  it('steps of a checklist are added, ticked, moved and deleted', () => {
    const titles = ['a', 'b', 'c'].map((step) => ({ id: step, title: step, done: false }))
    const state = makeState(makeTask('1', { checklist: titles }))
    const steps = (...ops: Op[]) => (ops.reduce(applyOp, state).tasks.get('1') as Task).checklist
    const of = { taskId: '1' }

    expect(steps({ kind: 'item.create', ...of, id: 'd', title: 'd' })).toHaveLength(4)
    expect(steps({ kind: 'item.patch', ...of, id: 'b', change: { done: true } })[1]?.done).toBe(
      true,
    )
    expect(steps({ kind: 'item.delete', ...of, id: 'a' }).map((step) => step.id)).toEqual([
      'b',
      'c',
    ])
    const order = (place: { before: string } | { after: string }) =>
      steps({ kind: 'item.move', ...of, id: 'a', place }).map((step) => step.id)
    expect(order({ after: 'c' })).toEqual(['b', 'c', 'a'])
    expect(order({ before: 'c' })).toEqual(['b', 'a', 'c'])
  })
})

describe('what is taken back before it was answered', () => {
  const back = (more: object): Extract<Op, { kind: 'tasks.update' }> => ({
    kind: 'tasks.update',
    changes: [{ taskId: '1', fields: { priority: 'low' }, version: 1, ...more }],
  })
  const versionOf = (op: ReturnType<typeof back>, now: object) =>
    freshened(op, new Map([['1', makeTask('1', { version: 2, ...now })]])).changes[0]?.version

  it('goes out at the version that its own answer brought', () => {
    expect(versionOf(back({ seen: { priority: 'high' } }), { priority: 'high' })).toBe(2)
  })

  it('stays at the version that was seen where somebody else was faster', () => {
    expect(versionOf(back({ seen: { priority: 'high' } }), { priority: 'critical' })).toBe(1)
    const moved = back({ seen: {}, seenColumn: 'elsewhere', column: { id: 'c' } })
    expect(versionOf(moved, {})).toBe(1)
  })
})
