import type { Camera } from '../../geometry/camera'
import { ToolState, type PointerInfo, type Tool } from '../tool'

/** The board follows the pointer, as paper under a hand. */
export class PanningState extends ToolState {
  private readonly origin: Camera
  private hasMoved = false

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
    private readonly Next: new (tool: Tool) => ToolState,
  ) {
    super(tool)
    this.origin = this.board.camera
    this.board.guide({ cursor: 'grabbing' })
  }

  override onPointerMove(pointer: PointerInfo): void {
    const { x, y, zoom } = this.origin
    const [dx, dy] = [
      pointer.screen.x - this.start.screen.x,
      pointer.screen.y - this.start.screen.y,
    ]
    this.hasMoved ||= Math.hypot(dx, dy) > 4
    this.board.setCamera({ x: x - dx / zoom, y: y - dy / zoom, zoom })
  }

  override onPointerUp(): void {
    if (!this.hasMoved) this.board.select([])
    this.board.guide({})
    this.tool.transition(new this.Next(this.tool))
  }
}
