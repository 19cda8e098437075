/** What a chart draws, without how: made from a report by `specOf`, drawn by the elements. */

import type { ValueKind } from './model'

/** A token's name: the colour, in both themes (styles/reports.css). */
export type Tone = 'accent' | 'done' | 'progress' | 'review' | 'blocked' | 'todo' | 'quiet' | 'warm'

export type Mark = 'circle' | 'square' | 'diamond' | 'triangle' | 'none'
export type Dash = 'solid' | 'dashed' | 'dotted'

export interface Series {
  readonly key: string
  readonly label: string
  readonly as: 'line' | 'step' | 'area' | 'bar'
  readonly tone: Tone
  readonly dash?: Dash
  readonly mark?: Mark
  readonly isFilled?: boolean
  readonly values: readonly (number | null)[]
}

/** A line across the whole chart: an average, a percentile, a date. */
export interface Guide {
  readonly label: string
  readonly value: number
  readonly tone: Tone
}

/** An upright line at a place; its words stand below the height `at`, where that is given. */
export interface Upright extends Guide {
  readonly at?: number
}

export interface SeriesSpec {
  readonly form: 'series'
  readonly unit: ValueKind
  readonly isStacked: boolean
  /** Under the axis (short) and in the read-out (long), one a place. */
  readonly ticks: readonly string[]
  readonly names: readonly string[]
  readonly series: readonly Series[]
  readonly guides: readonly Guide[]
  /** Upright lines, at a place. */
  readonly marks: readonly Upright[]
}

export interface Dot {
  /** From 0 to 1 across the chart. */
  readonly x: number
  readonly y: number
  readonly name: string
  readonly text: string
  readonly tone: Tone
  readonly mark: Mark
  readonly href?: string
}

export interface DotsSpec {
  readonly form: 'dots'
  readonly unit: ValueKind
  readonly ticks: readonly { readonly x: number; readonly label: string }[]
  readonly dots: readonly Dot[]
  readonly guides: readonly Guide[]
}

export interface Bar {
  readonly name: string
  readonly parts: readonly { readonly label: string; readonly value: number; readonly tone: Tone }[]
  /** What there is room for: a line across the bar. */
  readonly limit: number | null
}

export interface BarsSpec {
  readonly form: 'bars'
  readonly unit: ValueKind
  readonly bars: readonly Bar[]
  readonly limitLabel: string
}

export type Spec = SeriesSpec | DotsSpec | BarsSpec
