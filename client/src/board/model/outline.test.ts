import { expect, it } from 'vitest'
import type { BoardElement, ElementKind } from './element'
import { outlineRows } from './outline'
import { Scene } from './scene'

function element(id: string, kind: ElementKind, x: number, y: number, more = {}): BoardElement {
  const size = kind === 'frame' ? 500 : 40
  const place = { x, y, width: size, height: size, rotation: 0, z: id }
  return { id, kind, ...place, style: {}, text: id, ...more }
}

const scene = new Scene()
scene.load([
  element('f', 'frame', 0, 0),
  element('b', 'sticky', 300, 100),
  element('a', 'sticky', 100, 100),
  element('g', 'group', 0, 0),
  element('m', 'text', 900, 0, { group: 'g' }),
  element('n', 'text', 800, 0, { group: 'g' }),
  element('z', 'sticky', 700, 600),
])

const shown = (rows: ReturnType<typeof outlineRows>) =>
  rows.map(({ id, depth }) => '  '.repeat(depth) + id)

it('reads from top to bottom, nested by frames and groups', () => {
  expect(shown(outlineRows(scene, 'reading', new Set()))).toEqual([
    ...['f', '  a', '  b', 'g', '  n', '  m', 'z'],
  ])
})

it('puts what is in front first, and leaves out what is folded away', () => {
  const rows = outlineRows(scene, 'layers', new Set(['g']))
  expect(shown(rows)).toEqual(['z', 'g', 'f', '  b', '  a'])
  expect(rows.find(({ id }) => id === 'g')).toMatchObject({ inside: 2, isFolded: true })
})

it('goes through ten thousand elements in a moment', () => {
  const many = new Scene()
  many.load(
    Array.from({ length: 10_000 }, (_, at) => element(`e${String(at)}`, 'sticky', at % 100, at)),
  )
  expect(outlineRows(many, 'reading', new Set())).toHaveLength(10_000)
})
