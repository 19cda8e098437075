import { ranksBetween } from '../../common/rank'
import { unionBoxes, type Box } from '../geometry/box'
import type { Point } from '../geometry/vec'
import type { Drawable } from './drawable'
import { compareDepth, type BoardElement } from './element'
import { moveElements } from './move'
import type { Scene } from './scene'
import { resizeTo } from './sizes'
import type { Change } from './transaction'
import type { Unit } from './units'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'horizontal' | 'vertical'

const TIDY_GAP = 24

/** Lines units up with the box around all of them. */
export function alignUnits(units: readonly Unit[], alignment: Alignment): Change[] {
  const frame = unionBoxes(units.map(({ box }) => box))
  if (!frame || units.length < 2) return []
  return units.flatMap((unit) => {
    const { box } = unit
    const goal = {
      left: frame.x,
      centre: frame.x + (frame.width - box.width) / 2,
      right: frame.x + frame.width - box.width,
      top: frame.y,
      middle: frame.y + (frame.height - box.height) / 2,
      bottom: frame.y + frame.height - box.height,
    }[alignment]
    const isAcross = alignment === 'left' || alignment === 'centre' || alignment === 'right'
    return shift(unit, isAcross ? { x: goal, y: box.y } : { x: box.x, y: goal })
  })
}

/** Makes the gaps between neighbours equal; the outermost two stay where they are. */
export function distributeUnits(units: readonly Unit[], axis: Axis): Change[] {
  const isAcross = axis === 'horizontal'
  const start = ({ box }: Unit) => (isAcross ? box.x : box.y)
  const length = ({ box }: Unit) => (isAcross ? box.width : box.height)
  const row = [...units].sort((a, b) => start(a) - start(b))
  const [first] = row
  const last = row.at(-1)
  if (!first || !last || row.length < 3) return []
  const taken = row.reduce((sum, unit) => sum + length(unit), 0)
  const gap = (start(last) + length(last) - start(first) - taken) / (row.length - 1)
  let at = start(first)
  return row.flatMap((unit) => {
    const { box } = unit
    const goal = isAcross ? { x: at, y: box.y } : { x: box.x, y: at }
    at += length(unit) + gap
    return shift(unit, goal)
  })
}

/**
 * Puts units into even rows and columns, in the order in which they are read, about as many to a
 * row as there were. What is tidy already stays as it is.
 */
export function tidyUnits(units: readonly Unit[]): Change[] {
  const frame = unionBoxes(units.map(({ box }) => box))
  if (!frame || units.length < 2) return []
  const rows = rowsOf(units)
  const columns = Math.ceil(units.length / rows.length)
  const order = rows.flat()
  const widths = largest(
    order,
    columns,
    (at) => at % columns,
    ({ width }) => width,
  )
  const heights = largest(
    order,
    rows.length,
    (at) => Math.floor(at / columns),
    ({ height }) => height,
  )
  const lefts = starts(frame.x, widths)
  const tops = starts(frame.y, heights)
  return order.flatMap((unit, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)]
    const { width, height } = unit.box
    return shift(unit, {
      x: (lefts[column] ?? frame.x) + ((widths[column] ?? width) - width) / 2,
      y: (tops[row] ?? frame.y) + ((heights[row] ?? height) - height) / 2,
    })
  })
}

/** Top to bottom; whatever has its middle within a row's first is in that row. */
function rowsOf(units: readonly Unit[]): Unit[][] {
  const middle = ({ box }: Unit) => box.y + box.height / 2
  const rows: Unit[][] = []
  for (const unit of [...units].sort((a, b) => middle(a) - middle(b))) {
    const [first] = rows.at(-1) ?? []
    const isInRow = first && middle(unit) - middle(first) < first.box.height / 2
    if (isInRow) rows.at(-1)?.push(unit)
    else rows.push([unit])
  }
  return rows.map((row) => row.sort((a, b) => a.box.x - b.box.x))
}

function largest(
  order: readonly Unit[],
  count: number,
  slot: (at: number) => number,
  size: (box: Box) => number,
): number[] {
  const sizes = Array.from({ length: count }, () => 0)
  order.forEach(({ box }, at) => {
    sizes[slot(at)] = Math.max(sizes[slot(at)] ?? 0, size(box))
  })
  return sizes
}

function starts(from: number, sizes: readonly number[]): number[] {
  let at = from
  return sizes.map((size) => {
    const start = at
    at += size + TIDY_GAP
    return start
  })
}

/** Puts units on the other side of the middle of all of them. */
export function mirrorUnits(units: readonly Unit[], axis: Axis): Change[] {
  const frame = unionBoxes(units.map(({ box }) => box))
  if (!frame || units.length < 2) return []
  return units.flatMap((unit) => {
    const { x, y, width, height } = unit.box
    const goal =
      axis === 'horizontal'
        ? { x: 2 * frame.x + frame.width - x - width, y }
        : { x, y: 2 * frame.y + frame.height - y - height }
    return shift(unit, goal)
  })
}

/** Makes all as wide (or as high) as the largest; what keeps its proportions keeps them. */
export function matchSizes(
  elements: readonly Drawable[],
  side: 'width' | 'height',
  heightOfText: (element: BoardElement) => number,
): Change[] {
  const sized = elements.filter(
    ({ kind, locked }) => kind !== 'connector' && kind !== 'group' && !locked,
  )
  const goal = Math.max(...sized.map((element) => element[side]))
  if (sized.length < 2) return []
  return sized.flatMap((element): Change[] => {
    if (Math.abs(element[side] - goal) < 0.01) return []
    return resizeTo(element, { [side]: goal }, heightOfText)
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

function shift({ elements, box }: Unit, to: Point): Change[] {
  const by = { x: to.x - box.x, y: to.y - box.y }
  return Math.abs(by.x) + Math.abs(by.y) < 0.01 ? [] : moveElements(elements, by)
}
