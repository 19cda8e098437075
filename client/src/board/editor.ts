import { rankBetween } from '../common/rank'
import { fitBox, toWorld, viewBox, zoomAt, type Camera, type Size } from './geometry/camera'
import { centreOf, type Box } from './geometry/box'
import type { RouteKind } from './geometry/route'
import type { Point } from './geometry/vec'
import type { BoardDocument, DocumentChange } from './model/document'
import type { CardFace, Drawable } from './model/drawable'
import type { BoardElement, ElementStyle } from './model/element'
import { withContents } from './model/frames'
import { chainOf, familyOf } from './model/groups'
import { History } from './model/history'
import type { BoardTheme } from './model/palette'
import { allowed } from './model/lock'
import { moveElements } from './model/move'
import { NO_PREVIEW, previewOf, type Preview } from './model/preview'
import { Scene } from './model/scene'
import type { MarkName } from './model/rich-text'
import type { Cell } from './model/table'
import { usualStyle } from './model/styles'
import type { Change, Transaction } from './model/transaction'
import { pictureOf } from './picture'
import { paintOverlay } from './render/overlay'
import type { Renderer } from './render/renderer'
import { layoutOf } from './render/shapes/text'
import { Signals } from './signals'
import { Trails } from './model/trails'
import type { Brush, Guides, PointerInfo, StyleName, Tool, ToolBoard, ToolName } from './tools/tool'
import { sameGuides } from './tools/tool'
import { makeTool } from './tools/tools'
import type { SnapChoice } from './tools/snapping'
import { keepSnapping, keptSnapping } from './ui/arrange/choices'

/** More changed elements than this at once are loaded afresh instead of one by one. */
const BULK = 2000
const VIEWER_TOOLS: ReadonlySet<ToolName> = new Set(['select', 'hand'])

/** Joins document, renderer and tools: a person's acts go in, transactions come out. */
export class Editor implements ToolBoard {
  readonly scene = new Scene()
  readonly signals = new Signals()
  readonly history: History
  canEdit = true
  selection: ReadonlySet<string> = new Set()
  /** The group in which single members are chosen. */
  entered: string | null = null
  camera: Camera = { x: 0, y: 0, zoom: 1 }
  view: Size = { width: 1, height: 1 }
  editing: string | null = null
  /** The cell of a table that is written in. */
  cell: Cell | null = null
  guides: Guides = {}
  tool: Tool
  /** Marks the letters that are chosen in the open text; null while none is open. */
  marking: ((name: MarkName) => void) | null = null
  /** Opens what a card stands for; the page sets it. */
  onOpen: (element: BoardElement) => void = () => undefined
  private preview_: { changes: readonly Change[]; shown: Preview } | null = null
  private remoteDrag: Preview = NO_PREVIEW
  remoteSelections: readonly { color: string; ids: readonly string[] }[] = []
  found: readonly string[] = []
  private lingering: readonly Drawable[] = []
  snapping: SnapChoice = keptSnapping()
  private readonly styles = new Map<StyleName, ElementStyle>()
  brush: Brush = { style: {}, isKept: false }
  /** The light of laser pointers, one's own and others'. */
  readonly trails = new Trails(() => this.renderer.invalidateOverlay())
  stamps = { emoji: '👍', icon: 'star' }

  constructor(
    readonly document: BoardDocument,
    readonly renderer: Renderer,
  ) {
    this.history = new History(document)
    this.tool = makeTool('select', this)
    document.onChange((change) => this.take(change))
    renderer.setOverlay((surface) => paintOverlay(surface, pictureOf(this, this.lifted())))
    this.reload()
  }

  /** Shows elements that are not yet in the document: the first paint of a board. */
  showFirst(elements: readonly BoardElement[]): void {
    if (this.document.size === 0) this.renderer.load(this.scene.load(elements))
    this.signals.emit('scene')
  }

  reload(): void {
    this.renderer.load(this.scene.load(this.document.all()))
    this.signals.emit('scene')
  }

  setCards(cards: ReadonlyMap<string, CardFace>): void {
    this.renderer.patch(this.scene.setCards(cards))
    this.signals.emit('scene')
    this.signals.emit('cards')
  }

  /** What is drawn beside these elements has changed: icons, colours of code. */
  redraw(ids: Iterable<string>): void {
    this.renderer.patch(this.scene.redraw(ids))
  }

