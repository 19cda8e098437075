import { expect, it } from 'vitest'
import { waiting } from './blocked'
import { DONE, makeState, makeTask } from './samples'

it('a task waits for what blocks it until that is done or gone', () => {
  const done = { column: { id: DONE.id, name: DONE.name, state: DONE.state }, status: DONE.state }
  const state = makeState(makeTask('open'), makeTask('over', done), makeTask('a'), makeTask('b'))
  const links = [
    { source: 'open', target: 'a' },
    { source: 'over', target: 'b' },
    { source: 'gone', target: 'open' },
  ]

  expect([...waiting(links, state)]).toEqual(['a'])
})
