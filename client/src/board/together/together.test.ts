import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { BoardDocument } from '../model/document'
import { element } from '../model/testing'
import type { Drawable } from '../model/drawable'
import type { Veil } from '../model/veil'
import { Acts } from '../sync/acts'
import { moveFrame } from './frame-order'
import { Replacements } from './replaced'
import { clockText, timeLeft } from './timer'

const note = (id: string) => element(id)

function veilOf(author: string, round: string | null): Veil & { words: Map<string, string> } {
  const words = new Map<string, string>()
  return {
    words,
    round,
    author,
    textOf: (id) => words.get(id) ?? '',
    write: (id, text) => void words.set(id, text),
  }
}

/** Two documents of which each has what the other has. */
function pair(): [BoardDocument, BoardDocument] {
  const [one, other] = [new Y.Doc(), new Y.Doc()]
  one.on('update', (update: Uint8Array) => Y.applyUpdate(other, update, 'remote'))
  other.on('update', (update: Uint8Array, origin) => {
    if (origin !== 'remote') Y.applyUpdate(one, update, 'remote')
  })
  return [new BoardDocument(one), new BoardDocument(other)]
}

describe('private writing', () => {
  it('keeps the words out of the document, and shows them to their writer', () => {
    const [mine, theirs] = pair()
    const veil = (mine.veil = veilOf('me', 'round'))
    theirs.veil = veilOf('you', 'round')
    mine.dispatch({ changes: [{ type: 'add', element: { ...note('a'), text: 'secret' } }] })
    mine.dispatch({ changes: [{ type: 'text', id: 'a', text: 'a secret' }] })
    expect(mine.get('a')).toMatchObject({ text: 'a secret', veiled: 'own', private: 'round' })
    expect(theirs.get('a')).toMatchObject({ text: '', veiled: 'others' })
    const state = new TextDecoder('latin1').decode(Y.encodeStateAsUpdate(mine.doc))
    expect(state).not.toContain('secret')
    expect(state).not.toContain('veiled')
    expect(veil.words.get('a')).toBe('a secret')
  })

  it('lets nobody write under what another one writes', () => {
    const [mine, theirs] = pair()
    mine.veil = veilOf('me', 'round')
    const other = (theirs.veil = veilOf('you', 'round'))
    mine.dispatch({ changes: [{ type: 'add', element: note('a') }] })
    theirs.dispatch({ changes: [{ type: 'text', id: 'a', text: 'false' }] })
    expect(other.words.size).toBe(0)
    expect(mine.get('a')?.text).toBe('')
  })

  it('leaves notes of before, and other kinds, as they are', () => {
    const [mine] = pair()
    mine.dispatch({ changes: [{ type: 'add', element: note('old') }] })
    mine.veil = veilOf('me', 'round')
    mine.dispatch({ changes: [{ type: 'text', id: 'old', text: 'open' }] })
    mine.dispatch({
      changes: [{ type: 'add', element: element('b', { kind: 'text', text: 'x' }) }],
    })
    expect(mine.get('old')).toMatchObject({ text: 'open' })
    expect(mine.get('b')?.private).toBeUndefined()
  })

  it('shows what was revealed, to all', () => {
    const [mine, theirs] = pair()
    mine.veil = veilOf('me', 'round')
    theirs.veil = veilOf('you', 'round')
    mine.dispatch({ changes: [{ type: 'add', element: { ...note('a'), text: 'x' } }] })
    for (const each of [mine, theirs]) each.veil = veilOf('', null)
    mine.dispatch({
      changes: [
        { type: 'content', id: 'a', content: { private: undefined } },
        { type: 'text', id: 'a', text: 'x' },
      ],
    })
    expect(theirs.get('a')).toMatchObject({ text: 'x' })
    expect(theirs.get('a')?.veiled).toBeUndefined()
  })
})

describe('what was replaced', () => {
  const setUp = () => {
    const [mine, theirs] = pair()
    const found = new Replacements((key) => mine.entries.get(key))
    const seen: string[] = []
    let now = 0
    mine.onChange((change) => seen.push(...found.take(change, now)))
    mine.dispatch({ changes: [{ type: 'add', element: note('a') }] })
    return { mine, theirs, seen, wait: (time: number) => (now += time) }
  }

  it('is found where somebody moves what one has just moved', () => {
    const { mine, theirs, seen } = setUp()
    mine.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 50 } }] })
    theirs.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 900 } }] })
    expect(seen).toEqual(['a'])
  })

  it('is nothing where one moves and the other colours', () => {
    const { mine, theirs, seen, wait } = setUp()
    wait(30_000)
    mine.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 50 } }] })
    theirs.dispatch({ changes: [{ type: 'style', id: 'a', style: { fill: 'blue' } }] })
    expect(seen).toEqual([])
  })

  it('is nothing after a while', () => {
    const { mine, theirs, seen, wait } = setUp()
    mine.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 50 } }] })
    wait(30_000)
    theirs.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 900 } }] })
    expect(seen).toEqual([])
  })
})

describe('the timer', () => {
  it('counts by the time of the server', () => {
    expect(timeLeft({ ends_at: 10_000, left: null, total: 0 }, 4000)).toBe(6000)
    expect(timeLeft({ ends_at: null, left: 7000, total: 0 }, 4000)).toBe(7000)
    expect([6000, 59_001, 3_600_000, -5].map(clockText)).toEqual([
      '0:06',
      '1:00',
      '1:00:00',
      '0:00',
    ])
  })
})

describe('frames of a presentation', () => {
  const frames = ['a', 'b', 'c'].map((id) => element(id, { kind: 'frame' }) as unknown as Drawable)

  it('move, and each gets a place', () => {
    const changes = moveFrame(frames, 2, 0)
    const order = changes.map((change) => (change.type === 'content' ? change : null))
    expect(order.map((each) => each?.id)).toEqual(['c', 'a', 'b'])
    const ranks = order.map((each) => each?.content.order ?? '')
    expect([...ranks].sort()).toEqual(ranks)
    expect(moveFrame(frames, 0, -1)).toEqual([])
  })
})

describe('acts', () => {
  it('are answered by number, and fail when the line breaks', async () => {
    const acts = new Acts()
    await expect(acts.do('timer.start')).rejects.toMatchObject({ code: 'offline' })
    const send = vi.fn()
    acts.opened(send)
    const [first, second, third] = [acts.do('a'), acts.do('b'), acts.do('c')]
    acts.hear({ type: 'done', number: 3, answer: { error: { code: 'denied', message: 'No' } } })
    acts.hear({ type: 'done', number: 2, answer: { data: 5 } })
    await expect(first).resolves.toBe(5)
    await expect(second).rejects.toMatchObject({ code: 'denied', message: 'No' })
    acts.lost()
    await expect(third).rejects.toMatchObject({ code: 'offline' })
    expect(send).toHaveBeenCalledTimes(3)
  })

  it('never go back to an older state', () => {
    const acts = new Acts()
    const state = { version: 2, now: 0, timer: null, vote: null, writing: null, results: null }
    acts.hear({ type: 'workshop', words: state })
    acts.hear({ type: 'workshop', words: { ...state, version: 1 } })
    expect(acts.state.version).toBe(2)
  })
})
