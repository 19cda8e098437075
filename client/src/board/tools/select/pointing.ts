import { distance } from '../../geometry/vec'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { PanningState } from '../hand/panning'
import { DraggingState } from './dragging'
import { IdleState } from './idle'
import { MarqueeState } from './marquee'
import { isFixed } from './selection-frame'

/** Movement below this many CSS pixels is a click. */
const CLICK_PIXELS = 4

/** An element was pressed: it becomes chosen, or is dragged as soon as the pointer moves. */
export class PointingState extends ToolState {
  private readonly wasChosen: boolean

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
    private readonly id: string,
  ) {
    super(tool)
    this.wasChosen = this.board.selection.has(id)
    if (!this.wasChosen) this.choose(start.shift)
  }

  override onPointerMove(pointer: PointerInfo): void {
    const touchSlack = pointer.isTouch ? 3 : 1
    if (distance(pointer.screen, this.start.screen) < CLICK_PIXELS * touchSlack) return
    if (!this.board.canEdit) return
    if (isFixed(this.board)) return this.dragBoard(pointer)
    const dragging = new DraggingState(this.tool, this.start)
    this.tool.transition(dragging)
    dragging.onPointerMove(pointer)
  }

  override onPointerUp(pointer: PointerInfo): void {
    if (this.wasChosen && pointer.shift) this.leaveOut()
    else if (this.wasChosen) this.board.select(this.board.familyOf(this.id))
    this.tool.transition(new IdleState(this.tool))
  }

  /** What is locked is ground: a drag that begins on it frames what lies there. */
  private dragBoard(pointer: PointerInfo): void {
    const next = pointer.isTouch
      ? new PanningState(this.tool, this.start, IdleState)
      : new MarqueeState(this.tool, this.start)
    this.tool.transition(next)
    next.onPointerMove(pointer)
  }

  private choose(isAdded: boolean): void {
    const family = this.board.familyOf(this.id)
    this.board.select(isAdded ? [...this.board.selection, ...family] : family)
  }

  private leaveOut(): void {
    const family = new Set(this.board.familyOf(this.id))
    this.board.select([...this.board.selection].filter((id) => !family.has(id)))
  }
}
