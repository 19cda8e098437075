import { describe, expect, it } from 'vitest'
import { intersects } from '../geometry/box'
import { childrenOf, growMap, rootOf, subtreeOf, tidyMap } from './mindmap'
import { Scene } from './scene'
import { element } from './testing'
import { applyChange, type Change } from './transaction'

function apply(scene: Scene, changes: readonly Change[]): void {
  for (const change of changes) {
    const id = change.type === 'add' ? change.element.id : change.id
    const next = applyChange(scene.element(id), change)
    scene.apply(next ? [next] : [], next ? [] : [id])
  }
}

function grown(scene: Scene, parent: string, after: string | null = null): string {
  const [node, before] = [scene.element(parent)!, after === null ? null : scene.element(after)!]
  const { changes, id } = growMap(scene, node, before, 'W', {})
  apply(scene, changes)
  return id
}

function mapOf() {
  const scene = new Scene()
  scene.load([element('root', { kind: 'mindmap', width: 160, height: 48 })])
  return scene
}

describe('a mind map', () => {
  it('grows without anything lying on anything, and keeps its middle', () => {
    const scene = mapOf()
    const first = grown(scene, 'root')
    const second = grown(scene, 'root')
    for (let round = 0; round < 4; round++) grown(scene, first)
    for (let round = 0; round < 3; round++) grown(scene, second)
    const nodes = [...scene.all()]
    expect(nodes).toHaveLength(10)
    for (const one of nodes)
      for (const other of nodes) if (one !== other) expect(intersects(one, other)).toBe(false)
    expect(scene.element('root')).toMatchObject({ x: 0, y: 0 })
    expect(tidyMap(scene, scene.element('root')!)).toEqual([])
  })

  it('puts a sibling right below the one it was asked for', () => {
    const scene = mapOf()
    const first = grown(scene, 'root')
    const last = grown(scene, 'root')
    const between = grown(scene, 'root', first)
    expect(childrenOf(scene, 'root').map(({ id }) => id)).toEqual([first, between, last])
    expect(rootOf(scene, scene.element(between)!).id).toBe('root')
  })

  it('folds away all that is below a node, at every depth, and unfolds to grow', () => {
    const scene = mapOf()
    const first = grown(scene, 'root')
    const deep = grown(scene, first)
    const deeper = grown(scene, deep)
    apply(scene, [{ type: 'content', id: first, content: { collapsed: true } }])
    expect([deep, deeper].map((id) => scene.drawable(id)?.isFolded)).toEqual([true, true])
    expect(scene.within({ x: -999, y: -999, width: 2999, height: 2999 })).toHaveLength(2)
    grown(scene, first)
    expect(scene.drawable(deeper)?.isFolded).toBeUndefined()
    expect(subtreeOf(scene, scene.element(first)!)).toHaveLength(4)
  })

  it('does not hang on nodes that are each other’s parents', () => {
    const scene = new Scene()
    const [a, b] = [element('a', { kind: 'mindmap', parent: 'b' }), element('b', { kind: 'mindmap', parent: 'a' })] // prettier-ignore
    scene.load([a, b])
    expect(subtreeOf(scene, a)).toHaveLength(2)
    expect(tidyMap(scene, rootOf(scene, a))).toBeDefined()
  })
})
