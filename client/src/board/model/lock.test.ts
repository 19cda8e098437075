import { expect, it } from 'vitest'
import { allowed, toggleLocks } from './lock'
import { Scene } from './scene'
import { element } from './testing'
import type { Change } from './transaction'

it('lets nothing through to what is locked but opening it', () => {
  const scene = new Scene()
  scene.load([element('free'), element('shut', { locked: true })])
  const changes = (id: string): Change[] => [
    { type: 'place', id, geometry: { x: 5 } },
    { type: 'style', id, style: { fill: 'red' } },
    { type: 'text', id, text: 'x' },
    { type: 'content', id, content: { kind: 'star' } },
    { type: 'remove', id },
  ]
  expect(allowed(scene, changes('free'))).toHaveLength(5)
  expect(allowed(scene, changes('shut'))).toEqual([])
  const open = toggleLocks(scene.pick(['shut']))
  expect(allowed(scene, open)).toEqual(open)
  expect(toggleLocks(scene.pick(['free', 'shut']))[0]).toMatchObject({ content: { locked: true } })
})
