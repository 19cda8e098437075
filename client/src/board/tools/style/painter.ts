import { paintStyle } from '../../model/style-copy'
import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'

/** What is pressed takes on the look that was copied; a second one too while the brush is kept. */
export function painterTool(board: ToolBoard): Tool {
  return new Tool('painter', board, (tool) => new BrushState(tool))
}

class BrushState extends ToolState {
  override onPointerMove(): void {
    this.board.guide({ cursor: 'copy' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    const { board } = this
    const hit = board.scene.hit(pointer.point, board.slackFor(pointer))
    if (!hit) return board.use('select')
    const { style, isKept } = board.brush
    const family = board.scene.pick(board.familyOf(hit.id))
    board.dispatch({ changes: paintStyle(style, family) })
    if (!isKept && !pointer.shift) board.use('select')
  }
}
