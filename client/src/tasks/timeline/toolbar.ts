/** What stands above the timeline. */

import { Route, Table2 } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { groupFieldName, groupFields } from '../grouping'
import { presence } from '../parts/presence'
import type { ProjectStore } from '../project'
import { colorPicker, type TimeFilter } from '../time/showing'
import { setViewState, viewState } from '../view-state'
import { ZOOMS, type Zoom } from './scale'

export interface ToolbarView {
  readonly store: ProjectStore
  readonly showing: TimeFilter
  readonly zoom: Zoom
  readonly hasPath: boolean
  readonly isTable: boolean
  readonly today: () => void
  readonly setZoom: (zoom: Zoom) => void
  readonly togglePath: () => void
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
    ${view.showing.bar()} ${presence(store.people, store.page.me.id)} ${groupPicker(store)}
    ${colorPicker(view.showing, store.state)}
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
      class="button button-small"
      type="button"
      aria-pressed=${view.hasPath}
      @click=${view.togglePath}
    >
      ${icon(Route)} ${t('Critical path')}
    </button>
    <button
      class="button button-small"
      type="button"
      aria-pressed=${view.isTable}
      @click=${view.toggleTable}
    >
      ${icon(Table2)} ${t('Table')}
    </button>
  </div>`
}

function groupPicker(store: ProjectStore): TemplateResult {
  const { group } = viewState()
  const chosen = (event: Event) =>
    setViewState({ group: (event.target as HTMLSelectElement).value || null })
  return html`<label class="time-pick"
    ><span class="meta">${t('Group')}</span>
    <select class="select select-small" @change=${chosen}>
      <option value="" ?selected=${group === null}>${t('None')}</option>
      ${groupFields(store.state).map(
        (by) =>
          html`<option value=${by} ?selected=${by === group}>
            ${groupFieldName(by, store.state)}
          </option>`,
      )}
    </select></label
  >`
}
