import { ranksBetween } from '../../common/rank'
import { unionBoxes } from '../geometry/box'
import { visibleBox, type Drawable } from './drawable'
import { compareDepth } from './element'
import type { Scene } from './scene'
import type { Change } from './transaction'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'horizontal' | 'vertical'

/** Lines elements up with the box around all of them. */
export function alignElements(chosen: readonly Drawable[], alignment: Alignment): Change[] {
  const movable = chosen.filter(isMovable)
  const frame = unionBoxes(movable.map(visibleBox))
  if (!frame || movable.length < 2) return []
  return movable.flatMap((element) => {
    const box = visibleBox(element)
    const goal = {
      left: frame.x,
      centre: frame.x + (frame.width - box.width) / 2,
      right: frame.x + frame.width - box.width,
      top: frame.y,
      middle: frame.y + (frame.height - box.height) / 2,
      bottom: frame.y + frame.height - box.height,
    }[alignment]
    const isAcross = alignment === 'left' || alignment === 'centre' || alignment === 'right'
    return isAcross ? shift(element, goal - box.x, 0) : shift(element, 0, goal - box.y)
  })
}

/** Makes the gaps between neighbours equal; the outermost two stay where they are. */
export function distributeElements(chosen: readonly Drawable[], axis: Axis): Change[] {
  const isAcross = axis === 'horizontal'
  const start = (element: Drawable) => (isAcross ? visibleBox(element).x : visibleBox(element).y)
  const length = (element: Drawable) =>
    isAcross ? visibleBox(element).width : visibleBox(element).height
  const row = chosen.filter(isMovable).sort((a, b) => start(a) - start(b))
  const [first] = row
  const last = row.at(-1)
  if (!first || !last || row.length < 3) return []
  const taken = row.reduce((sum, element) => sum + length(element), 0)
  const gap = (start(last) + length(last) - start(first) - taken) / (row.length - 1)
  let at = start(first)
  return row.flatMap((element) => {
    const by = at - start(element)
    at += length(element) + gap
    return isAcross ? shift(element, by, 0) : shift(element, 0, by)
  })
}

export type DepthMove = 'front' | 'back' | 'forward' | 'backward'

/** Moves elements in depth, keeping their own order; one step passes one other element. */
export function restackElements(
  scene: Scene,
  chosen: readonly Drawable[],
  move: DepthMove,
): Change[] {
  const ids = new Set(chosen.map(({ id }) => id))
  const others = [...scene.all()].filter(({ id }) => !ids.has(id)).sort(compareDepth)
  const moved = [...chosen].sort(compareDepth)
  const [lowest] = moved
  const highest = moved.at(-1)
  if (!lowest || !highest || others.length === 0) return []
  const above = others.findIndex((other) => compareDepth(other, highest) > 0)
  const below = others.findLastIndex((other) => compareDepth(other, lowest) < 0)
  const slot = {
    front: others.length,
    back: 0,
    forward: above === -1 ? others.length : above + 1,
    backward: Math.max(0, below),
  }[move]
  return ranksAround(others, slot, moved)
}

function ranksAround(others: readonly Drawable[], slot: number, moved: readonly Drawable[]) {
  const before = others[slot - 1]?.z ?? null
  const after = others.slice(slot).find(({ z }) => before === null || z > before)?.z ?? null
  const ranks = ranksBetween(before, after, moved.length)
  return moved.flatMap((element, index): Change[] => {
    const z = ranks[index]
    return z === undefined ? [] : [{ type: 'place', id: element.id, geometry: { z } }]
  })
}

function isMovable({ kind, locked }: Drawable): boolean {
  return kind !== 'connector' && kind !== 'group' && !locked
}

function shift(element: Drawable, dx: number, dy: number): Change[] {
  if (Math.abs(dx) + Math.abs(dy) < 0.01) return []
  const geometry = { x: element.x + dx, y: element.y + dy }
  return [{ type: 'place', id: element.id, geometry }]
}
