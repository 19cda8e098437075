import { boxFromPoints, type Box } from '../../geometry/box'
import { distance, type Point } from '../../geometry/vec'
import { newElementId, type BoardElement } from '../../model/element'
import { Tool, ToolState, type PointerInfo, type ToolBoard, type ToolName } from '../tool'

export type BoxKind = Extract<ToolName, 'sticky' | 'rectangle' | 'ellipse' | 'diamond' | 'text'>

const SIZES: Record<BoxKind, { readonly width: number; readonly height: number }> = {
  sticky: { width: 180, height: 180 },
  rectangle: { width: 160, height: 100 },
  ellipse: { width: 160, height: 110 },
  diamond: { width: 160, height: 120 },
  text: { width: 240, height: 26 },
}
const CLICK_PIXELS = 6
const TYPED_AT_ONCE: ReadonlySet<BoxKind> = new Set(['sticky', 'text'])

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
    this.board.select([this.id])
    this.board.use('select')
    if (TYPED_AT_ONCE.has(this.kind)) this.board.edit(this.id)
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
    const isSquare = pointer.shift || this.kind === 'sticky'
    const box = boxFromPoints([this.start.point, isSquare ? square : pointer.point])
    return this.kind === 'text' ? { ...box, height: SIZES.text.height } : box
  }

  private element(box: Box): BoardElement {
    const { board, id, kind } = this
    const style = board.styleFor(kind)
    return { id, kind, ...box, rotation: 0, z: board.rankOnTop(), style, text: '' }
  }
}

/** The usual size around `point`; text begins where the pointer is. */
export function usualBox(kind: BoxKind, { x, y }: Point): Box {
  const { width, height } = SIZES[kind]
  if (kind === 'text') return { x, y: y - height / 2, width, height }
  return { x: x - width / 2, y: y - height / 2, width, height }
}
