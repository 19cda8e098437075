/** The arrows from what blocks to what waits. Pure but for the template. */

import { nothing, svg, type SVGTemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Link } from './links'

export interface End {
  /** Where the bar begins and ends, and the middle of its row, in pixels. */
  readonly left: number
  readonly right: number
  readonly y: number
}

const OUT = 9
const TIP = 5

/** An elbow from the end of one bar to the beginning of the other. */
export function arrowPath(from: End, to: End, row: number): string {
  const x = from.right + OUT
  const tip = to.left - TIP
  if (tip >= x) return `M${at(from.right, from.y)}H${n(x)}V${n(to.y)}H${n(tip)}`
  const between = from.y + (to.y >= from.y ? row / 2 : -row / 2)
  return `M${at(from.right, from.y)}H${n(x)}V${n(between)}H${n(tip - OUT)}V${n(to.y)}H${n(tip)}`
}

const n = (value: number): string => String(Math.round(value))
const at = (x: number, y: number): string => `${n(x)} ${n(y)}`

export interface ArrowsView {
  readonly links: readonly Link[]
  /** The middle of a task's row; null where it has none. Cheap: it is asked of every link. */
  readonly middleOf: (taskId: string) => number | null
  readonly endOf: (taskId: string) => End | null
  /** Rows outside of these pixels are not drawn. */
  readonly top: number
  readonly bottom: number
  readonly row: number
  readonly isCritical: (link: Link) => boolean
}

/** Only arrows that cross what is in sight are drawn at all: there may be thousands. */
export function arrows(view: ArrowsView): unknown {
  const seen = view.links.filter(({ source, target }) => {
    const [from, to] = [view.middleOf(source), view.middleOf(target)]
    if (from === null || to === null) return false
    return Math.max(from, to) >= view.top && Math.min(from, to) <= view.bottom
  })
  return repeat(
    seen,
    ({ id }) => id,
    (link) => arrow(link, view),
  )
}

function arrow(link: Link, view: ArrowsView): SVGTemplateResult | typeof nothing {
  const from = view.endOf(link.source)
  const to = view.endOf(link.target)
  if (from === null || to === null) return nothing
  const isCritical = view.isCritical(link)
  return svg`<path
    class="line-arrow"
    ?data-critical=${isCritical}
    ?data-late=${to.left < from.right}
    data-link=${link.id}
    marker-end=${isCritical ? 'url(#tip-critical)' : 'url(#tip)'}
    d=${arrowPath(from, to, view.row)}
  />`
}

export function tips(): SVGTemplateResult {
  const tip = (id: string) =>
    svg`<marker id=${id} viewBox="0 0 6 6" refX="3" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" /></marker>`
  return svg`<defs>${tip('tip')}${tip('tip-critical')}</defs>`
}
