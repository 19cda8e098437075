import { describe, expect, it } from 'vitest'
import { rowsOf } from './text'

describe('a table of a file', () => {
  it('has quotes, line breaks in them, and empty cells', () => {
    expect(rowsOf('a,b,c\r\n"x, y","say ""hi""\nthere",\n')).toEqual([
      ['a', 'b', 'c'],
      ['x, y', 'say "hi"\nthere', ''],
    ])
  })

  it('finds the mark between its cells', () => {
    expect(rowsOf('a;b\n1,5;2')).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ])
    expect(rowsOf('\uFEFFa\tb')).toEqual([['a', 'b']])
  })

  it('ends, whatever it is given', () => {
    expect(rowsOf('')).toEqual([[]])
    expect(rowsOf('"open, and never shut\nmore').length).toBeGreaterThan(0)
    expect(rowsOf('"a"b,c')).toEqual([['a', 'c']])
    expect(rowsOf('x\n'.repeat(2000))).toHaveLength(500)
  })
})
