import { endAt } from '../connect/end-at'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'

/** One end of a connector follows the pointer, and glues itself to what is under it. */
export class BendingState extends ToolState {
  constructor(
    tool: Tool,
    private readonly id: string,
    private readonly side: 'from' | 'to',
  ) {
    super(tool)
  }

  override onPointerMove(pointer: PointerInfo): void {
    const { end, glue } = endAt(this.board, pointer)
    this.board.preview([{ type: 'content', id: this.id, content: { [this.side]: end } }])
    this.board.guide({ ...(glue && { glue }), cursor: 'crosshair' })
  }

  override onPointerUp(): void {
    this.board.commitPreview()
    this.board.guide({})
    this.tool.transition(new IdleState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }
}
