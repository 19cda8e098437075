/** What stands in the list where no rows do. */

import { ListTodo, Plus, SearchX } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { emptyState } from '../../common/ui/empty'
import type { ProjectStore } from '../project'
import { setViewState } from '../view-state'

export function teaching(store: ProjectStore, add: () => void): TemplateResult {
  const actions = html`<button class="button button-primary" type="button" @click=${add}>
    ${icon(Plus)} ${t('Add the first task')}
  </button>`
  return emptyState({
    mark: ListTodo,
    title: t('A list is the quickest way through many tasks'),
    text: t('Add one and change it where it stands.'),
    actions: store.canEdit ? actions : nothing,
  })
}

/** The filter leaves nothing over, and the way out of that. */
export function noMatch(): TemplateResult {
  const clear = () => setViewState({ query: '', hidesDone: false })
  return emptyState({
    mark: SearchX,
    title: t('Nothing matches the filter.'),
    actions: html`<button class="button" type="button" @click=${clear}>
      ${t('Clear the filter')}
    </button>`,
  })
}

export function skeleton(): TemplateResult {
  const bar = html`<div class="skeleton list-skeleton"></div>`
  return html`<div role="row">
    <div role="gridcell">
      <span class="visually-hidden">${t('Loading the tasks')}</span>
      ${Array.from({ length: 10 }, () => bar)}
    </div>
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
