import { expect, it } from 'vitest'
import type { Drawable } from './drawable'
import { findWords } from './find'

const box = { x: 0, y: 0, width: 10, height: 10 }
const drawable = (id: string, more: Partial<Drawable>): Drawable => ({
  ...{ id, kind: 'sticky', ...box, rotation: 0, z: 'V', style: {}, text: '', box },
  ...more,
})
const board = [
  drawable('note', { text: 'Paint the Café' }),
  drawable('table', { kind: 'table', cells: [['Rope', 'paint']] }),
  drawable('link', { kind: 'link', url: 'https://example.org/paint' }),
  drawable('folded', { text: 'paint', isFolded: true }),
]

it('finds words in notes, cells and addresses, however they are written', () => {
  expect(findWords(board, 'PAINT')).toEqual(['note', 'table', 'link'])
  expect(findWords(board, 'cafe paint')).toEqual(['note'])
  expect(findWords(board, 'tar')).toEqual([])
  expect(findWords(board, '  ')).toEqual([])
})
