import { describe, expect, it } from 'vitest'
import { alignUnits, distributeUnits, matchSizes, mirrorUnits, tidyUnits } from './arrange'
import type { BoardElement } from './element'
import { Scene } from './scene'
import { connector, element } from './testing'
import { applyChange, type Change } from './transaction'
import { unitsOf } from './units'

function sceneOf(...elements: BoardElement[]): Scene {
  const scene = new Scene()
  scene.load(elements)
  return scene
}

function apply(scene: Scene, changes: readonly Change[]): void {
  for (const change of changes) {
    const id = change.type === 'add' ? change.element.id : change.id
    const next = applyChange(scene.element(id), change)
    scene.apply(next ? [next] : [], next ? [] : [id])
  }
}

const all = (scene: Scene) => unitsOf(scene, [...scene.all()])
const places = (scene: Scene) => [...scene.all()].map(({ x, y }) => [x, y])

describe('units', () => {
  const grouped = () =>
    sceneOf(
      element('g', { kind: 'group' }),
      element('a', { group: 'g' }),
      element('b', { x: 120, group: 'g' }),
      element('c', { x: 500, y: 40 }),
    )

  it('take a group as one, and its members when nothing else is chosen', () => {
    const scene = grouped()
    expect(all(scene).map(({ elements }) => elements.length)).toEqual([2, 1])
    expect(unitsOf(scene, scene.pick(['a', 'b']))).toHaveLength(2)
    apply(scene, alignUnits(all(scene), 'right'))
    expect(places(scene)).toEqual([[0, 0], [380, 0], [500, 0], [500, 40]]) // prettier-ignore
  })

  it('take a frame with what lies in it, and leave out what is locked', () => {
    const scene = sceneOf(
      element('f', { kind: 'frame', width: 300, height: 300 }),
      element('in', { x: 50, y: 50 }),
      element('out', { x: 900, y: 20 }),
      element('fixed', { x: 700, locked: true }),
    )
    expect(all(scene)).toHaveLength(2)
    apply(scene, alignUnits(all(scene), 'top'))
    expect(places(scene)).toEqual([[0, 0], [50, 50], [900, 0], [700, 0]]) // prettier-ignore
    apply(scene, alignUnits(all(scene), 'right'))
    expect(scene.element('in')).toMatchObject({ x: 750, y: 50 })
  })
})

describe('arranging', () => {
  it('aligns edges, and leaves lines to what they join', () => {
    const scene = sceneOf(
      element('a', { x: 10 }),
      element('b', { x: 200, width: 50 }),
      connector('l', { element: 'a' }, { element: 'b' }),
    )
    apply(scene, alignUnits(all(scene), 'right'))
    expect([scene.element('a')?.x, scene.element('b')?.x]).toEqual([150, 200])
  })

  it('makes gaps equal', () => {
    const scene = sceneOf(element('a'), element('b', { x: 130 }), element('c', { x: 400 }))
    apply(scene, distributeUnits(all(scene), 'horizontal'))
    expect(scene.element('b')?.x).toBe(200)
  })

  it('swaps sides', () => {
    const scene = sceneOf(element('a'), element('b', { x: 300, width: 50 }))
    apply(scene, mirrorUnits(all(scene), 'horizontal'))
    expect(places(scene)).toEqual([[250, 0], [0, 0]]) // prettier-ignore
  })

  it('makes all as wide as the widest; notes stay square, texts break anew', () => {
    const scene = sceneOf(
      element('n'),
      element('t', { kind: 'text', width: 80, height: 20 }),
      element('r', { kind: 'rectangle', width: 200, height: 50 }),
    )
    apply(
      scene,
      matchSizes([...scene.all()], 'width', ({ width }) => 4000 / width),
    )
    const sizes = [...scene.all()].map(({ width, height }) => [width, height])
    expect(sizes).toEqual([[200, 200], [200, 20], [200, 50]]) // prettier-ignore
  })
})

describe('tidying', () => {
  it('keeps rows as rows, and makes them even', () => {
    const scene = sceneOf(
      element('a', { x: 3, y: 8 }),
      element('b', { x: 140 }),
      element('c', { x: 12, y: 150 }),
      element('d', { x: 133, y: 142 }),
    )
    apply(scene, tidyUnits(all(scene)))
    expect(places(scene)).toEqual([[3, 0], [127, 0], [3, 124], [127, 124]]) // prettier-ignore
  })

  it('lets nothing overlap, and changes nothing the second time', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const scene = sceneOf(...scattered(14, seed))
      apply(scene, tidyUnits(all(scene)))
      const boxes = [...scene.all()]
      const meets = boxes.some((a, at) =>
        boxes.slice(at + 1).some((b) => {
          const isBeside = a.x + a.width <= b.x || b.x + b.width <= a.x
          return !isBeside && !(a.y + a.height <= b.y || b.y + b.height <= a.y)
        }),
      )
      expect(meets).toBe(false)
      expect(tidyUnits(all(scene))).toEqual([])
    }
  })
})

/** Elements here and there, from a small generator, so that a failure can be repeated. */
function scattered(count: number, seed: number): BoardElement[] {
  let state = seed
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
  return Array.from({ length: count }, (_, at) =>
    element(`e${String(at)}`, {
      x: next(900),
      y: next(900),
      width: 20 + next(180),
      height: 20 + next(180),
    }),
  )
}
