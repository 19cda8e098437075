import { distance } from '../../geometry/vec'
import { boxFromPoints } from '../../geometry/box'
import { isGlued, newElementId, type BoardElement, type ConnectorEnd } from '../../model/element'
import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'
import { endAt } from './end-at'

const LEAST_PIXELS = 8

export function connectTool(board: ToolBoard): Tool {
  return new Tool('connector', board, (tool) => new ReadyState(tool))
}

class ReadyState extends ToolState {
  override onPointerMove(pointer: PointerInfo): void {
    const { glue } = endAt(this.board, pointer)
    this.board.guide({ ...(glue && { glue }), cursor: 'crosshair' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    this.tool.transition(new ConnectingState(this.tool, pointer))
  }
}

/** A line is being drawn from where the pointer went down to where it is. */
class ConnectingState extends ToolState {
  private readonly id = newElementId()
  private readonly from: ConnectorEnd

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
  ) {
    super(tool)
    this.from = endAt(this.board, start).end
  }

  override onPointerMove(pointer: PointerInfo): void {
    const found = endAt(this.board, pointer)
    const isSame = isGlued(this.from) && found.glue === this.from.element
    const to = isSame ? pointer.point : found.end
    this.board.preview([{ type: 'add', element: this.connector(to, pointer) }])
    this.board.guide({ ...(found.glue && !isSame && { glue: found.glue }), cursor: 'crosshair' })
  }

  override onPointerUp(pointer: PointerInfo): void {
    if (distance(pointer.screen, this.start.screen) < LEAST_PIXELS) return this.giveUp()
    this.onPointerMove(pointer)
    this.board.commitPreview()
    this.board.select([this.id])
    this.board.use('select')
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private giveUp(): void {
    this.board.cancelPreview()
    this.tool.reset()
  }

  private connector(to: ConnectorEnd, pointer: PointerInfo): BoardElement {
    const { board } = this
    const route = board.routeFor(isGlued(this.from) || isGlued(to))
    return {
      id: this.id,
      kind: 'connector',
      ...boxFromPoints([this.start.point, pointer.point]),
      rotation: 0,
      z: board.rankOnTop(),
      style: board.styleFor('connector'),
      text: '',
      from: this.from,
      to,
      route,
    }
  }
}
