// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import type { LitElement } from 'lit'
import { beforeAll, describe, expect, it } from 'vitest'
import { clashes, liveActions, registerActions } from '../common/ui/actions'
import { DONE, TODO } from './samples'

const page = {
  me: { id: 'me', name: 'Ana' },
  role: 'owner',
  workspace: { id: 'w', slug: 'w', name: 'W' },
  project: { id: 'p', key: 'TF', name: 'First' },
  members: [],
  board: { seq: 0, columns: [TODO, DONE], labels: [], types: [], fields: [], sprints: [] },
}

beforeAll(async () => {
  // The pretended browser has no locks, as one without https has none.
  Reflect.deleteProperty(Object.getPrototypeOf(navigator) as object, 'locks')
  const data = document.createElement('script')
  data.id = 'tf-page'
  data.type = 'application/json'
  data.textContent = JSON.stringify(page)
  document.body.append(data)
  await Promise.all([import('./board/kanban'), import('./list/list'), import('./sheet/table')])
  const { openProject } = await import('./session')
  const { sheetActions } = await import('./sheet/actions')
  registerActions(sheetActions(openProject()))
}, 60_000)

async function keysOn(tag: string): Promise<readonly string[]> {
  const view = document.createElement(tag) as LitElement
  document.body.append(view)
  await view.updateComplete
  const live = liveActions()
  expect(clashes(live).map((pair) => pair.map(({ id, keys }) => `${id}: ${keys ?? ''}`))).toEqual(
    [],
  )
  view.remove()
  return live.flatMap(({ scope = 'page', keys }) =>
    keys === undefined ? [] : [`${scope} ${keys}`],
  )
}

describe('the keys of each view', () => {
  it.each([
    ['tf-kanban', ['page c', 'page s', 'card x', 'card mod+a', 'card space']],
    ['tf-task-list', ['page c', 'page p', 'row x', 'row e', 'row shift+arrowdown']],
    ['tf-task-table', ['page a', 'cell mod+d', 'cell tab', 'cell delete']],
  ])('start one thing each, and stand on the sheet: %s', async (tag, known) => {
    const keys = await keysOn(tag)

    expect(keys).toEqual(expect.arrayContaining(known))
    expect(new Set(keys).size).toBe(keys.length)
  })
}, 60_000)
