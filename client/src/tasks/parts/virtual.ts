/** Rows that are drawn only where they are seen, as list and table share them. */

import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import { remembered } from '../remembered'

export type Rows = Virtualizer<HTMLElement, Element>
type Options = ConstructorParameters<typeof Virtualizer<HTMLElement, Element>>[0]

export interface RowsOptions {
  readonly count: number
  readonly scroller: () => HTMLElement | null
  readonly height: number
  readonly keyOf: (at: number) => string
  readonly changed: () => void
  /** What stands above the rows and below them inside the scroller. */
  readonly margin?: number
  /** Rows that are drawn wherever they stand: what has the focus, the head of what is seen. */
  readonly keptAt?: (first: number) => readonly number[]
}

export function rowsOptions(options: RowsOptions): Options {
  const { count, scroller, height, keyOf, changed, margin = 0, keptAt } = options
  return {
    count,
    getScrollElement: scroller,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: 10,
    scrollMargin: margin,
    scrollPaddingStart: margin,
    scrollPaddingEnd: margin,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: changed,
    ...(keptAt !== undefined && {
      rangeExtractor: (range) => {
        const seen = defaultRangeExtractor(range)
        const kept = keptAt(range.startIndex).filter((at) => !seen.includes(at))
        return kept.length === 0 ? seen : [...new Set([...kept, ...seen])].sort((a, b) => a - b)
      },
    }),
  }
}

export function startRows(options: RowsOptions): { rows: Rows; stop: () => void } {
  const rows: Rows = new Virtualizer(rowsOptions(options))
  const stop = rows._didMount()
  rows._willUpdate()
  return { rows, stop }
}

/** Keys by place; the same function for as long as the rows are the same, which spares measuring. */
export function keysOf<Each>(
  keyOf: (row: Each) => string,
): (rows: readonly Each[]) => (at: number) => string {
  return remembered((rows: readonly Each[]) => (at: number) => {
    const row = rows[at]
    return row === undefined ? String(at) : keyOf(row)
  })
}

/**
 * Which element of the page shows which row. The element of a row that was scrolled away is used
 * again for one that comes: filling it anew is a fraction of the work of making one.
 */
export class Slots {
  #slots: ReadonlyMap<string, number> = new Map()
  #count = 0

  /** A slot for each key; keys in the order in which they stand on the page. */
  of(keys: readonly string[]): ReadonlyMap<string, number> {
    const stays = new Set(keys)
    const free = [...this.#slots].flatMap(([key, slot]) => (stays.has(key) ? [] : [slot]))
    const next = () => free.shift() ?? (this.#count += 1)
    this.#slots = new Map(keys.map((key) => [key, this.#slots.get(key) ?? next()]))
    return this.#slots
  }
}
