/** What stands above the timeline. */

import { Table2 } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { presence } from '../parts/presence'
import type { ProjectStore } from '../project'
import type { TimeFilter } from '../time/showing'
import { ZOOMS, type Zoom } from './scale'

export interface ToolbarView {
  readonly store: ProjectStore
  readonly showing: TimeFilter
  readonly zoom: Zoom
  readonly isTable: boolean
  readonly today: () => void
  readonly setZoom: (zoom: Zoom) => void
  readonly toggleTable: () => void
}

export function toolbar(view: ToolbarView): TemplateResult {
  const { store } = view
  const names: Readonly<Record<Zoom, string>> = {
    day: t('Day'),
    week: t('Week'),
    month: t('Month'),
    quarter: t('Quarter'),
  }
  return html`<div class="view-bar time-bar">
    <button class="button button-small" type="button" @click=${view.today}>${t('Today')}</button>
    ${view.showing.bar()} ${presence(store.people, store.page.me.id)}
    <div class="segmented" role="group" aria-label=${t('Zoom')}>
      ${ZOOMS.map(
        (zoom) =>
          html`<button
            type="button"
            aria-pressed=${view.zoom === zoom}
            @click=${() => view.setZoom(zoom)}
          >
            ${names[zoom]}
          </button>`,
      )}
    </div>
    <button
      class="button button-small time-table"
      type="button"
      aria-pressed=${view.isTable}
      @click=${view.toggleTable}
    >
      ${icon(Table2)} <span>${t('Table')}</span>
    </button>
  </div>`
}
