import { describe, expect, it } from 'vitest'
import type { BoardElement } from './element'
import { boundedCrop, boxOfCrop, cropOf, layOut, pullCrop, wholeBox, WHOLE } from './image'

const image: BoardElement = {
  id: 'a',
  kind: 'image',
  x: 100,
  y: 50,
  width: 400,
  height: 200,
  rotation: 0,
  z: 'V',
  style: {},
  text: '',
}

describe('cropping', () => {
  it('keeps what stays in sight where it is', () => {
    const crop = [0.25, 0.5, 0.5, 0.5] as const
    const box = boxOfCrop(image, crop)
    expect(box).toEqual({ x: 200, y: 150, width: 200, height: 100 })
    expect(wholeBox({ ...image, ...box, crop })).toEqual({ x: 100, y: 50, width: 400, height: 200 })
    expect(boxOfCrop({ ...image, ...box, crop }, WHOLE)).toMatchObject({ x: 100, y: 50 })
  })

  it('keeps it there when the picture is turned', () => {
    const turned = { ...image, rotation: Math.PI / 2 }
    const box = boxOfCrop(turned, [0, 0, 0.5, 1])
    // The left half of a picture that stands on its right edge is its upper half.
    expect(box.x + box.width / 2).toBeCloseTo(300)
    expect(box.y + box.height / 2).toBeCloseTo(50)
  })

  it('pulls edges up to the edge of the picture', () => {
    expect(pullCrop(WHOLE, 'nw', { x: 0.25, y: 0.5 })).toEqual([0.25, 0.5, 0.75, 0.5])
    expect(pullCrop([0.25, 0.25, 0.5, 0.5], 'se', { x: 9, y: 9 })).toEqual([0.25, 0.25, 0.75, 0.75])
    expect(pullCrop(WHOLE, 'e', { x: -9, y: 0 })[2]).toBe(0.01)
  })

  it('stays within the picture, and reads what others wrote with care', () => {
    expect(boundedCrop([0.8, -1, 0.5, 0.5])).toEqual([0.5, 0, 0.5, 0.5])
    expect(cropOf({ crop: [0, 0, 0, 1] })).toEqual(WHOLE)
    expect(cropOf({ crop: ['a', 0, 1, 1] as never })).toEqual(WHOLE)
  })
})

describe('many pictures', () => {
  it('lie beside one another around the place', () => {
    const boxes = layOut(
      Array.from({ length: 4 }, () => ({ width: 840, height: 420 })),
      { x: 0, y: 0 },
    )
    expect(boxes.map(({ x, y }) => [x, y])).toEqual([
      [-432, -222],
      [12, -222],
      [-432, 12],
      [12, 12],
    ])
    expect(layOut([{ width: 100, height: 50 }], { x: 0, y: 0 })).toEqual([
      { x: -50, y: -25, width: 100, height: 50 },
    ])
  })
})
