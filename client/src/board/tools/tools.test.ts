import { beforeEach, describe, expect, it, vi } from 'vitest'
import { connector, element } from '../model/testing'
import { at, pressOn, TestBoard } from './testing'

let board: TestBoard
const press = (...args: Parameters<typeof pressOn> extends [unknown, ...infer R] ? R : never) =>
  pressOn(board, ...args)

beforeEach(() => {
  board = new TestBoard()
  board.scene.load([element('a'), element('b', { x: 300 }), element('c', { x: 600, z: 'X' })])
})

describe('selecting', () => {
  it('chooses what is pressed, adds with shift, and leaves out again', () => {
    press([50, 50], null)
    expect([...board.selection]).toEqual(['a'])
    press([350, 50], null, { shift: true })
    expect([...board.selection]).toEqual(['a', 'b'])
    press([50, 50], null, { shift: true })
    expect([...board.selection]).toEqual(['b'])
    press([500, 500], null)
    expect(board.selection.size).toBe(0)
  })

  it('drags everything that is chosen, as one transaction', () => {
    board.select(['a', 'b'])
    press([50, 50], [150, 80])
    expect(board.transactions).toHaveLength(1)
    expect(board.scene.element('a')).toMatchObject({ x: 100, y: 30 })
    expect(board.scene.element('b')).toMatchObject({ x: 400, y: 30 })
  })

  it('keeps to one axis with shift', () => {
    press([50, 50], [150, 80], { shift: true })
    expect(board.scene.element('a')).toMatchObject({ x: 100, y: 0 })
  })

  it('takes a small tremble for a click', () => {
    press([50, 50], [52, 51])
    expect(board.transactions).toHaveLength(0)
  })

  it('puts everything back when a drag is given up', () => {
    board.tool.state.onPointerDown(at(50, 50))
    board.tool.state.onPointerMove(at(200, 200))
    expect(board.previewed).not.toBeNull()
    board.tool.cancel()
    expect([board.previewed, board.transactions.length]).toEqual([null, 0])
  })

  it('frames elements with a marquee, and adds to what was chosen with shift', () => {
    press([-20, -20], [450, 150])
    expect([...board.selection]).toEqual(['a', 'b'])
    press([580, -20], [750, 150], { shift: true })
    expect([...board.selection]).toEqual(['a', 'b', 'c'])
    expect(board.guides.marquee).toBeUndefined()
  })

  it('pans instead of framing under a finger', () => {
    press([500, 500], [400, 450], { isTouch: true })
    expect(board.camera).toEqual({ x: 100, y: 50, zoom: 1 })
  })

  it('does not drag what is locked', () => {
    board.scene.load([element('a', { locked: true })])
    press([50, 50], [150, 80])
    expect(board.scene.element('a')?.x).toBe(0)
  })

  it('lets those who only look choose, but move nothing', () => {
    board.canEdit = false
    press([50, 50], [150, 80])
    expect([...board.selection]).toEqual(['a'])
    expect(board.transactions).toHaveLength(0)
  })

  it('edits on a double click, opens cards, and writes a note where there is nothing', () => {
    board.scene.load([element('a'), element('t', { kind: 'task', x: 300, task: 'id' })])
    board.tool.state.onDoubleClick(at(50, 50))
    board.tool.state.onDoubleClick(at(350, 50))
    expect([board.edited, board.opened]).toEqual([['a'], ['t']])
    board.tool.state.onDoubleClick(at(900, 900))
    const change = board.transactions[0]?.changes[0]
    expect(change).toMatchObject({ type: 'add', element: { kind: 'sticky', x: 810, y: 810 } })
  })
})

describe('handles', () => {
  it('resize a shape freely, and a note in its proportions', () => {
    board.scene.load([element('r', { kind: 'rectangle' })])
    board.select(['r'])
    press([100, 100], [200, 150])
    expect(board.scene.element('r')).toMatchObject({ width: 200, height: 150 })
    board.scene.load([element('n')])
    board.select(['n'])
    press([100, 100], [200, 150])
    expect(board.scene.element('n')).toMatchObject({ width: 200, height: 200 })
  })

  it('resize several together', () => {
    board.select(['a', 'b'])
    press([400, 50], [800, 50])
    expect(board.scene.element('b')).toMatchObject({ x: 600, width: 200 })
  })

  it('rewrap a text at its side, and enlarge its letters at its corner', () => {
    const text = element('t', { kind: 'text', width: 200, height: 40, style: { font_size: 20 } })
    board.scene.load([text])
    board.select(['t'])
    press([200, 20], [100, 20])
    expect(board.scene.element('t')).toMatchObject({ width: 100, height: 400 })
    board.scene.load([text])
    press([200, 40], [400, 80])
    expect(board.scene.element('t')?.style.font_size).toBe(40)
  })

  it('turn, in steps with shift', () => {
    board.select(['a'])
    press([-18, 118], [-18, -18], { shift: true })
    expect(board.scene.element('a')?.rotation).toBeCloseTo(Math.PI / 2)
  })

  it('move the end of a connector from one element to another', () => {
    board.scene.load([
      element('a'),
      element('b', { x: 300 }),
      element('c', { x: 600 }),
      connector('l', { element: 'a' }, { element: 'b' }),
    ])
    board.select(['l'])
    press([296, 50], [650, 60])
    expect(board.scene.element('l')?.to).toEqual({ element: 'c', anchor: 'auto' })
  })
})

