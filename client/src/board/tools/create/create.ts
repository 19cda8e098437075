import { boxFromPoints, type Box } from '../../geometry/box'
import { distance, type Point } from '../../geometry/vec'
import { newElementId, type BoardElement } from '../../model/element'
import { Tool, ToolState, type BoxKind, type PointerInfo, type ToolBoard } from '../tool'
import { Snapper } from '../snapping'
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

  private readonly snapper = new Snapper(this.board, new Set())

  override onPointerMove(pointer: PointerInfo): void {
    const { lines } = this.snapper.corner(pointer.point, pointer)
    this.board.guide({ cursor: this.kind === 'text' ? 'text' : 'crosshair', lines })
  }

  override onPointerDown(pointer: PointerInfo): void {
    this.tool.transition(new SizingState(this.tool, this.kind, pointer))
  }
}

class SizingState extends ToolState {
  private readonly id = newElementId()
  private readonly snapper = new Snapper(this.board, new Set([this.id]))
  private readonly origin: Point

  constructor(
    tool: Tool,
    private readonly kind: BoxKind,
    private readonly start: PointerInfo,
  ) {
    super(tool)
    this.origin = this.snapper.corner(start.point, start).point
  }

  override onPointerMove(pointer: PointerInfo): void {
    if (distance(pointer.screen, this.start.screen) < CLICK_PIXELS) return
    const box = this.drawnBox(pointer)
    this.board.preview([{ type: 'add', element: this.element(box) }])
    const all = { x: ['start', 'end'], y: ['start', 'end'] } as const
    this.board.guide({ cursor: 'crosshair', lines: this.snapper.linesFor(box, all, pointer) })
  }

  override onPointerUp(pointer: PointerInfo): void {
    const isClick = distance(pointer.screen, this.start.screen) < CLICK_PIXELS
    const box = isClick ? this.usualBox(pointer) : this.drawnBox(pointer)
    this.board.guide({})
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

  private usualBox(pointer: PointerInfo): Box {
    const box = usualBox(this.kind, pointer.point)
    const { x, y } = this.snapper.move(box, { x: 0, y: 0 }, pointer).by
    return { ...box, x: box.x + x, y: box.y + y }
  }

  private drawnBox(pointer: PointerInfo): Box {
    const { x, y } = this.origin
    const isSquare = pointer.shift || SQUARE.has(this.kind)
    const to = isSquare ? pointer.point : this.snapper.corner(pointer.point, pointer).point
    const side = Math.max(Math.abs(to.x - x), Math.abs(to.y - y))
    const square = { x: x + Math.sign(to.x - x) * side, y: y + Math.sign(to.y - y) * side }
    const box = boxFromPoints([this.origin, isSquare ? square : to])
    return this.kind === 'text' ? { ...box, height: usualSize('text').height } : box
  }

  private element(box: Box): BoardElement {
    return boxElement(this.board, this.kind, box, this.id)
  }
}
