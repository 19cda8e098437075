/** The days written above the timeline, two lines of them. */

import { html, type TemplateResult } from 'lit'
import { locale, t } from '../../common/i18n'
import { css } from '../parts/css'
import { ticks, widthOf, type Scale, type Tick } from './scale'

const HEIGHT = 48
const AROUND = 200

export interface Sight {
  readonly left: number
  readonly right: number
}

export function daysHead(scale: Scale, { left, right }: Sight): TemplateResult {
  const { upper, lower } = ticks(scale, left - AROUND, right + AROUND, locale())
  const size = { height: `${String(HEIGHT)}px`, '--days': `${String(widthOf(scale))}px` }
  return html`<div class="line-head" aria-hidden="true" ${css(size)}>
    <div class="line-corner" data-covers>${t('Task')}</div>
    <div class="line-ticks">
      <div class="line-upper">${upper.map(label)}</div>
      <div class="line-lower">${lower.map(label)}</div>
    </div>
  </div>`
}

function label({ x, width, label: words }: Tick): TemplateResult {
  const place = css({ left: `${String(x)}px`, width: `${String(width)}px` })
  return html`<span ${place}>${words}</span>`
}
