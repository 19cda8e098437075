/** What the timeline draws: the days above, the rows that are in sight, the arrows between them. */

import type { VirtualItem } from '@tanstack/virtual-core'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { t } from '../../common/i18n'
import { isoDate } from '../grammar'
import { css } from '../parts/css'
import type { ProjectStore } from '../project'
import { weekday } from '../time/days'
import { daysOf } from '../time/span'
import { arrows, tips, type End } from './arrows'
import { daysHead, type Sight } from './head'
import type { TimelineHold } from './hold'
import type { Layout } from './layout'
import type { Link } from './links'
import { boxOf, partsOf, rowTemplate, type RowView } from './row'
import { widthOf, xOf, type Scale } from './scale'

export interface CanvasView {
  readonly store: ProjectStore
  readonly hold: TimelineHold
  readonly layout: Layout
  readonly scale: Scale
  readonly links: readonly Link[]
  readonly items: readonly VirtualItem[]
  readonly rowView: Omit<RowView, 'scale'>
  /** The height of a row. */
  readonly row: number
  readonly sight: Sight
  readonly top: number
  readonly height: number
  readonly hasPath: boolean
  readonly origin: () => DOMRect | undefined
}

export function canvas(view: CanvasView): TemplateResult {
  const { layout, scale, row, store } = view
  const size = {
    height: `${String(layout.rows.length * row)}px`,
    width: `${String(widthOf(scale))}px`,
  }
  const days = {
    ...size,
    '--day': `${String(scale.width)}px`,
    '--shift': `${String(-((weekday(scale.from) + 1) % 7) * scale.width)}px`,
  }
  const seen = `${String(view.sight.right - view.sight.left)}px`
  const today = `${String(xOf(isoDate(new Date()), scale) + scale.width / 2)}px`
  return html`${daysHead(scale, view.sight)}
    <div class="line-body" ${css({ height: size.height, '--days': size.width, '--seen': seen })}>
      <div class="line-days" ${css(days)}>
        <div class="line-today" ${css({ left: today })}></div>
        ${drawArrows(view)}
      </div>
      ${drawRows(view)}
      ${store.isLoaded && layout.rows.length === 0 ? html`<p class="line-none quiet">${t('No task fits. Add one, or change the filter.')}</p>` : nothing}
    </div>`
}

function drawRows({ items, layout, rowView, scale, row: height }: CanvasView): unknown {
  const view = { ...rowView, scale }
  return repeat(
    items,
    (item) => item.key,
    (item) => {
      const row = layout.rows[item.index]
      if (row === undefined) return nothing
      const place = css({ top: `${String(item.start)}px`, height: `${String(height)}px` })
      return html`<div class="line-row" data-row=${row.id} ${place}>
        ${guard([...partsOf(row, view)], () => rowTemplate(row, view))}
      </div>`
    },
  )
}

function drawArrows(view: CanvasView): TemplateResult {
  const { layout, scale, hold, row, store } = view
  const middleOf = (id: string): number | null => {
    const at = layout.places.get(id)
    return at === undefined ? null : at * row + row / 2
  }
  const ends = (id: string): End | null => {
    const y = middleOf(id)
    const task = store.state.tasks.get(id)
    const days = task === undefined ? null : daysOf(hold.spanOf(task))
    return y === null || days === null ? null : { ...boxOf(days, scale), y }
  }
  const isCritical = ({ source, target }: Link) =>
    view.hasPath && layout.path.has(source) && layout.path.has(target)
  return html`<svg class="line-arrows" aria-hidden="true">
    ${tips()}
    ${arrows({
      links: view.links,
      middleOf,
      endOf: ends,
      top: view.top - 400,
      bottom: view.top + view.height + 400,
      row,
      isCritical,
    })}
    ${loose(view, ends)}
  </svg>`
}

function loose({ hold, origin }: CanvasView, ends: (id: string) => End | null): unknown {
  const { drawing } = hold
  const from = drawing === null ? null : ends(drawing.from)
  const box = origin()
  if (drawing === null || from === null || box === undefined) return nothing
  const [x, y] = [drawing.at.x - box.left, drawing.at.y - box.top]
  return svg`<path class="line-arrow line-loose" d=${`M${String(from.right)} ${String(from.y)}L${String(x)} ${String(y)}`} />`
}
