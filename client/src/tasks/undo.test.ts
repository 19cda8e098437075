import { describe, expect, it } from 'vitest'
import type { Task } from './model'
import { applyOp, type Op } from './ops'
import { DONE, makeState, makeTask, TODO } from './samples'
import { withTask, type ProjectState } from './state'
import { beforeOf, reversalOf, UndoHistory, type Act } from './undo'

const ana = { id: 'ana', name: 'Ana' }
const place = ({ id, name, state }: typeof TODO) => ({ id, name, state })

/** `ops` as one act on `state`: what it gives, and how it would be taken back. */
function done(state: ProjectState, ...ops: Op[]): { state: ProjectState; act: Act } {
  const steps = []
  for (const op of ops) {
    steps.push({ op, before: beforeOf(state, op) })
    state = applyOp(state, op)
  }
  return { state, act: { id: 'a', steps } }
}

function undone(state: ProjectState, act: Act): { state: ProjectState; kept: readonly string[] } {
  const { ops, kept } = reversalOf(act, state)
  return { state: ops.reduce(applyOp, state), kept }
}

const plain = (state: ProjectState) =>
  [...state.tasks.values()].map(({ id, priority, rank, column, assignees, fields }) => ({
    ...{ id, priority, rank, column: column.id, who: assignees.map((user) => user.id) },
    own: Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== null)),
  }))

const start = makeState(
  makeTask('1', { rank: 'G' }),
  makeTask('2', { rank: 'V', fields: { size: 's' } }),
  makeTask('3', { rank: 'k', assignees: [ana] }),
)
const patch = (taskId: string, fields: object): Op => ({
  ...{ kind: 'task.patch', taskId, fields, before: {}, version: 1 },
})

const acts: Record<string, Op[]> = {
  'a field': [patch('1', { priority: 'high' })],
  people: [patch('3', { assignees: [] })],
  'a custom field': [patch('2', { fields: { size: 'l', team: 'x' } })],
  'a move': [
    {
      ...{ kind: 'task.move', taskId: '2', column: place(DONE), rank: 'V' },
      ...{ before: null, after: null },
    },
  ],
  'many at once': [
    {
      kind: 'tasks.update',
      changes: ['1', '2', '3'].map((taskId) => ({
        taskId,
        fields: { priority: 'low' as const, assignees: [ana] },
        column: place(DONE),
      })),
    },
  ],
  'a deletion of many': [{ kind: 'tasks.delete', ids: ['1', '3'] }],
  'a card carried to another group': [
    patch('1', { assignees: [ana] }),
    {
      ...{ kind: 'task.move', taskId: '1', column: place(TODO), rank: 'z' },
      ...{ before: null, after: '3' },
    },
  ],
}

describe('undo', () => {
  it.each(Object.entries(acts))('of %s gives what was, and redo what had been done', (_, ops) => {
    const after = done(start, ...ops)
    const sorted = (state: ProjectState) => plain(state).sort((a, b) => (a.id < b.id ? -1 : 1))

    const back = undone(after.state, after.act)
    expect(back.kept).toEqual([])
    expect(sorted(back.state)).toEqual(sorted(start))

    const reversal = reversalOf(after.act, after.state)
    const again = done(after.state, ...reversal.ops)
    expect(sorted(undone(again.state, again.act).state)).toEqual(sorted(after.state))
  })

  it('leaves what somebody else changed since, and names it', () => {
    const after = done(start, patch('1', { priority: 'high', title: 'Mine' }))
    const theirs: Task = { ...after.state.tasks.get('1')!, title: 'Theirs', version: 5 }

    const back = undone(withTask(after.state, theirs), after.act)

    expect(back.kept).toEqual(['TF-1'])
    expect(back.state.tasks.get('1')).toMatchObject({ title: 'Theirs', priority: 'medium' })
  })

  it('sends the version that it saw, so that the server refuses what comes between', () => {
    const after = done(start, patch('1', { priority: 'high' }))
    const [op] = reversalOf(after.act, after.state).ops
    expect(op).toMatchObject({ kind: 'tasks.update', changes: [{ taskId: '1', version: 1 }] })
  })

  it('takes what was added to an act back with it, in one call', () => {
    const history = new UndoHistory()
    const first = done(start, patch('1', { priority: 'high' }))
    history.record(first.act)
    const second = done(first.state, patch('2', { priority: 'low' }))
    history.record(second.act)

    const whole = history.takeUndo()!
    expect(history.canUndo).toBe(false)
    const { ops } = reversalOf(whole, second.state)
    expect(ops).toHaveLength(1)
    expect(plain(ops.reduce(applyOp, second.state))).toEqual(plain(start))
  })

  it('of a new card deletes it under its real id', () => {
    const history = new UndoHistory()
    const { act } = done(start, { kind: 'task.create', task: makeTask('tmp-9') })
    history.record(act)
    history.rename('tmp-9', '9')
    const taken = history.takeUndo()!
    const state = withTask(start, makeTask('9'))
    expect(reversalOf(taken, state).ops).toEqual([{ kind: 'task.delete', taskId: '9' }])
  })

  it('forgets what was refused, and what was undone once something new is done', () => {
    const history = new UndoHistory()
    const one = done(start, patch('1', { priority: 'high' })).act
    history.record(one)
    history.forget(one.steps[0]!.op)
    expect(history.canUndo).toBe(false)
    history.wasUndone(one)
    expect(history.canRedo).toBe(true)
    history.record(done(start, patch('2', { priority: 'high' })).act)
    expect(history.canRedo).toBe(false)
  })
})
