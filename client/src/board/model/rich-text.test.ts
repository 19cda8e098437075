import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { copyElements, fromClipboard, toClipboard } from './clipboard'
import { BoardDocument } from './document'
import { History } from './history'
import { isMarked, isRightToLeft, isWebAddress, nextListMark, piecesOf, spansOf } from './rich-text'
import { element } from './testing'

const BOLD = { bold: true } as const

function written(text: string) {
  const board = new BoardDocument()
  const history = new History(board)
  history.dispatch({ changes: [{ type: 'add', element: element('a', { text }) }] })
  return { board, history }
}

describe('marks', () => {
  it('are the text’s own, come with what is typed among them, and are undone', () => {
    const { board, history } = written('one two three')
    history.dispatch({ changes: [{ type: 'format', id: 'a', from: 4, to: 7, marks: BOLD }] })
    expect(board.get('a')?.spans).toEqual([{ from: 4, to: 7, marks: BOLD }])
    history.dispatch({ changes: [{ type: 'text', id: 'a', text: 'one twos three' }] })
    expect(board.get('a')?.spans).toEqual([{ from: 4, to: 8, marks: BOLD }])
    history.undo()
    history.undo()
    expect(board.get('a')?.spans).toBeUndefined()
  })

  it('of two people merge by character', () => {
    const { board, history } = written('hello world')
    const other = new BoardDocument()
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(board.doc))
    history.dispatch({ changes: [{ type: 'format', id: 'a', from: 0, to: 5, marks: BOLD }] })
    new History(other).dispatch({ changes: [{ type: 'text', id: 'a', text: 'hello big world' }] })
    Y.applyUpdate(board.doc, Y.encodeStateAsUpdate(other.doc))
    expect(board.get('a')?.text).toBe('hello big world')
    expect(board.get('a')?.spans).toEqual([{ from: 0, to: 5, marks: BOLD }])
  })

  it('are copied with their elements, and believed of nobody', () => {
    const { board, history } = written('see here')
    const link = { link: 'https://example.com' }
    history.dispatch({ changes: [{ type: 'format', id: 'a', from: 4, to: 8, marks: link }] })
    const copied = toClipboard([board.get('a')!])
    const [copy] = copyElements(fromClipboard(copied) ?? [], { x: 9, y: 9 }, null)
    expect(copy?.spans).toEqual([{ from: 4, to: 8, marks: link }])
    const bad = copied.replace('https://example.com', 'javascript:alert(1)')
    expect(fromClipboard(bad)?.[0]?.spans).toBeUndefined()
    expect(spansOf([{ insert: 'x', attributes: { link: 'javascript:x', color: 'red' } }])).toEqual(
      [],
    )
  })

  it('cut a text into pieces without gaps', () => {
    const spans = [{ from: 1, to: 3, marks: BOLD }]
    expect(piecesOf('abcd', spans).map(({ text }) => text)).toEqual(['a', 'bc', 'd'])
    expect(piecesOf('abcd', spans, 2, 3)).toEqual([{ text: 'c', marks: BOLD }])
    expect([isMarked(spans, 1, 3, 'bold'), isMarked(spans, 0, 3, 'bold')]).toEqual([true, false])
  })
})

it('knows which way a text runs, what goes on as a list, and what is an address', () => {
  expect(['12 שלום abc', 'abc שלום', 'مرحبا', '42'].map(isRightToLeft)).toEqual([true, false, true, false]) // prettier-ignore
  expect(['- ', '9. '].map(nextListMark)).toEqual(['- ', '10. '])
  expect(['https://a.b/c', 'ftp://a', 'https://a b', 'javascript:x'].map(isWebAddress)).toEqual([true, false, false, false]) // prettier-ignore
})
