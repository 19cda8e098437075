import { boxFromPoints, cornersOf, centreOf } from '../../geometry/box'
import { insidePolygon } from '../../geometry/outline'
import { distance, type Point } from '../../geometry/vec'
import type { Drawable } from '../../model/drawable'
import { strokePoints } from '../../model/hit'
import { toggled } from '../select/marquee'
import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'

const STEP_PIXELS = 4
/** Most of an element has to lie within the loop. */
const SHARE = 0.6
const MOST_SAMPLES = 40

/** A loop is drawn by hand; what lies in it becomes chosen. Shift adds and takes away. */
export function lassoTool(board: ToolBoard): Tool {
  return new Tool('lasso', board, (tool) => new ReadyState(tool))
}

class ReadyState extends ToolState {
  override onPointerMove(): void {
    this.board.guide({ cursor: 'crosshair' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    this.tool.transition(new LoopingState(this.tool, pointer))
  }
}

class LoopingState extends ToolState {
  private readonly before: readonly string[]
  private loop: readonly Point[]

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
  ) {
    super(tool)
    this.before = start.shift ? [...this.board.selection] : []
    this.loop = [start.point]
    this.board.select(this.before)
  }

  override onPointerMove({ point }: PointerInfo): void {
    const last = this.loop.at(-1) ?? this.start.point
    if (distance(last, point) * this.board.camera.zoom < STEP_PIXELS) return
    this.loop = [...this.loop, point]
    this.board.select(this.chosen())
    this.board.guide({ cursor: 'crosshair', loop: this.loop })
  }

  override onPointerUp(): void {
    const isClick = this.loop.length < 3
    if (isClick) this.board.select(this.before)
    this.board.guide({})
    this.tool.transition(new ReadyState(this.tool))
    if (!isClick) this.board.use('select')
  }

  override onCancel(): void {
    this.board.select(this.before)
  }

  private chosen(): Set<string> {
    const { scene } = this.board
    const found = scene
      .touching(boxFromPoints(this.loop))
      .filter((drawable) => !drawable.locked && isInLoop(drawable, this.loop))
    return toggled(this.before, new Set(found.flatMap(({ id }) => this.board.familyOf(id))))
  }
}

/** Whether most of an element lies in a loop. */
export function isInLoop(drawable: Drawable, loop: readonly Point[]): boolean {
  const points = samplesOf(drawable)
  const inside = points.filter((point) => insidePolygon(point, loop)).length
  return points.length > 0 && inside >= points.length * SHARE
}

function samplesOf(drawable: Drawable): readonly Point[] {
  const line =
    drawable.kind === 'connector'
      ? (drawable.path ?? [])
      : drawable.kind === 'freehand'
        ? strokePoints(drawable)
        : [...cornersOf(drawable, drawable.rotation), centreOf(drawable)]
  const step = Math.ceil(line.length / MOST_SAMPLES)
  return step <= 1 ? line : line.filter((_, index) => index % step === 0)
}
