import { distance } from '../../geometry/vec'
import type { Side } from '../../geometry/route'
import { newElementId, type BoardElement, type ConnectorEnd } from '../../model/element'
import { endAt } from '../connect/end-at'
import { nextShape, nextShapeAt, type NextShape } from '../connect/quick'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'

const CLICK_PIXELS = 5

/**
 * A dot beside the chosen element was pressed: a click makes the next shape there, a drag a line
 * to what lies under its end, or to a new shape where nothing does.
 */
export class QuickConnectingState extends ToolState {
  private readonly id = newElementId()

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
    private readonly source: BoardElement,
    private readonly side: Side,
  ) {
    super(tool)
  }

  override onPointerMove(pointer: PointerInfo): void {
    if (this.isClick(pointer)) return
    const target = this.targetAt(pointer)
    if (target) {
      this.board.preview([{ type: 'add', element: this.line(target) }])
      this.board.guide({ glue: target.element, cursor: 'crosshair' })
      return
    }
    this.board.preview(nextShapeAt(this.board, this.source, this.side, pointer.point).changes)
    this.board.guide({ cursor: 'crosshair' })
  }

  override onPointerUp(pointer: PointerInfo): void {
    const { board } = this
    board.cancelPreview()
    board.guide({})
    this.tool.transition(new IdleState(this.tool))
    if (this.isClick(pointer)) return this.make(nextShape(board, this.source, this.side))
    const target = this.targetAt(pointer)
    if (!target) return this.make(nextShapeAt(board, this.source, this.side, pointer.point))
    board.dispatch({ changes: [{ type: 'add', element: this.line(target) }] })
    board.select([this.id])
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private make({ changes, id }: NextShape): void {
    this.board.dispatch({ changes })
    this.board.select([id])
    this.board.edit(id)
  }

  private isClick(pointer: PointerInfo): boolean {
    return distance(pointer.screen, this.start.screen) < CLICK_PIXELS
  }

  private targetAt(pointer: PointerInfo) {
    const { end, glue } = endAt(this.board, pointer)
    return glue === undefined || glue === this.source.id
      ? null
      : (end as Extract<ConnectorEnd, { element: string }>)
  }

  private line(to: ConnectorEnd): BoardElement {
    const { x, y } = this.source
    const style = this.board.styleFor('connector')
    const base = { rotation: 0, z: this.board.rankOnTop(), style, text: '' }
    const from = { element: this.source.id, anchor: this.side }
    const route = this.board.routeFor(true)
    const kind = 'connector' as const
    return { id: this.id, kind, x, y, width: 0, height: 0, ...base, from, to, route }
  }
}
