/** How wide a day is, and what is written above the days. Pure. */

import { addDays, addMonths, dayNumber, inWords, startOfMonth, startOfWeek } from '../time/days'

export type Zoom = 'day' | 'week' | 'month' | 'quarter'

export const ZOOMS: readonly Zoom[] = ['day', 'week', 'month', 'quarter']

const WIDTHS: Readonly<Record<Zoom, number>> = { day: 36, week: 15, month: 5, quarter: 2 }

export interface Scale {
  readonly zoom: Zoom
  readonly from: string
  readonly to: string
  /** Of one day, in pixels. */
  readonly width: number
}

/** A scale that shows `days` with room around, and today. */
export function scaleFor(zoom: Zoom, days: readonly string[], today: string): Scale {
  const room = Math.ceil(400 / WIDTHS[zoom])
  const sorted = [...days, today].sort()
  const limit = 366 * 12
  const near = (day: string) => Math.abs(dayNumber(day) - dayNumber(today)) <= limit
  const shown = sorted.filter(near)
  const from = startOfMonth(addDays(shown[0] ?? today, -room))
  const to = addMonths(addDays(shown.at(-1) ?? today, room * 2), 1)
  return { zoom, from, to, width: WIDTHS[zoom] }
}

export function xOf(day: string, scale: Scale): number {
  return (dayNumber(day) - dayNumber(scale.from)) * scale.width
}

export function dayAt(x: number, scale: Scale): string {
  return addDays(scale.from, Math.floor(x / scale.width))
}

export function widthOf(scale: Scale): number {
  return xOf(scale.to, scale)
}

export interface Tick {
  readonly day: string
  readonly x: number
  readonly width: number
  readonly label: string
}

/** The upper and the lower line of labels between two places. */
export function ticks(
  scale: Scale,
  left: number,
  right: number,
  language: string,
): { readonly upper: readonly Tick[]; readonly lower: readonly Tick[] } {
  const first = dayAt(Math.max(0, left), scale)
  const last = dayAt(Math.min(widthOf(scale), right), scale)
  const isWide = scale.zoom === 'month' || scale.zoom === 'quarter'
  const upper = isWide
    ? steps(
        scale,
        `${first.slice(0, 4)}-01-01`,
        last,
        (day) => addMonths(day, 12),
        (day) => day.slice(0, 4),
      )
    : steps(
        scale,
        startOfMonth(first),
        last,
        (day) => addMonths(day, 1),
        (day) => inWords(day, language, { month: 'long', year: 'numeric' }),
      )
  return { upper, lower: lowerTicks(scale, first, last, language) }
}

function lowerTicks(scale: Scale, first: string, last: string, language: string): readonly Tick[] {
  switch (scale.zoom) {
    case 'day':
      return steps(
        scale,
        first,
        last,
        (day) => addDays(day, 1),
        (day) => String(Number(day.slice(8))),
      )
    case 'week':
      return steps(
        scale,
        startOfWeek(first, 1),
        last,
        (day) => addDays(day, 7),
        (day) => inWords(day, language, { day: 'numeric', month: 'short' }),
      )
    case 'month':
      return steps(
        scale,
        startOfMonth(first),
        last,
        (day) => addMonths(day, 1),
        (day) => inWords(day, language, { month: 'short' }),
      )
    case 'quarter':
      return steps(
        scale,
        quarterOf(first),
        last,
        (day) => addMonths(day, 3),
        (day) => `Q${String(Math.ceil(Number(day.slice(5, 7)) / 3))}`,
      )
  }
}

function quarterOf(day: string): string {
  const month = Number(day.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`
}

function steps(
  scale: Scale,
  first: string,
  last: string,
  next: (day: string) => string,
  label: (day: string) => string,
): readonly Tick[] {
  const found: Tick[] = []
  for (let day = first; day <= last && found.length < 500;) {
    const after = next(day)
    const x = xOf(day, scale)
    found.push({ day, x, width: xOf(after, scale) - x, label: label(day) })
    if (after <= day) break
    day = after
  }
  return found
}
