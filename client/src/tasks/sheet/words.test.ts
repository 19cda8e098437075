import { describe, expect, it } from 'vitest'
import { printTsv, readTsv } from './tsv'
import { dayFrom, numberFrom } from './words'

describe('days', () => {
  it.each([
    ['2030-01-31', '2030-01-31'],
    ['2030-1-5 00:00:00', '2030-01-05'],
    ['31.1.2030', '2030-01-31'],
    ['1/31/2030', '2030-01-31'],
    ['31/1/2030', '2030-01-31'],
    ['31 Jan 2030', '2030-01-31'],
    ['Jan 31, 2030', '2030-01-31'],
    ['tomorrow', '2026-03-02'],
    ['2030-02-30', null],
    ['soon', null],
    ['5', null],
  ])('%s is %s', (text, day) => {
    expect(dayFrom(text, new Date(2026, 2, 1))).toBe(day)
  })
})

describe('numbers', () => {
  it.each([
    ['3', 3],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234', 1234],
    ['-2,5', -2.5],
    ['12 %', 12],
    ['three', null],
    ['', null],
  ])('%s is %s', (text, number) => {
    expect(numberFrom(text)).toBe(number)
  })
})

describe('tables', () => {
  it('come back as they were copied', () => {
    const rows = [
      ['plain', 'with\ttab', 'with "quotes"'],
      ['two\nlines', '', 'end'],
    ]
    expect(readTsv(printTsv(rows))).toEqual(rows)
  })

  it('are read as sheet programs write them', () => {
    expect(readTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(readTsv('"not closed\tb')).toEqual([['"not closed', 'b']])
    expect(readTsv('one')).toEqual([['one']])
  })
})
