import { expect, test } from 'vitest'
import { bestMatches, matchScore } from './match'

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
