import { expect, test } from 'vitest'
import { hueOf, initialsOf } from './avatar'
import { connectionWords } from './offline-bar'
import { toggled } from './picker'

test('a person has the same colour here as on the server', () => {
  expect(hueOf('018f')).toBe((48 + 49 + 56 + 102) % 12)
})

test('initials are those of the first and the last name', () => {
  expect(initialsOf('Ana María Example')).toBe('AE')
  expect(initialsOf('ünal')).toBe('Ü')
  expect(initialsOf(' ')).toBe('?')
})

test('the bar counts what waits, over all that knows of a connection', () => {
  const calm = { isOffline: false, waiting: 2 }

  expect(connectionWords([calm])).toBe('')
  expect(connectionWords([calm, { isOffline: true, waiting: 1 }])).toContain('3 changes')
  expect(connectionWords([{ isOffline: true, waiting: 0 }])).toContain('kept and sent later')
})

test('choosing again takes back where several may be chosen', () => {
  expect(toggled(['a'], 'b', true)).toEqual(['a', 'b'])
  expect(toggled(['a', 'b'], 'a', true)).toEqual(['b'])
  expect(toggled(['a'], 'b', false)).toEqual(['b'])
})
