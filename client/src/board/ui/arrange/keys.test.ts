// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { clashes } from '../../../common/ui/actions'
import type { Editor } from '../../editor'
import { arranging } from '../actions/arranging'
import { connecting } from '../actions/connecting'
import { locking } from '../actions/locking'
import { styling } from '../actions/styling'
import { shapeEntries } from '../shapes'
import { toolEntries } from '../toolbar'
import { menuing } from './context-menu'
import { inspecting } from './inspector'
import { snapping } from './snap-actions'

it('gives each key of the board one meaning', () => {
  // Only what is listed is looked at: nothing here asks the editor anything.
  const editor = {} as Editor
  const tools = [...toolEntries(), ...shapeEntries()].map(({ name, label, key }) => ({
    ...{ id: name, label, group: '', keys: key },
    run: () => undefined,
  }))
  const acts = [
    ...[arranging, connecting, locking, styling, snapping, inspecting, menuing],
  ].flatMap((make) => make(editor))
  const pairs = clashes([...tools, ...acts]).map(([one, other]) => `${one.id} ${other.id}`)
  // One key for both: only one of the two can be done at a time.
  expect(pairs).toEqual(['board.lock board.unlock'])
})
