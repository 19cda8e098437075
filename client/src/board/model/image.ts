import { rotateAround, type Point } from '../geometry/vec'
import { centreOf, type Box } from '../geometry/box'
import type { BoardElement } from './element'

/** What is seen of a picture, as fractions of it. */
export type Crop = readonly [x: number, y: number, width: number, height: number]

export const WHOLE: Crop = [0, 0, 1, 1]
/** Keys of pictures that only this device has so far. */
export const LOCAL = 'local-'
const LEAST = 0.01

/** By what the picture of an image is asked for. */
export function pictureKey({ id, asset }: Pick<BoardElement, 'id' | 'asset'>): string {
  return asset ?? LOCAL + id
}

/** A crop as somebody else may have written it. */
export function cropOf({ crop }: Pick<BoardElement, 'crop'>): Crop {
  if (!Array.isArray(crop) || crop.length !== 4 || !crop.every(Number.isFinite)) return WHOLE
  const [x, y, width, height] = crop as unknown as Crop
  return width > 0 && height > 0 ? [x, y, width, height] : WHOLE
}

/** Where the whole picture would lie, unturned, at the size in which a part of it is seen. */
export function wholeBox(element: Box & Pick<BoardElement, 'crop'>): Box {
  const [x, y, width, height] = cropOf(element)
  const [across, down] = [element.width / width, element.height / height]
  return { x: element.x - x * across, y: element.y - y * down, width: across, height: down }
}

/** A crop within the picture, and not too small to be taken hold of again. */
export function boundedCrop([x, y, width, height]: Crop): Crop {
  const [w, h] = [clamp(width, LEAST, 1), clamp(height, LEAST, 1)]
  return [clamp(x, 0, 1 - w), clamp(y, 0, 1 - h), w, h].map(tidy) as unknown as Crop
}

/** The box that shows `crop`, so that what stays in sight stays where it is. */
export function boxOfCrop(element: BoardElement, crop: Crop): Box {
  const whole = wholeBox(element)
  const [x, y, width, height] = crop
  const box = {
    x: whole.x + x * whole.width,
    y: whole.y + y * whole.height,
    width: width * whole.width,
    height: height * whole.height,
  }
  // A box turns about its own centre, which the crop has moved.
  const centre = rotateAround(centreOf(box), centreOf(element), element.rotation)
  return { ...box, x: centre.x - box.width / 2, y: centre.y - box.height / 2 }
}

/** Pulls the named sides of a crop by fractions of the picture. */
export function pullCrop(crop: Crop, sides: string, by: Point): Crop {
  let [left, top] = [crop[0], crop[1]]
  let [right, bottom] = [left + crop[2], top + crop[3]]
  if (sides.includes('w')) left = clamp(left + by.x, 0, right - LEAST)
  if (sides.includes('e')) right = clamp(right + by.x, left + LEAST, 1)
  if (sides.includes('n')) top = clamp(top + by.y, 0, bottom - LEAST)
  if (sides.includes('s')) bottom = clamp(bottom + by.y, top + LEAST, 1)
  return boundedCrop([left, top, right - left, bottom - top])
}

const SPACE = 24

/** Pictures beside one another, in rows about as wide as high, around `middle`. */
export function layOut(
  sizes: readonly { readonly width: number; readonly height: number }[],
  middle: Point,
  scale = 1,
): Box[] {
  const most = (sizes.length === 1 ? 720 : 420) * scale
  const fitted = sizes.map(({ width, height }) => {
    const factor = Math.min(scale, most / Math.max(1, width), most / Math.max(1, height))
    return { width: Math.max(8, width * factor), height: Math.max(8, height * factor) }
  })
  const gap = SPACE * scale
  const columns = Math.ceil(Math.sqrt(fitted.length))
  const boxes: Box[] = []
  let [x, y, high, wide] = [0, 0, 0, 0]
  fitted.forEach(({ width, height }, index) => {
    if (index > 0 && index % columns === 0) [x, y, high] = [0, y + high + gap, 0]
    boxes.push({ x, y, width, height })
    x += width + gap
    high = Math.max(high, height)
    wide = Math.max(wide, x - gap)
  })
  const [left, top] = [middle.x - wide / 2, middle.y - (y + high) / 2]
  return boxes.map((box) => ({ ...box, x: box.x + left, y: box.y + top }))
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}

function tidy(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
