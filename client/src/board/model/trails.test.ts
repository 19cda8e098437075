import { expect, it } from 'vitest'
import { GLOW_MS, Trails } from './trails'

it('keeps the light of each person apart, lets it fade, and then is still', () => {
  let now = 0
  let draw: (() => void) | null = null
  const told: unknown[] = []
  const trails = new Trails(
    () => undefined,
    () => now,
    (next) => {
      draw = next
    },
  )
  trails.onOwn = (point) => told.push(point)
  const frame = () => {
    const next = draw
    draw = null
    next?.()
  }
  trails.shine({ x: 1, y: 1 })
  trails.extend('7', 'teal', { x: 5, y: 5 })
  trails.shine({ x: 2, y: 2 })
  trails.shine(null)
  trails.shine({ x: 9, y: 9 })
  expect(trails.glowing.map(({ points }) => points.length)).toEqual([2, 1, 1])
  expect(told).toEqual([{ x: 1, y: 1 }, { x: 2, y: 2 }, null, { x: 9, y: 9 }])
  now = GLOW_MS / 2
  expect(trails.strengthOf(trails.glowing[0]!.points[0]!)).toBe(0.5)
  frame()
  expect(trails.glowing).toHaveLength(3)
  now = GLOW_MS
  frame()
  expect([trails.glowing.length, draw]).toEqual([0, null])
})
