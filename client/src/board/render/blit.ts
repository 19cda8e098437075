import type { Camera, Size } from '../geometry/camera'
import type { TileCache } from './tile-cache'
import { TILE, tileBox, tilesIn, type TileId } from './tile'

export interface Shot {
  readonly camera: Camera
  readonly view: Size
  readonly ratio: number
}

interface Pixels {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Copies the tiles in view onto the canvas. Where one is missing, what other scales hold of the
 * same place stands in for it: a blurred part of the board rather than a hole.
 */
export function blitTiles(
  pen: CanvasRenderingContext2D,
  cache: TileCache,
  shot: Shot,
  tiles: readonly TileId[],
  background: string,
): void {
  pen.imageSmoothingQuality = 'low'
  const missing: TileId[] = []
  for (const id of tiles) {
    const bitmap = cache.find(id)?.bitmap
    if (!bitmap) {
      missing.push(id)
      continue
    }
    const { left, top, width, height } = place(id, shot)
    if (width === TILE && height === TILE) pen.drawImage(bitmap, left, top)
    else pen.drawImage(bitmap, left, top, width, height)
  }
  if (missing.length > 0) fillHoles(pen, cache, shot, missing, background)
}

/** Whole pixels, and neighbours meet: the right edge of one is the left edge of the next. */
function place(id: TileId, { camera, ratio }: Shot): Pixels {
  const scale = camera.zoom * ratio
  const factor = scale / id.scale
  const [originX, originY] = [Math.round(camera.x * scale), Math.round(camera.y * scale)]
  const left = Math.round(id.x * TILE * factor) - originX
  const top = Math.round(id.y * TILE * factor) - originY
  return {
    left,
    top,
    width: Math.round((id.x + 1) * TILE * factor) - originX - left,
    height: Math.round((id.y + 1) * TILE * factor) - originY - top,
  }
}

function fillHoles(
  pen: CanvasRenderingContext2D,
  cache: TileCache,
  shot: Shot,
  missing: readonly TileId[],
  background: string,
): void {
  const scales = cache.scales()
  for (const id of missing) {
    const { left, top, width, height } = place(id, shot)
    pen.save()
    pen.beginPath()
    pen.rect(left, top, width, height)
    pen.clip()
    pen.fillStyle = background
    pen.fillRect(left, top, width, height)
    for (const scale of standIns(cache, scales, id)) drawScale(pen, cache, shot, scale, id)
    pen.restore()
  }
}

/**
 * The scales to draw below one another, coarsest first. They begin at the finest one that covers
 * the hole wholly and is not finer than needed, for what lies below that cannot be seen.
 */
function standIns(cache: TileCache, scales: readonly number[], hole: TileId): number[] {
  const useful = scales.filter((scale) => scale !== hole.scale && scale <= hole.scale * 2.1)
  const covering = useful.findLastIndex((scale) => isCovered(cache, hole, scale))
  return useful.slice(Math.max(0, covering))
}

function isCovered(cache: TileCache, hole: TileId, scale: number): boolean {
  return tilesUnder(hole, scale).every((id) => cache.find(id)?.bitmap)
}

function tilesUnder(hole: TileId, scale: number): TileId[] {
  const { left, top, right, bottom } = tilesIn(tileBox(hole), scale)
  const tiles: TileId[] = []
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) tiles.push({ scale, x, y })
  return tiles
}

function drawScale(
  pen: CanvasRenderingContext2D,
  cache: TileCache,
  shot: Shot,
  scale: number,
  hole: TileId,
): void {
  for (const id of tilesUnder(hole, scale)) {
    const bitmap = cache.find(id)?.bitmap
    if (!bitmap) continue
    const { left, top, width, height } = place(id, shot)
    pen.drawImage(bitmap, left, top, width, height)
  }
}
