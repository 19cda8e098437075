import { describe, expect, it, test } from 'vitest'
import { bestMatches, matchRanges, matchScore } from './match'

test('beginnings of words count more than what lies within them', () => {
  const found = bestMatches(
    ['Reboard', 'My board', 'Board of the team', 'Nothing'],
    'board',
    String,
  )

  expect(found).toEqual(['Board of the team', 'My board', 'Reboard'])
})

test('initials find a name, scattered letters do not', () => {
  expect(matchScore('np', 'New project')).toBeGreaterThan(0)
  expect(matchScore('wjt', 'New project')).toBe(0)
})

test('without words everything is found in the order given', () => {
  expect(bestMatches(['b', 'a'], '  ', String)).toEqual(['b', 'a'])
})

describe('the letters that were found', () => {
  it('are one run, words in any order, or scattered letters', () => {
    expect(matchRanges('plan', 'Write the plan')).toEqual([[10, 14]])
    expect(matchRanges('plan write', 'Write the plan')).toEqual([
      [0, 5],
      [10, 14],
    ])
    expect(matchRanges('wp', 'Write plan')).toEqual([
      [0, 1],
      [6, 7],
    ])
    expect(matchRanges('zz', 'Write the plan')).toEqual([])
  })

  it('finds words that stand apart', () => {
    expect(matchScore('plan write', 'Write the plan')).toBeGreaterThan(0)
  })
})
