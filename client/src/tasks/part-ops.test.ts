import { describe, expect, it } from 'vitest'
import type { Comment, Task } from './model'
import { applyOp, callOf, type Op } from './ops'
import { partAnswered, partBack } from './part-ops'
import { makeState, makeTask } from './samples'

const BODY: Comment = {
  ...{ id: 'c', task: '1', author: null, body: 'Hello', body_html: '', edited_at: null },
  created_at: '2026-01-01T00:00:00Z',
}
const STEP = { id: 's', title: 'Buy a rope', done: false }

function stateOf(more: Partial<Task>, comments: readonly Comment[] = [BODY]) {
  return { ...makeState(makeTask('1', more)), comments: new Map([['1', comments]]) }
}

describe('what belongs to a task', () => {
  it('is watched at once, once, and left again', () => {
    const op: Op = { kind: 'task.watch', taskId: '1', person: 'me', isOn: true }
    const state = applyOp(stateOf({ watchers: ['you', 'me'] }), op)
    expect(state.tasks.get('1')?.watchers).toEqual(['you', 'me'])
    const [back] = partBack(op, undefined)
    expect(applyOp(state, back as Op).tasks.get('1')?.watchers).toEqual(['you'])
    expect(callOf('p', back as Op)).toEqual({ method: 'DELETE', path: 'tasks/1/watch' })
    // Lists do not say who watches: nothing is made up.
    expect(applyOp(stateOf({}), op).tasks.get('1')?.watchers).toBeUndefined()
  })

  it('a reaction joins those of others, and the last one takes it away', () => {
    const op: Op = {
      ...{ kind: 'comment.react', taskId: '1', id: 'c', emoji: '🎉', person: 'me', isOn: true },
    } as const
    const own = applyOp(stateOf({}), op)
    expect(own.comments.get('1')?.[0]?.reactions).toEqual([{ emoji: '🎉', users: ['me'] }])
    const theirs = [{ ...BODY, reactions: [{ emoji: '🎉', users: ['you'] }] }]
    const both = applyOp(stateOf({}, theirs), op)
    expect(both.comments.get('1')?.[0]?.reactions?.[0]?.users).toEqual(['you', 'me'])
    const off = { ...op, isOn: false }
    expect(applyOp(own, off).comments.get('1')?.[0]?.reactions).toEqual([])
    expect(callOf('p', off).path).toBe('comments/c/reactions?emoji=%F0%9F%8E%89')
  })

  it('a step that grows is a task below, also before the server has named it', () => {
    const task = makeTask('tmp-1', { title: STEP.title, parent: '1', key: '' })
    const op: Op = { kind: 'item.promote', taskId: '1', id: 's', task }
    const state = applyOp(stateOf({ checklist: [STEP] }), op)
    expect(state.tasks.get('1')?.checklist).toEqual([])
    expect(state.tasks.get('tmp-1')?.parent).toBe('1')
    expect(callOf('p', op).tempId).toBe('tmp-1')
    const made = partAnswered(stateOf({ checklist: [STEP] }), op, makeTask('9', { parent: '1' }))
    expect([...made.tasks.keys()]).toEqual(['1', '9'])
    const back = partBack(op, makeTask('1', { checklist: [STEP] }))
    expect(back.map(({ kind }) => kind)).toEqual(['task.delete', 'item.create'])
  })

  it('a link stands there at once and is named by the answer', () => {
    const file = { id: 'tmp-f', name: 'x', url: 'https://example.org/x', status: 'link' } as const
    const op: Op = { kind: 'file.link', taskId: '1', file }
    const state = applyOp(stateOf({ attachments: [] }), op)
    expect(state.tasks.get('1')?.attachments).toEqual([file])
    const named = partAnswered(stateOf({ attachments: [] }), op, { ...file, id: 'f' })
    expect(named.tasks.get('1')?.attachments?.map(({ id }) => id)).toEqual(['f'])
  })
})
