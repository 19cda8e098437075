import { centreOf, type Box } from '../../geometry/box'
import { angleOf, rotateAround, subtract, type Point } from '../../geometry/vec'
import type { BoardElement } from '../../model/element'
import type { Change } from '../../model/transaction'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'
import { selectionFrame, type SelectionFrame } from './selection-frame'

const STEP = Math.PI / 12

/** What is chosen turns about its middle; Shift turns in steps of 15 degrees. */
export class RotatingState extends ToolState {
  private readonly frame: SelectionFrame | null
  private readonly chosen: readonly BoardElement[]

  constructor(
    tool: Tool,
    private readonly start: Point,
  ) {
    super(tool)
    const { scene, selection } = this.board
    this.frame = selectionFrame(this.board)
    this.chosen = [...selection]
      .flatMap((id) => scene.element(id) ?? [])
      .filter(({ kind, locked }) => kind !== 'connector' && kind !== 'group' && !locked)
  }

  override onPointerMove(pointer: PointerInfo): void {
    if (!this.frame) return
    const centre = centreOf(this.frame.box)
    const turned = angleOf(subtract(pointer.point, centre)) - angleOf(subtract(this.start, centre))
    const pointed = this.frame.rotation + Math.atan2(Math.sin(turned), Math.cos(turned))
    const angle = pointer.shift ? Math.round(pointed / STEP) * STEP : pointed
    this.board.preview(turnElements(this.chosen, this.frame.box, angle - this.frame.rotation))
    this.board.guide({ cursor: 'grabbing' })
  }

  override onPointerUp(): void {
    this.board.commitPreview()
    this.tool.transition(new IdleState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }
}

/** Turns elements together about the middle of `frame`. */
export function turnElements(
  elements: readonly BoardElement[],
  frame: Box,
  angle: number,
): Change[] {
  const pivot = centreOf(frame)
  return elements.map((element) => {
    const centre = rotateAround(centreOf(element), pivot, angle)
    const geometry = {
      x: centre.x - element.width / 2,
      y: centre.y - element.height / 2,
      rotation: element.rotation + angle,
    }
    return { type: 'place', id: element.id, geometry }
  })
}
