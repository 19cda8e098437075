/** What a pasted or filled table writes, and what of it cannot be understood. Pure. */

import type { TaskChange } from '../bulk-ops'
import type { Task, TaskFields } from '../model'
import { asTaskChange, type CellChange, type SheetField } from './fields'
import type { Box, Cell } from './range'
import type { Table } from './tsv'

export interface Problem {
  /** The row of the pasted table, from one. */
  readonly row: number
  readonly field: string
  readonly text: string
  readonly why: string
}

/** A row beyond the last task: it becomes a new one. */
export interface NewRow {
  readonly change: CellChange
  readonly title: string
}

export interface PastePlan {
  readonly changes: readonly TaskChange[]
  readonly added: readonly NewRow[]
  readonly problems: readonly Problem[]
  /** Pasted columns beyond the last one of the sheet. */
  readonly columnsLost: number
}

export interface PasteTarget {
  readonly at: Cell
  readonly tasks: readonly Task[]
  readonly fields: readonly SheetField[]
  /** A task without anything, against which new rows are read. */
  readonly blank: Task
}

export function planPaste(table: Table, { at, tasks, fields, blank }: PasteTarget): PastePlan {
  const problems: Problem[] = []
  const changes: TaskChange[] = []
  const added: NewRow[] = []
  table.forEach((cells, index) => {
    const task = tasks[at.row + index]
    const change = readRow(cells, index, task ?? blank, { fields, from: at.column, problems })
    if (task !== undefined) {
      if (isSomething(change)) changes.push(asTaskChange(task, change))
      return
    }
    const title = change.fields?.title
    if (title !== undefined) added.push({ change, title })
    else if (cells.some((cell) => cell.trim() !== ''))
      problems.push({ row: index + 1, field: '', text: cells.join(' '), why: 'title' })
  })
  const width = Math.max(0, ...table.map(({ length }) => length))
  const columnsLost = Math.max(0, width - (fields.length - at.column))
  return { changes, added, problems, columnsLost }
}

interface RowSetting {
  readonly fields: readonly SheetField[]
  readonly from: number
  readonly problems: Problem[]
}

function readRow(
  cells: readonly string[],
  index: number,
  task: Task,
  { fields, from, problems }: RowSetting,
): CellChange {
  let change: CellChange = {}
  cells.forEach((text, offset) => {
    const field = fields[from + offset]
    if (field === undefined || text === field.text(task)) return
    const parsed = field.parse(text, task)
    if ('problem' in parsed)
      problems.push({ row: index + 1, field: field.name, text, why: parsed.problem })
    else change = merged(change, parsed.change)
  })
  return change
}

export function merged(one: CellChange, other: CellChange): CellChange {
  const own = { ...one.fields?.fields, ...other.fields?.fields }
  const fields: TaskFields = {
    ...one.fields,
    ...other.fields,
    ...(Object.keys(own).length > 0 && { fields: own }),
  }
  return { ...one, ...other, fields }
}

function isSomething({ fields = {}, column }: CellChange): boolean {
  return column !== undefined || Object.keys(fields).length > 0
}

/** The range as a table of texts. */
export function copied(
  { top, bottom, left, right }: Box,
  tasks: readonly Task[],
  fields: readonly SheetField[],
): Table {
  return tasks
    .slice(top, bottom + 1)
    .map((task) => fields.slice(left, right + 1).map((field) => field.text(task)))
}

/** A single value, or a block that fits several times, fills the whole range. */
export function tiled(table: Table, { top, bottom, left, right }: Box): Table {
  const rows = bottom - top + 1
  const columns = right - left + 1
  const width = table[0]?.length ?? 0
  if (table.length === 0 || width === 0) return table
  if (rows % table.length !== 0 || columns % width !== 0) return table
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => cellAt(table, row, column)),
  )
}

function cellAt(table: Table, row: number, column: number): string {
  const line = table[row % table.length] ?? []
  return line[column % Math.max(1, line.length)] ?? ''
}

/** The first row (or column) of the range over the rest of it: Ctrl-D and Ctrl-R. */
export function filled(
  box: Box,
  direction: 'down' | 'right',
  tasks: readonly Task[],
  fields: readonly SheetField[],
): Table {
  const source = direction === 'down' ? { ...box, bottom: box.top } : { ...box, right: box.left }
  const table = copied(source, tasks, fields)
  const rows = box.bottom - box.top + 1
  const columns = box.right - box.left + 1
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) =>
      direction === 'down' ? cellAt(table, 0, column) : cellAt(table, row, 0),
    ),
  )
}

/** The range without what can be taken away; what every task has stays. */
export function emptied(
  { top, bottom, left, right }: Box,
  tasks: readonly Task[],
  fields: readonly SheetField[],
): Table {
  const isKept = ({ id, sort }: SheetField) =>
    ['title', 'status', 'priority'].includes(id) || sort === 'fixed'
  return tasks
    .slice(top, bottom + 1)
    .map((task) =>
      fields.slice(left, right + 1).map((field) => (isKept(field) ? field.text(task) : '')),
    )
}

/** The rows over and over until there are `count`. */
export function repeated(table: Table, count: number): Table {
  return Array.from({ length: count }, (_, row) => table[row % table.length] ?? [])
}
