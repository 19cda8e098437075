/** Lying bars, a row each: people and what they carry. Plain HTML, read as the list that it is. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import { css } from '../tasks/parts/css'
import { format } from './format'
import type { Bar, BarsSpec } from './spec'

export function barsView(spec: BarsSpec, name: string): TemplateResult {
  const most = Math.max(1, ...spec.bars.map((bar) => Math.max(sumOf(bar), bar.limit ?? 0)))
  return html`<ul class="bars" aria-label=${name}>
      ${spec.bars.map((bar) => barView(bar, spec, most))}
    </ul>
    ${legend(spec)}`
}

/** What the parts and the upright line mean; a single kind of part needs no words. */
function legend(spec: BarsSpec): TemplateResult | typeof nothing {
  const parts = new Map(
    spec.bars.flatMap((bar) => bar.parts.map((part) => [part.label, part.tone])),
  )
  const hasLimit = spec.bars.some(({ limit }) => limit !== null)
  if (parts.size < 2 && !hasLimit) return nothing
  return html`<div class="bars-legend">
    ${[...parts].map(
      ([label, tone]) =>
        html`<span><span class="bars-part bars-swatch tone-${tone}"></span>${label}</span>`,
    )}
    ${
      hasLimit
        ? html`<span><span class="bars-swatch-line"></span>${spec.limitLabel}</span>`
        : nothing
    }
  </div>`
}

function sumOf(bar: Bar): number {
  return bar.parts.reduce((sum, { value }) => sum + value, 0)
}

function barView(bar: Bar, spec: BarsSpec, most: number): TemplateResult {
  const sum = sumOf(bar)
  const percent = (value: number) => `${String((100 * value) / most)}%`
  const isOver = bar.limit !== null && sum > bar.limit
  return html`<li class="bars-row">
    <span class="bars-name truncate" title=${bar.name}>${bar.name}</span>
    <span class="bars-track" aria-hidden="true">
      ${bar.parts.map(
        ({ label, value, tone }) =>
          html`<span
            class="bars-part tone-${tone}"
            data-tooltip="${label}: ${format(value, spec.unit)}"
            ${css({ 'inline-size': percent(value) })}
          ></span>`,
      )}
      ${
        bar.limit === null
          ? nothing
          : html`<span
              class="bars-limit"
              ${css({ 'inset-inline-start': percent(bar.limit) })}
            ></span>`
      }
    </span>
    <span class="bars-value number" data-over=${isOver ? 'true' : 'false'}>
      ${format(sum, spec.unit)}${
        bar.limit === null
          ? nothing
          : html`<span class="quiet"
                >${t(' of %(limit)s', { limit: format(bar.limit, spec.unit) })}</span
              >${isOver ? html`<span class="chip chip-warning">${t('too much')}</span>` : nothing}`
      }
    </span>
  </li>`
}