describe('making', () => {
  it('makes a note of the usual size with a click, and lets it be typed into', () => {
    board.use('sticky')
    press([1000, 500], null)
    const made = [...board.scene.all()].at(-1)
    expect(made).toMatchObject({
      kind: 'sticky',
      x: 910,
      y: 410,
      width: 180,
      style: { fill: 'yellow' },
    })
    expect(board.edited).toEqual([made?.id])
    expect(board.tool.name).toBe('select')
    expect((made?.z ?? '') > 'X').toBe(true)
  })

  it('draws a shape from corner to corner, in any direction', () => {
    board.use('ellipse')
    press([1000, 500], [900, 440])
    const made = [...board.scene.all()].at(-1)
    expect(made).toMatchObject({ kind: 'ellipse', x: 900, y: 440, width: 100, height: 60 })
  })

  it('glues a connector to what lies under its ends', () => {
    board.use('connector')
    press([50, 60], [345, 60])
    const made = [...board.scene.all()].find(({ kind }) => kind === 'connector')
    expect(made).toMatchObject({
      from: { element: 'a', anchor: 'auto' },
      to: { element: 'b', anchor: 'auto' },
    })
  })

  it('leaves an end free where there is nothing, and makes none of a click', () => {
    board.use('connector')
    press([50, 60], [200, 400])
    const made = [...board.scene.all()].find(({ kind }) => kind === 'connector')
    expect(made?.to).toEqual({ x: 200, y: 400 })
    board.use('connector')
    press([50, 60], null)
    expect(board.transactions).toHaveLength(1)
  })

  it('keeps a stroke in tenths of a unit, with its pressure, and the pen in hand', () => {
    board.use('pen')
    board.tool.state.onPointerDown(at(10, 20, { pressure: 0.25 }))
    board.tool.state.onPointerMove(at(30.04, 10, { pressure: 0.75 }))
    board.tool.state.onPointerUp(at(30.04, 10))
    const made = [...board.scene.all()].find(({ kind }) => kind === 'freehand')
    expect(made).toMatchObject({ x: 10, y: 10, points: [0, 100, 25, 200, 0, 75] })
    expect(board.tool.name).toBe('pen')
  })

  it('moves the board with the hand', () => {
    board.use('hand')
    const spy = vi.spyOn(board, 'setCamera')
    press([0, 0], [30, 40])
    expect(spy).toHaveBeenLastCalledWith({ x: -30, y: -40, zoom: 1 })
  })
})

describe('connecting', () => {
  it('glues to ports, to the very place at an edge, and to nothing with Alt', () => {
    board.use('connector')
    press([50, 2], [325, 98])
    const [line] = [...board.scene.all()].filter(({ kind }) => kind === 'connector')
    expect(line?.from).toEqual({ element: 'a', anchor: 'top' })
    expect(line?.to).toEqual({ element: 'b', anchor: [0.25, 1] })
    board.use('connector')
    press([650, 50], [450, 300], { alt: true })
    expect([...board.scene.all()].at(-1)?.from).toEqual({ x: 650, y: 50 })
  })

  it('makes the next shape of a dot, away from what stands there', () => {
    board.scene.apply([element('d', { x: 200 })], [])
    board.select(['a'])
    press([120, 50], null)
    const [made, line] = board.transactions[0]?.changes ?? []
    expect(made).toMatchObject({ type: 'add', element: { kind: 'sticky', x: 180, y: 140 } })
    expect(line).toMatchObject({ element: { from: { element: 'a', anchor: 'right' } } })
    expect(board.edited).toHaveLength(1)
  })

  it('draws a line from a dot to what lies under its end', () => {
    board.select(['a'])
    press([120, 50], [350, 50])
    expect(board.transactions).toHaveLength(1)
    expect(board.transactions[0]?.changes).toHaveLength(1)
    expect([...board.scene.all()].find(({ kind }) => kind === 'connector')?.to).toMatchObject({
      element: 'b',
    })
  })
})
