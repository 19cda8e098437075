import { centreOf, coveredBox, expandBox, intersects, type Box } from '../../geometry/box'
import { NORMALS, type Side } from '../../geometry/route'
import { distance, rotateAround, type Point } from '../../geometry/vec'
import { portsOf } from '../../model/connector-path'
import { newElementId, SHAPE_KINDS, type BoardElement, type ElementKind } from '../../model/element'
import type { Change } from '../../model/transaction'
import type { ToolBoard } from '../tool'

/** How far beside its element a dot stands, in CSS pixels. */
const REACH = 20
/** Elements smaller than this on the screen have no dots: there would be no place to press. */
const LEAST_PIXELS = 28
const GAP = 80
/** What is made keeps so far away from what stands there. */
const ROOM = 12
const MOST_TRIES = 8
const OPPOSITE = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' } as const

/** What can be repeated as the next step of a diagram; other kinds are followed by a rectangle. */
const REPEATED: ReadonlySet<ElementKind> = new Set(['sticky', ...SHAPE_KINDS, 'text'])
const UNCONNECTED: ReadonlySet<ElementKind> = new Set(['connector', 'freehand', 'frame', 'group'])

export interface Dot {
  readonly side: Side
  readonly point: Point
}

/** The element that quick connect is about: the only one that is chosen. */
export function quickSource({ scene, selection }: ToolBoard): BoardElement | null {
  const [only, ...others] = selection
  const element = only === undefined || others.length > 0 ? undefined : scene.element(only)
  if (!element || element.locked || UNCONNECTED.has(element.kind)) return null
  return element.kind === 'mindmap' ? null : element
}

/** The dots beside the chosen element from which the next shape is drawn. */
export function quickDots(board: ToolBoard): Dot[] {
  const element = board.canEdit ? quickSource(board) : null
  const { zoom } = board.camera
  if (!element || Math.max(element.width, element.height) * zoom < LEAST_PIXELS) return []
  return dotsOf(element, zoom)
}

export function dotsOf(element: BoardElement, zoom: number): Dot[] {
  return portsOf({ ...element, kind: 'rectangle' }).map(({ side, point }) => {
    const normal = NORMALS[side]
    const out = { x: (normal.x * REACH) / zoom, y: (normal.y * REACH) / zoom }
    const turned = rotateAround(out, { x: 0, y: 0 }, element.rotation)
    return { side, point: { x: point.x + turned.x, y: point.y + turned.y } }
  })
}

export function dotAt(board: ToolBoard, point: Point, reach: number): Dot | null {
  return quickDots(board).find((dot) => distance(dot.point, point) <= reach) ?? null
}

export interface NextShape {
  readonly changes: readonly Change[]
  readonly id: string
}

/** The next shape of a diagram with the line that leads to it: beside its source where it is free. */
export function nextShape(board: ToolBoard, source: BoardElement, side: Side): NextShape {
  const { box, isStraight } = freeBox(board, source, side)
  return shapeAt(board, source, side, box, isStraight ? OPPOSITE[side] : 'auto')
}

/** The next shape where a line was drawn to: the middle of its side lies at `point`. */
export function nextShapeAt(
  board: ToolBoard,
  source: BoardElement,
  side: Side,
  point: Point,
): NextShape {
  const normal = NORMALS[side]
  const { width, height } = source
  const box = {
    x: point.x - width / 2 + (normal.x * width) / 2,
    y: point.y - height / 2 + (normal.y * height) / 2,
    width,
    height,
  }
  return shapeAt(board, source, side, box, OPPOSITE[side])
}

function shapeAt(
  board: ToolBoard,
  source: BoardElement,
  side: Side,
  box: Box,
  anchor: Side | 'auto',
): NextShape {
  const kind = REPEATED.has(source.kind) ? source.kind : 'rectangle'
  const z = board.rankOnTop()
  const style = kind === source.kind ? source.style : board.styleFor(kind)
  const turned = source.direction === undefined ? {} : { direction: source.direction }
  const base = { rotation: 0, z, text: '' }
  const shape: BoardElement = { id: newElementId(), kind, ...box, ...base, style, ...turned }
  const line: BoardElement = {
    id: newElementId(),
    kind: 'connector',
    ...centreOf(source),
    width: 0,
    height: 0,
    ...base,
    style: board.styleFor('connector'),
    from: { element: source.id, anchor: side },
    to: { element: shape.id, anchor },
    route: board.routeFor(true),
  }
  return {
    id: shape.id,
    changes: [
      { type: 'add', element: shape },
      { type: 'add', element: line },
    ],
  }
}

function freeBox(
  { scene }: ToolBoard,
  source: BoardElement,
  side: Side,
): { box: Box; isStraight: boolean } {
  const normal = NORMALS[side]
  const covered = coveredBox(source, source.rotation)
  const { x, y } = centreOf(source)
  const away = {
    x: normal.x * (covered.width / 2 + GAP + source.width / 2),
    y: normal.y * (covered.height / 2 + GAP + source.height / 2),
  }
  const at = (step: number): Box => ({
    x: x + away.x - source.width / 2 + Math.abs(normal.y) * step * (source.width + GAP / 2),
    y: y + away.y - source.height / 2 + Math.abs(normal.x) * step * (source.height + GAP / 2),
    width: source.width,
    height: source.height,
  })
  for (let turn = 0; turn < MOST_TRIES; turn++) {
    // Straight on, then a step to either side, then two …
    const step = Math.ceil(turn / 2) * (turn % 2 === 0 ? -1 : 1)
    const box = at(step)
    const room = expandBox(box, ROOM)
    const isTaken = scene
      .near(room)
      .some((other) => intersects(room, coveredBox(other, other.rotation)))
    if (!isTaken) return { box, isStraight: step === 0 }
  }
  return { box: at(0), isStraight: true }
}
