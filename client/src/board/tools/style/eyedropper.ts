import { colorStyle, mainColor } from '../../model/style-copy'
import type { Change } from '../../model/transaction'
import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'

/** Takes the colour of what is pressed for what is chosen. */
export function eyedropperTool(board: ToolBoard): Tool {
  return new Tool('eyedropper', board, (tool) => new PickingState(tool))
}

class PickingState extends ToolState {
  override onPointerMove(pointer: PointerInfo): void {
    const { board } = this
    const hit = board.scene.hit(pointer.point, board.slackFor(pointer))
    board.guide({ cursor: 'crosshair', ...(hit && { glue: hit.id }) })
  }

  override onPointerDown(pointer: PointerInfo): void {
    const { board } = this
    const hit = board.scene.hit(pointer.point, board.slackFor(pointer))
    const color = hit && mainColor(hit)
    if (color) board.dispatch({ changes: colorChosen(board, color) })
    board.use('select')
  }
}

/** Everything that is chosen in one colour. */
export function colorChosen({ scene, selection }: ToolBoard, color: string): Change[] {
  return scene.pick(selection).flatMap(({ id, kind, locked }): Change[] => {
    const style = locked ? null : colorStyle(kind, color)
    return style ? [{ type: 'style', id, style }] : []
  })
}
