import type { Box } from './box'
import type { Point } from './vec'

/** Which lines of a box look for others: its edges, its middles. */
export type Stop = 'start' | 'middle' | 'end'
export interface Stops {
  readonly x: readonly Stop[]
  readonly y: readonly Stop[]
}

export const ALL_STOPS: Stops = {
  x: ['start', 'end', 'middle'],
  y: ['start', 'end', 'middle'],
}

/** A line along which boxes lie alike, or a gap between two of them with its length. */
export interface SnapLine {
  readonly from: Point
  readonly to: Point
  /** The length of a gap; lines of alignment have none. */
  readonly gap?: number
}

/** How far to go along each axis; null where nothing is near. */
export interface Snap {
  readonly dx: number | null
  readonly dy: number | null
  readonly lines: readonly SnapLine[]
}

type Axis = 'x' | 'y'
interface Span {
  readonly start: number
  readonly end: number
}
interface Mark {
  readonly at: number
  readonly box: Box
}

const SAME = 0.01
/** So many neighbours on either side are looked at for gaps that repeat. */
const NEIGHBOURS = 4
/** A guide names at most so many boxes: more say nothing. */
const MOST_ON_A_LINE = 60

export function spanOf(box: Box, axis: Axis): Span {
  const start = box[axis]
  return { start, end: start + (axis === 'x' ? box.width : box.height) }
}

function stopOf(box: Box, axis: Axis, stop: Stop): number {
  const { start, end } = spanOf(box, axis)
  if (stop === 'middle') return (start + end) / 2
  return stop === 'start' ? start : end
}

/**
 * What a moved box may snap to. Built once for a drag, so that each move of the pointer costs a
 * few searches in sorted lists, however much stands around.
 */
export class SnapField {
  private readonly marks: Readonly<Record<Axis, readonly Mark[]>>

  constructor(private readonly boxes: readonly Box[]) {
    this.marks = { x: marksOf(boxes, 'x'), y: marksOf(boxes, 'y') }
  }

  /** How far to move `box` so that it lies well, and the guides that say why. */
  snap(box: Box, reach: number, stops: Stops = ALL_STOPS, withGaps = true): Snap {
    const dx = this.along(box, 'x', reach, stops.x, withGaps)
    const dy = this.along(box, 'y', reach, stops.y, withGaps)
    const moved = { ...box, x: box.x + (dx ?? 0), y: box.y + (dy ?? 0) }
    const lines = [
      ...(dx === null ? [] : this.linesOf(moved, 'x', stops.x, withGaps)),
      ...(dy === null ? [] : this.linesOf(moved, 'y', stops.y, withGaps)),
    ]
    return { dx, dy, lines }
  }

  /** The guides of a box that lies where it lies. */
  linesFor(box: Box, stops: Stops): SnapLine[] {
    return [...this.linesOf(box, 'x', stops.x, false), ...this.linesOf(box, 'y', stops.y, false)]
  }

  private along(
    box: Box,
    axis: Axis,
    reach: number,
    stops: readonly Stop[],
    withGaps: boolean,
  ): number | null {
    let best: number | null = null
    const take = (by: number) => {
      if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best))) best = by
    }
    for (const stop of stops) {
      const at = stopOf(box, axis, stop)
      const mark = nearest(this.marks[axis], at)
      if (mark) take(mark.at - at)
    }
    if (withGaps && stops.length === 3) {
      for (const by of gapOffsets(box, axis, this.row(box, axis))) take(by)
    }
    return best
  }

  private linesOf(box: Box, axis: Axis, stops: readonly Stop[], withGaps: boolean): SnapLine[] {
    const found = stops.map((stop) => this.edgeLine(box, axis, stopOf(box, axis, stop)))
    const lines = found.flatMap(({ line }) => line ?? []).slice(0, 2)
    // One number says how far away the neighbour is, however many lines lead to it.
    const apart = found.flatMap(({ gap }) => gap ?? [])
    const shown = apart.find((gap) => apart.every((other) => (other.gap ?? 0) >= (gap.gap ?? 0)))
    if (shown) lines.push(shown)
    const gaps = withGaps && stops.length === 3 ? equalGaps(box, axis, this.row(box, axis)) : []
    return [...lines, ...gaps]
  }

  /** The line through everything that has a mark at `at`, and how far away the nearest of it is. */
  private edgeLine(box: Box, axis: Axis, at: number): EdgeLine {
    const marks = this.marks[axis]
    const found: Box[] = []
    for (let index = firstFrom(marks, at - SAME); index < marks.length; index++) {
      const mark = marks[index]
      if (!mark || mark.at > at + SAME || found.length >= MOST_ON_A_LINE) break
      found.push(mark.box)
    }
    if (found.length === 0) return {}
    const other = axis === 'x' ? 'y' : 'x'
    const own = spanOf(box, other)
    const spans = found.map((each) => spanOf(each, other))
    const start = Math.min(own.start, ...spans.map((span) => span.start))
    const end = Math.max(own.end, ...spans.map((span) => span.end))
    const line = { from: pointAt(axis, at, start), to: pointAt(axis, at, end) }
    const away = nearestGap(own, spans)
    if (!away || away.end - away.start < SAME) return { line }
    const gap = away.end - away.start
    const [from, to] = [pointAt(axis, at, away.start), pointAt(axis, at, away.end)]
    return { line, gap: { from, to, gap } }
  }

  /** The neighbours of a box in its row (or its column), nearest first on either side. */
  private row(box: Box, axis: Axis): Row {
    const isRow = axis === 'x'
    const { start, end } = spanOf(box, isRow ? 'y' : 'x')
    // Plain numbers: this runs over everything in view at each move of the pointer.
    const beside = this.boxes.filter((each) =>
      isRow
        ? each.y < end && start < each.y + each.height
        : each.x < end && start < each.x + each.width,
    )
    const sides = beside.map((each): Beside => ({ box: each, ...spanOf(each, axis) }))
    const middle = stopOf(box, axis, 'middle')
    return { before: chain(sides, middle, -1), after: chain(sides, middle, 1) }
  }
}

