import type { Box } from '../../geometry/box'
import { ORIGIN, subtract, type Point } from '../../geometry/vec'
import type { BoardElement } from '../../model/element'
import { withContents } from '../../model/frames'
import { copyElements } from '../../model/clipboard'
import { withGroups } from '../../model/groups'
import { moveElements } from '../../model/move'
import { applyChange } from '../../model/transaction'
import { snappedBox, Snapper } from '../snapping'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'

interface Moved {
  readonly elements: readonly BoardElement[]
  /** What Alt leaves behind the pointer instead, made when it is first held. */
  copies?: readonly BoardElement[]
  readonly box: Box | null
  readonly snapper: Snapper
  /** Copies line up with what they are copies of as well. */
  readonly copySnapper: Snapper
}

/** What is chosen, or a copy of it with Alt, follows the pointer; Shift keeps to one axis. */
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
    const { box } = moved
    const snapper = pointer.alt ? moved.copySnapper : moved.snapper
    if (pointer.shift || !box) {
      this.show(moved, pointer.shift ? alongOneAxis(by) : by, pointer)
      return this.board.guide({ cursor: 'move' })
    }
    const found = snapper.move(box, by, pointer)
    this.show(moved, found.by, pointer)
    this.board.guide({ cursor: pointer.alt ? 'copy' : 'move', lines: found.lines })
  }

  override onPointerUp(pointer: PointerInfo): void {
    this.board.commitPreview()
    this.board.guide({})
    const copies = pointer.alt ? (this.moved?.copies ?? []) : []
    if (copies.length > 0) {
      this.board.select(copies.filter(({ kind }) => kind !== 'group').map(({ id }) => id))
    }
    this.tool.transition(new IdleState(this.tool))
  }

  private show(moved: Moved, by: Point, pointer: PointerInfo): void {
    if (!pointer.alt) return this.board.preview(moveElements(moved.elements, by))
    const { scene } = this.board
    moved.copies ??= copyElements(withGroups(scene, moved.elements), ORIGIN, scene.topRank())
    const placed = new Map(moved.copies.map((copy) => [copy.id, copy]))
    for (const change of moveElements(moved.copies, by)) {
      if (change.type === 'add') continue
      const next = applyChange(placed.get(change.id), change)
      if (next) placed.set(change.id, next)
    }
    this.board.preview([...placed.values()].map((element) => ({ type: 'add', element })))
  }

  private gather(): Moved {
    const { scene, selection } = this.board
    const chosen = [...selection].flatMap((id) => scene.element(id) ?? [])
    const elements = withContents(scene, chosen)
    const ids = new Set(elements.map(({ id }) => id))
    return {
      elements,
      box: snappedBox(elements),
      snapper: new Snapper(this.board, ids),
      copySnapper: new Snapper(this.board, new Set()),
    }
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }
}

function alongOneAxis({ x, y }: Point): Point {
  return Math.abs(x) > Math.abs(y) ? { x, y: 0 } : { x: 0, y }
}
