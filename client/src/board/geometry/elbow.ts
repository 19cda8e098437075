import { boxFromPoints, expandBox, intersects, unionBoxes, type Box } from './box'
import { Heap } from './heap'
import { NORMALS, outwards, plainElbow, STUB, withoutRepeats, type Side } from './route'
import type { Point } from './vec'

/** One end of an elbow: where it is, through which side it leaves, and the box that it leaves. */
export interface ElbowEnd {
  readonly point: Point
  readonly side: Side
  readonly box?: Box
}

/** Third shapes that a route may have to go around; it asks for those in a box. */
export type Obstacles = (area: Box) => readonly Box[]

/** How far a route stays away from what it goes around, where there is room. */
export const MARGIN = 20
/** So far away from others it is at least. */
const CLEARANCE = 6
/** So far around its ends a route looks for shapes in its way. */
export const OUTLOOK = 48
/** More shapes than these are not gone around: a route must not cost more than a moment. */
const MOST_OBSTACLES = 14
/** A corner costs as much as so many units of way. */
const CORNER = 60
const EPSILON = 0.5

/**
 * The corners of a line at right angles from one end to the other: around the shapes that it joins
 * always, around others where a way is found. The same input gives the same line.
 */
export function elbowRoute(from: ElbowEnd, to: ElbowEnd, obstacles: Obstacles): Point[] {
  const own = [from.box, to.box].filter((box) => box !== undefined)
  const [start, end] = [leaveBox(from), leaveBox(to)]
  const whole = (path: readonly Point[]) => withoutRepeats([from.point, ...path, to.point])
  const plain = whole(plainElbow(start, from.side, end, to.side))
  const inner = plainElbow(start, from.side, end, to.side)
  const third = around([...own, boxFromPoints(inner)], [start, end], obstacles)
  const walls = [...own, ...third]
  if (isClear(inner, walls)) return plain
  let path = search(start, from.side, end, to.side, walls)
  if (path) {
    // What the way around meets in turn is minded once more, and no more often.
    const met = around([boxFromPoints(path)], [start, end], obstacles)
    const more = met.filter((box) => !walls.some((wall) => isSame(wall, box)))
    const all = [...walls, ...more].slice(0, MOST_OBSTACLES + own.length)
    if (more.length > 0 && !isClear(path, all)) {
      path = search(start, from.side, end, to.side, all) ?? path
    }
    return whole(path)
  }
  const alone = isClear(inner, own) ? null : search(start, from.side, end, to.side, own)
  return alone ? whole(alone) : plain
}

/** The end's own box has been left: everything else happens outside of it. */
function leaveBox({ point, side, box }: ElbowEnd): Point {
  if (!box) return point
  switch (side) {
    case 'left':
      return { x: Math.min(point.x, box.x), y: point.y }
    case 'right':
      return { x: Math.max(point.x, box.x + box.width), y: point.y }
    case 'top':
      return { x: point.x, y: Math.min(point.y, box.y) }
    case 'bottom':
      return { x: point.x, y: Math.max(point.y, box.y + box.height) }
  }
}

/** The nearest third shapes; one that an end stands in is the ground it stands on, not a wall. */
function around(boxes: readonly Box[], ends: readonly Point[], obstacles: Obstacles): Box[] {
  const area = unionBoxes([...boxes, boxFromPoints(ends)])
  if (!area) return []
  const found = obstacles(expandBox(area, OUTLOOK))
    .map((box) => expandBox(box, CLEARANCE))
    .filter((box) => !ends.some((end) => holds(expandBox(box, 1), end)))
  if (found.length <= MOST_OBSTACLES) return sorted(found)
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 }
  const away = (box: Box) =>
    Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y)
  return sorted(found)
    .sort((a, b) => away(a) - away(b))
    .slice(0, MOST_OBSTACLES)
}

/** An order that does not depend on how the shapes were found. */
function sorted(boxes: readonly Box[]): Box[] {
  return [...boxes].sort(
    (a, b) => a.x - b.x || a.y - b.y || a.width - b.width || a.height - b.height,
  )
}

function isSame(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

function holds(box: Box, { x, y }: Point): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height
}

/** Whether no piece of the path goes through the inside of a wall. */
export function isClear(path: readonly Point[], walls: readonly Box[]): boolean {
  for (let index = 1; index < path.length; index++) {
    if (!isFree(path[index - 1]!, path[index]!, walls)) return false
  }
  return true
}

function isFree(a: Point, b: Point, walls: readonly Box[]): boolean {
  const piece = boxFromPoints([a, b])
  return !walls.some((wall) => {
    const inside = expandBox(wall, -EPSILON)
    return inside.width > 0 && inside.height > 0 && intersects(piece, inside)
  })
}

