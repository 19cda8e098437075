/** A burndown as small as a card: what is left as a line, what would be ideal as a thin one. */

import { nothing, svg, html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'

export interface SparkDay {
  readonly day: string | null
  readonly remaining: number | null
  readonly ideal: number | null
}

const WIDTH = 240
const HEIGHT = 48
const EDGE = 3

/** `x,y` of each day that is known, for a `<polyline>`. */
export function points(values: readonly (number | null)[], most: number): string {
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1)
  const scale = (HEIGHT - 2 * EDGE) / Math.max(1, most)
  return values
    .flatMap((value, at) =>
      value === null
        ? []
        : [`${(EDGE + at * step).toFixed(1)},${(HEIGHT - EDGE - value * scale).toFixed(1)}`],
    )
    .join(' ')
}

export function spark(days: readonly SparkDay[]): TemplateResult | typeof nothing {
  const remaining = days.map((day) => day.remaining)
  const ideal = days.map((day) => day.ideal)
  const known = remaining.filter((value) => value !== null)
  const most = Math.max(0, ...known, ...ideal.map((value) => value ?? 0))
  if (most === 0) return nothing
  const line = points(remaining, most)
  const [x, y] = (line.split(' ').at(-1) ?? '').split(',')
  const words = t('Burndown: %(left)s left, %(ideal)s would be ideal', {
    left: known.at(-1) ?? 0,
    ideal: Math.round(ideal[known.length - 1] ?? 0),
  })
  return html`<svg
    class="sprint-spark"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label=${words}
  >
    ${svg`<polyline class="sprint-spark-ideal" points=${points(ideal, most)}></polyline>
      <polyline class="sprint-spark-line" points=${line}></polyline>
      <circle class="sprint-spark-now" cx=${x} cy=${y} r="3"></circle>`}
  </svg>`
}
