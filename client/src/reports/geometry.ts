/** Where things stand in a chart of series: scales and paths. Pure. */

import { max, min } from 'd3-array'
import { scaleBand, scaleLinear, scalePoint } from 'd3-scale'
import { area, curveLinear, curveStepBefore, line, stack } from 'd3-shape'
import type { Mark, Series, SeriesSpec } from './spec'

export const MARGIN = { top: 12, right: 22, bottom: 26, left: 44 }

export interface Box {
  readonly width: number
  readonly height: number
}

export interface Layout {
  readonly x: (place: number) => number
  readonly y: (value: number) => number
  readonly yTicks: readonly number[]
  readonly bandWidth: number
  /** What the axis begins with. */
  readonly low: number
  readonly layers: ReadonlyMap<string, readonly (readonly [number, number])[]>
}

/** The scales for what is visible; stacked areas get their floors and tops. */
export function layoutOf(spec: SeriesSpec, visible: readonly Series[], box: Box): Layout {
  const places = spec.ticks.map((_tick, place) => place)
  const hasBars = visible.some(({ as }) => as === 'bar')
  const range: [number, number] = [MARGIN.left, box.width - MARGIN.right]
  const band = scaleBand<number>(places, range).paddingInner(0.3).paddingOuter(0.2)
  const point = scalePoint<number>(places, range).padding(places.length === 1 ? 0.5 : 0)
  const layers = spec.isStacked ? stacked(visible, places.length) : new Map()
  const x = (place: number) =>
    hasBars ? (band(place) ?? 0) + band.bandwidth() / 2 : (point(place) ?? 0)
  const [low, high] = extentOf(spec, visible, layers)
  const y = scaleLinear([low, high], [box.height - MARGIN.bottom, MARGIN.top]).nice(4)
  return {
    x,
    y: (value) => y(value),
    yTicks: ticksOf(y.ticks(4), visible),
    bandWidth: band.bandwidth(),
    low: y.domain()[0] ?? 0,
    layers,
  }
}

/** What is counted in whole numbers has no halves on its axis. */
function ticksOf(ticks: readonly number[], visible: readonly Series[]): readonly number[] {
  const isWhole = visible.every(({ key, values }) =>
    key === 'ideal' ? true : values.every((value) => value === null || Number.isInteger(value)),
  )
  return isWhole ? ticks.filter(Number.isInteger) : ticks
}

type Layers = ReadonlyMap<string, readonly (readonly [number, number])[]>

function stacked(visible: readonly Series[], count: number): Layers {
  const keys = visible.map(({ key }) => key)
  const rows = Array.from({ length: count }, (_none, place) =>
    Object.fromEntries(visible.map(({ key, values }) => [key, values[place] ?? 0])),
  )
  const made = stack<Record<string, number>>().keys(keys)(rows)
  return new Map(made.map((layer) => [layer.key, layer.map(([low, high]) => [low, high] as const)]))
}

function extentOf(spec: SeriesSpec, visible: readonly Series[], layers: Layers): [number, number] {
  const tops = [...layers.values()].flatMap((layer) => layer.map(([, high]) => high))
  const values = visible.flatMap((series) => series.values.filter((value) => value !== null))
  const guides = spec.guides.map(({ value }) => value)
  const high = max([...(spec.isStacked ? tops : values), ...guides]) ?? 0
  if (spec.isStacked) return [floorOf(visible[0], high), high <= 0 ? 1 : high]
  const low = min(values) ?? 0
  return [Math.min(0, low), high <= 0 && low >= 0 ? 1 : Math.max(0, high)]
}

/** Where a stack begins: what was done long ago would press all that moves into a narrow band. */
function floorOf(lowest: Series | undefined, high: number): number {
  const least = min(lowest?.values.filter((value) => value !== null) ?? []) ?? 0
  return least > high * 0.3 ? least - (high - least) * 0.15 : 0
}

type Point = readonly [place: number, value: number | null]

export function linePath(series: Series, { x, y }: Layout): string {
  const path = line<Point>()
    .defined(([, value]) => value !== null)
    .x(([place]) => x(place))
    .y(([, value]) => y(value ?? 0))
    .curve(series.as === 'step' ? curveStepBefore : curveLinear)
  return path(series.values.map((value, place) => [place, value])) ?? ''
}

/** Under a line, or between the floor and the top of a layer. */
export function areaPath(series: Series, { x, y, layers, low }: Layout): string {
  const layer = layers.get(series.key)
  const path = area<Point>()
    .defined(([, value]) => value !== null)
    .x(([place]) => x(place))
    .y0(([place]) => y(Math.max(low, layer?.[place]?.[0] ?? 0)))
    .y1(([place, value]) => y(layer?.[place]?.[1] ?? value ?? 0))
  return path(series.values.map((value, place) => [place, value])) ?? ''
}

/** Which labels fit under an axis of that width without touching. */
export function shownTicks(ticks: readonly string[], width: number): ReadonlySet<number> {
  const longest = max(ticks, (tick) => Math.min(tick.length, 14)) ?? 1
  const room = Math.max(2, Math.floor((width - MARGIN.left) / (longest * 7 + 18)))
  const step = Math.max(1, Math.ceil(ticks.length / room))
  return new Set(ticks.map((_tick, place) => place).filter((place) => place % step === 0))
}

/** The outline of a mark of radius `r` around (0, 0). */
export function markPath(mark: Mark, r: number): string {
  switch (mark) {
    case 'square':
      return `M${-r},${-r}H${r}V${r}H${-r}Z`
    case 'diamond':
      return `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0Z`
    case 'triangle':
      return `M0,${-1.2 * r}L${1.2 * r},${r}H${-1.2 * r}Z`
    case 'none':
      return ''
    case 'circle':
      return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`
  }
}
