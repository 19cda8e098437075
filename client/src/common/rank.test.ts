import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareRanks, isRank, rankBetween, ranksBetween } from './rank'

interface Fixture {
  readonly between: [string | null, string | null, string][]
  readonly many: [string | null, string | null, number, string[]][]
  readonly refused: [string, string][]
  readonly valid: string[]
  readonly invalid: string[]
}

// The server's tests read the same file: the two must never differ.
const path = new URL('../../../teamflow/common/tests/ranks.json', import.meta.url)
const fixture = JSON.parse(readFileSync(path, 'utf8')) as Fixture

describe('ranks', () => {
  it('agrees with the server on the rank between two', () => {
    for (const [before, after, expected] of fixture.between) {
      expect(rankBetween(before, after)).toBe(expected)
    }
  })

  it('agrees with the server on several ranks', () => {
    for (const [before, after, count, expected] of fixture.many) {
      expect(ranksBetween(before, after, count)).toEqual(expected)
    }
  })

  it('refuses where nothing lies between', () => {
    for (const [before, after] of fixture.refused) {
      expect(() => rankBetween(before, after)).toThrow(RangeError)
    }
  })

  it('knows a rank when it sees one', () => {
    expect(fixture.valid.filter((text) => !isRank(text))).toEqual([])
    expect(fixture.invalid.filter(isRank)).toEqual([])
  })

  it('orders bytewise, capitals before small letters', () => {
    expect(['a', 'B', '0V', 'Z'].sort(compareRanks)).toEqual(['0V', 'B', 'Z', 'a'])
  })
})
