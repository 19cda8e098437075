import { describe, expect, it } from 'vitest'
import { between } from './following'

const FROM = { x: 0, y: 0, zoom: 1 }
const GOAL = { x: 100, y: 50, zoom: 4 }

describe('following', () => {
  it('glides part of the way, and zooms by the same factor each time', () => {
    expect(between(FROM, GOAL, 0.5)).toEqual({ x: 50, y: 25, zoom: 2 })
  })

  it('arrives: what is left and cannot be seen is skipped', () => {
    expect(between({ x: 99.95, y: 50, zoom: 4 }, GOAL, 0.5)).toBe(GOAL)
    expect(between(FROM, GOAL, 1)).toBe(GOAL)
  })
})
