/** A Markdown table as rows of cells, each with its place in the text: pure, no DOM. */

export type Align = 'left' | 'center' | 'right' | null

export interface Cell {
  /** Offsets in the table's text, blanks around the words left out. */
  readonly from: number
  readonly to: number
  readonly text: string
}

export interface Table {
  readonly rows: readonly (readonly Cell[])[]
  readonly aligns: readonly Align[]
}

/** The table that `source` is; null when it is none (then its text is shown as it stands). */
export function parseTable(source: string): Table | null {
  const lines = source.split('\n')
  if (lines.length < 2) return null
  let offset = 0
  const rows: Cell[][] = []
  let aligns: Align[] = []
  for (const [index, line] of lines.entries()) {
    const cells = cellsOf(line, offset)
    offset += line.length + 1
    if (index === 1) {
      if (!cells.every(({ text }) => /^:?-+:?$/.test(text))) return null
      aligns = cells.map(({ text }) => alignOf(text))
    } else rows.push(cells)
  }
  const width = rows[0]?.length ?? 0
  return width > 0 && rows.every((row) => row.length === width) && aligns.length === width
    ? { rows, aligns }
    : null
}

function alignOf(rule: string): Align {
  const isStart = rule.startsWith(':')
  const isEnd = rule.endsWith(':')
  if (isStart && isEnd) return 'center'
  if (isEnd) return 'right'
  return isStart ? 'left' : null
}

function cellsOf(line: string, offset: number): Cell[] {
  const bounds: number[] = []
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '|') bounds.push(at)
  }
  const trimmed = line.trim()
  const starts = trimmed.startsWith('|') ? bounds : [-1, ...bounds]
  const ends = trimmed.endsWith('|') && !trimmed.endsWith('\\|') ? starts : [...starts, line.length]
  const cells: Cell[] = []
  for (let index = 0; index + 1 < ends.length; index += 1) {
    cells.push(cellBetween(line, offset, ends[index]! + 1, ends[index + 1]!))
  }
  return cells
}

function cellBetween(line: string, offset: number, start: number, end: number): Cell {
  const raw = line.slice(start, end)
  const words = raw.trim()
  const lead = words === '' ? Math.min(1, raw.length) : raw.length - raw.trimStart().length
  const from = offset + start + lead
  return { from, to: from + words.length, text: words.replaceAll('\\|', '|') }
}

/** A cell's words as they stand in the text. */
export function escapeCell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replaceAll('|', '\\|').trim()
}

/** The text of a table of these words. */
export function formatTable(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`
  const rule = aligns.map((align) =>
    align === 'center' ? ':---:' : align === 'right' ? '---:' : align === 'left' ? ':---' : '---',
  )
  const [head = [], ...body] = rows
  return [line(head), `| ${rule.join(' | ')} |`, ...body.map(line)].join('\n')
}

export const wordsOf = (table: Table): string[][] =>
  table.rows.map((row) => row.map(({ text }) => text))

export function withRow(table: Table, after: number): string {
  const rows = wordsOf(table)
  rows.splice(
    after + 1,
    0,
    table.aligns.map(() => ''),
  )
  return formatTable(rows, table.aligns)
}

export function withoutRow(table: Table, row: number): string {
  return formatTable(
    wordsOf(table).filter((_, index) => index !== row),
    table.aligns,
  )
}

export function withColumn(table: Table, after: number): string {
  const rows = wordsOf(table).map((row) => [
    ...row.slice(0, after + 1),
    '',
    ...row.slice(after + 1),
  ])
  return formatTable(rows, [
    ...table.aligns.slice(0, after + 1),
    null,
    ...table.aligns.slice(after + 1),
  ])
}

export function withoutColumn(table: Table, column: number): string {
  const rows = wordsOf(table).map((row) => row.filter((_, index) => index !== column))
  return formatTable(
    rows,
    table.aligns.filter((_, index) => index !== column),
  )
}
