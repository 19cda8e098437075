// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { actionFor, registerActions, wireKeys } from './actions'
import { keyCaps, pressed } from './keys'

const key = (name: string, more: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more })

let forget: (() => void) | undefined
afterEach(() => forget?.())

const action = (keys: string, run = vi.fn()) => ({
  id: keys,
  label: keys,
  group: 'Test',
  keys,
  run,
})

test('a key is called as shortcuts are written', () => {
  expect(pressed(key('k', { ctrlKey: true }))).toBe('mod+k')
  expect(pressed(key('K', { metaKey: true, shiftKey: true }))).toBe('mod+shift+k')
  expect(pressed(key('?', { shiftKey: true }))).toBe('?')
  expect(pressed(key('Enter', { shiftKey: true }))).toBe('shift+enter')
  expect(pressed(key(' '))).toBe('space')
})

test('caps are drawn for each part', () => {
  expect(keyCaps('mod+k')).toEqual(['Ctrl', 'K'])
  expect(keyCaps('g h')).toEqual(['G', 'H'])
  expect(keyCaps('')).toEqual([])
})

test('one key after the other is a shortcut of its own', () => {
  const home = action('g h')
  forget = registerActions([home, action('h')])

  expect(actionFor(key('g'))).toBeUndefined()
  expect(actionFor(key('h'))).toBe(home)
  expect(actionFor(key('h'))?.keys).toBe('h')
})

test('what is not possible now is not found', () => {
  forget = registerActions([{ ...action('x'), isEnabled: () => false }])

  expect(actionFor(key('x'))).toBeUndefined()
})

test('letters belong to the field that is written in, combinations do not', () => {
  const letter = action('c')
  const combined = action('mod+k')
  forget = registerActions([letter, combined])
  wireKeys()
  const field = document.body.appendChild(document.createElement('input'))

  field.dispatchEvent(key('c'))
  field.dispatchEvent(key('k', { ctrlKey: true }))
  document.body.dispatchEvent(key('c'))

  expect(letter.run).toHaveBeenCalledTimes(1)
  expect(combined.run).toHaveBeenCalledTimes(1)
})
