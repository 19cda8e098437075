/** Lines, areas and bars over days, weeks or sprints, with a legend that shows and hides them. */

import { html, nothing, svg, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import { ChartElement } from './chart-base'
import { format, rounded } from './format'
import { areaPath, layoutOf, linePath, MARGIN, markPath, shownTicks, type Layout } from './geometry'
import type { Dash, Series, SeriesSpec, Upright } from './spec'

const DASHES: Readonly<Record<Dash, string>> = { solid: 'none', dashed: '6 4', dotted: '1.5 4' }
const MOST_MARKS = 45

export class TfSeriesChart extends ChartElement {
  static override properties = {
    ...ChartElement.properties,
    spec: { attribute: false },
    hidden_keys: { state: true },
    isPlain: { attribute: 'plain', type: Boolean },
  }

  declare spec: SeriesSpec
  declare hidden_keys: ReadonlySet<string>
  /** Without the legend: where there is little room. */
  declare isPlain: boolean

  constructor() {
    super()
    this.hidden_keys = new Set()
    this.isPlain = false
  }

  protected override get count(): number {
    return this.spec.ticks.length
  }

  get #visible(): readonly Series[] {
    return this.spec.series.filter(({ key }) => !this.hidden_keys.has(key))
  }

  get #layout(): Layout {
    return layoutOf(this.spec, this.#visible, { width: this.width, height: this.height })
  }

  protected override placeAt(x: number): number | null {
    const layout = this.#layout
    const places = this.spec.ticks.map((_tick, place) => place)
    return places.reduce<number | null>((best, place) => {
      const isNearer = best === null || Math.abs(layout.x(place) - x) < Math.abs(layout.x(best) - x)
      return isNearer ? place : best
    }, null)
  }

  protected override leftOf(place: number): number {
    return this.#layout.x(place)
  }

  protected override render(): TemplateResult {
    return html`${this.frame()}${this.isPlain && this.spec.series.length < 2 ? nothing : this.#legend()}`
  }

  #legend(): TemplateResult {
    return html`<div class="chart-legend" role="group" aria-label=${t('What is shown')}>
      ${this.spec.series.map((series) => {
        const isShown = !this.hidden_keys.has(series.key)
        return html`<button
          class="chart-key"
          type="button"
          aria-pressed=${isShown ? 'true' : 'false'}
          @click=${() => this.#toggle(series.key)}
        >
          ${swatch(series)}<span>${series.label}</span>
        </button>`
      })}
    </div>`
  }

  #toggle(key: string): void {
    const next = new Set(this.hidden_keys)
    if (!next.delete(key)) next.add(key)
    // An empty chart says nothing: the last one stays.
    if (next.size < this.spec.series.length) this.hidden_keys = next
  }

  protected override drawing(): TemplateResult {
    const layout = this.#layout
    const { spec } = this
    const bottom = this.height - MARGIN.bottom
    return svg`${patterns()}
      ${this.yAxis(layout.yTicks, layout.y, (value) => format(value, spec.unit))}
      ${this.#xAxis(layout)}
      ${this.#visible.map((series) => this.#shape(series, layout))}
      ${this.guides(spec.guides.map(({ label, value, tone }) => ({ label: `${label} ${rounded(value)}`, y: layout.y(value), tone })))}
      ${spec.marks.map((mark) => this.#upright(mark, layout, bottom))}
      ${this.#cursor(layout, bottom)}` as TemplateResult
  }

  #upright({ label, value, tone, at }: Upright, layout: Layout, bottom: number): TemplateResult {
    const x = layout.x(value)
    const y = at === undefined ? MARGIN.top + 8 : Math.min(bottom - 12, layout.y(at) + 16)
    return svg`<line class="chart-guide tone-${tone}" x1=${x} x2=${x} y1=${MARGIN.top} y2=${bottom} />
      ${this.note(label, x + 6, y, 'start')}` as TemplateResult
  }

  #xAxis(layout: Layout): TemplateResult[] {
    const shown = shownTicks(this.spec.ticks, this.width)
    return this.spec.ticks.flatMap((tick, place) =>
      shown.has(place)
        ? [
            svg`<text class="chart-tick" x=${layout.x(place)} y=${this.height - 8}
              text-anchor=${place === 0 && !this.#hasBars ? 'start' : 'middle'}
              >${clipped(tick)}</text>` as TemplateResult,
          ]
        : [],
    )
  }

  get #hasBars(): boolean {
    return this.spec.series.some(({ as }) => as === 'bar')
  }

  #shape(series: Series, layout: Layout): TemplateResult {
    if (series.as === 'bar') return this.#bars(series, layout)
    const tone = `tone-${series.tone}`
    if (series.as === 'area')
      return svg`<path class="chart-area ${tone}" d=${areaPath(series, layout)} />
        ${hatched(series.tone) ? svg`<path class="chart-hatch" d=${areaPath(series, layout)} fill="url(#hatch-${series.tone})" />` : nothing}
        <path class="chart-edge ${tone}" d=${edgeOf(series, layout)} />` as TemplateResult
    return svg`
      ${series.isFilled === true ? svg`<path class="chart-under ${tone}" d=${areaPath(series, layout)} />` : nothing}
      <path class="chart-line ${tone}" d=${linePath(series, layout)}
        stroke-dasharray=${DASHES[series.dash ?? 'solid']} />
      ${this.#marks(series, layout)}` as TemplateResult
  }

  #marks(series: Series, layout: Layout): TemplateResult[] {
    const mark = series.mark ?? 'none'
    const isAlone = series.values.filter((value) => value !== null).length === 1
    if (mark === 'none' || (series.values.length > MOST_MARKS && !isAlone)) return []
    return series.values.flatMap((value, place) =>
      value === null
        ? []
        : [
            svg`<path class="chart-mark tone-${series.tone}" d=${markPath(mark, 3)}
              transform="translate(${layout.x(place)},${layout.y(value)})" />` as TemplateResult,
          ],
    )
  }

  #bars(series: Series, layout: Layout): TemplateResult {
    const all = this.#visible.filter(({ as }) => as === 'bar')
    const width = Math.min(56, layout.bandWidth / all.length)
    const place0 = all.findIndex(({ key }) => key === series.key) - all.length / 2
    const zero = layout.y(0)
    return svg`${series.values.map((value, place) => {
      if (value === null || value === 0) return nothing
      const top = Math.min(zero, layout.y(value))
      return svg`<rect class="chart-bar tone-${series.tone}" data-here=${String(this.place === place)}
        x=${layout.x(place) + place0 * width + 1} y=${top} width=${Math.max(1, width - 2)}
        height=${Math.max(1, Math.abs(zero - layout.y(value)))} rx="2" />`
    })}` as TemplateResult
  }

  #cursor(layout: Layout, bottom: number): TemplateResult | typeof nothing {
    if (this.place === null) return nothing
    const x = layout.x(this.place)
    const place = this.place
    return svg`<line class="chart-cursor" x1=${x} x2=${x} y1=${MARGIN.top} y2=${bottom} />
      ${this.#visible.map((series) => {
        const value = series.values[place]
        if (value === null || value === undefined || series.as === 'bar') return nothing
        const y = layout.y(layout.layers.get(series.key)?.[place]?.[1] ?? value)
        return svg`<circle class="chart-here tone-${series.tone}" cx=${x} cy=${y} r="4.5" />`
      })}` as TemplateResult
  }

  protected override readout(place: number): TemplateResult {
    const top = this.spec.isStacked ? [...this.#visible].reverse() : this.#visible
    return html`<strong>${this.spec.names[place]}</strong>
      <dl>
        ${top.map(
          (series) =>
            html`<div>
              <dt>${swatch(series)}${series.label}</dt>
              <dd>${format(series.values[place], this.spec.unit)}</dd>
            </div>`,
        )}
      </dl>`
  }
}

