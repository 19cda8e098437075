/** Rows that are drawn only where they are seen, as list and table share them. */

import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'

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
