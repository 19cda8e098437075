import { beforeEach, describe, expect, it } from 'vitest'
import { connector, element } from '../model/testing'
import { at, pressOn, TestBoard } from './testing'

let board: TestBoard
const press = (...args: Parameters<typeof pressOn> extends [unknown, ...infer R] ? R : never) =>
  pressOn(board, ...args)

beforeEach(() => {
  board = new TestBoard()
  board.scene.load([element('a'), element('b', { x: 300 }), element('c', { x: 600, z: 'X' })])
})

describe('lining up', () => {
  beforeEach(() => {
    board.snapping = { objects: true, grid: false }
  })

  it('pulls what is dragged onto the edges of others, and shows guides until it is let go', () => {
    board.tool.state.onPointerDown(at(50, 50))
    board.tool.state.onPointerMove(at(354, 253))
    expect(board.previewed?.[0]).toMatchObject({ geometry: { x: 300 } })
    expect(board.guides.lines?.length).toBeGreaterThan(0)
    board.tool.state.onPointerUp(at(354, 253))
    expect(board.scene.element('a')?.x).toBe(300)
    expect(board.guides.lines).toBeUndefined()
  })

  it('leaves it where the hand puts it with Ctrl', () => {
    press([50, 50], [354, 253], { mod: true })
    expect(board.scene.element('a')).toMatchObject({ x: 304, y: 203 })
  })

  it('pulls the drawn edge only, and keeps the proportions of a note', () => {
    board.scene.load([element('r', { kind: 'rectangle' }), element('b', { x: 300, y: 300 })])
    board.select(['r'])
    press([100, 100], [297, 203])
    expect(board.scene.element('r')).toMatchObject({ x: 0, y: 0, width: 300, height: 203 })
    board.scene.load([element('n'), element('b', { x: 300, y: 300 })])
    board.select(['n'])
    press([100, 100], [297, 203])
    expect(board.scene.element('n')).toMatchObject({ width: 300, height: 300 })
  })

  it('begins and ends new shapes on the lines of others, or of the grid', () => {
    board.use('rectangle')
    press([303, 153], [398, 260])
    expect([...board.scene.all()].at(-1)).toMatchObject({ x: 300, width: 100, y: 153 })
    board.snapping = { objects: false, grid: true }
    board.use('rectangle')
    press([1003, 501], [1090, 560])
    expect([...board.scene.all()].at(-1)).toMatchObject({ x: 1008, y: 496, width: 80, height: 64 })
  })
})

describe('choosing', () => {
  it('adds with Shift what a marquee holds, and leaves out what was chosen', () => {
    board.select(['a'])
    press([-20, -20], [450, 150], { shift: true })
    expect([...board.selection]).toEqual(['b'])
  })

  it('draws a loop around what is meant', () => {
    board.use('lasso')
    board.tool.state.onPointerDown(at(280, -20))
    for (const [x, y] of [
      [420, -20],
      [420, 120],
      [280, 120],
    ] as const) {
      // prettier-ignore
      board.tool.state.onPointerMove(at(x, y))
    }
    expect(board.guides.loop).toHaveLength(4)
    board.tool.state.onPointerUp(at(280, 120))
    expect([[...board.selection], board.tool.name]).toEqual([['b'], 'select'])
  })

  it('leaves a copy with Alt, and chooses it', () => {
    board.select(['a'])
    press([50, 50], [150, 250], { alt: true })
    expect(board.scene.element('a')).toMatchObject({ x: 0, y: 0 })
    const [id] = board.selection
    expect(board.scene.element(id ?? '')).toMatchObject({ kind: 'sticky', x: 100, y: 200 })
    expect([board.scene.size, board.transactions.length]).toEqual([4, 1])
  })

  it('frames what lies on what is locked, and gives it no handles', () => {
    board.scene.load([element('ground', { width: 900, height: 900, locked: true }), element('n', { x: 200, y: 200, z: 'X' })]) // prettier-ignore
    press([150, 150], [350, 350])
    expect([...board.selection]).toEqual(['n'])
    board.select(['ground'])
    press([900, 900], [1000, 1000])
    expect(board.transactions).toHaveLength(0)
  })
})

describe('wiping', () => {
  it('fades what it passes, however fast, and takes it away in one step', () => {
    board.use('eraser')
    board.tool.state.onPointerDown(at(-50, 50))
    board.tool.state.onPointerMove(at(450, 50))
    expect(board.previewed).toHaveLength(2)
    expect(board.previewed?.[0]).toMatchObject({ type: 'style', style: { opacity: 0.2 } })
    board.tool.state.onPointerUp(at(450, 50))
    expect(board.transactions).toHaveLength(1)
    expect([...board.scene.all()].map(({ id }) => id)).toEqual(['c'])
    expect(board.tool.name).toBe('eraser')
  })

  it('passes over what is locked, and brings everything back when it is given up', () => {
    board.scene.apply([element('b', { x: 300, locked: true })], [])
    board.use('eraser')
    board.tool.state.onPointerDown(at(-50, 50))
    board.tool.state.onPointerMove(at(450, 50))
    expect(board.previewed).toHaveLength(1)
    board.tool.cancel()
    expect([board.previewed, board.transactions.length]).toEqual([null, 0])
  })
})

describe('looks', () => {
  it('are painted onto others, as far as their kinds share them', () => {
    board.scene.load([
      element('r', { kind: 'rectangle', x: 300, style: { fill: 'paper', stroke: 'ink' } }),
      element('n', { style: { fill: 'yellow' } }),
    ])
    board.brush = { style: { fill: 'blue', stroke: 'red', font_size: 'auto' }, isKept: true }
    board.use('painter')
    press([350, 50], null)
    press([50, 50], null)
    expect(board.scene.element('r')?.style).toEqual({ fill: 'blue', stroke: 'red' })
    expect(board.scene.element('n')?.style).toEqual({ fill: 'blue', font_size: 'auto' })
    expect(board.tool.name).toBe('painter')
    press([350, 500], null)
    expect(board.tool.name).toBe('select')
  })

  it('give their colour to what is chosen', () => {
    board.scene.load([
      element('n', { style: { fill: 'teal' } }),
      element('t', { kind: 'text', x: 300 }),
      connector('l', { x: 600, y: 0 }, { x: 700, y: 0 }),
    ])
    board.select(['t', 'l'])
    board.use('eyedropper')
    press([50, 50], null)
    expect(board.scene.element('t')?.style.color).toBe('teal')
    expect(board.scene.element('l')?.style.stroke).toBe('teal')
  })
})

describe('the laser pointer', () => {
  it('shines while it is pressed, and changes nothing', () => {
    board.use('laser')
    press([10, 10], [30, 10])
    expect(board.light.map((point) => point?.x ?? null)).toEqual([10, 20, 30, null])
    expect(board.transactions).toHaveLength(0)
  })
})
