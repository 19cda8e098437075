import { describe, expect, it } from 'vitest'
import { withBoard, withoutUnseen, withTexts } from './loading'
import type { BoardAnswer, Task } from './model'
import { makeState, makeTask, TODO } from './samples'
import { withTasks, type ProjectState } from './state'

const board = (tasks: readonly Task[], next: string | null) =>
  ({ seq: 9, columns: [{ ...TODO, tasks, next }] }) as unknown as BoardAnswer
const ids = ({ tasks }: ProjectState) => [...tasks.keys()].sort()
const shown = withTasks(makeState(), [makeTask('1'), makeTask('2'), makeTask('3')])

describe('a project that is read anew', () => {
  it('keeps a long column whole until the rest was read', () => {
    const partly = withBoard(shown, board([makeTask('1', { version: 2 })], '/more'))

    expect(ids(partly)).toEqual(['1', '2', '3'])
    expect(partly.tasks.get('1')?.version).toBe(2)
    expect(partly.isComplete).toBe(false)
  })

  it('forgets at the end what was deleted while nobody listened, but not what came meanwhile', () => {
    const before = new Set(ids(shown))
    const during = withTasks(shown, [makeTask('4')])

    const after = withoutUnseen(during, before, new Set(['1', '3']))

    expect(ids(after)).toEqual(['1', '3', '4'])
    expect(after.isComplete).toBe(true)
  })

  it('forgets at once when the board is whole', () => {
    expect(ids(withBoard(shown, board([makeTask('1')], null)))).toEqual(['1'])
  })
})

describe('texts that are kept for a time without a network', () => {
  it('stand beside the rows that they are of, and never over what was read', () => {
    const read = makeTask('2', { description: 'Read' })
    const state = withTasks(makeState(), [makeTask('1'), read, makeTask('3', { version: 5 })])
    const texts = ['1', '2', '3', '4'].map((id) => ({ id, version: 1, description: 'Kept' }))
    const said = [...withTexts(state, texts).tasks.values()].map(({ description }) => description)

    expect(said).toEqual(['Kept', 'Read', undefined])
  })
})
