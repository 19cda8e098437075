import { describe, expect, it } from 'vitest'
import type { Comment, Task } from './model'
import { DONE, makeEvent, makeState, makeTask, TODO } from './samples'
import {
  reduce,
  tasksIn,
  withColumns,
  withLabels,
  withoutTask,
  withTask,
  withTasks,
  type ProjectState,
} from './state'

const ids = (state: ProjectState, column = 'todo') => tasksIn(state, column).map(({ id }) => id)
const get = (state: ProjectState, id: string) => state.tasks.get(id) as Task

describe('a project’s state', () => {
  it('old state and events make the fresh state', () => {
    const { id, name, state: status } = DONE
    const moved = makeTask('1', { column: { id, name, state: status }, status, version: 2 })
    const events = [
      makeEvent('task.created', makeTask('2', { rank: 'A' })),
      makeEvent('task.moved', moved),
      makeEvent('task.created', makeTask('3', { rank: 'Z' })),
      makeEvent('task.deleted', makeTask('2', { version: 2 })),
    ]

    const state = events.reduce(reduce, makeState(makeTask('1')))

    expect([...state.tasks.values()]).toEqual([moved, makeTask('3', { rank: 'Z' })])
  })

  it('orders bytewise by rank, then by id', () => {
    const state = makeState(makeTask('b'), makeTask('a'), makeTask('c', { rank: 'G' }))

    expect(ids(state)).toEqual(['c', 'a', 'b'])
  })

  it('never goes back to an older version', () => {
    const state = makeState(makeTask('1', { version: 5, title: 'New' }))

    expect(get(withTask(state, makeTask('1', { version: 4 })), '1').title).toBe('New')
  })

  it('a page of the list that was under way brings no deleted task back', () => {
    const state = withoutTask(makeState(makeTask('1')), '1')

    expect(ids(withTasks(state, [makeTask('1')]))).toEqual([])
  })

  it('undo brings a deleted task back', () => {
    const state = withoutTask(makeState(makeTask('1')), '1')

    expect(ids(reduce(state, makeEvent('task.updated', makeTask('1', { version: 3 }))))).toEqual([
      '1',
    ])
  })

  it('forgets a description that somebody changed, and keeps one that nobody did', () => {
    const state = makeState(makeTask('1', { description: 'old' }))
    const next = makeTask('1', { version: 2 })

    const kept = reduce(state, makeEvent('task.updated', next, { title: ['a', 'b'] }))
    const forgotten = reduce(state, makeEvent('task.updated', next, { description: ['old', 'x'] }))

    expect(get(kept, '1').description).toBe('old')
    expect(get(forgotten, '1').description).toBeUndefined()
  })

  it('an archived task leaves the views', () => {
    const archived = makeTask('1', { status: 'archived', version: 2 })

    expect(ids(reduce(makeState(makeTask('1')), makeEvent('task.updated', archived)))).toEqual([])
  })

  it('cards follow their column’s name and labels', () => {
    const bug = { id: 'b', name: 'bug', color: 'red' }
    const state = makeState(makeTask('1', { labels: [bug] }))

    const renamed = withColumns(state, [{ ...TODO, name: 'Next', state: 'blocked' }, DONE])
    const relabelled = withLabels(renamed, [{ ...bug, name: 'defect' }])

    expect(get(relabelled, '1')).toMatchObject({
      column: { name: 'Next' },
      status: 'blocked',
      labels: [{ name: 'defect' }],
    })
  })

  it('hears comments only of tasks that somebody looks at', () => {
    const comment = { id: 'c', task: '1', body: 'Hi', created_at: '2026-01-01' } as Comment
    const event = { ...makeEvent('comment.created', makeTask('1')), data: { ...comment } }
    const open = { ...makeState(makeTask('1')), comments: new Map([['1', []]]) }

    expect(reduce(open, event).comments.get('1')).toEqual([comment])
    expect(reduce(makeState(), event).comments.size).toBe(0)
  })
  it('counts comments on the card as the event says', () => {
    const state = makeState(makeTask('1'))
    const event = { ...makeEvent('comment.deleted', makeTask('1')), data: { id: 'c', task: '1' } }
    const said = { ...event, data: { ...event.data, comment_count: 4 } }

    expect(reduce(state, said).tasks.get('1')?.comment_count).toBe(4)
    expect(reduce(state, event)).toEqual(state)
  })
})
