/** What stands in the list where no rows do. */

import { ListTodo, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { ProjectStore } from '../project'

export function teaching(
  store: ProjectStore,
  isFiltered: boolean,
  add: () => void,
): TemplateResult {
  return html`<div class="empty">
    <div class="empty-art">${icon(ListTodo, { size: 24 })}</div>
    <h2>${t('A list is the quickest way through many tasks')}</h2>
    <p>
      ${isFiltered ? t('Nothing matches the filter.') : t('Add one and change it where it stands.')}
    </p>
    ${
      store.canEdit
        ? html`<p class="form-actions">
            <button class="button button-primary" type="button" @click=${add}>
              ${icon(Plus)} ${t('Add the first task')}
            </button>
          </p>`
        : nothing
    }
  </div>`
}

export function failure(store: ProjectStore): TemplateResult | typeof nothing {
  if (store.loadError === null) return nothing
  return html`<p class="notice notice-warning" role="alert">
    ${t('Not everything could be loaded.')}
    <button class="button button-small" type="button" @click=${() => void store.load()}>
      ${t('Try again')}
    </button>
  </p>`
}
