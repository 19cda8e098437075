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
  /** A row above the first that is seen which stays in sight: the head of its group. */
  readonly stuckAt?: (first: number) => number | null
}

export function rowsOptions(options: RowsOptions): Options {
  const { count, scroller, height, keyOf, changed, margin = 0, stuckAt } = options
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
    ...(stuckAt !== undefined && {
      rangeExtractor: (range) => {
        const stuck = stuckAt(range.startIndex)
        const seen = defaultRangeExtractor(range)
        return stuck === null || seen.includes(stuck) ? seen : [stuck, ...seen]
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