  setAccess(canEdit: boolean): void {
    this.canEdit = canEdit
    if (!canEdit) {
      this.stopEditing()
      if (!VIEWER_TOOLS.has(this.tool.name)) this.use('select')
    }
    this.signals.emit('access')
    this.renderer.invalidateOverlay()
  }

  setTheme(theme: BoardTheme): void {
    this.renderer.setTheme(theme)
  }

  // The view

  setCamera(camera: Camera): void {
    this.camera = camera
    this.renderer.setCamera(camera)
    this.signals.emit('camera')
  }

  resize(view: Size, ratio: number): void {
    this.view = view
    this.renderer.resize(view, ratio)
    this.signals.emit('camera')
  }

  get viewBox(): Box {
    return viewBox(this.camera, this.view)
  }

  get viewCentre(): Point {
    return centreOf(this.viewBox)
  }

  worldAt(screen: Point): Point {
    return toWorld(this.camera, screen)
  }

  zoomBy(factor: number, at: Point = { x: this.view.width / 2, y: this.view.height / 2 }): void {
    this.setCamera(zoomAt(this.camera, at, this.camera.zoom * factor))
  }

  fit(box: Box | null = this.scene.bounds(), closest = 1): void {
    const margin = Math.min(72, this.view.width * 0.06)
    if (box) this.setCamera(fitBox(box, this.view, margin, closest))
  }

  /** Brings an element into view, unless it is there already. */
  reveal(id: string): void {
    const drawable = this.scene.drawable(id)
    if (!drawable) return
    const { x, y, width, height } = this.viewBox
    const middle = centreOf(drawable)
    const isSeen = middle.x > x && middle.x < x + width && middle.y > y && middle.y < y + height
    if (isSeen) return
    this.setCamera({ ...this.camera, x: middle.x - width / 2, y: middle.y - height / 2 })
  }

  /** What was looked for, marked where it is. */
  showFound(ids: readonly string[]): void {
    this.found = ids
    this.renderer.invalidateOverlay()
  }

  // What is chosen

  select(ids: Iterable<string>): void {
    this.selection = new Set(ids)
    if (this.entered !== null && !this.isWithin(this.entered)) this.entered = null
    this.renderer.invalidateOverlay()
    this.signals.emit('selection')
  }

  private isWithin(group: string): boolean {
    if (this.selection.size === 0) return false
    return [...this.selection].every((id) => {
      const element = this.scene.element(id)
      return element !== undefined && chainOf(this.scene, element).includes(group)
    })
  }

  get chosen(): Drawable[] {
    return this.scene.pick(this.selection)
  }

  familyOf(id: string): readonly string[] {
    return familyOf(this.scene, id, this.entered)
  }

  /** One group deeper towards this element; false when there is none left. */
  enter(id: string): boolean {
    const element = this.scene.element(id)
    const chain = element ? chainOf(this.scene, element) : []
    const next = chain[this.entered === null ? 0 : chain.indexOf(this.entered) + 1]
    if (next === undefined) return false
    this.entered = next
    this.select(this.familyOf(id))
    return true
  }

  /** Out of the group that was entered, with all of it chosen; false when none was. */
  leaveGroup(): boolean {
    const [first] = this.selection
    if (this.entered === null || first === undefined) return false
    const outer = this.scene.element(this.entered)?.group
    this.entered = outer ?? null
    this.select(this.familyOf(first))
    return true
  }

  slackFor({ isTouch }: PointerInfo): number {
    return (isTouch ? 14 : 6) / this.camera.zoom
  }

  // Tools

  use(name: ToolName): void {
    if (!this.canEdit && !VIEWER_TOOLS.has(name)) return
    this.tool.cancel()
    this.tool = makeTool(name, this)
    this.signals.emit('tool')
  }

  guide(guides: Guides): void {
    const isSame = sameGuides(guides, this.guides)
    if (isSame) return
    this.guides = guides
    this.renderer.invalidateOverlay()
    this.signals.emit('guides')
  }

  edit(id: string): void {
    if (!this.canEdit || this.scene.element(id)?.locked) return
    this.editing = id
    this.cell = null
    this.signals.emit('editing')
  }

  editCell(id: string, cell: Cell): void {
    if (!this.canEdit || this.scene.element(id)?.locked) return
    this.editing = id
    this.cell = cell
    this.signals.emit('editing')
  }

  stopEditing(): void {
    if (this.editing === null) return
    this.editing = null
    this.cell = null
    this.history.seal()
    this.signals.emit('editing')
  }

