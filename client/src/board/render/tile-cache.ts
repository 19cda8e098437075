import { intersects, type Box } from '../geometry/box'
import { tileBox, tileKey, type TileId } from './tile'

export interface CachedTile {
  readonly id: TileId
  bitmap: ImageBitmap | null
  /** The state of the scene that the bitmap shows, and the one that it must show. */
  shown: number
  needed: number
  isPinned: boolean
}

/**
 * Bitmaps of tiles, the least recently used dropped first. A tile whose elements changed stays
 * until its successor arrives: stale for some milliseconds rather than missing.
 */
export class TileCache {
  private readonly tiles = new Map<string, CachedTile>()

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.tiles.size
  }

  find(id: TileId): CachedTile | undefined {
    return this.tiles.get(tileKey(id))
  }

  /** The tile, made if it is new, and marked as used just now. */
  use(id: TileId): CachedTile {
    const key = tileKey(id)
    const tile = this.tiles.get(key) ?? {
      id,
      bitmap: null,
      shown: -1,
      needed: 0,
      isPinned: false,
    }
    this.tiles.delete(key)
    this.tiles.set(key, tile)
    return tile
  }

  isFresh(id: TileId): boolean {
    const tile = this.find(id)
    return tile !== undefined && tile.shown >= tile.needed
  }

  receive(id: TileId, bitmap: ImageBitmap, epoch: number): void {
    const tile = this.find(id)
    if (!tile || epoch < tile.shown) {
      bitmap.close()
      return
    }
    tile.bitmap?.close()
    tile.bitmap = bitmap
    tile.shown = epoch
    this.trim()
  }

  /** Says that what lies under `box` looks different from `epoch` on. */
  invalidate(box: Box, epoch: number): void {
    for (const tile of this.tiles.values()) {
      if (intersects(tileBox(tile.id), box)) tile.needed = epoch
    }
  }

  invalidateAll(epoch: number): void {
    for (const tile of this.tiles.values()) tile.needed = epoch
  }

  pinOnly(ids: readonly TileId[]): void {
    const keys = new Set(ids.map(tileKey))
    for (const [key, tile] of this.tiles) tile.isPinned = keys.has(key)
  }

  /** Scales that hold at least one bitmap, coarsest first. */
  scales(): number[] {
    const scales = new Set<number>()
    for (const tile of this.tiles.values()) if (tile.bitmap) scales.add(tile.id.scale)
    return [...scales].sort((a, b) => a - b)
  }

  clear(): void {
    for (const tile of this.tiles.values()) tile.bitmap?.close()
    this.tiles.clear()
  }

  private trim(): void {
    for (const [key, tile] of this.tiles) {
      if (this.tiles.size <= this.capacity) return
      if (tile.isPinned) continue
      tile.bitmap?.close()
      this.tiles.delete(key)
    }
  }
}
