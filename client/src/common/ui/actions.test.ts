import { afterEach, describe, expect, it } from 'vitest'
import {
  asking,
  clashes,
  enabledActions,
  heardBy,
  liveActions,
  onChoices,
  registerActions,
  type Action,
} from './actions'

const undo: (() => void)[] = []
const put = (...actions: Action[]) => undo.push(registerActions(actions))
const act = (id: string, more: Partial<Action> = {}): Action => ({
  ...{ id, label: id, group: 'Here', run: () => undefined },
  ...more,
})
const ids = (actions: readonly Action[]) => actions.map(({ id }) => id)

afterEach(() => {
  for (const each of undo.splice(0)) each()
})

describe('the registry', () => {
  it('lets the later of two with one id win, and forgets what went away', () => {
    put(act('one', { label: 'Old' }))
    const leave = registerActions([act('one', { label: 'New' })])
    expect(liveActions().map(({ label }) => label)).toEqual(['New'])
    leave()
    expect(liveActions().map(({ label }) => label)).toEqual(['Old'])
  })

  it('keeps on the sheet what has nothing to act on yet, and off the keys', () => {
    put(act('assign', { isReady: () => false }), act('edit', { isEnabled: () => false }))
    expect(ids(liveActions())).toEqual(['assign'])
    expect(enabledActions()).toEqual([])
  })

  it('lets a fallback give way to whoever has its key', () => {
    put(act('search', { keys: '/', isFallback: true }))
    expect(ids(liveActions())).toEqual(['search'])
    put(act('query', { keys: '/' }))
    expect(ids(liveActions())).toEqual(['query'])
  })

  it('shows what a focused thing hears itself, without running it', () => {
    put(...heardBy('card', 'Cards', [['space', 'Lift']]))
    expect(liveActions().map(({ label }) => label)).toEqual(['Lift'])
    expect(enabledActions()).toEqual([])
  })

  it('shows the answers of what asks', () => {
    const shown: string[] = []
    onChoices(({ id }) => shown.push(id))
    asking({ id: 'assign', label: 'Assign to…', group: 'Task', choices: () => [] }).run()
    expect(shown).toEqual(['assign'])
  })

  it('names two actions of one key in one scope', () => {
    const list = [
      act('a', { keys: 'x' }),
      act('b', { keys: 'x' }),
      act('c', { keys: 'x', scope: 'card' }),
      act('d'),
      act('e'),
    ]
    expect(clashes(list).map(ids)).toEqual([['a', 'b']])
  })
})

describe('commands of several projects on one page', () => {
  it('lets the one that is ready go before the others', () => {
    put(act('assign', { label: 'There' }))
    put(act('assign', { label: 'Elsewhere', isReady: () => false }))
    expect(enabledActions().map(({ label }) => label)).toEqual(['There'])
  })
})
