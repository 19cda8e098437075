import { coveredBox, unionBoxes, type Box } from '../geometry/box'
import { mapBox } from '../geometry/handles'
import type { BoardElement } from './element'
import { withContents } from './frames'
import { moveElements } from './move'
import type { Scene } from './scene'
import { resizeTo } from './sizes'
import type { Change } from './transaction'

/** Place, size and angle of what is chosen, as numbers to read and to type. */
export interface Exact extends Box {
  /** Degrees; null where elements are turned differently. */
  readonly rotation: number | null
}
export type ExactName = 'x' | 'y' | 'width' | 'height' | 'rotation'

const DEGREES = 180 / Math.PI
const FURTHEST = 1_000_000
const LEAST = 1

/** What can be put into a place: neither lines, which follow, nor what is locked. */
export function placeable(elements: readonly BoardElement[]): BoardElement[] {
  return elements.filter(({ kind, locked }) => kind !== 'connector' && kind !== 'group' && !locked)
}

export function exactOf(elements: readonly BoardElement[]): Exact | null {
  const [first, ...others] = placeable(elements)
  if (!first) return null
  const isAlike = others.every((other) => Math.abs(other.rotation - first.rotation) < 1e-6)
  const degrees = (((first.rotation * DEGREES) % 360) + 360) % 360
  const rotation = isAlike ? degrees : null
  if (others.length === 0) return { ...boxOf(first), rotation }
  const boxes = [first, ...others].map((element) => coveredBox(element, element.rotation))
  return { ...(unionBoxes(boxes) ?? boxOf(first)), rotation }
}

function boxOf({ x, y, width, height }: Box): Box {
  return { x, y, width, height }
}

export interface ExactOptions {
  readonly keepRatio: boolean
  readonly heightOfText: (element: BoardElement) => number
}

/** The changes that bring one number of what is chosen to `value`. */
export function placeExactly(
  scene: Scene,
  chosen: readonly BoardElement[],
  name: ExactName,
  value: number,
  options: ExactOptions,
): Change[] {
  const elements = placeable(chosen)
  const now = exactOf(elements)
  if (!now) return []
  if (name === 'rotation') {
    const rotation = value / DEGREES
    return elements.map(({ id }): Change => ({ type: 'place', id, geometry: { rotation } }))
  }
  const goal = Math.max(-FURTHEST, Math.min(FURTHEST, value))
  if (name === 'x' || name === 'y') {
    const by = { x: 0, y: 0, [name]: goal - now[name] }
    return moveElements(withContents(scene, elements), by)
  }
  const size = { [name]: Math.max(LEAST, goal) }
  const [only, ...others] = elements
  if (only && others.length === 0) {
    return resizeTo(only, size, options.heightOfText, options.keepRatio)
  }
  return resizeAll(elements, now, size, options)
}

function resizeAll(
  elements: readonly BoardElement[],
  from: Box,
  size: { readonly width?: number; readonly height?: number },
  { keepRatio, heightOfText }: ExactOptions,
): Change[] {
  const factor = (size.width ?? NaN) / from.width || (size.height ?? NaN) / from.height || 1
  const to = {
    x: from.x,
    y: from.y,
    width: size.width ?? from.width * (keepRatio ? factor : 1),
    height: size.height ?? from.height * (keepRatio ? factor : 1),
  }
  return elements.map((element): Change => {
    const box = mapBox(element, from, to)
    const height = element.kind === 'text' ? heightOfText({ ...element, ...box }) : box.height
    return { type: 'place', id: element.id, geometry: { ...box, height } }
  })
}
