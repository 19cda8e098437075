import { describe, expect, it } from 'vitest'
import type { BoardElement } from './element'
import { exactOf, placeExactly, type ExactName } from './exact'
import { Scene } from './scene'
import { sumOf } from './sum'
import { connector, element } from './testing'
import { applyChange } from './transaction'

function after(name: ExactName, value: number, keepRatio: boolean, ...all: BoardElement[]) {
  const scene = new Scene()
  scene.load(all)
  const options = { keepRatio, heightOfText: ({ width }: BoardElement) => 4000 / width }
  for (const change of placeExactly(scene, all, name, value, options)) {
    if (change.type === 'add') continue
    const next = applyChange(scene.element(change.id), change)
    if (next) scene.apply([next], [])
  }
  return all.map(({ id }) => scene.element(id)!)
}

describe('sums', () => {
  it('are worked out as people write them', () => {
    const asked = ['12', ' 1,5 ', '2+3*4', '(2+3)*4', '-10', '--3', '+10', '*2', '/4', '50%', '1e2']
    expect(asked.map((text) => sumOf(text, 20))).toEqual([
      ...[12, 1.5, 14, 20, -10, 3, 30, 40, 5, 10, 100],
    ])
  })

  it('are nothing when they make no sense', () => {
    for (const text of ['', 'x', '2+', '(2', '2)', '1/0', '2 3', '..', '-', '()']) {
      expect(sumOf(text, 20)).toBeNull()
    }
  })
})

describe('exact places', () => {
  it('move one, or all of them together', () => {
    expect(after('x', 40, false, element('a'), element('b', { x: 200 }))).toMatchObject([
      { x: 40 },
      { x: 240 },
    ])
  })

  it('carry along what lies in a frame', () => {
    const frame = element('f', { kind: 'frame', width: 400, height: 300 })
    const scene = new Scene()
    scene.load([frame, element('in', { x: 50, y: 50 })])
    const options = { keepRatio: false, heightOfText: () => 1 }
    const changes = placeExactly(scene, [frame], 'y', 100, options)
    expect(changes).toContainEqual({ type: 'place', id: 'in', geometry: { x: 50, y: 150 } })
  })

  it('size one freely or in its proportions, and texts by their lines', () => {
    const shape = element('r', { kind: 'rectangle', height: 50 })
    expect(after('width', 200, false, shape)).toMatchObject([{ width: 200, height: 50 }])
    expect(after('width', 200, true, shape)).toMatchObject([{ width: 200, height: 100 }])
    const text = element('t', { kind: 'text' })
    expect(after('width', 200, false, text)).toMatchObject([{ width: 200, height: 20 }])
  })

  it('size all about their common corner', () => {
    const all = [element('a'), element('b', { x: 300 }), connector('l', { x: 0, y: 0 }, { x: 9, y: 9 })] // prettier-ignore
    expect(after('width', 800, false, ...all)).toMatchObject([
      { x: 0, width: 200 },
      { x: 600, width: 200 },
      { width: 10 },
    ])
  })

  it('turn each about its own middle, and say so only when all are alike', () => {
    const [a, b] = after('rotation', 90, false, element('a'), element('b', { x: 300, rotation: 1 }))
    expect(exactOf([a!, b!])?.rotation).toBeCloseTo(90)
    expect(exactOf([a!, element('c')])?.rotation).toBeNull()
  })

  it('leave alone what is locked', () => {
    expect(exactOf([element('a', { locked: true })])).toBeNull()
  })
})
