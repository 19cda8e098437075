import { boxFromPoints } from '../../geometry/box'
import { newElementId, type BoardElement } from '../../model/element'
import { Tool, ToolState, type PointerInfo, type ToolBoard } from '../tool'

/** docs/protocol.md takes 30,000 numbers a stroke; three make a point. */
const MOST_POINTS = 9_000

export function drawTool(pen: 'pen' | 'highlighter'): (board: ToolBoard) => Tool {
  return (board) => new Tool(pen, board, (tool) => new LiftedState(tool))
}

class LiftedState extends ToolState {
  override onPointerMove(): void {
    this.board.guide({ cursor: 'crosshair' })
  }

  override onPointerDown(pointer: PointerInfo): void {
    this.tool.transition(new StrokingState(this.tool, pointer))
  }
}

/** The pen is down. What is long enough goes on as a new stroke, so that nothing drawn is lost. */
class StrokingState extends ToolState {
  private id = newElementId()
  /** Looked up once: a stroke costs the same on a full board as on an empty one. */
  private z = this.board.rankOnTop()
  private points: PointerInfo[]

  constructor(tool: Tool, start: PointerInfo) {
    super(tool)
    this.points = [start]
  }

  override onPointerMove(pointer: PointerInfo): void {
    this.points.push(pointer)
    this.show()
    if (this.points.length < MOST_POINTS) return
    this.board.commitPreview()
    this.id = newElementId()
    this.z = this.board.rankOnTop()
    this.points = [pointer]
  }

  override onPointerUp(): void {
    this.show()
    this.board.commitPreview()
    this.tool.transition(new LiftedState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private show(): void {
    const { board, id, z } = this
    const isMarker = this.tool.name === 'highlighter'
    const style = board.styleFor(isMarker ? 'highlighter' : 'freehand')
    const base = {
      id,
      z,
      style,
      ...(isMarker && { pen: 'highlighter' as const }),
    }
    this.board.preview([{ type: 'add', element: strokeElement(base, this.points) }])
  }
}

type StrokeBase = Pick<BoardElement, 'id' | 'z' | 'style' | 'pen'>

/** A freehand element from the points of a stroke, in the document's units. */
export function strokeElement(
  base: StrokeBase,
  points: readonly Pick<PointerInfo, 'point' | 'pressure'>[],
): BoardElement {
  const box = boxFromPoints(points.map(({ point }) => point))
  const flat = points.flatMap(({ point, pressure }) => [
    Math.round((point.x - box.x) * 10),
    Math.round((point.y - box.y) * 10),
    Math.round(pressure * 100),
  ])
  const size = [Math.max(0.1, box.width), Math.max(0.1, box.height)] as const
  const [width, height] = size
  return {
    ...base,
    kind: 'freehand',
    x: box.x,
    y: box.y,
    width,
    height,
    rotation: 0,
    text: '',
    points: flat,
    size,
  }
}
