import { expect, it } from 'vitest'
import { editBetween } from './shared-text'

function apply(before: string, after: string): string {
  const edit = editBetween(before, after)
  if (!edit) return before
  return before.slice(0, edit.at) + edit.insert + before.slice(edit.at + edit.remove)
}

it.each([
  ['', 'abc'],
  ['abc', ''],
  ['hello world', 'hello brave world'],
  ['aaa', 'aaaa'],
  ['aXbXc', 'aXc'],
  ['😀', '😁'],
  ['a😀b', 'a😁b'],
])('turns %j into %j', (before, after) => {
  expect(apply(before, after)).toBe(after)
})

it('says nothing when nothing changed', () => {
  expect(editBetween('same', 'same')).toBeNull()
})

it('never cuts a character in two', () => {
  const edit = editBetween('😀', '😁')
  expect(edit).toEqual({ at: 0, remove: 2, insert: '😁' })
})
