import { centreOf, cornersOf, type Box } from './box'
import { add, midpoint, rotateAround, type Point } from './vec'

export type HandleName = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'rotate'

export interface Handle {
  readonly name: HandleName
  readonly point: Point
}

const DIRECTIONS: Record<Exclude<HandleName, 'rotate'>, Point> = {
  nw: { x: -1, y: -1 },
  n: { x: 0, y: -1 },
  ne: { x: 1, y: -1 },
  e: { x: 1, y: 0 },
  se: { x: 1, y: 1 },
  s: { x: 0, y: 1 },
  sw: { x: -1, y: 1 },
  w: { x: -1, y: 0 },
}

/**
 * Where the handles of a turned box stand; `reach` is how far out the one that turns it stands: off
 * the lower left corner, for the sides belong to the dots that connect.
 */
export function handlesOf(box: Box, rotation: number, reach: number): Handle[] {
  const [nw, ne, se, sw] = cornersOf(box, rotation)
  const out = rotateAround({ x: -reach * 0.7, y: reach * 0.7 }, { x: 0, y: 0 }, rotation)
  return [
    { name: 'nw', point: nw },
    { name: 'ne', point: ne },
    { name: 'se', point: se },
    { name: 'sw', point: sw },
    { name: 'n', point: midpoint(nw, ne) },
    { name: 'e', point: midpoint(ne, se) },
    { name: 's', point: midpoint(se, sw) },
    { name: 'w', point: midpoint(sw, nw) },
    { name: 'rotate', point: add(sw, out) },
  ]
}

export interface ResizeOptions {
  readonly keepRatio: boolean
  readonly fromCentre: boolean
  readonly minimum: number
}

/**
 * The box after its handle was drawn to `to`, with the opposite handle (or the centre) kept where
 * it stands on the plane, however the box is turned. A box does not flip over: it stops at
 * `minimum`.
 */
export function resizeBox(
  box: Box,
  rotation: number,
  handle: Exclude<HandleName, 'rotate'>,
  to: Point,
  options: ResizeOptions,
): Box {
  const direction = DIRECTIONS[handle]
  const centre = centreOf(box)
  const local = rotateAround(to, centre, -rotation)
  const pivot = options.fromCentre
    ? centre
    : {
        x: centre.x - (direction.x * box.width) / 2,
        y: centre.y - (direction.y * box.height) / 2,
      }
  const share = options.fromCentre ? 2 : 1
  let width = direction.x === 0 ? box.width : (local.x - pivot.x) * direction.x * share
  let height = direction.y === 0 ? box.height : (local.y - pivot.y) * direction.y * share
  width = Math.max(options.minimum, width)
  height = Math.max(options.minimum, height)
  if (options.keepRatio) [width, height] = atRatio(box, direction, width, height)
  const newLocalCentre = options.fromCentre
    ? centre
    : add(pivot, { x: (direction.x * width) / 2, y: (direction.y * height) / 2 })
  const newCentre = rotateAround(newLocalCentre, centre, rotation)
  return { x: newCentre.x - width / 2, y: newCentre.y - height / 2, width, height }
}

function atRatio(box: Box, direction: Point, width: number, height: number): [number, number] {
  const byWidth = width / Math.max(1e-6, box.width)
  const byHeight = height / Math.max(1e-6, box.height)
  const factor =
    direction.x === 0 ? byHeight : direction.y === 0 ? byWidth : Math.max(byWidth, byHeight)
  return [box.width * factor, box.height * factor]
}

/** Carries a box that lay in `from` to the same place in `to`: how a group is resized. */
export function mapBox(box: Box, from: Box, to: Box): Box {
  const scaleX = from.width === 0 ? 1 : to.width / from.width
  const scaleY = from.height === 0 ? 1 : to.height / from.height
  return {
    x: to.x + (box.x - from.x) * scaleX,
    y: to.y + (box.y - from.y) * scaleY,
    width: box.width * scaleX,
    height: box.height * scaleY,
  }
}
