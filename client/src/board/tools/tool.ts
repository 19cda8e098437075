import type { Box } from '../geometry/box'
import type { Camera } from '../geometry/camera'
import type { RouteKind } from '../geometry/route'
import type { Point } from '../geometry/vec'
import type { BoardElement, ElementKind, ElementStyle, ShapeKind } from '../model/element'
import type { Cell } from '../model/table'
import type { Scene } from '../model/scene'
import type { Change, Transaction } from '../model/transaction'
import type { SnapLine } from '../geometry/snap'
import type { SnapChoice } from './snapping'

/** What a press or a drag makes in the size that it has. */
export type BoxKind =
  'sticky' | ShapeKind | 'text' | 'frame' | 'emoji' | 'icon' | 'mindmap' | 'table' | 'code'
export type ToolName =
  | 'select'
  | 'hand'
  | BoxKind
  | 'pen'
  | 'highlighter'
  | 'connector'
  | 'lasso'
  | 'eraser'
  | 'laser'
  | 'painter'
  | 'eyedropper'

/** What looks are remembered by; a highlighter does not take the colour of the pen. */
export type StyleName = ElementKind | 'highlighter'

export interface PointerInfo {
  /** On the board. */
  readonly point: Point
  /** On the page's canvas, in CSS pixels. */
  readonly screen: Point
  readonly pressure: number
  readonly isTouch: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or Cmd on a Mac. */
  readonly mod: boolean
}

/** A look to give to others; kept for more than one of them or not. */
export interface Brush {
  readonly style: ElementStyle
  readonly isKept: boolean
}

/** What is shown beside elements while a tool is at work. */
export interface Guides {
  readonly marquee?: Box
  /** The element that a connector's end would be glued to. */
  readonly glue?: string
  readonly cursor?: string
  /** Along what is moved lies well, with the gaps in numbers. */
  readonly lines?: readonly SnapLine[]
  /** Drawn by hand around what becomes chosen. */
  readonly loop?: readonly Point[]
}

export function sameGuides(one: Guides, other: Guides): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Guides>
  return [...keys].every((key) => one[key] === other[key] || (none(one[key]) && none(other[key])))
}

/** A list without anything in it says as little as none. */
function none(value: Guides[keyof Guides]): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

/** What tools see of the editor, and the only ways in which they change anything. */
export interface ToolBoard {
  readonly scene: Scene
  readonly selection: ReadonlySet<string>
  readonly camera: Camera
  readonly viewBox: Box
  readonly snapping: SnapChoice
  readonly canEdit: boolean
  /** How far beside an element a press still means it, in world units. */
  slackFor(pointer: PointerInfo): number
  select(ids: Iterable<string>): void
  /** Elements that are chosen together with this one: its group, or itself alone. */
  familyOf(id: string): readonly string[]
  /** One group deeper towards this element; false when there is none left. */
  enter(id: string): boolean
  preview(changes: readonly Change[]): void
  commitPreview(): void
  cancelPreview(): void
  dispatch(transaction: Transaction): void
  readonly guides: Guides
  guide(guides: Guides): void
  /** The light of the laser pointer is here; null: it goes out. */
  shine(point: Point | null): void
  /** The look that the format painter gives. */
  readonly brush: Brush
  edit(id: string): void
  editCell(id: string, cell: Cell): void
  open(id: string): void
  use(tool: ToolName): void
  setCamera(camera: Camera): void
  rankOnTop(): string
  rankBelow(): string
  styleFor(name: StyleName): ElementStyle
  /** What the stamps print: an emoji, or the name of an icon. */
  readonly stamps: { readonly emoji: string; readonly icon: string }
  heightOfText(element: BoardElement): number
  /** The course of the next connector: the one chosen last, or what suits its ends. */
  routeFor(isGlued: boolean): RouteKind
}

/** One state of a tool. What it does not handle, it lets pass. */
export abstract class ToolState {
  constructor(protected readonly tool: Tool) {}

  protected get board(): ToolBoard {
    return this.tool.board
  }

  onPointerDown(_pointer: PointerInfo): void {
    return
  }

  onPointerMove(_pointer: PointerInfo): void {
    return
  }

  onPointerUp(_pointer: PointerInfo): void {
    return
  }

  onDoubleClick(_pointer: PointerInfo): void {
    return
  }

  /** Escape, a second finger, a lost pointer: put everything back. */
  onCancel(): void {
    return
  }
}

/** A state chart: exactly one state is current, and states name their successors. */
export class Tool {
  private current: ToolState | null = null

  constructor(
    readonly name: ToolName,
    readonly board: ToolBoard,
    private readonly first: (tool: Tool) => ToolState,
  ) {}

  get state(): ToolState {
    return (this.current ??= this.first(this))
  }

  transition(state: ToolState): void {
    this.current = state
  }

  /** Back to where the chart begins, with nothing left on the board. */
  reset(): void {
    this.current = null
    this.board.guide({})
  }

  cancel(): void {
    this.state.onCancel()
    this.reset()
  }
}
