import { distance, type Point } from '../../geometry/vec'
import { subtreeOf } from '../../model/mindmap'
import type { Change } from '../../model/transaction'
import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'

/** How closely the way between two places of the pointer is looked at, in CSS pixels. */
const STEP_PIXELS = 5
const FADED = 0.2

/** What is wiped over fades, and is gone when the pointer is lifted: one step to undo. */
export function eraseTool(board: ToolBoard): Tool {
  return new Tool('eraser', board, (tool) => new LiftedState(tool))
}

class LiftedState extends ToolState {
  override onPointerMove(): void {
    this.board.guide({ cursor: 'cell' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    const wiping = new WipingState(this.tool, pointer)
    this.tool.transition(wiping)
    wiping.onPointerMove(pointer)
  }
}

class WipingState extends ToolState {
  private readonly wiped = new Set<string>()
  private last: Point

  constructor(tool: Tool, start: PointerInfo) {
    super(tool)
    this.last = start.point
  }

  override onPointerMove(pointer: PointerInfo): void {
    const before = this.wiped.size
    for (const point of this.wayTo(pointer.point)) this.wipe(point, pointer)
    this.last = pointer.point
    if (this.wiped.size === before) return
    this.board.preview(
      [...this.wiped].map((id): Change => ({ type: 'style', id, style: { opacity: FADED } })),
    )
  }

  override onPointerUp(): void {
    if (this.wiped.size > 0) {
      this.board.preview([...this.wiped].map((id): Change => ({ type: 'remove', id })))
      this.board.commitPreview()
    }
    this.tool.transition(new LiftedState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private wayTo(point: Point): Point[] {
    const steps = Math.ceil((distance(this.last, point) * this.board.camera.zoom) / STEP_PIXELS)
    if (steps <= 1) return [point]
    const { x, y } = this.last
    return Array.from({ length: steps }, (_, index) => {
      const share = (index + 1) / steps
      return { x: x + (point.x - x) * share, y: y + (point.y - y) * share }
    })
  }

  /** A frame holds others: it is deleted on purpose, not by wiping along its edge. */
  private wipe(point: Point, pointer: PointerInfo): void {
    const { scene } = this.board
    const hit = scene.hit(
      point,
      this.board.slackFor(pointer),
      ({ id, kind, locked }) => kind !== 'frame' && !locked && !this.wiped.has(id),
    )
    if (!hit) return
    const gone = hit.kind === 'mindmap' ? subtreeOf(scene, hit) : [hit]
    for (const { id, locked } of gone) if (!locked) this.wiped.add(id)
  }
}
