import { describe, expect, it } from 'vitest'
import type { LiveEvent } from '../common/socket'
import { isNewsOf } from './births'
import type { Op } from './ops'

const STEP: Op = { kind: 'item.create', taskId: 'one', id: 'tmp-1', title: 'Buy a rope' }

function event(type: string, taskId: string, changes: LiveEvent['changes']): LiveEvent {
  const target = { kind: 'task', id: taskId }
  const actor = { id: 'me', name: 'Me' }
  return { type, room: 'project:p', seq: 1, at: '', actor, target, changes, data: { id: taskId } }
}

describe('news of what waits', () => {
  it('a step stands in the list of its own task', () => {
    const changes = { checklist: { added: 'Buy a rope' } }
    expect(isNewsOf(event('task.updated', 'one', changes), STEP)).toBe(true)
    expect(isNewsOf(event('task.updated', 'two', changes), STEP)).toBe(false)
  })

  it('another change of that task does not wait', () => {
    expect(isNewsOf(event('task.updated', 'one', { title: ['a', 'b'] }), STEP)).toBe(false)
    expect(isNewsOf(event('task.moved', 'one', {}), STEP)).toBe(false)
  })

  it('an act that makes nothing keeps no news back', () => {
    const tick: Op = { kind: 'item.patch', taskId: 'one', id: 'a', change: { done: true } }
    expect(isNewsOf(event('task.updated', 'one', { checklist: {} }), tick)).toBe(false)
  })
})
