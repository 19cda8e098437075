/** One dot a task: when it was finished, or where it stands, against how long that took. */

import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { ChartElement } from './chart-base'
import { elapsed, format } from './format'
import { MARGIN, markPath } from './geometry'
import type { DotsSpec } from './spec'

const NEAR = 40

export class TfDotsChart extends ChartElement {
  static override properties = { ...ChartElement.properties, spec: { attribute: false } }

  declare spec: DotsSpec

  protected override get count(): number {
    return this.spec.dots.length
  }

  get #y(): ReturnType<typeof scaleLinear<number>> {
    const tops = [
      ...this.spec.dots.map(({ y }) => y),
      ...this.spec.guides.map(({ value }) => value),
    ]
    const high = max(tops) ?? 1
    return scaleLinear([0, high === 0 ? 1 : high], [this.height - MARGIN.bottom, MARGIN.top]).nice(
      4,
    )
  }

  #x(share: number): number {
    return MARGIN.left + 8 + share * (this.width - MARGIN.left - MARGIN.right - 16)
  }

  protected override placeAt(x: number, y: number): number | null {
    const scale = this.#y
    let best: number | null = null
    let nearest = NEAR
    this.spec.dots.forEach((dot, place) => {
      const away = Math.hypot(this.#x(dot.x) - x, scale(dot.y) - y)
      if (away < nearest) [best, nearest] = [place, away]
    })
    return best
  }

  protected override leftOf(place: number): number {
    return this.#x(this.spec.dots[place]?.x ?? 0)
  }

  protected override render(): TemplateResult {
    return this.frame()
  }

  protected override drawing(): TemplateResult {
    const y = this.#y
    const { spec } = this
    const here = this.place === null ? undefined : spec.dots[this.place]
    return svg`${this.yAxis(
      y.ticks(4),
      (value) => y(value),
      (value) => format(value, spec.unit),
    )}
      ${spec.ticks.map(
        ({ x, label }, place) => svg`<text class="chart-tick" x=${this.#x(x)} y=${this.height - 8}
          text-anchor=${x === 0 ? 'start' : x === 1 ? 'end' : 'middle'}>${this.#fits(label, place)}</text>`,
      )}
      ${spec.dots.map(
        ({ x, y: value, tone, mark }) => svg`<path class="chart-dot tone-${tone}"
          d=${markPath(mark, 4)} transform="translate(${this.#x(x)},${y(value)})" />`,
      )}
      ${this.guides(spec.guides.map(({ label, value, tone }) => ({ label: `${label} ${elapsed(value)}`, y: y(value), tone })))}
      ${
        here === undefined
          ? nothing
          : svg`<circle class="chart-here tone-${here.tone}" cx=${this.#x(here.x)} cy=${y(here.y)} r="6" />`
      }` as TemplateResult
  }

  #fits(label: string, place: number): string {
    const room = this.width / Math.max(1, this.spec.ticks.length) / 7
    if (room < 5 && place % 2 === 1) return ''
    return label.length > room ? `${label.slice(0, Math.max(3, Math.floor(room) - 1))}…` : label
  }

  protected override readout(place: number): TemplateResult {
    const dot = this.spec.dots[place]
    return html`<strong>${dot?.name}</strong><span>${dot?.text}</span>`
  }
}

customElements.define('tf-dots-chart', TfDotsChart)
