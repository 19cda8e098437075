import { boxFromPoints, type Box } from '../../geometry/box'
import { distance } from '../../geometry/vec'
import { newElementId, type BoardElement } from '../../model/element'
import { Tool, ToolState, type BoxKind, type PointerInfo, type ToolBoard } from '../tool'
import { boxElement, usualBox, usualSize } from './box-element'

const CLICK_PIXELS = 6
const TYPED_AT_ONCE: ReadonlySet<BoxKind> = new Set([
  ...(['sticky', 'text', 'frame', 'mindmap', 'code'] as const),
])
const STAMPS: ReadonlySet<BoxKind> = new Set(['emoji', 'icon'])
const SQUARE: ReadonlySet<BoxKind> = new Set(['sticky', 'emoji', 'icon'])

/** Notes, shapes and texts: a click makes one of the usual size, a drag one of any size. */
export function createTool(kind: BoxKind): (board: ToolBoard) => Tool {
  return (board) => new Tool(kind, board, (tool) => new AimingState(tool, kind))
}

class AimingState extends ToolState {
  constructor(
    tool: Tool,
    private readonly kind: BoxKind,
  ) {
    super(tool)
  }

  override onPointerMove(): void {
    this.board.guide({ cursor: this.kind === 'text' ? 'text' : 'crosshair' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    this.tool.transition(new SizingState(this.tool, this.kind, pointer))
  }
}

class SizingState extends ToolState {
  private readonly id = newElementId()

  constructor(
    tool: Tool,
    private readonly kind: BoxKind,
    private readonly start: PointerInfo,
  ) {
    super(tool)
  }

  override onPointerMove(pointer: PointerInfo): void {
    if (distance(pointer.screen, this.start.screen) < CLICK_PIXELS) return
    this.board.preview([{ type: 'add', element: this.element(this.drawnBox(pointer)) }])
  }

  override onPointerUp(pointer: PointerInfo): void {
    const isClick = distance(pointer.screen, this.start.screen) < CLICK_PIXELS
    const box = isClick ? usualBox(this.kind, pointer.point) : this.drawnBox(pointer)
    this.board.preview([{ type: 'add', element: this.element(box) }])
    this.board.commitPreview()
    // A stamp goes on printing until another tool is taken.
    if (STAMPS.has(this.kind)) return this.tool.transition(new AimingState(this.tool, this.kind))
    this.board.select([this.id])
    this.board.use('select')
    if (TYPED_AT_ONCE.has(this.kind)) this.board.edit(this.id)
    if (this.kind === 'table') this.board.editCell(this.id, { row: 0, column: 0 })
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private drawnBox(pointer: PointerInfo): Box {
    const { x, y } = this.start.point
    const side = Math.max(Math.abs(pointer.point.x - x), Math.abs(pointer.point.y - y))
    const square = {
      x: x + Math.sign(pointer.point.x - x) * side,
      y: y + Math.sign(pointer.point.y - y) * side,
    }
    const isSquare = pointer.shift || SQUARE.has(this.kind)
    const box = boxFromPoints([this.start.point, isSquare ? square : pointer.point])
    return this.kind === 'text' ? { ...box, height: usualSize('text').height } : box
  }

  private element(box: Box): BoardElement {
    return boxElement(this.board, this.kind, box, this.id)
  }
}
