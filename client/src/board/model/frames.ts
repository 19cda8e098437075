import { centreOf, containsBox, containsPoint, coveredBox, type Box } from '../geometry/box'
import { compareDepth, type BoardElement } from './element'
import { subtreeOf } from './mindmap'
import type { Scene } from './scene'

/** How high a frame's title is, where the board is seen at its own size. */
export const TITLE_SIZE = 14
/** Titles grow as the board gets smaller, up to here, so that they can be read from afar. */
const SMALLEST_SCALE = 0.15

export function titleSize(scale: number): number {
  return TITLE_SIZE / Math.max(SMALLEST_SCALE, Math.min(1, scale))
}

/** The most that a title takes above its frame. */
export const TITLE_ROOM = titleSize(0) * 1.8

/** The topmost of `frames` that holds the middle of an element. */
export function frameOf(
  frames: Iterable<BoardElement>,
  element: BoardElement,
): BoardElement | undefined {
  const middle = centreOf(element)
  let found: BoardElement | undefined
  for (const frame of frames) {
    if (frame.id === element.id || !containsPoint(frame, middle)) continue
    // A frame that holds another one is not in it in turn.
    if (element.kind === 'frame' && !isLarger(frame, element)) continue
    if (!found || compareDepth(frame, found) > 0) found = frame
  }
  return found
}

function isLarger(one: Box, other: Box): boolean {
  return one.width * one.height > other.width * other.height
}

/** What of an element is seen through its frame; nothing where all of it is. */
export function clipOf(frames: Iterable<BoardElement>, element: BoardElement): Box | undefined {
  const frame = frameOf(frames, element)
  if (!frame || frame.rotation !== 0) return undefined
  if (containsBox(frame, coveredBox(element, element.rotation))) return undefined
  const { x, y, width, height } = frame
  return { x, y, width, height }
}

/** The chosen elements, everything in the frames among them, and what grows from their nodes. */
export function withContents(scene: Scene, chosen: readonly BoardElement[]): BoardElement[] {
  const all = new Map(chosen.map((element) => [element.id, element]))
  for (const node of chosen) {
    if (node.kind !== 'mindmap') continue
    for (const below of subtreeOf(scene, node)) all.set(below.id, below)
  }
  const queue = chosen.filter(({ kind }) => kind === 'frame')
  for (let frame = queue.pop(); frame; frame = queue.pop()) {
    for (const element of scene.contentsOf(frame)) {
      if (all.has(element.id)) continue
      all.set(element.id, element)
      if (element.kind === 'frame') queue.push(element)
    }
  }
  return [...all.values()]
}
