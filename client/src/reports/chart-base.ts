/** What charts share: the width they have, the place looked at, by pointer and by keys. */

import { html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { css } from '../tasks/parts/css'
import { MARGIN } from './geometry'

export abstract class ChartElement extends LitElement {
  static override properties = {
    name: { type: String },
    height: { type: Number },
    width: { state: true },
    place: { state: true },
  }

  /** What the chart shows, for those who do not see it. */
  declare name: string
  declare height: number
  declare width: number
  declare place: number | null
  #resize: ResizeObserver | null = null

  constructor() {
    super()
    this.name = ''
    this.height = 280
    this.width = 640
    this.place = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.classList.add('chart')
    this.#resize = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0)
      if (width > 0) this.width = width
    })
    this.#resize.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resize?.disconnect()
  }

  /** How many places the keys walk over. */
  protected abstract get count(): number
  /** The place nearest to a point of the drawing. */
  protected abstract placeAt(x: number, y: number): number | null
  /** How far from the left the read-out of a place belongs. */
  protected abstract leftOf(place: number): number
  protected abstract readout(place: number): TemplateResult
  protected abstract drawing(): TemplateResult

  protected frame(): TemplateResult {
    return html`<div
      class="chart-frame"
      tabindex="0"
      role="application"
      aria-roledescription="chart"
      aria-label=${this.name}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      @blur=${() => (this.place = null)}
    >
      <svg
        class="chart-svg"
        width=${this.width}
        height=${this.height}
        viewBox="0 0 ${this.width} ${this.height}"
        aria-hidden="true"
        @pointermove=${(event: PointerEvent) => this.#onPointer(event)}
        @pointerdown=${(event: PointerEvent) => this.#onPointer(event)}
        @pointerleave=${() => (this.place = null)}
      >
        ${this.drawing()}
      </svg>
      <div class="chart-live" aria-live="polite">${this.#readoutBox()}</div>
    </div>`
  }

  #readoutBox(): TemplateResult | typeof nothing {
    if (this.place === null || this.place >= this.count) return nothing
    const left = this.leftOf(this.place)
    const isRight = left > this.width / 2
    const side = isRight
      ? { left: 'auto', right: `${String(this.width - left + 10)}px` }
      : { left: `${String(left + 10)}px`, right: 'auto' }
    return html`<div class="chart-readout" ${css(side)}>${this.readout(this.place)}</div>`
  }

  #onPointer(event: PointerEvent): void {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect()
    this.place = this.placeAt(event.clientX - box.left, event.clientY - box.top)
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.count - 1
    if (last < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const next = this.#nextPlace(event.key, last)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    this.place = next
  }

  #nextPlace(key: string, last: number): number | null | undefined {
    const here = this.place
    switch (key) {
      case 'ArrowRight':
        return here === null ? 0 : Math.min(last, here + 1)
      case 'ArrowLeft':
        return here === null ? last : Math.max(0, here - 1)
      case 'Home':
        return 0
      case 'End':
        return last
      case 'Escape':
        return here === null ? undefined : null
      default:
        return undefined
    }
  }

  /** The grid with its numbers. */
  protected yAxis(
    ticks: readonly number[],
    y: (value: number) => number,
    words: (value: number) => string,
  ): TemplateResult[] {
    return ticks.map(
      (tick) => svg`
        <line class=${tick === 0 ? 'chart-zero' : 'chart-grid'}
          x1=${MARGIN.left} x2=${this.width - MARGIN.right} y1=${y(tick)} y2=${y(tick)} />
        <text class="chart-tick" x=${MARGIN.left - 8} y=${y(tick)} dy="0.32em"
          text-anchor="end">${words(tick)}</text>`,
    )
  }

  /** Dashed lines across, each with its words at the end; words keep off each other. */
  protected guides(lines: readonly GuideLine[]): TemplateResult[] {
    const right = this.width - MARGIN.right
    return spread(lines).map(
      ({ label, y, tone, wordsAt }) =>
        svg`<line class="chart-guide tone-${tone}" x1=${MARGIN.left} x2=${right} y1=${y} y2=${y} />
        ${this.note(label, right, wordsAt, 'end')}` as TemplateResult,
    )
  }

  /** Words on a ground of their own, within the drawing. */
  protected note(label: string, x: number, y: number, anchor: 'start' | 'end'): TemplateResult {
    const width = label.length * GLYPH + 8
    const wanted = anchor === 'end' ? x - width : x
    const left = Math.max(0, Math.min(wanted, this.width - width))
    return svg`<rect class="chart-note-ground" x=${left} y=${y - 11} width=${width} height="15" rx="3" />
      <text class="chart-note" x=${left + 4} y=${y}>${label}</text>` as TemplateResult
  }
}

// The mean width of a glyph at 11 px, with room to spare: the ground is drawn before it is measured.
const GLYPH = 5.7
const LINE = 16

interface GuideLine {
  readonly label: string
  readonly y: number
  readonly tone: string
}

/** Where the words of each line stand: just above it, or higher where others stand already. */
export function spread<T extends GuideLine>(
  lines: readonly T[],
): (T & { readonly wordsAt: number })[] {
  let above = Infinity
  return [...lines]
    .sort((a, b) => b.y - a.y)
    .map((line) => {
      above = Math.min(line.y - 5, above - LINE)
      return { ...line, wordsAt: above }
    })
}
