import { containsBox, coveredBox, type Box } from '../geometry/box'
import type { Point } from '../geometry/vec'
import { boundsOf, toDrawable, visibleBox, type CardFace, type Drawable } from './drawable'
import { isInTheWay, type Surroundings } from './connector-path'
import { compareDepth, isGlued, type BoardElement } from './element'
import { isShown } from './drawable'
import { clipOf, frameOf } from './frames'
import { hits } from './hit'
import { SpatialIndex } from './spatial'

export interface SceneChange {
  readonly put: readonly Drawable[]
  readonly removed: readonly string[]
}

/**
 * What stands on the board, ready to be painted and to be pointed at. A connector is routed again
 * only when it or an element that it is glued to changes, or when something comes into the way of
 * one that goes around things.
 */
export class Scene {
  private readonly elements = new Map<string, BoardElement>()
  private readonly drawables = new Map<string, Drawable>()
  private readonly attached = new Map<string, Set<string>>()
  private readonly index = new SpatialIndex()
  /** Where each elbow looks for what stands in its way. */
  private readonly watches = new SpatialIndex()
  private readonly frames_ = new Map<string, BoardElement>()
  /** The widest that ranks ever were: they may have been taken away since. */
  private ranks: { top: string | null; bottom: string | null } = { top: null, bottom: null }
  private cards: ReadonlyMap<string, CardFace> = new Map()

  private readonly surroundings: Surroundings = {
    lookup: (id) => this.elements.get(id),
    near: (area) => this.near(area),
  }

  load(elements: Iterable<BoardElement>): readonly Drawable[] {
    this.elements.clear()
    this.drawables.clear()
    this.attached.clear()
    this.frames_.clear()
    this.ranks = { top: null, bottom: null }
    for (const element of elements) this.keep(element)
    const [shapes, lines] = [[] as Drawable[], [] as BoardElement[]]
    for (const element of this.elements.values()) {
      if (element.kind === 'connector') lines.push(element)
      else shapes.push(this.draw(element))
    }
    for (const drawable of shapes) this.drawables.set(drawable.id, drawable)
    this.index.load(shapes)
    // Lines go around shapes: those must be found by then.
    const drawn = lines.map((element) => this.draw(element))
    for (const drawable of drawn) this.drawables.set(drawable.id, drawable)
    this.index.add(drawn)
    this.watches.load(drawn.flatMap(({ id, watch }) => (watch ? [{ id, box: watch }] : [])))
    return [...this.drawables.values()]
  }

  /** Takes changed and removed elements; the answer also names the connectors that follow. */
  apply(changed: readonly BoardElement[], removed: readonly string[]): SceneChange {
    const touched = new Set<string>()
    for (const id of removed) this.forget(id, touched)
    for (const element of changed) {
      const before = this.elements.get(element.id)
      this.touchWatching(before, element, touched)
      this.touchFramed(before, touched)
      this.touchFramed(element, touched)
      this.release(before)
      this.keep(element)
      touched.add(element.id)
      this.touchAttached(element.id, touched)
    }
    const put: Drawable[] = []
    const lines: BoardElement[] = []
    for (const id of touched) {
      const element = this.elements.get(id)
      if (element?.kind === 'connector') lines.push(element)
      else if (element) put.push(this.place(element))
    }
    for (const line of lines) put.push(this.place(line))
    return { put, removed: removed.filter((id) => !this.elements.has(id)) }
  }

  /** New faces for task cards; answers the cards that look different now. */
  setCards(cards: ReadonlyMap<string, CardFace>): SceneChange {
    const before = this.cards
    this.cards = cards
    const changed = [...this.elements.values()].filter(
      ({ task }) => task !== undefined && before.get(task) !== cards.get(task),
    )
    return this.apply(changed, [])
  }

  /** The nodes of a mind map that grow from this one. */
  childrenOf(id: string): BoardElement[] {
    return [...(this.attached.get(id) ?? [])].flatMap((child) => {
      const element = this.elements.get(child)
      return element?.kind === 'mindmap' && element.parent === id ? [element] : []
    })
  }

  /** The frames of the board. */
  get frames(): readonly BoardElement[] {
    return [...this.frames_.values()]
  }

  /** What lies in a frame: it moves with it. */
  contentsOf(frame: BoardElement): BoardElement[] {
    return this.pick(this.index.search(frame)).flatMap(({ id, kind }) => {
      const element = this.elements.get(id)
      if (!element || kind === 'group' || kind === 'connector' || element.locked) return []
      return frameOf(this.frames_.values(), element)?.id === frame.id ? [element] : []
    })
  }

  /** What is drawn beside the elements (icons, colours of code) has changed. */
  redraw(ids: Iterable<string>): SceneChange {
    const changed = [...ids].flatMap((id) => this.elements.get(id) ?? [])
    return this.apply(changed, [])
  }

  cardOf(task: string): CardFace | undefined {
    return this.cards.get(task)
  }

  get size(): number {
    return this.elements.size
  }

  /** What stands in an area, by the boxes that the index keeps. */
  near(area: Box): BoardElement[] {
    return this.index.search(area).flatMap((id) => {
      const element = this.elements.get(id)
      return element && isInTheWay(element.kind) ? [element] : []
    })
  }

