import { expandBox, type Box } from '../geometry/box'
import { boundsOf, type Drawable } from '../model/drawable'
import { compareDepth } from '../model/element'
import type { BoardTheme } from '../model/palette'
import { paintElement } from './paint'
import { SvgPen } from './svg-pen'
import type { Measure } from './text-layout'

const MARGIN = 32
/** Browsers give up on canvases that are larger. */
const MOST_SIDE = 12_000
const MOST_PIXELS = 100_000_000

export interface PictureOptions {
  readonly theme: BoardTheme
  readonly measure: Measure
  /** Data addresses of pictures, by their keys. */
  readonly pictures?: ReadonlyMap<string, string>
}

/** An SVG picture of the elements, or null when there is nothing to see. */
export function toSvg(elements: readonly Drawable[], options: PictureOptions): string | null {
  const frame = frameOf(elements)
  if (!frame) return null
  const pen = new SvgPen(options.pictures)
  paintAll(pen, elements, frame, 1, options)
  const { x, y, width, height } = frame
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" ` +
    `viewBox="${[x, y, width, height].join(' ')}">${pen.markup()}</svg>`
  )
}

/** A PNG picture at `scale` pixels to a unit, less where the board is too large for that. */
export async function toPng(
  elements: readonly Drawable[],
  scale: number,
  options: PictureOptions,
): Promise<Blob | null> {
  const frame = frameOf(elements)
  if (!frame) return null
  const factor = possibleScale(frame, scale)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(frame.width * factor))
  canvas.height = Math.max(1, Math.round(frame.height * factor))
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.setTransform(factor, 0, 0, factor, -frame.x * factor, -frame.y * factor)
  paintAll(pen, elements, frame, factor, options)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

export function possibleScale({ width, height }: Box, wanted: number): number {
  const bySide = MOST_SIDE / Math.max(width, height)
  const byArea = Math.sqrt(MOST_PIXELS / (width * height))
  return Math.min(wanted, bySide, byArea)
}

function frameOf(elements: readonly Drawable[]): Box | null {
  const bounds = boundsOf(elements)
  if (!bounds) return null
  const { x, y, width, height } = expandBox(bounds, MARGIN)
  const [left, top] = [Math.floor(x), Math.floor(y)]
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width) - left,
    height: Math.ceil(y + height) - top,
  }
}

function paintAll(
  pen: SvgPen | CanvasRenderingContext2D,
  elements: readonly Drawable[],
  frame: Box,
  scale: number,
  { theme, measure }: PictureOptions,
): void {
  pen.fillStyle = theme.background
  pen.fillRect(frame.x, frame.y, frame.width, frame.height)
  const surface = { pen, theme, measure, scale }
  for (const drawable of [...elements].sort(compareDepth)) paintElement(surface, drawable)
}
