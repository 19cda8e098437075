import { expect, test } from 'vitest'
import { childrenIn, placeAmong, placed, reordered } from './children'
import type { Task } from './model'
import { EMPTY, type ProjectState } from './state'

const task = (number: number, fields: Partial<Task> = {}): Task =>
  ({
    ...{
      id: `t${String(number)}`,
      key: `TF-${String(number)}`,
      number,
      title: `Task ${String(number)}`,
    },
    ...{ status: 'todo', parent: 't1', version: 1, ...fields },
  }) as Task

const refs = (...numbers: number[]) =>
  numbers.map((number) => ({ ...task(number), status: 'todo' as const }))

const holding = (...tasks: Task[]): ProjectState => ({
  ...EMPTY,
  tasks: new Map(tasks.map((each) => [each.id, each])),
})

const keys = (state: ProjectState, parent: Task) =>
  childrenIn(state, parent).map(({ key }) => key || 'new')

test('children stand as the detail says, those that it does not know yet at the end', () => {
  const parent = task(1, { parent: null, children: refs(4, 2) })
  const state = holding(parent, task(2), task(10), task(4), task(3), task(0, { key: '' }))
  expect(keys(state, parent)).toEqual(['TF-4', 'TF-2', 'TF-3', 'TF-10', 'new'])
})

test('one that was taken out or deleted is no child; an archived one is', () => {
  const archived = { ...task(6), status: 'archived' as const }
  const parent = task(1, { parent: null, children: [...refs(2, 4, 5), archived] })
  const state = { ...holding(parent, task(2), task(4, { parent: null })), gone: new Set(['t5']) }
  expect(keys(state, parent)).toEqual(['TF-2', 'TF-6'])
})

test('one goes beside another, and knows where it was', () => {
  const ids = ['a', 'b', 'c']
  expect(placed(ids, 'c', { before: 'a' })).toEqual(['c', 'a', 'b'])
  expect(placed(ids, 'a', { after: 'b' })).toEqual(['b', 'a', 'c'])
  expect(placed(ids, 'a', { after: 'x' })).toEqual(ids)
  expect([placeAmong(ids, 'a'), placeAmong(ids, 'c'), placeAmong(['a'], 'a')]).toEqual([
    { before: 'b' },
    { after: 'b' },
    null,
  ])
})

test('an order that was shown before the server answered has every child', () => {
  const parent = task(1, { parent: null, children: refs(2) })
  const state = holding(parent, task(2), task(3))
  const order = reordered(state, parent, 't3', { before: 't2' })
  expect(order.map(({ key }) => key)).toEqual(['TF-3', 'TF-2'])
})
