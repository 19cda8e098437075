import { expect, it } from 'vitest'
import { coloursOf, heightOfCode, onCodeWanted, takeColours } from './code'

it('colours a block once, and keeps what still fits while it is typed in', () => {
  const asked: string[] = []
  onCodeWanted((id) => asked.push(id))
  expect(coloursOf('a', 'let x', 'javascript')).toEqual([])
  expect(coloursOf('a', 'let x', 'javascript')).toEqual([])
  expect(asked).toEqual(['a'])
  const tokens = [[0, 3, 'keyword'], [4, 5, 'name']] as const // prettier-ignore
  takeColours('a', { text: 'let x', language: 'javascript', tokens })
  expect(coloursOf('a', 'let x', 'javascript')).toEqual(tokens)
  expect(coloursOf('a', 'let y', 'javascript')).toEqual([[0, 3, 'keyword']])
  expect(coloursOf('a', 'let x', 'python')).toEqual([])
  expect(coloursOf('b', 'plain', '')).toEqual([])
  expect(asked).toEqual(['a', 'a'])
  expect(heightOfCode('a\nb')).toBe(70)
})