/** A little way straight out, as far as there is room. */
function stub(point: Point, side: Side, walls: readonly Box[]): Point {
  for (const length of [STUB, STUB / 2, STUB / 4]) {
    const end = outwards(point, side, length)
    if (isFree(point, end, walls)) return end
  }
  return point
}

const DIRECTIONS: readonly Side[] = ['right', 'bottom', 'left', 'top']

/** The cheapest way on a sparse grid of the lines beside the walls; null when there is none. */
function search(
  from: Point,
  fromSide: Side,
  to: Point,
  toSide: Side,
  walls: readonly Box[],
): Point[] | null {
  const [start, end] = [stub(from, fromSide, walls), stub(to, toSide, walls)]
  const xs = lines(walls, [start.x, end.x], 'x', 'width')
  const ys = lines(walls, [start.y, end.y], 'y', 'height')
  const grid = new Grid(xs, ys, walls)
  const goal = grid.node(end)
  const arriving = DIRECTIONS.indexOf(opposite(toSide))
  const states = xs.length * ys.length * 4
  const costs = new Float64Array(states).fill(Infinity)
  const before = new Int32Array(states).fill(-1)
  const open = new Heap()
  const first = grid.node(start) * 4 + DIRECTIONS.indexOf(fromSide)
  costs[first] = 0
  open.push(first, grid.distance(start, end))
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const node = state >> 2
    const direction = state & 3
    if (node === goal && direction === arriving) {
      return [from, ...walk(state, before, grid), to]
    }
    const cost = costs[state]!
    for (let turn = 0; turn < 4; turn++) {
      if (turn === ((direction + 2) & 3)) continue
      const corner = turn === direction ? 0 : CORNER
      // Turning where one stands lets the last piece point at the end.
      const next = turn === direction ? grid.step(node, turn) : node
      if (next < 0) continue
      const step = turn === direction ? grid.length(node, next) : 0
      const reached = next * 4 + turn
      const total = cost + step + corner
      if (total >= costs[reached]! - 1e-9) continue
      costs[reached] = total
      before[reached] = state
      open.push(reached, total + grid.distance(grid.point(next), end))
    }
  }
  return null
}

function walk(state: number, before: Int32Array, grid: Grid): Point[] {
  const points: Point[] = []
  for (let at = state; at >= 0; at = before[at]!) points.push(grid.point(at >> 2))
  return points.reverse()
}

function opposite(side: Side): Side {
  return DIRECTIONS[(DIRECTIONS.indexOf(side) + 2) % 4]!
}

/** Coordinates that are worth going along: beside each wall, and midway through narrow gaps. */
function lines(
  walls: readonly Box[],
  ends: readonly number[],
  at: 'x' | 'y',
  size: 'width' | 'height',
): number[] {
  const edges: number[] = []
  const found: number[] = []
  for (const wall of walls) {
    const [low, high] = [wall[at], wall[at] + wall[size]]
    edges.push(low, high)
    found.push(low - MARGIN, high + MARGIN)
  }
  edges.sort((a, b) => a - b)
  for (let index = 1; index < edges.length; index++) {
    const gap = edges[index]! - edges[index - 1]!
    if (gap > 4) found.push((edges[index]! + edges[index - 1]!) / 2)
  }
  // The lines of the ends stay exact: pieces next to them would otherwise not be quite level.
  const others = found
    .map((value) => Math.round(value * 100) / 100)
    .filter((value) => ends.every((end) => Math.abs(end - value) > EPSILON))
  return [...new Set([...ends, ...others])].sort((a, b) => a - b)
}

class Grid {
  constructor(
    private readonly xs: readonly number[],
    private readonly ys: readonly number[],
    private readonly walls: readonly Box[],
  ) {}

  node({ x, y }: Point): number {
    return nearestIndex(this.ys, y) * this.xs.length + nearestIndex(this.xs, x)
  }

  point(node: number): Point {
    const width = this.xs.length
    return { x: this.xs[node % width]!, y: this.ys[Math.floor(node / width)]! }
  }

  /** The next crossing in a direction, or -1 where the grid ends or a wall stands between. */
  step(node: number, direction: number): number {
    const width = this.xs.length
    const normal = NORMALS[DIRECTIONS[direction]!]
    const column = (node % width) + normal.x
    const row = Math.floor(node / width) + normal.y
    if (column < 0 || row < 0 || column >= width || row >= this.ys.length) return -1
    const next = row * width + column
    return isFree(this.point(node), this.point(next), this.walls) ? next : -1
  }

  length(a: number, b: number): number {
    return this.distance(this.point(a), this.point(b))
  }

  distance(a: Point, b: Point): number {
    return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
  }
}

function nearestIndex(values: readonly number[], wanted: number): number {
  let best = 0
  values.forEach((value, index) => {
    if (Math.abs(value - wanted) < Math.abs(values[best]! - wanted)) best = index
  })
  return best
}
