import type { Box } from '../geometry/box'
import { containsBox } from '../geometry/box'
import type { Point } from '../geometry/vec'
import {
  boundsOf,
  toDrawable,
  visibleBox,
  type CardFace,
  type Drawable,
  type Lookup,
} from './drawable'
import { compareDepth, isGlued, type BoardElement } from './element'
import { hits } from './hit'
import { SpatialIndex } from './spatial'

export interface SceneChange {
  readonly put: readonly Drawable[]
  readonly removed: readonly string[]
}

/**
 * What stands on the board, ready to be painted and to be pointed at. A connector is routed again
 * only when it or an element that it is glued to changes.
 */
export class Scene {
  private readonly elements = new Map<string, BoardElement>()
  private readonly drawables = new Map<string, Drawable>()
  private readonly attached = new Map<string, Set<string>>()
  private readonly index = new SpatialIndex()
  private cards: ReadonlyMap<string, CardFace> = new Map()

  readonly lookup: Lookup = (id) => this.elements.get(id)

  load(elements: Iterable<BoardElement>): readonly Drawable[] {
    this.elements.clear()
    this.drawables.clear()
    this.attached.clear()
    for (const element of elements) this.keep(element)
    for (const element of this.elements.values()) this.drawables.set(element.id, this.draw(element))
    this.index.load(this.drawables.values())
    return [...this.drawables.values()]
  }

  /** Takes changed and removed elements; the answer also names the connectors that follow. */
  apply(changed: readonly BoardElement[], removed: readonly string[]): SceneChange {
    const touched = new Set<string>()
    for (const id of removed) this.forget(id, touched)
    for (const element of changed) {
      this.release(this.elements.get(element.id))
      this.keep(element)
      touched.add(element.id)
      this.touchAttached(element.id, touched)
    }
    const put = []
    for (const id of touched) {
      const element = this.elements.get(id)
      if (!element) continue
      const drawable = this.draw(element)
      this.drawables.set(id, drawable)
      this.index.put(id, drawable.box)
      put.push(drawable)
    }
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

  cardOf(task: string): CardFace | undefined {
    return this.cards.get(task)
  }

  get size(): number {
    return this.elements.size
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
      if (drawable.kind !== 'group' && accept(drawable) && hits(drawable, point, slack))
        top = drawable
    }
    return top
  }

  /** What lies wholly within `box`, lowest first. */
  within(box: Box): Drawable[] {
    return this.pick(this.index.search(box))
      .filter(({ kind }) => kind !== 'group')
      .filter((drawable) => containsBox(box, visibleBox(drawable)))
      .sort(compareDepth)
  }

  bounds(): Box | null {
    return boundsOf([...this.drawables.values()])
  }

  topRank(): string | null {
    let top: string | null = null
    for (const { z } of this.elements.values()) if (top === null || z > top) top = z
    return top
  }

  bottomRank(): string | null {
    let bottom: string | null = null
    for (const { z } of this.elements.values()) if (bottom === null || z < bottom) bottom = z
    return bottom
  }

  private draw(element: BoardElement): Drawable {
    return toDrawable(element, this.lookup, element.task ? this.cards.get(element.task) : undefined)
  }

  private keep(element: BoardElement): void {
    this.elements.set(element.id, element)
    for (const id of anchorsOf(element)) {
      this.attached.set(id, (this.attached.get(id) ?? new Set()).add(element.id))
    }
  }

  private release(element: BoardElement | undefined): void {
    if (!element) return
    for (const id of anchorsOf(element)) this.attached.get(id)?.delete(element.id)
  }

  private forget(id: string, touched: Set<string>): void {
    this.release(this.elements.get(id))
    this.elements.delete(id)
    this.drawables.delete(id)
    this.index.remove(id)
    this.touchAttached(id, touched)
  }

  private touchAttached(id: string, touched: Set<string>): void {
    for (const connector of this.attached.get(id) ?? []) touched.add(connector)
  }
}

/** The elements whose place decides how this one is drawn. */
function anchorsOf(element: BoardElement): string[] {
  const ends = [element.from, element.to].filter(isGlued).map((end) => end.element)
  return element.kind === 'mindmap' && element.parent ? [...ends, element.parent] : ends
}
