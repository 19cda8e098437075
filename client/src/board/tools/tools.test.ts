import { beforeEach, describe, expect, it, vi } from 'vitest'
import { rankBetween } from '../../common/rank'
import type { BoardElement } from '../model/element'
import { familyOf } from '../model/groups'
import { Scene } from '../model/scene'
import { usualStyle } from '../model/styles'
import { connector, element } from '../model/testing'
import { applyChange, type Change, type Transaction } from '../model/transaction'
import type { Guides, PointerInfo, StyleName, Tool, ToolBoard, ToolName } from './tool'
import { makeTool } from './tools'

/** An editor without a page: what is committed is applied to the scene at once. */
class TestBoard implements ToolBoard {
  readonly scene = new Scene()
  readonly transactions: Transaction[] = []
  readonly edited: string[] = []
  readonly opened: string[] = []
  selection: ReadonlySet<string> = new Set()
  camera = { x: 0, y: 0, zoom: 1 }
  viewBox = { x: -500, y: -500, width: 2000, height: 2000 }
  snapping = { objects: false, grid: false }
  canEdit = true
  tool: Tool = makeTool('select', this)
  guides: Guides = {}
  previewed: readonly Change[] | null = null

  slackFor = () => 6
  select(ids: Iterable<string>): void {
    this.selection = new Set(ids)
  }
  familyOf(id: string): readonly string[] {
    return familyOf(this.scene, id)
  }
  enter(): boolean {
    return false
  }
  preview(changes: readonly Change[]): void {
    this.previewed = changes
  }
  commitPreview(): void {
    const changes = this.previewed
    this.previewed = null
    if (changes) this.dispatch({ changes })
  }
  cancelPreview(): void {
    this.previewed = null
  }
  dispatch(transaction: Transaction): void {
    this.transactions.push(transaction)
    for (const change of transaction.changes) {
      const id = change.type === 'add' ? change.element.id : change.id
      const next = applyChange(this.scene.element(id), change)
      this.scene.apply(next ? [next] : [], next ? [] : [id])
    }
  }
  guide(guides: Guides): void {
    this.guides = guides
  }
  edit(id: string): void {
    this.edited.push(id)
  }
  editCell(id: string): void {
    this.edited.push(id)
  }
  open(id: string): void {
    this.opened.push(id)
  }
  use(name: ToolName): void {
    this.tool.cancel()
    this.tool = makeTool(name, this)
  }
  setCamera(camera: { x: number; y: number; zoom: number }): void {
    this.camera = camera
  }
  rankOnTop(): string {
    return rankBetween(this.scene.topRank(), null)
  }
  rankBelow(): string {
    return rankBetween(null, this.scene.bottomRank())
  }
  stamps = { emoji: '👍', icon: 'star' }
  styleFor(kind: StyleName) {
    return usualStyle(kind)
  }
  routeFor(isGlued: boolean) {
    return isGlued ? ('elbow' as const) : ('straight' as const)
  }
  heightOfText(text: BoardElement): number {
    return Math.ceil(2000 / text.width) * 20
  }
}

const KEYS = { shift: false, alt: false, mod: false }
let board: TestBoard

beforeEach(() => {
  board = new TestBoard()
  board.scene.load([element('a'), element('b', { x: 300 }), element('c', { x: 600, z: 'X' })])
})

function at(x: number, y: number, more: Partial<PointerInfo> = {}): PointerInfo {
  const point = { x, y }
  return { point, screen: point, pressure: 0.5, isTouch: false, ...KEYS, ...more }
}

function press(
  from: [number, number],
  to: [number, number] | null,
  more: Partial<PointerInfo> = {},
) {
  board.tool.state.onPointerDown(at(...from, more))
  if (to) board.tool.state.onPointerMove(at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, more))
  if (to) board.tool.state.onPointerMove(at(...to, more))
  board.tool.state.onPointerUp(at(...(to ?? from), more))
}

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
