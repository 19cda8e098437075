import type { Box } from '../geometry/box'
import { centreOf } from '../geometry/box'
import { rotateAround, type Point } from '../geometry/vec'
import type { BoardElement, Content } from './element'

/** docs/protocol.md: a table has at most so many rows, and so many columns. */
export const MOST_LINES = 100
export const COLUMN = 140
export const ROW = 40

export type TableContent = Required<Pick<Content, 'columns' | 'rows' | 'cells'>>

export interface Cell {
  readonly row: number
  readonly column: number
}

/** A table of texts; lines that are too short are filled up. */
export function tableOf(texts: readonly (readonly string[])[]): TableContent {
  const rows = texts.slice(0, MOST_LINES)
  const width = Math.min(MOST_LINES, Math.max(1, ...rows.map((row) => row.length)))
  return {
    columns: Array.from({ length: width }, () => COLUMN),
    rows: rows.map(() => ROW),
    cells: rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? '')),
  }
}

/** What a table holds, also one that somebody else wrote carelessly. */
export function readTable({ columns = [], rows = [], cells = [] }: Partial<Content>): TableContent {
  const height = Math.max(1, rows.length, cells.length)
  const width = Math.max(1, columns.length, ...cells.map((row) => row.length))
  const line = (sizes: readonly number[], length: number, usual: number) =>
    Array.from({ length }, (_, at) => Math.max(1, sizes[at] ?? usual))
  return {
    columns: line(columns, width, COLUMN),
    rows: line(rows, height, ROW),
    cells: Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (_each, column) => cells[row]?.[column] ?? ''),
    ),
  }
}

export function sizeOfTable({ columns, rows }: TableContent) {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
  return { width: sum(columns), height: sum(rows) }
}

/** The edges of the columns (or rows) of a table that is as large as `size` now. */
export function edgesOf(sizes: readonly number[], start: number, size: number): number[] {
  const whole = sizes.reduce((total, each) => total + each, 0)
  const edges = [start]
  let at = 0
  for (const each of sizes) {
    at += each
    edges.push(start + (at / whole) * size)
  }
  return edges
}

export function boxOfCell(element: BoardElement, { row, column }: Cell): Box {
  const { columns, rows } = readTable(element)
  const xs = edgesOf(columns, element.x, element.width)
  const ys = edgesOf(rows, element.y, element.height)
  const [x, y] = [xs[column] ?? element.x, ys[row] ?? element.y]
  return { x, y, width: (xs[column + 1] ?? x) - x, height: (ys[row + 1] ?? y) - y }
}

export function cellAt(element: BoardElement, point: Point): Cell {
  const { columns, rows } = readTable(element)
  const local = rotateAround(point, centreOf(element), -element.rotation)
  const index = (edges: readonly number[], at: number) =>
    Math.max(
      0,
      Math.min(
        edges.length - 2,
        edges.findLastIndex((edge) => edge <= at),
      ),
    )
  return {
    row: index(edgesOf(rows, element.y, element.height), local.y),
    column: index(edgesOf(columns, element.x, element.width), local.x),
  }
}

export function withCell(table: TableContent, { row, column }: Cell, text: string): TableContent {
  const cells = table.cells.map((line, at) =>
    at === row ? line.map((cell, index) => (index === column ? text : cell)) : line,
  )
  return { ...table, cells }
}

export type TableLine = 'row' | 'column'

export function withLine(table: TableContent, line: TableLine, at: number): TableContent {
  const { columns, rows, cells } = table
  if (line === 'row') {
    if (rows.length >= MOST_LINES) return table
    const empty = columns.map(() => '')
    return { columns, rows: inserted(rows, at, ROW), cells: inserted(cells, at, empty) }
  }
  if (columns.length >= MOST_LINES) return table
  const wider = cells.map((row) => inserted(row, at, ''))
  return { columns: inserted(columns, at, COLUMN), rows, cells: wider }
}

/** Without a row or column; the last one of its kind stays. */
export function withoutLine(table: TableContent, line: TableLine, at: number): TableContent {
  const { columns, rows, cells } = table
  const without = <T>(list: readonly T[]) => list.filter((_, index) => index !== at)
  if (line === 'row') {
    return rows.length < 2 ? table : { columns, rows: without(rows), cells: without(cells) }
  }
  if (columns.length < 2) return table
  return { columns: without(columns), rows, cells: cells.map(without) }
}

function inserted<T>(list: readonly T[], at: number, value: T): T[] {
  return [...list.slice(0, at), value, ...list.slice(at)]
}

/** The table in text or markup from the clipboard: a sheet's cells are told apart by tabs. */
export function pastedTable(
  text: string,
  rows: readonly (readonly string[])[],
): TableContent | null {
  if (rows.length > 0) return tableOf(rows)
  if (!text.includes('\t')) return null
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  return tableOf(lines.map((line) => line.split('\t')))
}
