import { t } from '../../common/i18n'
import { centreOf } from '../geometry/box'
import { toScreen } from '../geometry/camera'
import { rotateAround } from '../geometry/vec'
import type { Drawable } from '../model/drawable'
import {
  boxOfCell,
  readTable,
  sizeOfTable,
  withCell,
  withLine,
  withoutLine,
  type Cell,
  type TableContent,
  type TableLine,
} from '../model/table'
import type { Change } from '../model/transaction'
import { CELL_PADDING, cellSize } from '../render/shapes/table'
import { LINE_HEIGHT, layoutText } from '../render/text-layout'
import type { Editor } from '../editor'

const LONGEST = 10_000

/** Writing into the cells of a table: Tab and Enter go on, and make a new row at the end. */
export function mountTableEditor(host: HTMLElement, editor: Editor): void {
  const area = document.createElement('textarea')
  area.className = 'board-text board-cell'
  area.maxLength = LONGEST
  area.hidden = true
  host.append(area)
  let open: string | null = null

  const table = () => (open === null ? undefined : editor.scene.drawable(open))
  const show = () => {
    const drawable = table()
    if (drawable && editor.cell) place(area, drawable, editor.cell, editor)
  }
  const begin = () => {
    const { cell } = editor
    const drawable = editor.scene.drawable(editor.editing ?? '')
    if (!cell || !drawable) return
    open = drawable.id
    area.value = readTable(drawable).cells[cell.row]?.[cell.column] ?? ''
    area.setAttribute('aria-label', nameOf(cell))
    area.hidden = false
    show()
    area.focus({ preventScroll: true })
    area.select()
  }
  const end = () => {
    open = null
    area.hidden = true
    if (document.activeElement === area) host.focus({ preventScroll: true })
  }
  editor.signals.on('editing', () => {
    if (open !== null && (editor.editing !== open || !editor.cell)) end()
    if (editor.editing !== null && editor.cell) begin()
  })
  editor.signals.on(['camera', 'scene'], show)
  area.addEventListener('input', () => {
    const drawable = table()
    if (drawable && editor.cell) write(editor, drawable, editor.cell, area.value)
  })
  area.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.isComposing) return
    const isCommand = event.ctrlKey || event.metaKey
    if (event.key === 'Escape' || (event.key === 'Enter' && isCommand)) {
      event.preventDefault()
      return editor.stopEditing()
    }
    const isStep = event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)
    if (!isStep || !editor.cell) return
    event.preventDefault()
    go(editor, nextCell(editor, event.key === 'Tab', event.shiftKey))
  })
  area.addEventListener('blur', () => {
    if (open !== null && document.hasFocus()) editor.stopEditing()
  })
}

function nameOf({ row, column }: Cell): string {
  return t('Row %(row)s, column %(column)s', { row: row + 1, column: column + 1 })
}

function nextCell(editor: Editor, isAcross: boolean, isBack: boolean): Cell | null {
  const element = editor.scene.element(editor.editing ?? '')
  const { cell } = editor
  if (!element || !cell) return null
  const width = readTable(element).columns.length
  if (!isAcross) return { row: cell.row + 1, column: cell.column }
  const at = cell.row * width + cell.column + (isBack ? -1 : 1)
  return at < 0 ? null : { row: Math.floor(at / width), column: at % width }
}

function go(editor: Editor, cell: Cell | null): void {
  const id = editor.editing
  const element = editor.scene.element(id ?? '')
  if (!element || id === null || !cell) return editor.stopEditing()
  const table = readTable(element)
  if (cell.row >= table.rows.length) {
    const longer = withLine(table, 'row', table.rows.length)
    if (longer === table) return editor.stopEditing()
    editor.dispatch({ changes: rewritten(editor, id, longer) })
  }
  editor.editCell(id, cell)
}

function write(editor: Editor, drawable: Drawable, cell: Cell, text: string): void {
  const table = withCell(readTable(drawable), cell, text)
  const size = cellSize(drawable)
  const style = { size, bold: cell.row === 0, italic: false }
  const room = boxOfCell(drawable, cell).width - 2 * CELL_PADDING
  const { lines, lineHeight } = layoutText(text, style, room, 9999, editor.renderer.measure)
  const share = drawable.height / sizeOfTable(table).height
  const needed = (lines.length * lineHeight + 2 * CELL_PADDING) / share
  const isHigher = needed > (table.rows[cell.row] ?? 0)
  const rows = table.rows.map((height, row) => (row === cell.row && isHigher ? needed : height))
  const grown = isHigher ? { ...table, rows } : table
  const merge = `cell:${drawable.id}:${String(cell.row)}:${String(cell.column)}`
  const changes: Change[] = isHigher
    ? rewritten(editor, drawable.id, grown)
    : [{ type: 'content', id: drawable.id, content: { cells: grown.cells } }]
  editor.dispatch({ changes, merge })
}

/** The table as it is to be, and as large as its rows and columns make it. */
function rewritten(editor: Editor, id: string, table: TableContent): Change[] {
  const element = editor.scene.element(id)
  if (!element) return []
  const [before, after] = [sizeOfTable(readTable(element)), sizeOfTable(table)]
  const geometry = {
    width: (element.width / before.width) * after.width,
    height: (element.height / before.height) * after.height,
  }
  return [
    { type: 'content', id, content: table },
    { type: 'place', id, geometry },
  ]
}

/** Adds a row or column behind the cell that is written in, else at the end; or removes one. */
export function changeLines(editor: Editor, line: TableLine, isAdded: boolean): void {
  const [only] = editor.chosen
  const element = only && editor.scene.element(only.id)
  if (element?.kind !== 'table') return
  const table = readTable(element)
  const last = (line === 'row' ? table.rows : table.columns).length - 1
  const at = editor.cell?.[line] ?? last
  const next = isAdded ? withLine(table, line, at + 1) : withoutLine(table, line, at)
  if (next === table) return
  editor.stopEditing()
  editor.dispatch({ changes: rewritten(editor, element.id, next) })
}

function place(area: HTMLTextAreaElement, drawable: Drawable, cell: Cell, editor: Editor): void {
  const box = boxOfCell(drawable, cell)
  const corner = rotateAround({ x: box.x, y: box.y }, centreOf(drawable), drawable.rotation)
  const { x, y } = toScreen(editor.camera, corner)
  const { theme } = editor.renderer
  const size = cellSize(drawable)
  Object.assign(area.style, {
    inlineSize: `${String(box.width)}px`,
    blockSize: `${String(box.height)}px`,
    padding: `${String(CELL_PADDING)}px`,
    fontSize: `${String(size)}px`,
    lineHeight: String(LINE_HEIGHT),
    fontWeight: cell.row === 0 ? '600' : '400',
    color: theme.ink,
    background: theme.surface,
    outline: `2px solid ${theme.accent}`,
    transform: `translate(${String(x)}px, ${String(y)}px) scale(${String(editor.camera.zoom)}) rotate(${String(drawable.rotation)}rad)`,
  })
}
