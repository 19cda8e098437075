import type { Box } from '../../geometry/box'
import { subtract, type Point } from '../../geometry/vec'
import type { BoardElement } from '../../model/element'
import { withContents } from '../../model/frames'
import { moveElements } from '../../model/move'
import { snappedBox, Snapper } from '../snapping'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'

interface Moved {
  readonly elements: readonly BoardElement[]
  readonly box: Box | null
  readonly snapper: Snapper
}

/** What is chosen follows the pointer, and lines itself up; Shift keeps to one axis. */
export class DraggingState extends ToolState {
  /** What lay in a frame when the drag began stays in it. */
  private moved: Moved | null = null

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
  ) {
    super(tool)
  }

  override onPointerMove(pointer: PointerInfo): void {
    const by = subtract(pointer.point, this.start.point)
    const moved = (this.moved ??= this.gather())
    const { box, snapper } = moved
    if (pointer.shift || !box) {
      this.board.preview(moveElements(moved.elements, pointer.shift ? alongOneAxis(by) : by))
      return this.board.guide({ cursor: 'move' })
    }
    const found = snapper.move(box, by, pointer)
    this.board.preview(moveElements(moved.elements, found.by))
    this.board.guide({ cursor: 'move', lines: found.lines })
  }

  override onPointerUp(): void {
    this.board.commitPreview()
    this.board.guide({})
    this.tool.transition(new IdleState(this.tool))
  }

  private gather(): Moved {
    const { scene, selection } = this.board
    const chosen = [...selection].flatMap((id) => scene.element(id) ?? [])
    const elements = withContents(scene, chosen)
    const ids = new Set(elements.map(({ id }) => id))
    return { elements, box: snappedBox(elements), snapper: new Snapper(this.board, ids) }
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }
}

function alongOneAxis({ x, y }: Point): Point {
  return Math.abs(x) > Math.abs(y) ? { x, y: 0 } : { x: 0, y }
}
