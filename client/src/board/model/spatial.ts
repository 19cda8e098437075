import RBush from 'rbush'
import type { Box } from '../geometry/box'

interface Entry {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
  readonly id: string
}

/** Finds what lies in a box among tens of thousands of boxes. */
export class SpatialIndex {
  private readonly tree = new RBush<Entry>(16)
  private readonly entries = new Map<string, Entry>()

  load(items: Iterable<{ readonly id: string; readonly box: Box }>): void {
    this.clear()
    this.add(items)
  }

  /** Takes many new ones at once. */
  add(items: Iterable<{ readonly id: string; readonly box: Box }>): void {
    const entries = Array.from(items, ({ id, box }) => toEntry(id, box))
    for (const entry of entries) this.entries.set(entry.id, entry)
    this.tree.load(entries)
  }

  clear(): void {
    this.tree.clear()
    this.entries.clear()
  }

  get size(): number {
    return this.entries.size
  }

  put(id: string, box: Box): void {
    this.remove(id)
    const entry = toEntry(id, box)
    this.entries.set(id, entry)
    this.tree.insert(entry)
  }

  remove(id: string): void {
    const entry = this.entries.get(id)
    if (!entry) return
    this.tree.remove(entry)
    this.entries.delete(id)
  }

  search(box: Box): string[] {
    const area = { minX: box.x, minY: box.y, maxX: box.x + box.width, maxY: box.y + box.height }
    return this.tree.search(area).map((entry) => entry.id)
  }

  /** The box around everything, or null when there is nothing. */
  bounds(): Box | null {
    if (this.entries.size === 0) return null
    const { minX, minY, maxX, maxY } = this.tree.toJSON() as Entry
    return { x: minX, y: minY, width: maxX - minX, height: maxY - minY }
  }
}

function toEntry(id: string, box: Box): Entry {
  return {
    id,
    minX: box.x,
    minY: box.y,
    maxX: box.x + box.width,
    maxY: box.y + box.height,
  }
}
