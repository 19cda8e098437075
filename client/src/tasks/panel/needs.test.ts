import { describe, expect, it } from 'vitest'
import { ApiError } from '../../common/api'
import type { Task } from '../model'
import { isMet, needsOf, wantedMove } from './needs'

const details = (...fields: string[]) =>
  new ApiError(400, { details: fields.map((field) => ({ field, message: `Fill ${field}` })) })
const column = { id: 'done', name: 'Done', state: 'done' } as const
const task = (values: Partial<Task>): Task => ({ checklist: [], ...values }) as unknown as Task

describe('what a refused move needs', () => {
  it('is read from the fields that the answer names', () => {
    expect(needsOf(details('assignees', 'fields.f1'))).toEqual([
      { field: 'assignees', words: 'Fill assignees' },
      { field: 'fields.f1', words: 'Fill fields.f1' },
    ])
  })

  it('is nothing to fill where there is no such way, or the answer is of another kind', () => {
    expect(needsOf(details('assignees', 'column'))).toBeNull()
    expect(needsOf(new ApiError(403, { message: 'No' }))).toBeNull()
    expect(needsOf(new Error('offline'))).toBeNull()
  })

  it('concerns the move of one task alone', () => {
    const change = { taskId: 'a', fields: {}, column }
    expect(wantedMove({ kind: 'tasks.update', changes: [change] })).toEqual({ taskId: 'a', column })
    expect(wantedMove({ kind: 'tasks.update', changes: [change, change] })).toBeNull()
    expect(wantedMove({ kind: 'tasks.update', changes: [{ taskId: 'a', fields: {} }] })).toBeNull()
  })

  it('is met by what the task holds now', () => {
    expect(isMet(task({ assignees: [] }), 'assignees')).toBe(false)
    expect(isMet(task({ assignees: [{ id: 'u', name: 'Ana' }] }), 'assignees')).toBe(true)
    expect(isMet(task({ story_points: null }), 'story_points')).toBe(false)
    expect(isMet(task({ fields: { f1: false } }), 'fields.f1')).toBe(true)
    expect(isMet(task({ fields: { f1: null } }), 'fields.f1')).toBe(false)
    expect(isMet(task({ description: ' ' }), 'description')).toBe(false)
    expect(isMet(task({}), 'approvals')).toBeNull()
    expect(isMet(task({ subtasks: { total: 2, done: 1 } }), 'subtasks')).toBe(false)
  })
})
