/** Acts on a Markdown text: pure in that they only make one transaction of the state they get. */

import {
  EditorSelection,
  type EditorState,
  type Line,
  type SelectionRange,
  type StateCommand,
  type TransactionSpec,
} from '@codemirror/state'
import { toggledLine } from './marks-of-line'

/** Put `mark` around what is selected, or take it away where it already stands. */
export function toggleMark(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false
    dispatch(state.update(markedSelection(state, mark), { userEvent: 'input' }))
    return true
  }
}

function markedSelection(state: EditorState, mark: string): TransactionSpec {
  return state.changeByRange((range) => {
    const around = wordsOf(state, range)
    const { from, to } = around
    const size = mark.length
    const text = state.sliceDoc(from, to)
    const isOutside =
      state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark
    if (isOutside && !isLonger(state, from, to, mark)) {
      return {
        changes: [
          { from: from - size, to: from },
          { from: to, to: to + size },
        ],
        range: EditorSelection.range(from - size, to - size),
      }
    }
    if (text.length >= 2 * size && text.startsWith(mark) && text.endsWith(mark)) {
      return {
        changes: [
          { from, to: from + size },
          { from: to - size, to },
        ],
        range: EditorSelection.range(from, to - 2 * size),
      }
    }
    return {
      changes: [
        { from, insert: mark },
        { from: to, insert: mark },
      ],
      range:
        range.empty && from === to
          ? EditorSelection.cursor(from + size)
          : EditorSelection.range(from + size, to + size),
    }
  })
}

/** `*` beside `**` is not the same mark. */
function isLonger(state: EditorState, from: number, to: number, mark: string): boolean {
  if (mark !== '*') return false
  const before = /\*+$/.exec(state.sliceDoc(Math.max(0, from - 3), from))?.[0].length ?? 0
  const after = /^\*+/.exec(state.sliceDoc(to, to + 3))?.[0].length ?? 0
  return before === 2 && after === 2
}

/** The selection without blanks at its ends; the word at a bare cursor. */
function wordsOf(state: EditorState, range: SelectionRange): { from: number; to: number } {
  if (range.empty) {
    const word = state.wordAt(range.head)
    return word !== null && word.from < range.head && range.head < word.to ? word : range
  }
  const text = state.sliceDoc(range.from, range.to)
  const lead = text.length - text.trimStart().length
  const tail = text.length - text.trimEnd().length
  return lead + tail >= text.length ? range : { from: range.from + lead, to: range.to - tail }
}

/** What may stand at the beginning of a line: a heading's, a list's, a quote's sign. */
const LINE_START = /^(\s*)(#{1,6} |[-*+] \[[ xX]\] |[-*+] |\d{1,9}[.)] |> )?/

/** Make every selected line begin with `prefix`, in place of another such sign; twice takes it off. */
export function toggleLines(prefix: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false
    const lines = selectedLines(state)
    const isAll = lines.every(
      ({ text }) => startOf(text).sign === signFor(prefix, 0, startOf(text).sign),
    )
    const changes = state.changes(
      lines.map((line, index) => {
        const { indent, sign } = startOf(line.text)
        const from = line.from + indent.length
        return { from, to: from + sign.length, insert: isAll ? '' : signFor(prefix, index) }
      }),
    )
    // Behind the sign: on an empty line the words are still to be typed.
    const selection = state.selection.map(changes, 1)
    dispatch(state.update({ changes, selection, userEvent: 'input' }))
    return true
  }
}

function signFor(prefix: string, index: number, sign?: string): string {
  if (prefix !== '1. ') return prefix
  return sign !== undefined && /^\d/.test(sign) ? sign : `${String(index + 1)}. `
}

function startOf(text: string): { indent: string; sign: string } {
  const found = LINE_START.exec(text)
  return { indent: found?.[1] ?? '', sign: found?.[2] ?? '' }
}

function selectedLines(state: EditorState): Line[] {
  const { from, to } = state.selection.main
  const lines: Line[] = []
  for (let position = from; position <= to;) {
    const line = state.doc.lineAt(position)
    if (
      line.text !== '' ||
      from === to ||
      state.doc.lineAt(from).number === state.doc.lineAt(to).number
    )
      lines.push(line)
    position = line.to + 1
  }
  return lines.length > 0 ? lines : [state.doc.lineAt(from)]
}

/** A link around what is selected, the cursor where the address goes. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false
  const { from, to } = state.selection.main
  const text = state.sliceDoc(from, to)
  const insert = `[${text}](https://)`
  const start = from + text.length + 3
  const selection =
    text === '' ? EditorSelection.cursor(from + 1) : EditorSelection.range(start, start + 8)
  dispatch(state.update({ changes: { from, to, insert }, selection, userEvent: 'input' }))
  return true
}

/** A block that stands by itself, with blank lines around it where the text has none. */
export function insertBlock(block: string, cursor: number, length = 0): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false
    const line = state.doc.lineAt(state.selection.main.head)
    const isBlank = line.text.trim() === ''
    const at = isBlank ? line.from : line.to
    const before = state.sliceDoc(Math.max(0, at - 2), at)
    const after = state.sliceDoc(isBlank ? line.to : at, (isBlank ? line.to : at) + 2)
    const lead = at === 0 || before === '\n\n' ? '' : before.endsWith('\n') ? '\n' : '\n\n'
    const tail = after === '\n\n' ? '' : after.startsWith('\n') ? '\n' : '\n\n'
    const start = at + lead.length + cursor
    dispatch(
      state.update({
        changes: { from: at, to: isBlank ? line.to : at, insert: lead + block + tail },
        selection: EditorSelection.range(start, start + length),
        userEvent: 'input',
        scrollIntoView: true,
      }),
    )
    return true
  }
}

export const TABLE = '| Column | Column |\n| --- | --- |\n|  |  |\n|  |  |'

/** Tick or clear the box of the line at `position`. */
export function toggledTask(state: EditorState, position: number): TransactionSpec | null {
  const line = state.doc.lineAt(position)
  const change = toggledLine(line.text)
  if (change === null) return null
  const from = line.from + change.at
  return { changes: { from, to: from + 1, insert: change.mark }, userEvent: 'input' }
}
