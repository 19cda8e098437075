import { expect, it } from 'vitest'
import { levelOf } from './pictures'

it('keeps pictures as fine as they are looked at, and no finer', () => {
  expect(levelOf(300, 1600)).toBe(400)
  expect(levelOf(401, 1600)).toBe(800)
  expect(levelOf(9000, 1600)).toBe(1600)
  expect(levelOf(1, 100)).toBe(100)
})
