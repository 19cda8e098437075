import { describe, expect, it } from 'vitest'
import { pullOf } from './edge-pull'

describe('near an edge', () => {
  it('nothing moves in the middle', () => {
    expect([100, 300, 552].map((x) => pullOf(x, 40, 600) + 0)).toEqual([0, 0, 0])
  })

  it('it goes the faster the nearer, and never too fast', () => {
    expect([560, 580, 600, 900].map((x) => pullOf(x, 40, 600))).toEqual([4, 14, 24, 24])
    expect([80, 40, -200].map((x) => pullOf(x, 40, 600))).toEqual([-4, -24, -24])
  })
})
