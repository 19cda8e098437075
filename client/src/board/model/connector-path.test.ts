import { describe, expect, it } from 'vitest'
import { coveredBox, expandBox, intersects, boxFromPoints, type Box } from '../geometry/box'
import { isClear } from '../geometry/elbow'
import { nearestOnEdge } from '../geometry/outline'
import { distance, type Point } from '../geometry/vec'
import { connectorPath, fractionsOf, portsOf } from './connector-path'
import { outlineOf, SHAPE_KINDS, type Anchor, type BoardElement } from './element'
import { Scene } from './scene'
import { connector, element } from './testing'

/** The same numbers in every run, so that a failure can be looked at. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const ANCHORS: readonly Anchor[] = ['auto', 'top', 'right', 'bottom', 'left']
const KINDS = ['sticky', ...SHAPE_KINDS] as const

function shape(id: string, random: () => number, at: Point): BoardElement {
  const turns = random() < 0.3 ? random() * 6 : 0
  return element(id, {
    kind: KINDS[Math.floor(random() * KINDS.length)] ?? 'sticky',
    x: at.x,
    y: at.y,
    width: 60 + random() * 140,
    height: 60 + random() * 140,
    rotation: turns,
  })
}

function situation(seed: number) {
  const random = numbers(seed)
  const a = shape('a', random, { x: 0, y: 0 })
  const angle = random() * Math.PI * 2
  const away = 330 + random() * 500
  const b = shape('b', random, { x: Math.cos(angle) * away, y: Math.sin(angle) * away })
  const anchor = (): Anchor =>
    random() < 0.3 ? [random(), random()] : (ANCHORS[Math.floor(random() * 5)] ?? 'auto')
  const line: BoardElement = {
    ...connector('c', { element: 'a', anchor: anchor() }, { element: 'b', anchor: anchor() }),
    route: 'elbow',
  }
  const others = Array.from({ length: 6 }, (_, index) =>
    shape(`o${String(index)}`, random, { x: random() * 900 - 450, y: random() * 900 - 450 }),
  )
  return { a, b, line, others }
}

const coverOf = (shown: BoardElement): Box => coveredBox(shown, shown.rotation)

/** The path without the little ways out of the boxes of its own ends. */
function outside(path: readonly Point[], boxes: readonly Box[]): Point[] {
  return path.flatMap((point, index) => {
    const own = boxes.find((box) => intersects(box, boxFromPoints([point])))
    const next = path[index === 0 ? 1 : index - 1]
    if (!own || !next || (index !== 0 && index !== path.length - 1)) return [point]
    const x = next.x > point.x ? own.x + own.width : next.x < point.x ? own.x : point.x
    const y = next.y > point.y ? own.y + own.height : next.y < point.y ? own.y : point.y
    return [{ x, y }]
  })
}

describe('an elbow', () => {
  it('bends at right angles, ends on outlines, and never enters what it joins', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { a, b, line } = situation(seed)
      const all = new Map([a, b].map((each) => [each.id, each]))
      const { path } = connectorPath(line, { lookup: (id) => all.get(id) })
      path.slice(1).forEach((point, index) => {
        const [dx, dy] = [point.x - path[index]!.x, point.y - path[index]!.y]
        expect(Math.min(Math.abs(dx), Math.abs(dy)), `seed ${String(seed)}`).toBeLessThan(0.02)
      })
      for (const [end, target] of [
        [path[0]!, a],
        [path.at(-1)!, b],
      ] as const) {
        // prettier-ignore
        const edge = nearestOnEdge(outlineOf(target), target, target.rotation, end)
        expect(distance(edge, end), `seed ${String(seed)}`).toBeLessThan(8.1)
      }
      const boxes = [coverOf(a), coverOf(b)]
      expect(isClear(outside(path, boxes), boxes), `seed ${String(seed)}`).toBe(true)
    }
  })

  it('goes around third shapes wherever there is a way, the same one each time', () => {
    let crossed = 0
    let met = 0
    for (let seed = 1; seed <= 200; seed++) {
      const { a, b, line, others } = situation(seed)
      const far = others.filter(
        (other) =>
          !intersects(expandBox(coverOf(other), 40), coverOf(a)) &&
          !intersects(expandBox(coverOf(other), 40), coverOf(b)),
      )
      const one = new Scene()
      one.load([line, a, b, ...far])
      const other = new Scene()
      other.load([...far].reverse().concat(b, a, line))
      const path = one.drawable('c')?.path ?? []
      expect(other.drawable('c')?.path).toEqual(path)
      const walls = far.map(coverOf)
      met += walls.length
      if (!isClear(path, walls)) crossed++
    }
    expect(met).toBeGreaterThan(300)
    expect(crossed).toBe(0)
  })

  it('costs bounded time among very many shapes', () => {
    const wall = Array.from({ length: 900 }, (_, index) =>
      element(`w${String(index)}`, { x: (index % 30) * 130, y: Math.floor(index / 30) * 130 }),
    )
    const line: BoardElement = {
      ...connector('c', { element: 'w0' }, { element: 'w899' }),
      route: 'elbow',
    }
    const scene = new Scene()
    scene.load([...wall, line])
    const began = performance.now()
    for (let round = 0; round < 10; round++) scene.apply([line], [])
    expect((performance.now() - began) / 10).toBeLessThan(150)
  })

  it('looks again when something comes into its way, and when that goes', () => {
    const a = element('a')
    const b = element('b', { x: 600 })
    const line: BoardElement = {
      ...connector('c', { element: 'a' }, { element: 'b' }),
      route: 'elbow',
    }
    const scene = new Scene()
    scene.load([a, b, line])
    expect(scene.drawable('c')?.path).toHaveLength(2)
    const inTheWay = element('m', { x: 300 })
    const { put } = scene.apply([inTheWay], [])
    expect(put.map(({ id }) => id).sort()).toEqual(['c', 'm'])
    expect(isClear(scene.drawable('c')?.path ?? [], [inTheWay])).toBe(true)
    scene.apply([{ ...inTheWay, y: 900 }], [])
    expect(scene.drawable('c')?.path).toHaveLength(2)
    expect(scene.apply([{ ...inTheWay, y: 1200 }], []).put.map(({ id }) => id)).toEqual(['m'])
  })
})

describe('ports', () => {
  it('stand on the edge of every shape, turned or not', () => {
    for (const kind of KINDS) {
      for (const rotation of [0, 0.6]) {
        const target = element('a', { kind, width: 160, height: 90, rotation })
        for (const { point } of portsOf(target)) {
          const edge = nearestOnEdge(outlineOf(target), target, rotation, point)
          expect(distance(edge, point), kind).toBeLessThan(0.01)
        }
      }
    }
  })

  it('know a point of the plane as fractions of their element', () => {
    const target = element('a', { x: 10, y: 20, width: 200, height: 100, rotation: Math.PI })
    const [u, v] = fractionsOf(target, { x: 210, y: 120 })
    expect([u, v]).toEqual([0, 0])
  })
})
