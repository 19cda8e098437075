import type { Box } from '../../geometry/box'
import type { Point } from '../../geometry/vec'
import { newElementId, type BoardElement } from '../../model/element'
import { sizeOfTable, tableOf } from '../../model/table'
import type { BoxKind, ToolBoard } from '../tool'

const EMPTY = tableOf([['', '', ''], ['', '', ''], ['', '', '']]) // prettier-ignore
const SHAPE = { width: 160, height: 110 }
const SIZES: Partial<Record<BoxKind, { readonly width: number; readonly height: number }>> = {
  sticky: { width: 180, height: 180 },
  rectangle: { width: 160, height: 100 },
  rounded: { width: 160, height: 100 },
  diamond: { width: 160, height: 120 },
  star: { width: 150, height: 150 },
  cylinder: { width: 120, height: 140 },
  cloud: { width: 180, height: 120 },
  text: { width: 240, height: 26 },
  frame: { width: 960, height: 540 },
  emoji: { width: 64, height: 64 },
  icon: { width: 64, height: 64 },
  mindmap: { width: 160, height: 48 },
  table: sizeOfTable(EMPTY),
  code: { width: 440, height: 180 },
}

export function usualSize(kind: BoxKind): { readonly width: number; readonly height: number } {
  return SIZES[kind] ?? SHAPE
}

function contentOf(kind: BoxKind): Partial<BoardElement> {
  if (kind === 'table') return EMPTY
  return kind === 'code' ? { language: 'javascript' } : {}
}

/** The usual size around `point`; text begins where the pointer is. */
export function usualBox(kind: BoxKind, { x, y }: Point): Box {
  const { width, height } = usualSize(kind)
  if (kind === 'text') return { x, y: y - height / 2, width, height }
  return { x: x - width / 2, y: y - height / 2, width, height }
}

/** A new element, in front of everything (frames: behind it) and in the style last used for its kind. */
export function boxElement(
  board: ToolBoard,
  kind: BoxKind,
  box: Box,
  id = newElementId(),
): BoardElement {
  const style = board.styleFor(kind)
  const z = kind === 'frame' ? board.rankBelow() : board.rankOnTop()
  const printed = kind === 'emoji' || kind === 'icon' ? { [kind]: board.stamps[kind] } : {}
  return {
    id,
    kind,
    ...box,
    rotation: 0,
    z,
    style,
    text: '',
    ...printed,
    ...contentOf(kind),
  }
}
