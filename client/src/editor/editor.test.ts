// @vitest-environment happy-dom
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { wordDiff } from './diff'
import { markdownFromHtml } from './html-to-markdown'
import { insertBlock, insertLink, toggleLines, toggleMark } from './marks'
import { toggledLine } from './marks-of-line'
import { formatTable, parseTable, withColumn, withoutRow, withRow, wordsOf } from './table-model'

function run(doc: string, from: number, to: number, command: Parameters<typeof toggle>[3]): string {
  return toggle(doc, from, to, command)
}

function toggle(
  doc: string,
  anchor: number,
  head: number,
  command: (target: {
    state: EditorState
    dispatch: (t: { state: EditorState }) => void
  }) => boolean,
): string {
  let state = EditorState.create({ doc, selection: { anchor, head } })
  command({
    state,
    dispatch: (transaction) => {
      state = transaction.state
    },
  })
  return state.doc.toString()
}

describe('marks', () => {
  it('go around what is selected, and come off again', () => {
    expect(run('one two', 4, 7, toggleMark('**'))).toBe('one **two**')
    expect(run('one **two**', 6, 9, toggleMark('**'))).toBe('one two')
    expect(run('one **two**', 4, 11, toggleMark('**'))).toBe('one two')
    expect(run('one **two**', 6, 9, toggleMark('*'))).toBe('one ***two***')
    expect(run('one two ', 3, 8, toggleMark('*'))).toBe('one *two* ')
  })

  it('begin lines', () => {
    expect(run('a\nb', 0, 3, toggleLines('- '))).toBe('- a\n- b')
    expect(run('- a\n- b', 0, 7, toggleLines('- '))).toBe('a\nb')
    expect(run('- a\n- b', 0, 7, toggleLines('1. '))).toBe('1. a\n2. b')
    expect(run('a', 0, 0, toggleLines('- [ ] '))).toBe('- [ ] a')
    const empty = EditorState.create({ doc: '' })
    toggleLines('# ')({
      state: empty,
      dispatch: ({ state }) => expect(state.selection.main.head).toBe(2),
    })
    expect(run('## a', 2, 2, toggleLines('# '))).toBe('# a')
  })

  it('stand as blocks by themselves', () => {
    expect(run('text', 4, 4, insertBlock('---', 3))).toBe('text\n\n---\n\n')
    expect(run('words', 0, 5, insertLink)).toBe('[words](https://)')
  })

  it('tick boxes', () => {
    expect(toggledLine('- [ ] open')).toEqual({ at: 3, mark: 'x' })
    expect(toggledLine('  1. [x] done')).toEqual({ at: 6, mark: ' ' })
    expect(toggledLine('no [ ] box')).toBeNull()
  })
})

describe('tables', () => {
  const source = '| a | b\\|c |\n| --- | :-: |\n| 1 |  |'

  it('know where each cell stands', () => {
    const table = parseTable(source)!
    expect(wordsOf(table)).toEqual([
      ['a', 'b|c'],
      ['1', ''],
    ])
    for (const cell of table.rows.flat())
      expect(source.slice(cell.from, cell.to).replaceAll('\\|', '|')).toBe(cell.text)
    expect(formatTable(wordsOf(table), table.aligns)).toBe(
      '| a | b\\|c |\n| --- | :---: |\n| 1 |  |',
    )
  })

  it('grow and shrink', () => {
    const table = parseTable(source)!
    expect(wordsOf(parseTable(withRow(table, 0))!)).toHaveLength(3)
    expect(wordsOf(parseTable(withColumn(table, 0))!)[0]).toEqual(['a', '', 'b|c'])
    expect(withoutRow(table, 1)).toBe('| a | b\\|c |\n| --- | :---: |')
  })

  it('that are uneven stay text', () => {
    expect(parseTable('| a | b |\n| --- | --- |\n| 1 |')).toBeNull()
    expect(parseTable('a\nb')).toBeNull()
  })
})

describe('pasted pages', () => {
  it('become Markdown', () => {
    const html =
      '<h2>Plan</h2><p>See <a href="https://x.org/a b">this</a> and <b>that</b>.</p>' +
      '<ul><li>one<ol><li>deep</li></ol></li><li><input type=checkbox checked> two</li></ul>' +
      '<pre><code class="language-js">let a\n</code></pre>' +
      '<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table><script>bad()</script>'
    expect(markdownFromHtml(html)).toBe(
      '## Plan\n\nSee [this](https://x.org/a%20b) and **that**.\n\n- one\n  1. deep\n- [x] two\n\n' +
        '```js\nlet a\n```\n\n| a | b\\|c |\n| --- | --- |\n| 1 |  |',
    )
  })

  it('that are only words stay words', () => {
    expect(markdownFromHtml('<span>just words</span>')).toBeNull()
  })

  it('bring nothing that runs', () => {
    expect(markdownFromHtml('<a href="javascript:alert(1)">x</a>')).toBe('x')
  })
})

describe('the difference of two texts', () => {
  it('is told word by word', () => {
    expect(wordDiff('the old wall', 'the new wall')).toEqual([
      { kind: 'same', text: 'the ' },
      { kind: 'removed', text: 'old' },
      { kind: 'added', text: 'new' },
      { kind: 'same', text: ' wall' },
    ])
  })

  it('gives back both texts, whatever they are', () => {
    let seed = 7
    const dice = (n: number) => (seed = (seed * 48271) % 2147483647) % n
    for (let round = 0; round < 300; round += 1) {
      const make = () =>
        Array.from({ length: dice(12) }, () => ['a', 'b', ' ', '\n', 'ü'][dice(5)]).join('')
      const [before, after] = [make(), make()]
      const pieces = wordDiff(before, after)
      const side = (kind: string) =>
        pieces
          .filter((piece) => piece.kind !== kind)
          .map(({ text }) => text)
          .join('')
      expect([side('added'), side('removed')]).toEqual([before, after])
    }
  })
})
