import { describe, expect, it } from 'vitest'
import { restackElements } from './arrange'
import { copyElements, fromClipboard, fromText, toClipboard } from './clipboard'
import type { Drawable } from './drawable'
import { compareDepth, isGlued } from './element'
import { familyOf, groupElements, ungroupElements } from './groups'
import { previewOf } from './preview'
import { Scene } from './scene'
import { connector, element } from './testing'
import { applyChange, type Change } from './transaction'

function sceneOf(...elements: Parameters<Scene['load']>[0][]): Scene {
  const scene = new Scene()
  scene.load(elements.flatMap((each) => [...each]))
  return scene
}

function apply(scene: Scene, changes: readonly Change[]): void {
  for (const change of changes) {
    const id = change.type === 'add' ? change.element.id : change.id
    const next = applyChange(scene.element(id), change)
    scene.apply(next ? [next] : [], next ? [] : [id])
  }
}

const ends = (drawable: Drawable | undefined) => [drawable?.path?.at(0), drawable?.path?.at(-1)]

describe('connectors', () => {
  const boxes = [element('a'), element('b', { x: 300 })]
  const line = connector('c', { element: 'a', anchor: 'auto' }, { element: 'b', anchor: 'auto' })

  it('touch the edges that face each other', () => {
    const [from, to] = ends(sceneOf(boxes, [line]).drawable('c'))
    expect(from).toEqual({ x: 104, y: 50 })
    expect(to).toEqual({ x: 296, y: 50 })
  })

  it('follow what they are glued to, and nothing else is drawn again', () => {
    const scene = sceneOf(boxes, [line, element('far', { x: 5000 })])
    const { put } = scene.apply([element('b', { x: 600 })], [])
    expect(put.map(({ id }) => id).sort()).toEqual(['b', 'c'])
    expect(ends(scene.drawable('c'))[1]?.x).toBe(596)
  })

  it('stay where they were drawn when their element goes', () => {
    const scene = sceneOf(boxes, [{ ...line, x: 20, y: 30, width: 200, height: 5 }])
    scene.apply([], ['b'])
    expect(ends(scene.drawable('c'))[1]).toEqual({ x: 220, y: 35 })
  })

  it('obey fixed sides and fractions', () => {
    const glued = connector('c', { element: 'a', anchor: 'top' }, { element: 'b', anchor: [0, 1] })
    const [from, to] = ends(sceneOf(boxes, [glued]).drawable('c'))
    expect(from).toEqual({ x: 50, y: -4 })
    expect(to).toEqual({ x: 300, y: 104 })
  })

  it('follow a preview before it is true', () => {
    const scene = sceneOf(boxes, [line])
    const change: Change = { type: 'place', id: 'a', geometry: { y: 400 } }
    const { drawables, hidden } = previewOf(scene, [change])
    expect([...hidden].sort()).toEqual(['a', 'c'])
    const moved = drawables.find(({ id }) => id === 'c')
    expect(moved?.path?.[0]?.y).toBeGreaterThan(390)
    expect(ends(scene.drawable('c'))[0]?.y).toBe(50)
  })
})

describe('pointing', () => {
  it('finds the topmost of what overlaps', () => {
    const scene = sceneOf([element('low', { z: 'A' }), element('high', { z: 'B' })])
    expect(scene.hit({ x: 50, y: 50 }, 4)?.id).toBe('high')
  })

  it('misses the empty corner of a diamond, and groups', () => {
    const scene = sceneOf([
      element('d', { kind: 'diamond' }),
      element('g', { kind: 'group', width: 500, height: 500 }),
    ])
    expect(scene.hit({ x: 4, y: 4 }, 2)).toBeNull()
    expect(scene.hit({ x: 50, y: 50 }, 2)?.id).toBe('d')
  })

  it('finds a freehand line only near its ink', () => {
    const points = [0, 0, 50, 1000, 1000, 50]
    const scene = sceneOf([element('f', { kind: 'freehand', points, size: [100, 100] })])
    expect(scene.hit({ x: 51, y: 50 }, 4)?.id).toBe('f')
    expect(scene.hit({ x: 90, y: 10 }, 4)).toBeNull()
  })

  it('takes into a marquee only what lies wholly within it', () => {
    const scene = sceneOf([element('in'), element('half', { x: 150 })])
    const found = scene.within({ x: -10, y: -10, width: 200, height: 200 })
    expect(found.map(({ id }) => id)).toEqual(['in'])
  })
})

