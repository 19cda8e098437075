import { describe, expect, it, vi } from 'vitest'
import { Store } from './store'

type State = Readonly<Record<string, number>>
type Op = { readonly key: string; readonly add: number }

const apply = (state: State, { key, add }: Op): State => ({
  ...state,
  [key]: (state[key] ?? 0) + add,
})
const make = () => new Store<State, Op>({ a: 1 }, apply)

describe('the store', () => {
  it('shows the person’s acts on top of what the server said', () => {
    const store = make()

    store.push('1', { key: 'a', add: 10 })
    store.update((state) => ({ ...state, a: 2, b: 5 }))

    expect(store.state).toEqual({ a: 12, b: 5 })
    expect(store.confirmed).toEqual({ a: 2, b: 5 })
  })

  it('an answered act gives way to what the server made of it', () => {
    const store = make()
    store.push('1', { key: 'a', add: 10 })
    store.push('2', { key: 'a', add: 100 })

    store.settle('1', (state) => ({ ...state, a: 7 }))

    expect(store.state).toEqual({ a: 107 })
    expect(store.pending.map(({ id }) => id)).toEqual(['2'])
  })

  it('a refused act is as if it had never been', () => {
    const store = make()
    store.push('1', { key: 'a', add: 10 })

    store.settle('1')

    expect(store.state).toEqual({ a: 1 })
  })

  it('shows an act once, however often it is pushed', () => {
    const store = make()

    store.push('1', { key: 'a', add: 10 })
    store.push('1', { key: 'a', add: 10 })

    expect(store.state).toEqual({ a: 11 })
  })

  it('tells its listeners once for changes that come together', async () => {
    const store = make()
    const listener = vi.fn()
    const stop = store.subscribe(listener)

    store.push('1', { key: 'a', add: 1 })
    store.settle('1', (state) => ({ ...state, a: 2 }))
    await Promise.resolve()
    expect(listener).toHaveBeenCalledOnce()

    stop()
    store.push('2', { key: 'a', add: 1 })
    await Promise.resolve()
    expect(listener).toHaveBeenCalledOnce()
  })
})
