import { rankBetween } from '../../common/rank'
import type { Point } from '../geometry/vec'
import type { BoardElement } from '../model/element'
import { familyOf } from '../model/groups'
import { Scene } from '../model/scene'
import { usualStyle } from '../model/styles'
import { applyChange, type Change, type Transaction } from '../model/transaction'
import type { Brush, Guides, PointerInfo, StyleName, Tool, ToolBoard, ToolName } from './tool'
import { makeTool } from './tools'

/** An editor without a page: what is committed is applied to the scene at once. */
export class TestBoard implements ToolBoard {
  readonly scene = new Scene()
  readonly transactions: Transaction[] = []
  readonly edited: string[] = []
  readonly opened: string[] = []
  selection: ReadonlySet<string> = new Set()
  camera = { x: 0, y: 0, zoom: 1 }
  viewBox = { x: -500, y: -500, width: 2000, height: 2000 }
  snapping = { objects: false, grid: false }
  canEdit = true
  tool: Tool = makeTool('select', this)
  guides: Guides = {}
  previewed: readonly Change[] | null = null

  slackFor = () => 6
  select(ids: Iterable<string>): void {
    this.selection = new Set(ids)
  }
  familyOf(id: string): readonly string[] {
    return familyOf(this.scene, id)
  }
  enter(): boolean {
    return false
  }
  preview(changes: readonly Change[]): void {
    this.previewed = changes
  }
  commitPreview(): void {
    const changes = this.previewed
    this.previewed = null
    if (changes) this.dispatch({ changes })
  }
  cancelPreview(): void {
    this.previewed = null
  }
  dispatch(transaction: Transaction): void {
    this.transactions.push(transaction)
    for (const change of transaction.changes) {
      const id = change.type === 'add' ? change.element.id : change.id
      const next = applyChange(this.scene.element(id), change)
      this.scene.apply(next ? [next] : [], next ? [] : [id])
    }
  }
  guide(guides: Guides): void {
    this.guides = guides
  }
  brush: Brush = { style: {}, isKept: false }
  readonly light: (Point | null)[] = []
  shine(point: Point | null): void {
    this.light.push(point)
  }
  edit(id: string): void {
    this.edited.push(id)
  }
  editCell(id: string): void {
    this.edited.push(id)
  }
  open(id: string): void {
    this.opened.push(id)
  }
  use(name: ToolName): void {
    this.tool.cancel()
    this.tool = makeTool(name, this)
  }
  setCamera(camera: { x: number; y: number; zoom: number }): void {
    this.camera = camera
  }
  rankOnTop(): string {
    return rankBetween(this.scene.topRank(), null)
  }
  rankBelow(): string {
    return rankBetween(null, this.scene.bottomRank())
  }
  stamps = { emoji: '👍', icon: 'star' }
  styleFor(kind: StyleName) {
    return usualStyle(kind)
  }
  routeFor(isGlued: boolean) {
    return isGlued ? ('elbow' as const) : ('straight' as const)
  }
  heightOfText(text: BoardElement): number {
    return Math.ceil(2000 / text.width) * 20
  }
}

const KEYS = { shift: false, alt: false, mod: false }

export function at(x: number, y: number, more: Partial<PointerInfo> = {}): PointerInfo {
  const point = { x, y }
  return { point, screen: point, pressure: 0.5, isTouch: false, ...KEYS, ...more }
}

/** Down, half way, there, up. */
export function pressOn(
  board: TestBoard,
  from: readonly [number, number],
  to: readonly [number, number] | null,
  more: Partial<PointerInfo> = {},
): void {
  board.tool.state.onPointerDown(at(...from, more))
  if (to) board.tool.state.onPointerMove(at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, more))
  if (to) board.tool.state.onPointerMove(at(...to, more))
  board.tool.state.onPointerUp(at(...(to ?? from), more))
}
