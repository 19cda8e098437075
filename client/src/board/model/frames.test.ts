import { describe, expect, it } from 'vitest'
import { frameOf, withContents } from './frames'
import { chainOf, familyOf } from './groups'
import { iconStrokes, onIconsWanted, takeIcons } from './icons'
import { Scene } from './scene'
import { element } from './testing'

const frame = element('f', { kind: 'frame', width: 400, height: 300, z: 'A', text: 'Retro' })

function sceneOf(...elements: Parameters<Scene['load']>[0][]): Scene {
  const scene = new Scene()
  scene.load(elements.flatMap((each) => [...each]))
  return scene
}

describe('frames', () => {
  const inside = element('in', { x: 351, y: 50 })
  const outside = element('out', { x: 380, y: 50 })

  it('hold what has its middle in them, and cut it off at their edge', () => {
    const scene = sceneOf([frame, inside, outside])
    expect(frameOf(scene.frames, inside)).toBeUndefined()
    const held = element('in', { x: 330, y: 50 })
    scene.apply([held], [])
    expect(scene.drawable('in')?.clip).toEqual({ x: 0, y: 0, width: 400, height: 300 })
    expect(scene.drawable('out')?.clip).toBeUndefined()
    expect(scene.hit({ x: 390, y: 100 }, 3)?.id).toBe('out')
    scene.apply([{ ...frame, width: 800 }], [])
    expect(scene.drawable('in')?.clip).toBeUndefined()
    scene.apply([], ['f'])
    expect(scene.frames).toHaveLength(0)
  })

  it('are meant by their edge and their title, not by what is in them', () => {
    const scene = sceneOf([frame])
    expect(scene.hit({ x: 200, y: 150 }, 6)).toBeNull()
    expect(scene.hit({ x: 2, y: 150 }, 6)?.id).toBe('f')
    expect(scene.hit({ x: 60, y: -12 }, 6)?.id).toBe('f')
  })

  it('take along what is in them, frames in them, and nothing that is locked', () => {
    const small = element('g', { kind: 'frame', x: 20, y: 20, width: 200, height: 200, z: 'B' })
    const deep = element('d', { x: 40, y: 40 })
    const locked = element('l', { x: 250, y: 50, locked: true })
    const scene = sceneOf([frame, small, deep, locked, outside])
    const moved = withContents(scene, [frame]).map(({ id }) => id)
    expect(moved.sort()).toEqual(['d', 'f', 'g'])
  })
})

describe('nested groups', () => {
  const members = [
    element('outer', { kind: 'group' }),
    element('inner', { kind: 'group', group: 'outer' }),
    element('a', { group: 'outer' }),
    element('b', { group: 'inner' }),
    element('c', { group: 'inner' }),
  ]

  it('are entered one level after the other', () => {
    const scene = sceneOf(members)
    expect(chainOf(scene, members[3]!)).toEqual(['outer', 'inner'])
    expect(familyOf(scene, 'b').sort()).toEqual(['a', 'b', 'c'])
    expect(familyOf(scene, 'b', 'outer').sort()).toEqual(['b', 'c'])
    expect(familyOf(scene, 'a', 'outer')).toEqual(['a'])
    expect(familyOf(scene, 'b', 'inner')).toEqual(['b'])
  })
})

describe('icons', () => {
  it('ask for their set once, and become one path', () => {
    let asked = 0
    onIconsWanted(() => asked++)
    expect([iconStrokes('dot'), iconStrokes('dot')]).toEqual([undefined, undefined])
    expect(asked).toBe(1)
    takeIcons({
      dot: [
        ['circle', { cx: '12', cy: '12', r: '1' }],
        ['path', { d: 'm6 9 6 6' }],
        ['rect', { x: '3', y: '3', width: '7', height: '7', rx: '1' }],
      ],
    })
    expect(iconStrokes('dot')).toMatch(/^M11 12a1 1 .*ZM0 0m6 9 6 6M4 3h5a1 1/)
    expect(iconStrokes('constructor')).toBe('')
  })
})
