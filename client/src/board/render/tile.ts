import type { Camera, Size } from '../geometry/camera'
import type { Box } from '../geometry/box'

/** Pixels of a tile's side. */
export const TILE = 512

/** A square of the world, drawn at `scale` pixels to a unit. */
export interface TileId {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface TileRange {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function tileKey({ scale, x, y }: TileId): string {
  return `${scale}/${x}/${y}`
}

export function tileBox({ scale, x, y }: TileId): Box {
  const side = TILE / scale
  return { x: x * side, y: y * side, width: side, height: side }
}

/** The power of two nearest to `scale`: what is drawn while the zoom is changing. */
export function pyramidScale(scale: number): number {
  return 2 ** Math.round(Math.log2(scale))
}

export function tilesIn(box: Box, scale: number): TileRange {
  const side = TILE / scale
  return {
    left: Math.floor(box.x / side),
    top: Math.floor(box.y / side),
    right: Math.ceil((box.x + box.width) / side) - 1,
    bottom: Math.ceil((box.y + box.height) / side) - 1,
  }
}

/**
 * The tiles that a view wants: first those in it, from its middle outwards, then the ring around
 * them, which a pan will need next.
 */
export function wantedTiles(camera: Camera, view: Size, scale: number): [TileId[], TileId[]] {
  const box = {
    x: camera.x,
    y: camera.y,
    width: view.width / camera.zoom,
    height: view.height / camera.zoom,
  }
  const { left, top, right, bottom } = tilesIn(box, scale)
  const seen: TileId[] = []
  const ring: TileId[] = []
  for (let y = top - 1; y <= bottom + 1; y++) {
    for (let x = left - 1; x <= right + 1; x++) {
      const inView = x >= left && x <= right && y >= top && y <= bottom
      ;(inView ? seen : ring).push({ scale, x, y })
    }
  }
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const away = (tile: TileId) => Math.hypot(tile.x - centre.x, tile.y - centre.y)
  const byDistance = (a: TileId, b: TileId) => away(a) - away(b)
  return [seen.sort(byDistance), ring.sort(byDistance)]
}

/** A few coarse tiles that cover everything, so that there is always something to show. */
export function overviewTiles(bounds: Box): TileId[] {
  const side = Math.max(bounds.width, bounds.height, 1)
  const scale = Math.min(1, 2 ** Math.floor(Math.log2(TILE / side)))
  const { left, top, right, bottom } = tilesIn(bounds, scale)
  const tiles: TileId[] = []
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) tiles.push({ scale, x, y })
  }
  return tiles
}
