/** Tables drawn as tables: their cells are edited in place, and each edit is one of the text. */

import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { Prec, StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, keymap, WidgetType, type DecorationSet } from '@codemirror/view'
import { t } from '../common/i18n'
import {
  escapeCell,
  parseTable,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
  type Table,
} from './table-model'

class TableWidget extends WidgetType {
  readonly source: string
  readonly table: Table

  constructor(source: string, table: Table) {
    super()
    this.source = source
    this.table = table
  }

  override eq(other: TableWidget): boolean {
    return other.source === this.source
  }

  override toDOM(view: EditorView): HTMLElement {
    const root = document.createElement('div')
    root.className = 'md-table'
    root.setAttribute('role', 'group')
    root.setAttribute('aria-label', t('Table'))
    root.append(document.createElement('table'), tools(view, root))
    draw(view, root, this.table)
    return root
  }

  override updateDOM(root: HTMLElement, view: EditorView): boolean {
    draw(view, root, this.table)
    return true
  }

  override ignoreEvent(): boolean {
    return true
  }

  override get estimatedHeight(): number {
    return 40 + this.table.rows.length * 32
  }
}

/** Bring the drawn table to what `table` says; the cell that somebody types in is left alone. */
function draw(view: EditorView, root: HTMLElement, table: Table): void {
  const element = root.querySelector('table')!
  while (element.rows.length > table.rows.length) element.deleteRow(-1)
  for (const [index, cells] of table.rows.entries()) {
    const row = element.rows[index] ?? element.insertRow()
    while (row.cells.length > cells.length) row.deleteCell(-1)
    for (const [column, { text }] of cells.entries()) {
      const cell = row.cells[column] ?? newCell(view, root, row, index === 0)
      if (cell.textContent.trim() !== text) cell.textContent = text
      cell.setAttribute(
        'aria-label',
        t('Row %(row)s, column %(column)s', { row: String(index + 1), column: String(column + 1) }),
      )
      const align = table.aligns[column]
      cell.style.textAlign = align ?? ''
    }
  }
}

function newCell(
  view: EditorView,
  root: HTMLElement,
  row: HTMLTableRowElement,
  isHead: boolean,
): HTMLTableCellElement {
  const cell = document.createElement(isHead ? 'th' : 'td')
  cell.contentEditable = view.state.readOnly ? 'false' : 'plaintext-only'
  cell.setAttribute('role', 'textbox')
  cell.addEventListener('input', () => write(view, root, cell))
  cell.addEventListener('keydown', (event) => keyed(view, root, cell, event))
  row.append(cell)
  return cell
}

/** Where this table stands in the text, and what it is there. */
function found(
  view: EditorView,
  root: HTMLElement,
): { from: number; to: number; table: Table } | null {
  const from = view.posAtDOM(root)
  let result = null
  view.state.field(tables).between(from, from, (start, end, { spec }) => {
    const widget = (spec as { widget?: WidgetType }).widget
    if (widget instanceof TableWidget) result = { from: start, to: end, table: widget.table }
  })
  return result
}

function write(view: EditorView, root: HTMLElement, cell: HTMLTableCellElement): void {
  const place = found(view, root)
  const row = (cell.parentElement as HTMLTableRowElement).rowIndex
  const target = place?.table.rows[row]?.[cell.cellIndex]
  if (place === null || target === undefined) return
  const insert = escapeCell(cell.textContent)
  view.dispatch({
    changes: { from: place.from + target.from, to: place.from + target.to, insert },
    userEvent: 'input.type',
  })
}

function keyed(
  view: EditorView,
  root: HTMLElement,
  cell: HTMLTableCellElement,
  event: KeyboardEvent,
): void {
  const cells = [...root.querySelectorAll<HTMLTableCellElement>('th, td')]
  const index = cells.indexOf(cell)
  const width = (cell.parentElement as HTMLTableRowElement).cells.length
  if (event.key === 'Tab') {
    const next = cells[index + (event.shiftKey ? -1 : 1)]
    if (next === undefined && event.shiftKey) return
    event.preventDefault()
    if (next !== undefined) focus(next)
    else addRow(view, root, cells.length / width - 1, 0)
  } else if (event.key === 'Enter') {
    event.preventDefault()
    const below = cells[index + width]
    if (below === undefined) leave(view, root)
    else focus(below)
  } else if (event.key === 'Escape') {
    event.stopPropagation()
    leave(view, root)
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const next = cells[index + (event.key === 'ArrowDown' ? width : -width)]
    event.preventDefault()
    if (next !== undefined) focus(next)
    else leave(view, root, event.key === 'ArrowUp')
  }
}

