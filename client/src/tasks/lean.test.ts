import { describe, expect, it } from 'vitest'
import { widened, type LeanRow } from './lean'
import { makeState, makeTask } from './samples'
import { withTasks, withoutTask } from './state'

const project = { id: 'p', key: 'TF' }
const bug = { id: 'bug', name: 'Bug', color: 'red' }
const ana = { id: 'ana', name: 'Ana', avatar: null }
const state = { ...makeState(), labels: [bug] }

function row(more: Partial<LeanRow> = {}): LeanRow {
  return {
    ...{ id: '1', number: 7, title: 'Paint', column: 'todo', priority: 'low', rank: 'V' },
    ...{ version: 3, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' },
    ...more,
  }
}

describe('lean rows', () => {
  it('become tasks with their column, labels and people', () => {
    const lean = row({ labels: ['bug'], assignees: ['ana'], due_date: '2026-02-03' })
    const [task] = widened({ results: [lean], people: [ana] }, state, project)

    expect(task).toMatchObject({
      key: 'TF-7',
      status: 'todo',
      column: { id: 'todo', name: 'To do', state: 'todo' },
      labels: [bug],
      assignees: [ana],
      due_date: '2026-02-03',
      story_points: null,
      parent: null,
    })
  })

  it('of an unknown column wait for their news', () => {
    expect(widened({ results: [row({ column: 'new' })], people: [] }, state, project)).toEqual([])
  })

  it('never win over newer news, nor bring back what was deleted meanwhile', () => {
    const rows = widened({ results: [row(), row({ id: '2' })], people: [] }, state, project)
    const newer = makeTask('1', { version: 4, title: 'Varnish' })
    const live = withoutTask(withTasks(state, [newer]), '2')

    const after = withTasks(live, rows)

    expect(after.tasks.get('1')?.title).toBe('Varnish')
    expect(after.tasks.has('2')).toBe(false)
  })

  it('keep what is known of a task beyond them', () => {
    const known = withTasks(state, [makeTask('1', { version: 3, description: 'Long words' })])
    const rows = widened({ results: [row()], people: [] }, state, project)

    expect(withTasks(known, rows).tasks.get('1')?.description).toBe('Long words')
  })
})