  element(id: string): BoardElement | undefined {
    return this.elements.get(id)
  }

  drawable(id: string): Drawable | undefined {
    return this.drawables.get(id)
  }

  all(): IterableIterator<Drawable> {
    return this.drawables.values()
  }

  pick(ids: Iterable<string>): Drawable[] {
    const found = []
    for (const id of ids) {
      const drawable = this.drawables.get(id)
      if (drawable) found.push(drawable)
    }
    return found
  }

  /** What follows these elements when they move: connectors, and branches of mind maps. */
  followersOf(ids: Iterable<string>): Set<string> {
    const found = new Set<string>()
    for (const id of ids) for (const connector of this.attached.get(id) ?? []) found.add(connector)
    return found
  }

  /** The topmost element under `point`. */
  hit(point: Point, slack: number, accept: (drawable: Drawable) => boolean = () => true) {
    const area = { x: point.x - slack, y: point.y - slack, width: 2 * slack, height: 2 * slack }
    let top: Drawable | null = null
    for (const drawable of this.pick(this.index.search(area))) {
      if (top && compareDepth(drawable, top) < 0) continue
      if (isShown(drawable) && accept(drawable) && hits(drawable, point, slack)) top = drawable
    }
    return top
  }

  /** What lies wholly within `box`, lowest first. */
  within(box: Box): Drawable[] {
    return this.pick(this.index.search(box))
      .filter(isShown)
      .filter((drawable) => containsBox(box, visibleBox(drawable)))
      .sort(compareDepth)
  }

  /** What is seen of an area, in no order. */
  touching(area: Box): Drawable[] {
    return this.pick(this.index.search(area)).filter(isShown)
  }

  bounds(): Box | null {
    return boundsOf([...this.drawables.values()])
  }

  /** No element lies above this rank; known without looking at all of them. */
  topRank(): string | null {
    return this.ranks.top
  }

  bottomRank(): string | null {
    return this.ranks.bottom
  }

  private draw(element: BoardElement): Drawable {
    const card = element.task ? this.cards.get(element.task) : undefined
    const drawable = this.framed(toDrawable(element, this.surroundings, card))
    return element.hidden ? { ...drawable, isFolded: true } : drawable
  }

  /** Frames clip what lies in them. */
  private framed(drawable: Drawable): Drawable {
    if (this.frames_.size === 0 || drawable.kind === 'connector') return drawable
    const clip = clipOf(this.frames_.values(), drawable)
    return clip ? { ...drawable, clip } : drawable
  }

  private place(element: BoardElement): Drawable {
    const drawable = this.draw(element)
    this.drawables.set(element.id, drawable)
    this.index.put(element.id, drawable.box)
    if (drawable.watch) this.watches.put(element.id, drawable.watch)
    else if (element.kind === 'connector') this.watches.remove(element.id)
    return drawable
  }

  private keep(element: BoardElement): void {
    this.elements.set(element.id, element)
    const { top, bottom } = this.ranks
    if (top === null || element.z > top) this.ranks.top = element.z
    if (bottom === null || element.z < bottom) this.ranks.bottom = element.z
    if (element.kind === 'frame') this.frames_.set(element.id, element)
    for (const id of anchorsOf(element)) {
      this.attached.set(id, (this.attached.get(id) ?? new Set()).add(element.id))
    }
  }

  private release(element: BoardElement | undefined): void {
    if (!element) return
    for (const id of anchorsOf(element)) this.attached.get(id)?.delete(element.id)
  }

  private forget(id: string, touched: Set<string>): void {
    const element = this.elements.get(id)
    this.touchWatching(element, undefined, touched)
    this.release(element)
    this.touchFramed(element, touched)
    this.frames_.delete(id)
    this.elements.delete(id)
    this.drawables.delete(id)
    this.index.remove(id)
    this.watches.remove(id)
    this.touchAttached(id, touched)
  }

  /** Lines that go around things look again where something came, went or moved. */
  private touchWatching(
    before: BoardElement | undefined,
    after: BoardElement | undefined,
    touched: Set<string>,
  ): void {
    if (this.watches.size === 0) return
    for (const element of [before, after]) {
      if (!element || !isInTheWay(element.kind)) continue
      if (before && after && isSamePlace(before, after)) continue
      for (const id of this.watches.search(coveredBox(element, element.rotation))) touched.add(id)
    }
  }

  private touchFramed(frame: BoardElement | undefined, touched: Set<string>): void {
    if (frame?.kind !== 'frame') return
    for (const id of this.index.search(frame)) touched.add(id)
  }

  private touchAttached(id: string, touched: Set<string>): void {
    for (const follower of this.attached.get(id) ?? []) {
      if (touched.has(follower)) continue
      touched.add(follower)
      // What is folded away in a mind map is so at every depth.
      if (this.elements.get(follower)?.kind === 'mindmap') this.touchAttached(follower, touched)
    }
  }
}

function isSamePlace(a: BoardElement, b: BoardElement): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.rotation === b.rotation &&
    a.kind === b.kind
  )
}

/** The elements whose place decides how this one is drawn. */
function anchorsOf(element: BoardElement): string[] {
  const ends = [element.from, element.to].filter(isGlued).map((end) => end.element)
  return element.kind === 'mindmap' && element.parent ? [...ends, element.parent] : ends
}
