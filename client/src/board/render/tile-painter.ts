import type { Drawable } from '../model/drawable'
import { compareDepth } from '../model/element'
import { LIGHT_THEME, type BoardTheme } from '../model/palette'
import { SpatialIndex } from '../model/spatial'
import type { Pen } from './pen'
import { paintElement } from './paint'
import type { Measure } from './text-layout'
import { pyramidScale, TILE, tileBox, type TileId } from './tile'

/** World units between two dots at scale 1; other scales keep them about as far apart on screen. */
const DOT_SPACING = 32

interface Entry {
  drawable: Drawable
  order: number
}

/** A copy of the scene and the painter of its tiles; it lives in the worker. */
export class TilePainter {
  theme: BoardTheme = LIGHT_THEME
  private readonly entries = new Map<string, Entry>()
  private readonly index = new SpatialIndex()
  private isOrdered = true
  private top: Entry | null = null
  private hidden: ReadonlySet<string> = new Set()

  constructor(private readonly measure: Measure) {}

  load(drawables: readonly Drawable[]): void {
    this.entries.clear()
    for (const drawable of drawables) this.entries.set(drawable.id, { drawable, order: 0 })
    this.index.load(drawables)
    this.isOrdered = false
  }

  patch(put: readonly Drawable[], removed: readonly string[]): void {
    for (const id of removed) {
      this.entries.delete(id)
      this.index.remove(id)
    }
    for (const drawable of put) {
      this.keep(drawable)
      this.index.put(drawable.id, drawable.box)
    }
  }

  hide(ids: readonly string[]): void {
    this.hidden = new Set(ids)
  }

  /** Letters may be measured anew: a font has arrived. */
  forgetLayouts(): void {
    for (const entry of this.entries.values()) entry.drawable = { ...entry.drawable }
  }

  paint(pen: Pen, id: TileId): void {
    const { scale } = id
    const box = tileBox(id)
    const surface = { pen, theme: this.theme, scale, measure: this.measure }
    for (const drawable of this.inDepthOrder(this.index.search(box)))
      paintElement(surface, drawable)
  }

  /** The board itself: its colour and its dots, which stand still in the world. */
  paintGround(pen: Pen, id: TileId): void {
    pen.fillStyle = this.theme.background
    pen.fillRect(0, 0, TILE, TILE)
    const spacing = (DOT_SPACING / pyramidScale(id.scale)) * id.scale
    const first = (tile: number) => Math.ceil((tile * TILE) / spacing) * spacing - tile * TILE
    pen.fillStyle = this.theme.dot
    for (let y = first(id.y); y < TILE; y += spacing) {
      for (let x = first(id.x); x < TILE; x += spacing) {
        pen.fillRect(Math.round(x), Math.round(y), 2, 2)
      }
    }
  }

  private keep(drawable: Drawable): void {
    const known = this.entries.get(drawable.id)
    if (known?.drawable.z === drawable.z) {
      known.drawable = drawable
      return
    }
    // What is new mostly lies on top; only what goes in between asks for sorting everything.
    const isOnTop = this.isOrdered && (!this.top || compareDepth(drawable, this.top.drawable) > 0)
    const entry = { drawable, order: (this.top?.order ?? 0) + 1 }
    this.entries.set(drawable.id, entry)
    if (isOnTop) this.top = entry
    else this.isOrdered = false
  }

  private inDepthOrder(ids: readonly string[]): Drawable[] {
    if (!this.isOrdered) this.sortAll()
    const found: Entry[] = []
    for (const id of ids) {
      const entry = this.entries.get(id)
      if (entry && !this.hidden.has(id)) found.push(entry)
    }
    return found.sort((a, b) => a.order - b.order).map(({ drawable }) => drawable)
  }

  private sortAll(): void {
    const sorted = [...this.entries.values()].sort((a, b) => compareDepth(a.drawable, b.drawable))
    sorted.forEach((entry, index) => {
      entry.order = index
    })
    this.top = sorted.at(-1) ?? null
    this.isOrdered = true
  }
}
