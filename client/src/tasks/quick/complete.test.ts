import { describe, expect, it } from 'vitest'
import { readQuickLine } from '../grammar'
import { completed, spotAt, suggestions } from './complete'

const ana = { id: '1', name: 'Ana Example', email: 'ana@example.com' }
const twin = { id: '2', name: 'Ana Example', email: 'other@example.com' }
const ben = { id: '3', name: 'Ben O’Neill' }
const vocabulary = {
  members: [ana, ben],
  labels: [{ id: 'b', name: 'Bug report', color: 'red' }],
  today: new Date(2026, 2, 11),
  epics: [{ id: 'e', key: 'TF-7', title: 'Go faster' }],
}
const finish = (line: string, words = vocabulary) => {
  const spot = spotAt(line, line.length)
  const [first] = spot === null ? [] : suggestions(spot, words)
  return spot === null || first === undefined ? null : completed(line, spot, first).line
}

describe('completion of quick add', () => {
  it('begins with a sign at the start of a word, where the caret is', () => {
    expect(spotAt('Fix @an', 7)).toEqual({ sign: '@', name: 'an', from: 4, to: 7 })
    expect(spotAt('Fix @ana now', 6)).toEqual({ sign: '@', name: 'a', from: 4, to: 8 })
    expect(spotAt('mail ana@example', 16)).toBeNull()
    expect(spotAt('Fix @ana now', 12)).toBeNull()
  })

  it.each([
    ['Fix @an', 'Fix @ana-example '],
    ['Fix @ben', 'Fix @"Ben O’Neill" '],
    ['Fix #rep', 'Fix #bug-report '],
    ['Fix !hi', 'Fix !high '],
    ['Fix ^fast', 'Fix ^TF-7 '],
    ['Fix @"Ana E', 'Fix @ana-example '],
  ])('makes %s into %s, which reads back', (line, expected) => {
    const made = finish(line)
    expect(made).toBe(expected)
    const { parts, unknown } = readQuickLine(made ?? '', vocabulary)
    expect([parts.length, unknown.length]).toEqual([1, 0])
  })

  it('tells two of one name apart by their address', () => {
    const both = { ...vocabulary, members: [ana, twin] }
    const made = finish('Fix @example other', both) ?? finish('Fix @other', both)
    expect(made).toBe('Fix @other@example.com ')
    expect(readQuickLine(made ?? '', both).task.assignees).toEqual([twin])
  })

  it('offers nothing that does not hold what was typed', () => {
    expect(finish('Fix #new')).toBeNull()
  })
})
