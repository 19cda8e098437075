import { subtract, type Point } from '../../geometry/vec'
import { isGlued, type BoardElement, type ConnectorEnd } from '../../model/element'
import { withContents } from '../../model/frames'
import type { Change } from '../../model/transaction'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'

/** What is chosen follows the pointer; Shift keeps to one axis. */
export class DraggingState extends ToolState {
  /** What lay in a frame when the drag began stays in it. */
  private moved: readonly BoardElement[] | null = null

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
  ) {
    super(tool)
  }

  override onPointerMove(pointer: PointerInfo): void {
    const by = subtract(pointer.point, this.start.point)
    const { scene, selection } = this.board
    const chosen = [...selection].flatMap((id) => scene.element(id) ?? [])
    this.moved ??= withContents(scene, chosen)
    this.board.preview(moveElements(this.moved, pointer.shift ? alongOneAxis(by) : by))
  }

  override onPointerUp(): void {
    this.board.commitPreview()
    this.tool.transition(new IdleState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }
}

function alongOneAxis({ x, y }: Point): Point {
  return Math.abs(x) > Math.abs(y) ? { x, y: 0 } : { x: 0, y }
}

/** Moves elements; a connector's free ends go with it, its glued ends stay where they are glued. */
export function moveElements(elements: readonly BoardElement[], by: Point): Change[] {
  return elements.flatMap((element) => {
    if (element.locked || element.kind === 'group') return []
    if (element.kind === 'connector') return moveConnector(element, by)
    const geometry = { x: element.x + by.x, y: element.y + by.y }
    return [{ type: 'place', id: element.id, geometry } satisfies Change]
  })
}

function moveConnector(element: BoardElement, by: Point): Change[] {
  const from = moveEnd(element.from, by)
  const to = moveEnd(element.to, by)
  if (!from && !to) return []
  const content = { ...(from && { from }), ...(to && { to }) }
  return [{ type: 'content', id: element.id, content }]
}

function moveEnd(end: ConnectorEnd | undefined, by: Point): ConnectorEnd | null {
  return !end || isGlued(end) ? null : { x: end.x + by.x, y: end.y + by.y }
}
