import { describe, expect, it, vi } from 'vitest'
import { Everything } from './everything'
import { boxOf, only } from './range'

const size = (rows: number) => ({ rows, columns: 3, page: 10 })

describe('choosing every cell while tasks still come', () => {
  it('grows with what comes', () => {
    const everything = new Everything(vi.fn())
    const first = everything.choose(size(50))
    const then = everything.follow(first, size(2000))
    expect(boxOf(then)).toEqual({ top: 0, left: 0, bottom: 1999, right: 2 })
    expect(boxOf(everything.follow(then, size(2001))).bottom).toBe(2000)
  })

  it('ends where another range was taken', () => {
    const everything = new Everything(vi.fn())
    everything.choose(size(50))
    const moved = only({ row: 4, column: 1 })
    expect(everything.follow(moved, size(2000))).toEqual(moved)
  })

  it('holds an act back until all is there, once', () => {
    const everything = new Everything(vi.fn())
    const act = vi.fn()
    const range = everything.choose(size(50))
    expect(everything.waits(range, false, act)).toBe(true)
    everything.settle(false)
    expect(act).not.toHaveBeenCalled()
    everything.follow(range, size(90))
    everything.settle(true)
    everything.settle(true)
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('forgets an act whose range was left', () => {
    const everything = new Everything(vi.fn())
    const act = vi.fn()
    everything.waits(everything.choose(size(50)), false, act)
    everything.follow(only({ row: 0, column: 0 }), size(90))
    everything.settle(true)
    expect(act).not.toHaveBeenCalled()
  })

  it('lets an act through where nothing more comes', () => {
    const everything = new Everything(vi.fn())
    expect(everything.waits(everything.choose(size(5)), true, vi.fn())).toBe(false)
  })
})