function focus(cell: HTMLElement): void {
  cell.focus()
  const range = document.createRange()
  range.selectNodeContents(cell)
  range.collapse(false)
  const selection = document.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

function leave(view: EditorView, root: HTMLElement, isUp = false): void {
  const place = found(view, root)
  if (place === null) return
  const { doc } = view.state
  const target = isUp ? Math.max(0, place.from - 1) : Math.min(doc.length, place.to + 1)
  const changes =
    !isUp && place.to === doc.length ? { from: doc.length, insert: '\n\n' } : undefined
  const anchor = changes === undefined ? target : doc.length + 2
  view.dispatch({ ...(changes && { changes }), selection: { anchor } })
  view.focus()
}

function replace(view: EditorView, root: HTMLElement, change: (table: Table) => string): void {
  const place = found(view, root)
  if (place === null) return
  view.dispatch({
    changes: { from: place.from, to: place.to, insert: change(place.table) },
    userEvent: 'input',
  })
}

function addRow(view: EditorView, root: HTMLElement, after: number, column: number): void {
  replace(view, root, (table) => withRow(table, after))
  const row = root.querySelector('table')?.rows[after + 1]
  const cell = row?.cells[column]
  if (cell) focus(cell)
}

function tools(view: EditorView, root: HTMLElement): HTMLElement {
  const bar = document.createElement('div')
  bar.className = 'md-table-tools'
  let last: { row: number; column: number } | null = null
  root.addEventListener('focusin', (event) => {
    const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>('th, td')
    if (cell)
      last = { row: (cell.parentElement as HTMLTableRowElement).rowIndex, column: cell.cellIndex }
  })
  const at = (table: Table) =>
    last ?? { row: table.rows.length - 1, column: table.aligns.length - 1 }
  const button = (label: string, change: (table: Table) => string) => {
    const element = document.createElement('button')
    element.type = 'button'
    element.textContent = label
    element.addEventListener('click', () => replace(view, root, change))
    bar.append(element)
  }
  if (view.state.readOnly) return bar
  button(t('Add row'), (table) => withRow(table, at(table).row))
  button(t('Add column'), (table) => withColumn(table, at(table).column))
  button(t('Delete row'), (table) =>
    table.rows.length > 1 && at(table).row > 0 ? withoutRow(table, at(table).row) : '',
  )
  button(t('Delete column'), (table) =>
    table.aligns.length > 1 ? withoutColumn(table, at(table).column) : '',
  )
  return bar
}

function drawnTables(state: EditorState): DecorationSet {
  const ranges: Range<Decoration>[] = []
  const tree = ensureSyntaxTree(state, state.doc.length, 20) ?? syntaxTree(state)
  tree.iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Table') {
        const source = state.sliceDoc(from, to)
        const isWhole = state.doc.lineAt(from).from === from
        const table = isWhole ? parseTable(source) : null
        if (table !== null) {
          const widget = new TableWidget(source, table)
          ranges.push(
            Decoration.replace({ widget, block: true }).range(from, state.doc.lineAt(to).to),
          )
        }
      }
      return name === 'Document' || name === 'Table' ? undefined : false
    },
  })
  return Decoration.set(ranges)
}

const tables = StateField.define<DecorationSet>({
  create: drawnTables,
  update(value, transaction) {
    const isParsed = syntaxTree(transaction.state) !== syntaxTree(transaction.startState)
    return transaction.docChanged || isParsed ? drawnTables(transaction.state) : value
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.atomicRanges.of((view) => view.state.field(field)),
  ],
})

/** Where the drawn table at `position` is on the page. */
function drawnAt(view: EditorView, position: number): HTMLElement | undefined {
  return [...view.contentDOM.querySelectorAll<HTMLElement>('.md-table')].find((root) => {
    const place = found(view, root)
    return place !== null && place.from <= position && position <= place.to
  })
}

/** Go into the first cell of the table in which the cursor was put, its words ready to be replaced. */
export function enterTable(view: EditorView): boolean {
  const cell = drawnAt(view, view.state.selection.main.head)?.querySelector('th')
  if (!cell) return false
  cell.focus()
  document.getSelection()?.selectAllChildren(cell)
  return true
}

/** From the line beside a table the arrow keys go into it, and out again at its other end. */
const arrowInto = (isDown: boolean) => (view: EditorView) => {
  const { main } = view.state.selection
  const line = view.state.doc.lineAt(main.head)
  const isLeaving = isDown
    ? view.moveVertically(main, true).head > line.to
    : view.moveVertically(main, false).head < line.from
  const root = drawnAt(view, isDown ? line.to + 1 : line.from - 1)
  if (!main.empty || !isLeaving || root === undefined) return false
  const rows = root.querySelector('table')?.rows
  const cell = rows?.[isDown ? 0 : rows.length - 1]?.cells[0]
  if (!cell) return false
  focus(cell)
  return true
}

export const drawTables: Extension = [
  tables,
  Prec.high(
    keymap.of([
      { key: 'ArrowDown', run: arrowInto(true) },
      { key: 'ArrowUp', run: arrowInto(false) },
    ]),
  ),
]