  shine(point: Point | null): void {
    this.trails.shine(point)
  }

  open(id: string): void {
    const element = this.scene.element(id)
    if (element) this.onOpen(element)
  }

  // Changes

  dispatch(transaction: Transaction): void {
    const changes = allowed(this.scene, transaction.changes)
    if (!this.canEdit || changes.length === 0) return
    this.history.dispatch({ ...transaction, changes })
    this.signals.emit('history')
  }

  /** Moves what is chosen a little; several in a row are one undo step. */
  nudge(by: Point): void {
    const chosen = [...this.selection].flatMap((id) => this.scene.element(id) ?? [])
    const moved = withContents(this.scene, chosen)
    this.dispatch({ changes: moveElements(moved, by), merge: 'nudge' })
  }

  setSnapping(choice: SnapChoice): void {
    this.snapping = choice
    keepSnapping(choice)
  }

  undo(): void {
    if (this.canEdit) this.history.undo()
    this.signals.emit('history')
  }

  redo(): void {
    if (this.canEdit) this.history.redo()
    this.signals.emit('history')
  }

  preview(changes: readonly Change[]): void {
    const shown = previewOf(this.scene, changes)
    this.preview_ = { changes, shown }
    this.lift()
  }

  commitPreview(): void {
    const preview = this.preview_
    if (!preview) return
    this.preview_ = null
    // The overlay goes on showing them until the tiles do, so that nothing flickers.
    this.lingering = preview.shown.drawables
    this.dispatch({ changes: preview.changes })
    this.lift()
    void this.renderer.settled().then(() => {
      this.lingering = []
      this.renderer.invalidateOverlay()
    })
  }

  get isPreviewing(): boolean {
    return this.preview_ !== null
  }

  cancelPreview(): void {
    this.preview_ = null
    this.lift()
  }

  /** What is being dragged here, for the eyes of others. */
  get dragged(): readonly Change[] {
    return this.preview_?.changes ?? []
  }

  setRemote(
    selections: readonly { color: string; ids: readonly string[] }[],
    drags: readonly Change[],
  ): void {
    this.remoteSelections = selections
    const before = this.remoteDrag
    this.remoteDrag = drags.length ? previewOf(this.scene, drags) : NO_PREVIEW
    if (before.hidden.length || this.remoteDrag.hidden.length) this.lift()
    this.renderer.invalidateOverlay()
  }

  rankOnTop(): string {
    return rankBetween(this.scene.topRank(), null)
  }

  rankBelow(): string {
    return rankBetween(null, this.scene.bottomRank())
  }

  styleFor(name: StyleName): ElementStyle {
    return this.styles.get(name) ?? usualStyle(name)
  }

  /** The next element of this kind will look like this one. */
  rememberStyle(name: StyleName, style: ElementStyle): void {
    this.styles.set(name, { ...this.styleFor(name), ...style })
  }

  /** The course that the person chose last; until then what suits the ends. */
  lastRoute: RouteKind | null = null

  routeFor(isGlued: boolean): RouteKind {
    return this.lastRoute ?? (isGlued ? 'elbow' : 'straight')
  }

  heightOfText(element: BoardElement): number {
    const drawable = { ...element, text: element.text || ' ', box: element }
    const { lines, lineHeight } = layoutOf(drawable, this.renderer.measure)
    return Math.ceil(lines.length * lineHeight)
  }

  private lift(): void {
    const own = this.preview_?.shown.hidden ?? []
    this.renderer.hide([...own, ...this.remoteDrag.hidden])
    this.renderer.invalidateOverlay()
    this.signals.emit('preview')
  }

  private take({ changed, removed }: DocumentChange): void {
    if (changed.length + removed.length > BULK) this.reload()
    else this.renderer.patch(this.scene.apply(changed, removed))
    if (removed.some((id) => this.selection.has(id))) {
      this.select([...this.selection].filter((id) => this.scene.element(id)))
    }
    if (this.editing !== null && !this.scene.element(this.editing)) this.stopEditing()
    this.renderer.invalidateOverlay()
    this.signals.emit('scene')
  }

  /** What lives on the overlay instead of the tiles. */
  private lifted(): readonly Drawable[] {
    const own = this.preview_?.shown.drawables ?? []
    return [...this.lingering, ...this.remoteDrag.drawables, ...own]
  }
}
