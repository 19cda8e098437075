import type { Box } from '../../geometry/box'
import type { Point } from '../../geometry/vec'
import { newElementId, type BoardElement } from '../../model/element'
import type { ToolBoard, ToolName } from '../tool'

export type BoxKind = Extract<ToolName, 'sticky' | 'rectangle' | 'ellipse' | 'diamond' | 'text'>

const SIZES: Record<BoxKind, { readonly width: number; readonly height: number }> = {
  sticky: { width: 180, height: 180 },
  rectangle: { width: 160, height: 100 },
  ellipse: { width: 160, height: 110 },
  diamond: { width: 160, height: 120 },
  text: { width: 240, height: 26 },
}

/** The usual size around `point`; text begins where the pointer is. */
export function usualBox(kind: BoxKind, { x, y }: Point): Box {
  const { width, height } = SIZES[kind]
  if (kind === 'text') return { x, y: y - height / 2, width, height }
  return { x: x - width / 2, y: y - height / 2, width, height }
}

/** A new note, shape or text, in front of everything and in the style last used for its kind. */
export function boxElement(
  board: ToolBoard,
  kind: BoxKind,
  box: Box,
  id = newElementId(),
): BoardElement {
  const style = board.styleFor(kind)
  return { id, kind, ...box, rotation: 0, z: board.rankOnTop(), style, text: '' }
}
