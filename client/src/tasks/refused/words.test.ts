import { describe, expect, it } from 'vitest'
import { ApiError } from '../../common/api'
import { isMoot } from '../answers'
import type { Op } from '../ops'
import { asNewTask, typedIn } from './words'

const patch = (fields: object, before: object): Op => {
  return { kind: 'task.patch', taskId: '1', fields, before, version: 1 }
}
const gone = new ApiError(404, {})

describe('what was written on a task that is gone', () => {
  it('keeps its title and its text', () => {
    const both = patch({ title: 'Mine', description: 'Long' }, { title: 'Old', description: '' })
    expect(asNewTask(both)).toEqual({ title: 'Mine', description: 'Long' })
    expect(asNewTask(patch({ title: 'Mine' }, { title: 'Old' }))?.title).toBe('Mine')
  })

  it('a text alone is called by its first line', () => {
    const text = 'First line\n\nAnd more'
    const op = patch({ description: text }, { description: '' })
    expect(asNewTask(op)).toEqual({ title: 'First line', description: text })
    const long = asNewTask(patch({ description: 'x'.repeat(300) }, {}))
    expect([long?.title.length, long?.description.length]).toEqual([200, 300])
  })

  it('a choice alone makes no task', () => {
    expect(asNewTask(patch({ priority: 'high' }, { priority: 'low' }))).toBeNull()
    expect(typedIn({ kind: 'task.watch', taskId: '1', person: 'me', isOn: true })).toBe('')
  })

  it('what was to go is no loss', () => {
    expect(isMoot({ kind: 'task.delete', taskId: '1' }, gone)).toBe(true)
    expect(isMoot({ kind: 'task.watch', taskId: '1', person: 'me', isOn: false }, gone)).toBe(true)
    expect(isMoot({ kind: 'task.watch', taskId: '1', person: 'me', isOn: true }, gone)).toBe(false)
  })
})
