import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'

/** A light that shows where to look: it fades by itself, and nothing on the board changes. */
export function laserTool(board: ToolBoard): Tool {
  return new Tool('laser', board, (tool) => new DarkState(tool))
}

class DarkState extends ToolState {
  override onPointerMove(): void {
    this.board.guide({ cursor: 'crosshair' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    const shining = new ShiningState(this.tool)
    this.tool.transition(shining)
    shining.onPointerMove(pointer)
  }
}

class ShiningState extends ToolState {
  override onPointerMove({ point }: PointerInfo): void {
    this.board.shine(point)
  }

  override onPointerUp(): void {
    this.board.shine(null)
    this.tool.transition(new DarkState(this.tool))
  }

  override onCancel(): void {
    this.board.shine(null)
  }
}
