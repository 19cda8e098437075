import { mapBox, resizeBox, type HandleName } from '../../geometry/handles'
import type { Box } from '../../geometry/box'
import type { BoardElement } from '../../model/element'
import type { Change } from '../../model/transaction'
import { ToolState, type PointerInfo, type Tool } from '../tool'
import { IdleState } from './idle'
import { selectionFrame, type SelectionFrame } from './selection-frame'

type ResizeHandle = Exclude<HandleName, 'rotate'>
const MINIMUM = 12
const KEEPS_RATIO: ReadonlySet<string> = new Set([
  'sticky',
  'freehand',
  'emoji',
  'icon',
  'image',
  'text',
])

/** A handle is drawn; Shift keeps the proportions (or frees them), Alt resizes about the middle. */
export class ResizingState extends ToolState {
  private readonly frame: SelectionFrame | null
  private readonly chosen: readonly BoardElement[]

  constructor(
    tool: Tool,
    private readonly handle: ResizeHandle,
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
    const isCorner = this.handle.length === 2
    const byItself = isCorner && this.chosen.some(({ kind }) => KEEPS_RATIO.has(kind))
    const box = resizeBox(this.frame.box, this.frame.rotation, this.handle, pointer.point, {
      keepRatio: isCorner && byItself !== pointer.shift,
      fromCentre: pointer.alt,
      minimum: MINIMUM,
    })
    this.board.preview(this.changes(this.frame.box, box))
  }

  override onPointerUp(): void {
    this.board.commitPreview()
    this.tool.transition(new IdleState(this.tool))
  }

  override onCancel(): void {
    this.board.cancelPreview()
  }

  private changes(from: Box, to: Box): Change[] {
    const isAlone = this.chosen.length === 1
    return this.chosen.flatMap((element) => {
      const { x, y, width, height } = isAlone ? to : mapBox(element, from, to)
      if (element.kind === 'text') return this.resizeText(element, { x, y, width, height })
      const geometry = { x, y, width, height }
      return [{ type: 'place', id: element.id, geometry } satisfies Change]
    })
  }

  /** Sides change where lines break; corners change the size of the letters. */
  private resizeText(element: BoardElement, box: Box): Change[] {
    const isSide = this.handle === 'e' || this.handle === 'w'
    const size = typeof element.style.font_size === 'number' ? element.style.font_size : 16
    const factor = isSide ? 1 : box.height / Math.max(1, element.height)
    const font_size = Math.max(4, Math.min(400, Math.round(size * factor)))
    const style = { ...element.style, font_size }
    const height = this.board.heightOfText({ ...element, ...box, style })
    const place: Change = { type: 'place', id: element.id, geometry: { ...box, height } }
    if (font_size === size) return [place]
    return [place, { type: 'style', id: element.id, style: { font_size } }]
  }
}