describe('arranging', () => {
  it('moves to the front, to the back and by one step', () => {
    const order = (scene: Scene) =>
      [...scene.all()]
        .sort(compareDepth)
        .map(({ id }) => id)
        .join('')
    const make = () =>
      sceneOf(['a', 'b', 'c', 'd'].map((id, index) => element(id, { z: 'BDFH'.charAt(index) })))
    const after = (move: Parameters<typeof restackElements>[2]) => {
      const scene = make()
      apply(scene, restackElements(scene, scene.pick(['b']), move))
      return order(scene)
    }
    expect(after('front')).toBe('acdb')
    expect(after('back')).toBe('bacd')
    expect(after('forward')).toBe('acbd')
    expect(after('backward')).toBe('bacd')
  })
})

describe('groups', () => {
  it('are chosen as one, nested or not, and come apart again', () => {
    const scene = sceneOf(['a', 'b', 'c'].map((id) => element(id)))
    apply(scene, groupElements(scene, scene.pick(['a', 'b'])))
    expect(familyOf(scene, 'a').sort()).toEqual(['a', 'b'])
    apply(scene, groupElements(scene, scene.pick(['a', 'b', 'c'])))
    expect(familyOf(scene, 'c').sort()).toEqual(['a', 'b', 'c'])
    apply(scene, ungroupElements(scene, scene.pick(['a', 'b', 'c'])))
    expect(familyOf(scene, 'c')).toEqual(['c'])
    expect(familyOf(scene, 'a').sort()).toEqual(['a', 'b'])
  })

  it('do not hang on a loop', () => {
    const scene = sceneOf([
      element('a', { group: 'g' }),
      element('g', { kind: 'group', group: 'h' }),
      element('h', { kind: 'group', group: 'g' }),
    ])
    expect(familyOf(scene, 'a')).toContain('a')
  })
})

describe('the clipboard', () => {
  it('carries elements to another board with new ids and their glue', () => {
    const line = connector('c', { element: 'a' }, { element: 'outside' })
    const text = toClipboard([element('a', { text: 'hi', z: 'C' }), { ...line, z: 'D' }])
    const copies = copyElements(fromClipboard(text) ?? [], { x: 5, y: 5 }, 'K')
    const [note, copy] = copies
    expect(note).toMatchObject({ x: 5, y: 5, text: 'hi' })
    expect(note?.id).not.toBe('a')
    expect(copy?.from).toEqual({ element: note?.id })
    expect(isGlued(copy?.to)).toBe(false)
    expect(copies.every(({ z }) => z > 'K')).toBe(true)
  })

  it('does not take text of others for its own', () => {
    expect(fromClipboard('{"x": 1}')).toBeNull()
    expect(fromClipboard('{"teamflow/board":1,"elements":"no"}')).toBeNull()
  })

  it('makes a wall of notes of several lines, and a text of one', () => {
    const styles = { text: {}, sticky: {} }
    const notes = fromText('one\n\ntwo\nthree', { x: 0, y: 0 }, null, styles)
    expect(notes.map(({ kind, text }) => [kind, text])).toEqual([
      ['sticky', 'one'],
      ['sticky', 'two'],
      ['sticky', 'three'],
    ])
    expect(fromText('just one', { x: 0, y: 0 }, null, styles)[0]?.kind).toBe('text')
  })
})
