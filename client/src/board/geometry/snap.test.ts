import { describe, expect, it } from 'vitest'
import type { Box } from './box'
import { SnapField, toGrid } from './snap'

const box = (x: number, y: number, width = 100, height = 100): Box => ({ x, y, width, height })

/** Boxes from a small generator, so that a failure can be repeated. */
function* boxes(count: number, seed: number): Generator<Box> {
  let state = seed
  const next = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return (state / 2_147_483_648) * most
  }
  for (let made = 0; made < count; made++) {
    yield box(next(2000), next(2000), 20 + next(200), 20 + next(200))
  }
}

describe('snapping', () => {
  it('pulls edges and middles onto those of others, and says how far away they are', () => {
    const field = new SnapField([box(0, 0)])
    const snap = field.snap(box(3, 150), 6)
    expect([snap.dx, snap.dy]).toEqual([-3, null])
    expect(snap.lines).toContainEqual({ from: { x: 0, y: 0 }, to: { x: 0, y: 250 } })
    expect(snap.lines).toContainEqual({ from: { x: 0, y: 100 }, to: { x: 0, y: 150 }, gap: 50 })
  })

  it('leaves alone what is further away than the reach', () => {
    const snap = new SnapField([box(0, 0)]).snap(box(15, 330, 55, 55), 6)
    expect(snap).toEqual({ dx: null, dy: null, lines: [] })
  })

  it('makes gaps equal: between two, after two, before two', () => {
    const row = new SnapField([box(0, 0), box(400, 20)])
    expect(row.snap(box(196, 60), 6).dx).toBe(4)
    const gaps = row.snap(box(196, 60), 6).lines.filter(({ gap }) => gap === 100)
    const across = gaps.filter(({ from, to }) => from.y === to.y)
    expect(across.map(({ from }) => from.x)).toEqual([100, 300])
    const after = new SnapField([box(0, 0), box(130, 20)])
    expect(after.snap(box(263, 60), 6).dx).toBe(-3)
    expect(after.snap(box(-128, 60), 6).dx).toBe(-2)
    const column = new SnapField([box(0, 0), box(20, 130)])
    expect(column.snap(box(60, 263), 6).dy).toBe(-3)
  })

  it('looks with the drawn edge only while something is resized', () => {
    const field = new SnapField([box(300, 300)])
    const snap = field.snap(box(298, 0, 99, 99), 6, { x: ['end'], y: [] }, false)
    expect([snap.dx, snap.dy]).toEqual([3, null])
  })

  it('never moves further than its reach, and then stays: a second look changes nothing', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const [moved, ...others] = [...boxes(60, seed)]
      const field = new SnapField(others)
      const { dx, dy } = field.snap(moved!, 8)
      expect(Math.abs(dx ?? 0)).toBeLessThanOrEqual(8)
      expect(Math.abs(dy ?? 0)).toBeLessThanOrEqual(8)
      const there = { ...moved!, x: moved!.x + (dx ?? 0) }
      const again = field.snap(there, 8, { x: ['start', 'middle', 'end'], y: [] })
      if (dx !== null) expect(Math.abs(again.dx ?? 0)).toBeLessThan(0.01)
    }
  })

  it('knows the lines of a grid', () => {
    expect([toGrid(23, 16), toGrid(25, 16), toGrid(-9, 16)]).toEqual([16, 32, -16])
  })
})
