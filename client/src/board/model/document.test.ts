import * as Y from 'yjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { BoardDocument, type DocumentChange } from './document'
import { History } from './history'
import { element } from './testing'
import type { Change } from './transaction'

let board: BoardDocument
let history: History

beforeEach(() => {
  board = new BoardDocument()
  history = new History(board)
})

function add(id: string, values = {}): void {
  history.dispatch({ changes: [{ type: 'add', element: element(id, values) }] })
}

function sync(a: BoardDocument, b: BoardDocument): void {
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)))
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)))
}

describe('the document', () => {
  it('keeps three plain entries and a text for each element', () => {
    add('a', { rotation: Math.PI, text: 'hello', style: { fill: 'red' } })
    expect(board.entries.get('a.g')).toEqual([0, 0, 100, 100, 180, 'V'])
    expect(board.entries.get('a.s')).toEqual({ fill: 'red' })
    expect(board.entries.get('a.c')).toEqual({ kind: 'sticky' })
    expect(String(board.texts.get('a'))).toBe('hello')
  })

  it('reads back what it wrote', () => {
    add('a', { x: 1.5, rotation: 0.5, text: 'hello', group: 'g', kind: 'ellipse' })
    const read = new BoardDocument(board.doc).get('a')
    expect(read).toMatchObject({ x: 1.5, text: 'hello', group: 'g', kind: 'ellipse' })
    expect(read?.rotation).toBeCloseTo(0.5, 2)
  })

  it('writes only the entry that a change is about', () => {
    add('a')
    const before = board.entries.get('a.c')
    history.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 7 } }] })
    expect(board.entries.get('a.c')).toBe(before)
    expect(board.get('a')?.x).toBe(7)
  })

  it('says what changed, what went, and whose doing it was', () => {
    const heard: DocumentChange[] = []
    board.onChange((change) => heard.push(change))
    add('a')
    history.dispatch({ changes: [{ type: 'text', id: 'a', text: 'typed' }] })
    history.dispatch({ changes: [{ type: 'remove', id: 'a' }] })
    history.undo()
    const origins = heard.map(({ origin }) => origin)
    expect(origins).toEqual(['user', 'user', 'user', 'undo'])
    expect(heard[1]?.changed[0]?.text).toBe('typed')
    expect(heard[2]?.removed).toEqual(['a'])
  })

  it('does not draw what lacks its geometry or its content, or has none that it knows', () => {
    board.entries.set('half.g', [0, 0, 1, 1, 0, 'V'])
    board.entries.set('odd.g', [0, 0, 1, 1, 0, 'V'])
    board.entries.set('odd.c', { kind: 'submarine' })
    board.entries.set('sick.g', [0, Infinity, 1, 1, 0, 'V'])
    board.entries.set('sick.c', { kind: 'sticky' })
    expect(board.size).toBe(0)
  })

  it('takes a key away when it is set to undefined', () => {
    add('a', { group: 'g' })
    history.dispatch({ changes: [{ type: 'content', id: 'a', content: { group: undefined } }] })
    expect(board.entries.get('a.c')).toEqual({ kind: 'sticky' })
  })

  it('splits a large change into several updates', () => {
    const updates: Uint8Array[] = []
    board.doc.on('update', (update: Uint8Array) => updates.push(update))
    const changes = Array.from({ length: 5000 }, (_, index): Change => ({
      type: 'add',
      element: element(`e${String(index)}`),
    }))
    history.dispatch({ changes })
    expect(updates.length).toBeGreaterThan(5)
    expect(Math.max(...updates.map((update) => update.length))).toBeLessThan(200_000)
    history.undo()
    expect(board.size).toBe(0)
    expect(Math.max(...updates.map((update) => update.length))).toBeLessThan(200_000)
    history.redo()
    expect(board.size).toBe(5000)
  })
})

