/** Tables as sheet programs copy them: tabs between cells, quotes around what has breaks. Pure. */

export type Table = readonly (readonly string[])[]

export function printTsv(rows: Table): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\n')
}

function quoted(cell: string): string {
  return /[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** The last line break ends the last row; it does not begin an empty one. */
export function readTsv(text: string): Table {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const endRow = () => {
    rows.push(row)
    row = []
  }
  while (at <= text.length) {
    const cell = readCell(text, at)
    row.push(cell.text)
    const sign = text[cell.end]
    at = cell.end + 1
    if (sign === '\t') continue
    endRow()
    if (sign === undefined) break
    if (sign === '\r' && text[at] === '\n') at += 1
    if (at >= text.length) break
  }
  return rows
}

function readCell(text: string, start: number): { text: string; end: number } {
  if (text[start] === '"') {
    const whole = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y
    whole.lastIndex = start
    const found = whole.exec(text)
    if (found) return { text: (found[1] ?? '').replaceAll('""', '"'), end: whole.lastIndex }
  }
  const plain = /[^\t\r\n]*/y
  plain.lastIndex = start
  return { text: plain.exec(text)?.[0] ?? '', end: plain.lastIndex }
}
