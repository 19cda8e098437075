import { describe, expect, it } from 'vitest'
import { boxFromPoints, containsBox, coveredBox, intersects, unionBoxes } from './box'
import { fitBox, toScreen, toWorld, zoomAt } from './camera'
import { handlesOf, mapBox, resizeBox } from './handles'
import { edgeTowards, insidePolygon, outlinePoints } from './outline'
import { arrowhead, flattenCurve, routeBetween } from './route'
import { distance, distanceToSegment, rotateAround } from './vec'

const BOX = { x: 10, y: 20, width: 100, height: 50 }

describe('boxes', () => {
  it('hold all of their points', () => {
    const points = [{ x: 3, y: -4 }, { x: -2, y: 8 }] // prettier-ignore
    expect(boxFromPoints(points)).toEqual({ x: -2, y: -4, width: 5, height: 12 })
  })

  it('meet when they share an edge', () => {
    expect(intersects(BOX, { x: 110, y: 20, width: 5, height: 5 })).toBe(true)
    expect(intersects(BOX, { x: 111, y: 20, width: 5, height: 5 })).toBe(false)
  })

  it('cover more when they are turned', () => {
    const covered = coveredBox(BOX, Math.PI / 2)
    expect(covered.width).toBeCloseTo(50)
    expect(covered.height).toBeCloseTo(100)
    expect(containsBox(covered, { x: 50, y: 40, width: 10, height: 10 })).toBe(true)
  })

  it('have no union when there are none', () => {
    expect(unionBoxes([])).toBeNull()
  })
})

describe('the camera', () => {
  it('maps screen to world and back', () => {
    const camera = { x: 100, y: -50, zoom: 0.4 }
    const there = toScreen(camera, toWorld(camera, { x: 321, y: 123 }))
    expect(there.x).toBeCloseTo(321)
    expect(there.y).toBeCloseTo(123)
  })

  it('keeps the point under the pointer when it zooms', () => {
    const before = { x: 100, y: -50, zoom: 0.4 }
    const after = zoomAt(before, { x: 200, y: 300 }, 2.5)
    const [a, b] = [toWorld(before, { x: 200, y: 300 }), toWorld(after, { x: 200, y: 300 })]
    expect(distance(a, b)).toBeCloseTo(0)
  })

  it('stays within its limits', () => {
    expect(zoomAt({ x: 0, y: 0, zoom: 1 }, { x: 0, y: 0 }, 1e9).zoom).toBe(8)
    expect(zoomAt({ x: 0, y: 0, zoom: 1 }, { x: 0, y: 0 }, 0).zoom).toBe(0.02)
  })

  it('fits a box into the view', () => {
    const camera = fitBox({ x: 0, y: 0, width: 4000, height: 100 }, { width: 1000, height: 800 }, 0)
    expect(camera.zoom).toBeCloseTo(0.25)
    expect(toScreen(camera, { x: 2000, y: 50 })).toEqual({ x: 500, y: 400 })
  })
})

describe('resizing', () => {
  const options = { keepRatio: false, fromCentre: false, minimum: 10 }

  it('keeps the opposite corner where it is, turned or not', () => {
    for (const rotation of [0, 0.7, -2]) {
      const before = handlesOf(BOX, rotation, 20).find(({ name }) => name === 'nw')
      const to = rotateAround({ x: 200, y: 180 }, { x: 60, y: 45 }, rotation)
      const resized = resizeBox(BOX, rotation, 'se', to, options)
      const after = handlesOf(resized, rotation, 20).find(({ name }) => name === 'nw')
      expect(after?.point.x).toBeCloseTo(before?.point.x ?? NaN)
      expect(after?.point.y).toBeCloseTo(before?.point.y ?? NaN)
      expect(resized.width).toBeCloseTo(190)
    }
  })

  it('keeps the proportions when asked', () => {
    const { width, height } = resizeBox(BOX, 0, 'se', { x: 210, y: 40 }, { ...options, keepRatio: true }) // prettier-ignore
    expect(width / height).toBeCloseTo(2)
  })

  it('stops at the minimum instead of turning over', () => {
    expect(resizeBox(BOX, 0, 'e', { x: -500, y: 0 }, options)).toEqual({ ...BOX, width: 10 })
  })

  it('carries the members of a group along', () => {
    const to = { x: 10, y: 20, width: 200, height: 50 }
    expect(mapBox({ x: 60, y: 20, width: 10, height: 10 }, BOX, to)).toEqual({
      x: 110,
      y: 20,
      width: 20,
      height: 10,
    })
  })
})

describe('outlines', () => {
  it('leave a diamond at its edge', () => {
    const box = { x: 0, y: 0, width: 100, height: 100 }
    const point = edgeTowards('diamond', box, 0, { x: 500, y: 50 })
    expect(point.x).toBeCloseTo(100)
    expect(point.y).toBeCloseTo(50)
  })

  it('turn with their element', () => {
    const point = edgeTowards('box', BOX, Math.PI / 2, { x: 60, y: 1000 })
    expect(point.y).toBeCloseTo(45 + 50)
  })

  it('know the corner of a triangle that is empty', () => {
    const triangle = outlinePoints('triangle', { x: 0, y: 0, width: 100, height: 100 })
    expect(insidePolygon({ x: 5, y: 5 }, triangle)).toBe(false)
    expect(insidePolygon({ x: 50, y: 60 }, triangle)).toBe(true)
  })
})

describe('routes', () => {
  it('bend only at right angles when they are elbows', () => {
    const sides = ['top', 'right', 'bottom', 'left'] as const
    for (const start of sides) {
      for (const end of sides) {
        const path = routeBetween(
          'elbow',
          { point: { x: 0, y: 0 }, side: start },
          { point: { x: 240, y: 130 }, side: end },
        )
        path.slice(1).forEach((point, index) => {
          const before = path[index]!
          const isStraight =
            Math.abs(point.x - before.x) < 0.01 || Math.abs(point.y - before.y) < 0.01
          expect(isStraight, `${start} to ${end}`).toBe(true)
        })
        expect(path.at(0)).toEqual({ x: 0, y: 0 })
        expect(path.at(-1)).toEqual({ x: 240, y: 130 })
      }
    }
  })

  it('leave through the side that they were given', () => {
    const path = routeBetween(
      'elbow',
      { point: { x: 0, y: 0 }, side: 'left' },
      { point: { x: 200, y: 0 }, side: 'left' },
    )
    expect(path[1]!.x).toBeLessThan(0)
  })

  it('end where their curve ends', () => {
    const path = routeBetween('curved', { point: { x: 0, y: 0 } }, { point: { x: 90, y: 40 } })
    expect(path).toHaveLength(4)
    expect(flattenCurve(path).at(-1)).toEqual({ x: 90, y: 40 })
  })

  it('carry arrowheads that open backwards', () => {
    const [left, tip, right] = arrowhead({ x: 0, y: 0 }, { x: 100, y: 0 }, 10)
    expect(tip).toEqual({ x: 100, y: 0 })
    expect(left.x).toBeLessThan(100)
    expect(left.y).toBeCloseTo(-right.y)
  })
})

it('measures the distance to a segment, not to its line', () => {
  expect(distanceToSegment({ x: 20, y: 0 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(10)
  expect(distanceToSegment({ x: 5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(3)
})
