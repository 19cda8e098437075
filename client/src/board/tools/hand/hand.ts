import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'
import { PanningState } from './panning'

export function handTool(board: ToolBoard): Tool {
  return new Tool('hand', board, (tool) => new RestingState(tool))
}

class RestingState extends ToolState {
  override onPointerMove(): void {
    this.board.guide({ cursor: 'grab' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    this.tool.transition(new PanningState(this.tool, pointer, RestingState))
  }
}
