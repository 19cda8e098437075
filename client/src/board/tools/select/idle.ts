import { handlesOf, type HandleName } from '../../geometry/handles'
import { distance, type Point } from '../../geometry/vec'
import { holdsText } from '../../model/element'
import { cellAt } from '../../model/table'
import { boxElement, usualBox } from '../create/box-element'
import { dotAt, quickSource, type Dot } from '../connect/quick'
import { PanningState } from '../hand/panning'
import { ToolState, type PointerInfo } from '../tool'
import { BendingState } from './bending'
import { MarqueeState } from './marquee'
import { PointingState } from './pointing'
import { QuickConnectingState } from './quick-connecting'
import { ResizingState } from './resizing'
import { RotatingState } from './rotating'
import { connectorEnds, HANDLE_REACH, isFixed, selectionFrame } from './selection-frame'

const CURSORS: Record<HandleName, string> = {
  nw: 'nwse-resize',
  se: 'nwse-resize',
  ne: 'nesw-resize',
  sw: 'nesw-resize',
  n: 'ns-resize',
  s: 'ns-resize',
  e: 'ew-resize',
  w: 'ew-resize',
  rotate: 'grab',
}

/** Nothing is pressed: the next press decides what happens. */
export class IdleState extends ToolState {
  override onPointerDown(pointer: PointerInfo): void {
    const { tool, board } = this
    const end = board.canEdit ? this.endAt(pointer) : null
    if (end) return tool.transition(new BendingState(tool, end.id, end.side))
    const dot = this.dotAt(pointer)
    const source = dot && quickSource(board)
    if (dot && source) {
      return tool.transition(new QuickConnectingState(tool, pointer, source, dot.side))
    }
    const handle = board.canEdit ? this.handleAt(pointer) : null
    if (handle === 'rotate') {
      return tool.transition(new RotatingState(tool, pointer.point))
    }
    if (handle) return tool.transition(new ResizingState(tool, handle))
    const hit = board.scene.hit(pointer.point, board.slackFor(pointer))
    if (hit) return tool.transition(new PointingState(tool, pointer, hit.id))
    if (pointer.isTouch) return tool.transition(new PanningState(tool, pointer, IdleState))
    tool.transition(new MarqueeState(tool, pointer))
  }

  override onPointerMove(pointer: PointerInfo): void {
    const { board } = this
    if (this.dotAt(pointer)) return board.guide({ cursor: 'crosshair' })
    const handle = board.canEdit ? this.handleAt(pointer) : null
    const isOver = handle ? null : board.scene.hit(pointer.point, board.slackFor(pointer))
    const cursor = handle ? CURSORS[handle] : isOver ? 'move' : 'default'
    board.guide({ cursor: board.canEdit ? cursor : 'default' })
  }

  override onDoubleClick(pointer: PointerInfo): void {
    const { board } = this
    const hit = board.scene.hit(pointer.point, board.slackFor(pointer))
    if (!hit) return this.writeNote(pointer)
    if (board.enter(hit.id)) return
    if (hit.kind === 'task') return board.open(hit.id)
    if (hit.kind === 'table' && board.canEdit && !hit.locked) {
      board.select([hit.id])
      return board.editCell(hit.id, cellAt(hit, pointer.point))
    }
    if (board.canEdit && (holdsText(hit.kind) || hit.kind === 'image') && !hit.locked) {
      board.select([hit.id])
      board.edit(hit.id)
    }
  }

  private writeNote({ point }: PointerInfo): void {
    const { board } = this
    if (!board.canEdit) return
    const element = boxElement(board, 'sticky', usualBox('sticky', point))
    board.dispatch({ changes: [{ type: 'add', element }] })
    board.select([element.id])
    board.edit(element.id)
  }

  private handleAt(pointer: PointerInfo): HandleName | null {
    const { board } = this
    const frame = selectionFrame(board)
    if (!frame || isFixed(board)) return null
    const reach = HANDLE_REACH / board.camera.zoom
    const near = (pointer.isTouch ? 22 : 8) / board.camera.zoom
    const handles = handlesOf(frame.box, frame.rotation, reach)
    return nearest(handles, pointer.point, near)?.name ?? null
  }

  private dotAt(pointer: PointerInfo): Dot | null {
    return dotAt(this.board, pointer.point, (pointer.isTouch ? 18 : 9) / this.board.camera.zoom)
  }

  private endAt(pointer: PointerInfo): { id: string; side: 'from' | 'to' } | null {
    const near = (pointer.isTouch ? 22 : 9) / this.board.camera.zoom
    return nearest(connectorEnds(this.board), pointer.point, near)
  }
}

function nearest<T extends { readonly point: Point }>(
  items: readonly T[],
  point: Point,
  reach: number,
): T | null {
  let best: T | null = null
  let least = reach
  for (const item of items) {
    const away = distance(item.point, point)
    if (away > least) continue
    best = item
    least = away
  }
  return best
}
