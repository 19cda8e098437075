import { boxFromPoints } from '../../geometry/box'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'

/** A frame is drawn over the board; what lies wholly within it becomes chosen. */
export class MarqueeState extends ToolState {
  private readonly before: readonly string[]

  constructor(
    tool: Tool,
    private readonly start: PointerInfo,
  ) {
    super(tool)
    this.before = start.shift ? [...this.board.selection] : []
    this.board.select(this.before)
  }

  override onPointerMove(pointer: PointerInfo): void {
    const marquee = boxFromPoints([this.start.point, pointer.point])
    const { scene } = this.board
    const found = scene.within(marquee).filter(({ locked }) => !locked)
    const ids = new Set(found.flatMap(({ id }) => this.board.familyOf(id)))
    this.board.select(toggled(this.before, ids))
    this.board.guide({ marquee, cursor: 'crosshair' })
  }

  override onPointerUp(): void {
    this.board.guide({})
    this.tool.transition(new IdleState(this.tool))
  }

  override onCancel(): void {
    this.board.select(this.before)
  }
}

/** What is new comes to what was chosen; what was chosen already is left out. */
export function toggled(before: readonly string[], found: ReadonlySet<string>): Set<string> {
  const chosen = new Set(before)
  for (const id of found) if (!chosen.delete(id)) chosen.add(id)
  return chosen
}
