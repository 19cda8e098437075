import { centreOf, coveredBox, expandBox, intersects, unionBoxes, type Box } from '../geometry/box'
import { SnapField, toGrid, type SnapLine, type Stops } from '../geometry/snap'
import type { Point } from '../geometry/vec'
import { visibleBox } from '../model/drawable'
import type { BoardElement, ElementKind } from '../model/element'
import type { PointerInfo, ToolBoard } from './tool'

/** What the person chose; kept in the browser. */
export interface SnapChoice {
  readonly objects: boolean
  readonly grid: boolean
}

/** The dots of the ground stand on every second line, or on each. */
export const GRID = 16
const REACH_PIXELS = 6
/** What is smaller on the screen is no help in lining up. */
const LEAST_PIXELS = 8
/** More boxes than this would cost more than a frame has. */
const MOST_BOXES = 800
const IGNORED: ReadonlySet<ElementKind> = new Set(['connector', 'group', 'freehand'])

/** Lines up what is moved, resized or made with what stands in view, or with the grid. */
export class Snapper {
  private field: SnapField | null = null
  /** Where the field was gathered, and how far it can be trusted from there. */
  private centre: Point = { x: 0, y: 0 }
  private trusted = 0

  constructor(
    private readonly board: ToolBoard,
    private readonly moved: ReadonlySet<string>,
  ) {}

  /** How far to go instead of `by`, and the guides to show. */
  move(start: Box, by: Point, pointer: PointerInfo): { by: Point; lines: readonly SnapLine[] } {
    const choice = this.choiceFor(pointer)
    const box = { ...start, x: start.x + by.x, y: start.y + by.y }
    const found = choice.objects ? this.around(box).snap(box, this.reach) : null
    const toLine = (axis: 'x' | 'y') => (choice.grid ? toGrid(box[axis], GRID) - box[axis] : 0)
    return {
      by: { x: by.x + (found?.dx ?? toLine('x')), y: by.y + (found?.dy ?? toLine('y')) },
      lines: found?.lines ?? [],
    }
  }

  /** Where the drawn edges of `box` rather go. */
  edges(box: Box, stops: Stops, pointer: PointerInfo): Point {
    const choice = this.choiceFor(pointer)
    const found = choice.objects ? this.around(box).snap(box, this.reach, stops, false) : null
    const toLine = (axis: 'x' | 'y', size: number) => {
      const [stop] = stops[axis]
      if (!choice.grid || stop === undefined) return 0
      const at = box[axis] + (stop === 'end' ? size : 0)
      return toGrid(at, GRID) - at
    }
    return {
      x: found?.dx ?? toLine('x', box.width),
      y: found?.dy ?? toLine('y', box.height),
    }
  }

  /** The guides of a box as it lies now. */
  linesFor(box: Box, stops: Stops, pointer: PointerInfo): readonly SnapLine[] {
    return this.choiceFor(pointer).objects ? this.around(box).linesFor(box, stops) : []
  }

  /** A corner that is drawn from nothing: where it rather goes. */
  corner(point: Point, pointer: PointerInfo): { point: Point; lines: readonly SnapLine[] } {
    const stops = { x: ['start'], y: ['start'] } as const
    const dot = { ...point, width: 0, height: 0 }
    const by = this.edges(dot, stops, pointer)
    const moved = { x: point.x + by.x, y: point.y + by.y }
    return { point: moved, lines: this.linesFor({ ...dot, ...moved }, stops, pointer) }
  }

  private get reach(): number {
    return REACH_PIXELS / this.board.camera.zoom
  }

  /** Ctrl (or Cmd) leaves everything where the hand puts it. */
  private choiceFor({ mod }: PointerInfo): SnapChoice {
    return mod ? { objects: false, grid: false } : this.board.snapping
  }

  /** What stands around `box`: all that is in view, or so much of it as can be looked at at once. */
  private around(box: Box): SnapField {
    const at = centreOf(box)
    const away = Math.max(Math.abs(at.x - this.centre.x), Math.abs(at.y - this.centre.y))
    if (this.field && away <= this.trusted) return this.field
    const { viewBox } = this.board
    let reach = Math.max(viewBox.width, viewBox.height)
    let found = this.boxesNear(box, reach)
    while (found.length > MOST_BOXES && reach > 1) {
      reach /= 2
      found = this.boxesNear(box, reach)
    }
    this.centre = at
    this.trusted = reach / 3
    this.field = new SnapField(found.slice(0, MOST_BOXES))
    return this.field
  }

  private boxesNear(box: Box, reach: number): Box[] {
    const { scene, viewBox, camera } = this.board
    const least = LEAST_PIXELS / camera.zoom
    return scene.touching(expandBox(box, reach)).flatMap((drawable) => {
      if (this.moved.has(drawable.id) || IGNORED.has(drawable.kind)) return []
      const seen = visibleBox(drawable)
      return Math.max(seen.width, seen.height) < least || !intersects(seen, viewBox) ? [] : [seen]
    })
  }
}

/** The box around what moves; lines and strokes that are moved along do not count. */
export function snappedBox(elements: readonly BoardElement[]): Box | null {
  const solid = elements.filter(
    ({ kind, locked }) => kind !== 'connector' && kind !== 'group' && !locked,
  )
  return unionBoxes(solid.map((element) => coveredBox(element, element.rotation)))
}
