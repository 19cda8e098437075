import { describe, expect, it } from 'vitest'
import { element } from './testing'
import { boxOfCell, cellAt, pastedTable, readTable, sizeOfTable, tableOf, withCell, withLine, withoutLine } from './table' // prettier-ignore

const TABLE = tableOf([['Name', 'Age'], ['Ana', '9']]) // prettier-ignore

describe('a table', () => {
  it('gives and loses rows and columns, but never the last', () => {
    const wider = withLine(TABLE, 'column', 1)
    expect(wider.cells).toEqual([['Name', '', 'Age'], ['Ana', '', '9']]) // prettier-ignore
    expect(withoutLine(wider, 'column', 1)).toEqual(TABLE)
    expect(withLine(TABLE, 'row', 2).rows).toHaveLength(3)
    const single = tableOf([['x']])
    expect([withoutLine(single, 'row', 0), withoutLine(single, 'column', 0)]).toEqual([single, single]) // prettier-ignore
    expect(withLine(tableOf(Array.from({ length: 100 }, () => [''])), 'row', 3).rows).toHaveLength(
      100,
    )
  })

  it('knows which cell lies where, however large it is drawn', () => {
    const size = sizeOfTable(TABLE)
    const drawn = element('t', {
      kind: 'table',
      ...TABLE,
      width: size.width * 2,
      height: size.height,
    })
    expect(boxOfCell(drawn, { row: 1, column: 1 })).toMatchObject({ x: 280, y: 40, width: 280 })
    expect(cellAt(drawn, { x: 300, y: 50 })).toEqual({ row: 1, column: 1 })
    expect(cellAt(drawn, { x: -9, y: 999 })).toEqual({ row: 1, column: 0 })
    expect(withCell(TABLE, { row: 1, column: 0 }, 'Eve').cells[1]).toEqual(['Eve', '9'])
  })

  it('is read where somebody left something out', () => {
    expect(readTable({}).cells).toEqual([['']])
    expect(readTable({ columns: [0], cells: [['a', 'b'], []] })).toMatchObject({
      columns: [1, 140],
      cells: [['a', 'b'], ['', '']], // prettier-ignore
    })
  })

  it('comes from a sheet, or from markup', () => {
    expect(pastedTable('a\tb\r\n1\t2\r\n', [])?.cells).toEqual([['a', 'b'], ['1', '2']]) // prettier-ignore
    expect(pastedTable('one\ntwo', [])).toBeNull()
    expect(pastedTable('', [['x']])?.cells).toEqual([['x']])
  })
})