describe('two people', () => {
  let other: BoardDocument

  beforeEach(() => {
    add('a', { text: 'one two three' })
    other = new BoardDocument()
    sync(board, other)
  })

  it('move and recolour the same element without loss', () => {
    history.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 50 } }] })
    other.dispatch({ changes: [{ type: 'style', id: 'a', style: { fill: 'blue' } }] })
    sync(board, other)
    expect(board.get('a')).toMatchObject({ x: 50, style: { fill: 'blue' } })
    expect(other.get('a')).toEqual(board.get('a'))
  })

  it('type in the same text at once, and both stay', () => {
    history.dispatch({ changes: [{ type: 'text', id: 'a', text: 'zero one two three' }] })
    other.dispatch({ changes: [{ type: 'text', id: 'a', text: 'one two three four' }] })
    sync(board, other)
    expect(board.get('a')?.text).toBe('zero one two three four')
  })

  it('delete and move at once: it is gone, and undo brings it back', () => {
    history.dispatch({ changes: [{ type: 'remove', id: 'a' }] })
    other.dispatch({ changes: [{ type: 'place', id: 'a', geometry: { x: 99 } }] })
    sync(board, other)
    expect([board.size, other.size]).toEqual([0, 0])
    history.undo()
    sync(board, other)
    expect(other.get('a')?.text).toBe('one two three')
  })

  it('undo only what they did themselves', () => {
    other.dispatch({ changes: [{ type: 'add', element: element('b') }] })
    sync(board, other)
    history.undo()
    expect([...board.all()].map(({ id }) => id)).toEqual(['b'])
    expect(history.canUndo).toBe(false)
  })
})

describe('history', () => {
  it('takes typing in one note as one step, until it is sealed', () => {
    add('a')
    for (const text of ['h', 'he', 'hey']) {
      history.dispatch({ changes: [{ type: 'text', id: 'a', text }], merge: 'type:a' })
    }
    history.seal()
    history.dispatch({ changes: [{ type: 'text', id: 'a', text: 'hey!' }], merge: 'type:a' })
    history.undo()
    expect(board.get('a')?.text).toBe('hey')
    history.undo()
    expect(board.get('a')?.text).toBe('')
    history.redo()
    expect(board.get('a')?.text).toBe('hey')
  })

  it('forgets what could be redone once something new is done', () => {
    add('a')
    history.undo()
    add('b')
    expect(history.canRedo).toBe(false)
    history.undo()
    expect(board.size).toBe(0)
  })
})

describe('convergence', () => {
  function generator(seed: number): () => number {
    let state = seed
    return () => {
      state = (state * 1103515245 + 12345) % 2147483648
      return state / 2147483648
    }
  }

  function randomChange(random: () => number): Change {
    const id = `e${String(Math.floor(random() * 8))}`
    const number = Math.floor(random() * 100)
    const pick = Math.floor(random() * 5)
    if (pick === 0) return { type: 'add', element: element(id, { x: number, text: 'start' }) }
    if (pick === 1) return { type: 'place', id, geometry: { x: number } }
    if (pick === 2) return { type: 'style', id, style: { stroke_width: number } }
    if (pick === 3) return { type: 'text', id, text: `${String(number)} words ${id}` }
    return { type: 'remove', id }
  }

  it.each([1, 2, 3, 4, 5, 6])('ends alike for three people (seed %i)', (seed) => {
    const random = generator(seed)
    const boards = [new BoardDocument(), new BoardDocument(), new BoardDocument()]
    const histories = boards.map((each) => new History(each))
    for (let step = 0; step < 300; step++) {
      const who = Math.floor(random() * 3)
      const luck = random()
      if (luck < 0.1) histories[who]!.undo()
      else if (luck < 0.15) histories[who]!.redo()
      else if (luck < 0.3) sync(boards[who]!, boards[(who + 1) % 3]!)
      else histories[who]!.dispatch({ changes: [randomChange(random)] })
    }
    for (const [a, b] of [[0, 1], [1, 2], [0, 1]] as const) sync(boards[a]!, boards[b]!) // prettier-ignore
    const states = boards.map((each) =>
      [...each.all()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => JSON.stringify(one)),
    )
    const fresh = boards.map((each) =>
      [...new BoardDocument(each.doc).all()]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((one) => JSON.stringify(one)),
    )
    expect(states[1]).toEqual(states[0])
    expect(states[2]).toEqual(states[0])
    expect(fresh).toEqual(states)
  })
})
