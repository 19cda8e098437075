import { expect, test } from 'vitest'
import { rechosen } from './fields'

test('what others chose meanwhile stays, and what they took off stays off', () => {
  expect(rechosen(['ana', 'ben'], ['ana'], ['ana', 'vera'])).toEqual(['ana', 'ben', 'vera'])
  expect(rechosen(['ana', 'ben'], ['ana'], [])).toEqual(['ben'])
  expect(rechosen([], ['ana'], ['ana', 'ben'])).toEqual(['ben'])
})