/** The line, dash and mark of a series, small: what a legend shows beside the words. */
function swatch({ as, tone, dash, mark }: Series): TemplateResult {
  const isFlat = as === 'bar' || as === 'area'
  return html`<svg class="chart-swatch" width="20" height="12" aria-hidden="true">
    ${
      isFlat
        ? svg`<rect class="chart-bar tone-${tone}" x="3" y="1" width="14" height="10" rx="2" />
            ${hatched(tone) ? svg`<rect x="3" y="1" width="14" height="10" rx="2" fill="url(#hatch-${tone})" />` : nothing}`
        : svg`<line class="chart-line tone-${tone}" x1="1" x2="19" y1="6" y2="6"
            stroke-dasharray=${DASHES[dash ?? 'solid']} />
            <path class="chart-mark tone-${tone}" transform="translate(10,6)"
              d=${markPath(mark ?? 'none', 3)} />`
    }
  </svg>`
}

const hatched = (tone: string): boolean => tone === 'review' || tone === 'blocked'

/** Two states wear lines beside their colour, so that no one has to tell them by that alone. */
function patterns(): TemplateResult {
  return svg`<defs>
    <pattern id="hatch-review" width="7" height="7" patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"><line class="chart-hatching" x1="0" x2="0" y1="0" y2="7" /></pattern>
    <pattern id="hatch-blocked" width="5" height="5" patternUnits="userSpaceOnUse"
      patternTransform="rotate(-45)"><line class="chart-hatching" x1="0" x2="0" y1="0" y2="5" /></pattern>
  </defs>` as TemplateResult
}

function edgeOf(series: Series, layout: Layout): string {
  const tops = layout.layers.get(series.key)?.map(([, high]) => high) ?? series.values
  return linePath({ ...series, as: 'line', values: tops }, layout)
}

const clipped = (text: string): string => (text.length > 14 ? `${text.slice(0, 13)}…` : text)

customElements.define('tf-series-chart', TfSeriesChart)