interface Beside extends Span {
  readonly box: Box
}

interface EdgeLine {
  readonly line?: SnapLine
  readonly gap?: SnapLine
}

interface Row {
  readonly before: readonly Box[]
  readonly after: readonly Box[]
}

/** From the middle outwards, each wholly beyond the one before it. */
function chain(beside: readonly Beside[], middle: number, way: 1 | -1): Box[] {
  const found: Box[] = []
  let edge = middle
  while (found.length < NEIGHBOURS) {
    let next: Beside | null = null
    for (const each of beside) {
      if (way === 1) {
        if (each.start >= edge && (!next || each.start < next.start)) next = each
      } else if (each.end <= edge && (!next || each.end > next.end)) next = each
    }
    if (!next) break
    found.push(next.box)
    edge = way === 1 ? Math.max(next.end, edge + SAME) : Math.min(next.start, edge - SAME)
  }
  return found
}

/** Gaps that stand between neighbours on one side. */
function gapsOf(side: readonly Box[], axis: Axis): number[] {
  return side.slice(1).flatMap((box, index) => {
    const before = side[index]
    return before ? [gapBetween(spanOf(before, axis), spanOf(box, axis))] : []
  })
}

function gapBetween(a: Span, b: Span): number {
  return Math.max(a.start, b.start) - Math.min(a.end, b.end)
}

function gapOffsets(box: Box, axis: Axis, { before, after }: Row): number[] {
  const own = spanOf(box, axis)
  const [left, right] = [before[0], after[0]]
  const offsets: number[] = []
  if (left && right) {
    const middle = (spanOf(left, axis).end + spanOf(right, axis).start) / 2
    const fits = spanOf(right, axis).start - spanOf(left, axis).end >= own.end - own.start
    if (fits) offsets.push(middle - (own.start + own.end) / 2)
  }
  for (const gap of [...gapsOf(before, axis), ...gapsOf(after, axis)]) {
    if (gap <= SAME) continue
    if (left) offsets.push(spanOf(left, axis).end + gap - own.start)
    if (right) offsets.push(spanOf(right, axis).start - gap - own.end)
  }
  return offsets
}

/** The gaps beside the box that are as wide as another one of its row, and those others. */
function equalGaps(box: Box, axis: Axis, { before, after }: Row): SnapLine[] {
  const row = [...[...before].reverse(), box, ...after]
  const at = before.length
  const gaps = row.slice(1).map((next, index) => {
    const previous = row[index] ?? next
    return { index, width: gapBetween(spanOf(previous, axis), spanOf(next, axis)) }
  })
  const own = gaps.filter(({ index, width }) => (index === at - 1 || index === at) && width > SAME)
  const shown = gaps.filter((gap) =>
    own.some(
      (mine) =>
        Math.abs(mine.width - gap.width) < SAME &&
        gaps.some((each) => each !== mine && Math.abs(each.width - mine.width) < SAME),
    ),
  )
  return shown.flatMap(({ index, width }) => {
    const [a, b] = [row[index], row[index + 1]]
    return a && b ? [gapLine(a, b, axis, width)] : []
  })
}

function gapLine(a: Box, b: Box, axis: Axis, gap: number): SnapLine {
  const other = axis === 'x' ? 'y' : 'x'
  const [one, two] = [spanOf(a, other), spanOf(b, other)]
  const across = (Math.max(one.start, two.start) + Math.min(one.end, two.end)) / 2
  const start = spanOf(a, axis).end
  return { from: pointAt(other, across, start), to: pointAt(other, across, start + gap), gap }
}

function pointAt(axis: Axis, at: number, along: number): Point {
  return axis === 'x' ? { x: at, y: along } : { x: along, y: at }
}

/** The free room between a span and the nearest of others; null where one meets it. */
function nearestGap(own: Span, others: readonly Span[]): Span | null {
  let best: Span | null = null
  for (const { start, end } of others) {
    if (start < own.end && own.start < end) return null
    const gap = end <= own.start ? { start: end, end: own.start } : { start: own.end, end: start }
    if (!best || gap.end - gap.start < best.end - best.start) best = gap
  }
  return best
}

function marksOf(boxes: readonly Box[], axis: Axis): Mark[] {
  const stops = ['start', 'middle', 'end'] as const
  return boxes
    .flatMap((box) => stops.map((stop) => ({ at: stopOf(box, axis, stop), box })))
    .sort((a, b) => a.at - b.at)
}

/** The first mark at or after `at`. */
function firstFrom(marks: readonly Mark[], at: number): number {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.at ?? Infinity) < at) low = middle + 1
    else high = middle
  }
  return low
}

function nearest(marks: readonly Mark[], at: number): Mark | null {
  const index = firstFrom(marks, at)
  const [before, after] = [marks[index - 1], marks[index]]
  if (!before || !after) return before ?? after ?? null
  return at - before.at < after.at - at ? before : after
}

/** The nearest line of a grid. */
export function toGrid(value: number, step: number): number {
  return Math.round(value / step) * step
}
