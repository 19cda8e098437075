import { mapBox, resizeBox, type HandleName, type ResizeOptions } from '../../geometry/handles'
import { centreOf, type Box } from '../../geometry/box'
import type { Stops } from '../../geometry/snap'
import type { Point } from '../../geometry/vec'
import type { BoardElement } from '../../model/element'
import { keepsRatio } from '../../model/sizes'
import type { Change } from '../../model/transaction'
import { Snapper } from '../snapping'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'
import { selectionFrame, type SelectionFrame } from './selection-frame'

type ResizeHandle = Exclude<HandleName, 'rotate'>
const MINIMUM = 12
/** A handle is drawn; Shift keeps the proportions (or frees them), Alt resizes about the middle. */
export class ResizingState extends ToolState {
  private readonly frame: SelectionFrame | null
  private readonly chosen: readonly BoardElement[]
  private readonly snapper: Snapper
  /** The edges that follow the hand. */
  private readonly stops: Stops

  constructor(
    tool: Tool,
    private readonly handle: ResizeHandle,
  ) {
    super(tool)
    const { scene, selection } = this.board
    this.frame = selectionFrame(this.board)
    this.chosen = [...selection]
      .flatMap((id) => scene.element(id) ?? [])
      .filter(({ kind, locked }) => kind !== 'connector' && kind !== 'group' && !locked)
    this.snapper = new Snapper(this.board, selection)
    this.stops = stopsOf(handle)
  }

  override onPointerMove(pointer: PointerInfo): void {
    if (!this.frame) return
    const isCorner = this.handle.length === 2
    const byItself = isCorner && this.chosen.some(({ kind }) => kind === 'text' || keepsRatio(kind))
    const options = {
      keepRatio: isCorner && byItself !== pointer.shift,
      fromCentre: pointer.alt,
      minimum: MINIMUM,
    }
    const box = this.snapped(this.frame, pointer, options)
    this.board.preview(this.changes(this.frame.box, box))
    const isStraight = this.frame.rotation === 0
    const lines = isStraight ? this.snapper.linesFor(box, this.stops, pointer) : []
    this.board.guide({ ...this.board.guides, lines })
  }

  /** The box under the hand, with its drawn edges where they line up. */
  private snapped(frame: SelectionFrame, pointer: PointerInfo, options: ResizeOptions): Box {
    const { handle } = this
    const free = resizeBox(frame.box, frame.rotation, handle, pointer.point, options)
    if (frame.rotation !== 0) return free
    const by = this.snapper.edges(free, this.stops, pointer)
    if (by.x === 0 && by.y === 0) return free
    const corner = cornerOf(free, handle)
    const pivot = options.fromCentre ? centreOf(frame.box) : oppositeOf(frame.box, handle)
    const goal = { x: corner.x + by.x, y: corner.y + by.y }
    const to = options.keepRatio ? inRatio(corner, pivot, by) : goal
    return resizeBox(frame.box, 0, handle, to, options)
  }

  override onPointerUp(): void {
    this.board.commitPreview()
    this.board.guide({})
    this.tool.transition(new IdleState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private changes(from: Box, to: Box): Change[] {
    const isAlone = this.chosen.length === 1
    return this.chosen.flatMap((element) => {
      const { x, y, width, height } = isAlone ? to : mapBox(element, from, to)
      if (element.kind === 'text') return this.resizeText(element, { x, y, width, height })
      const geometry = { x, y, width, height }
      return [{ type: 'place', id: element.id, geometry } satisfies Change]
    })
  }

  /** Sides change where lines break; corners change the size of the letters. */
  private resizeText(element: BoardElement, box: Box): Change[] {
    const isSide = this.handle === 'e' || this.handle === 'w'
    const size = typeof element.style.font_size === 'number' ? element.style.font_size : 16
    const factor = isSide ? 1 : box.height / Math.max(1, element.height)
    const font_size = Math.max(4, Math.min(400, Math.round(size * factor)))
    const style = { ...element.style, font_size }
    const height = this.board.heightOfText({ ...element, ...box, style })
    const place: Change = { type: 'place', id: element.id, geometry: { ...box, height } }
    if (font_size === size) return [place]
    return [place, { type: 'style', id: element.id, style: { font_size } }]
  }
}

function stopsOf(handle: ResizeHandle): Stops {
  return {
    x: handle.includes('e') ? ['end'] : handle.includes('w') ? ['start'] : [],
    y: handle.includes('s') ? ['end'] : handle.includes('n') ? ['start'] : [],
  }
}

function cornerOf({ x, y, width, height }: Box, handle: ResizeHandle): Point {
  return {
    x: handle.includes('w') ? x : x + width,
    y: handle.includes('n') ? y : y + height,
  }
}

function oppositeOf({ x, y, width, height }: Box, handle: ResizeHandle): Point {
  return {
    x: handle.includes('w') ? x + width : x,
    y: handle.includes('n') ? y + height : y,
  }
}

/** Only one edge can line up while the proportions stay: the one that has less far to go. */
function inRatio(corner: Point, pivot: Point, by: Point): Point {
  const isAcross = by.y === 0 || (by.x !== 0 && Math.abs(by.x) < Math.abs(by.y))
  const away = isAcross ? corner.x - pivot.x : corner.y - pivot.y
  const factor = away === 0 ? 1 : (away + (isAcross ? by.x : by.y)) / away
  return {
    x: pivot.x + (corner.x - pivot.x) * factor,
    y: pivot.y + (corner.y - pivot.y) * factor,
  }
}
