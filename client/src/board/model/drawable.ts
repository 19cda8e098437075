import {
  boxFromPoints,
  centreOf,
  containsPoint,
  coveredBox,
  expandBox,
  unionBoxes,
  type Box,
} from '../geometry/box'
import { flattenCurve, halfway, sideMiddle } from '../geometry/route'
import type { Point } from '../geometry/vec'
import { coloursOf, type CodeToken } from './code'
import { connectorPath, type Surroundings } from './connector-path'
import type { BoardElement } from './element'
import { TITLE_ROOM } from './frames'
import { isFolded } from './mindmap'
import { iconStrokes } from './icons'

/** What a task's card shows; it comes from the task, never from the board's document. */
export interface CardFace {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly status: string
  readonly state: string
  readonly assignees: readonly string[]
  readonly due: string | null
  readonly isLate: boolean
  readonly url: string
}

/** An element with everything that painting needs: it can be sent to a worker as it is. */
export interface Drawable extends BoardElement {
  /** Connectors: the points of the line, as `routeBetween` gives them. */
  readonly path?: readonly Point[]
  /** Mind maps: a node above it is folded. */
  readonly isFolded?: boolean
  /** Elbows: where a shape that comes, goes or moves may change the line. */
  readonly watch?: Box
  /** The frame through which it is seen, where that cuts it off. */
  readonly clip?: Box
  readonly card?: CardFace
  /** Code: its colours. */
  readonly tokens?: readonly CodeToken[]
  /** Icons: their lines in a square of 24, as SVG writes a path. */
  readonly strokes?: string
  /** What the paint may touch. */
  readonly box: Box
}

const SPREAD = 8
/** The words beside a line break where they get wider than this. */
export const LABEL_WIDTH = 220

export function toDrawable(
  element: BoardElement,
  surroundings: Surroundings,
  card?: CardFace,
): Drawable {
  if (element.kind === 'connector') return connectorDrawable(element, surroundings)
  if (element.kind === 'mindmap' && element.parent) {
    const branch = branchDrawable(element, surroundings)
    return isFolded(surroundings.lookup, element) ? { ...branch, isFolded: true } : branch
  }
  const box = expandBox(coveredBox(element, element.rotation), SPREAD)
  if (element.kind === 'frame') return { ...element, box: withTitle(box) }
  if (element.kind === 'code') {
    const { id, text, language = '' } = element
    return { ...element, box, tokens: coloursOf(id, text, language) }
  }
  if (element.kind === 'icon') {
    const strokes = iconStrokes(element.icon ?? '')
    return { ...element, box, ...(strokes !== undefined && { strokes }) }
  }
  return card ? { ...element, card, box } : { ...element, box }
}

function withTitle({ x, y, width, height }: Box): Box {
  return { x, y: y - TITLE_ROOM, width, height: height + TITLE_ROOM }
}

function connectorDrawable(element: BoardElement, surroundings: Surroundings): Drawable {
  const { path, watch } = connectorPath(element, surroundings)
  const line = element.route === 'curved' ? flattenCurve(path) : path
  const bounds = boxFromPoints(line)
  const spread = SPREAD + 8 + (element.style.stroke_width ?? 2) * 2
  const own = expandBox(bounds, spread)
  const label = element.text === '' ? null : labelBox(element, halfway(line) ?? bounds)
  const box = label ? (unionBoxes([own, label]) ?? own) : own
  return { ...element, ...bounds, rotation: 0, path, box, ...(watch && { watch }) }
}

/** About what the words beside a line cover; never less. */
function labelBox({ text, style }: BoardElement, { x, y }: Point): Box {
  const size = typeof style.font_size === 'number' ? style.font_size : 14
  const rows = text.split('\n').map((row) => Math.ceil((row.length * size) / LABEL_WIDTH) || 1)
  const lines = rows.reduce((sum, count) => sum + count, 0)
  const width = Math.min(LABEL_WIDTH, text.length * size) + 12
  const height = lines * size * 1.4 + 8
  return { x: x - width / 2, y: y - height / 2, width, height }
}

/** Where the words beside a connector stand: half way along its line. */
export function labelPoint(drawable: Drawable): Point {
  const path = drawable.path ?? []
  const line = drawable.route === 'curved' ? flattenCurve(path) : path
  return halfway(line) ?? drawable
}

/** Whether a press at `point` means the words beside a connector. */
export function isOnLabel(drawable: Drawable, point: Point): boolean {
  if (drawable.text === '') return false
  return containsPoint(labelBox(drawable, labelPoint(drawable)), point)
}

/** A node of a mind map carries the branch that leads to it from its parent. */
function branchDrawable(element: BoardElement, { lookup }: Surroundings): Drawable {
  const own = coveredBox(element, element.rotation)
  const parent = lookup(element.parent ?? '')
  if (!parent || parent.id === element.id) return { ...element, box: expandBox(own, SPREAD) }
  const toTheRight = centreOf(element).x >= centreOf(parent).x
  const from = sideMiddle(parent, toTheRight ? 'right' : 'left')
  const to = sideMiddle(element, toTheRight ? 'left' : 'right')
  const middle = (from.x + to.x) / 2
  const path = [from, { x: middle, y: from.y }, { x: middle, y: to.y }, to]
  const box = expandBox(unionBoxes([own, boxFromPoints(flattenCurve(path))]) ?? own, SPREAD)
  return { ...element, path, box }
}

/** Groups are not seen, nor what is folded away. */
export function isShown({ kind, isFolded }: Drawable): boolean {
  return kind !== 'group' && isFolded !== true
}

/** The box that a selection of these shows: the element itself, without the room for its shadow. */
export function visibleBox(drawable: Drawable): Box {
  return drawable.kind === 'connector' ? drawable : coveredBox(drawable, drawable.rotation)
}

export function boundsOf(drawables: readonly Drawable[]): Box | null {
  return unionBoxes(drawables.filter(isShown).map(visibleBox))
}
