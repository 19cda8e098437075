/** What stands on the kanban where no cards do: teaching, trouble, and the shape of what comes. */

import { LayoutGrid, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { emptyState, failedState } from '../../common/ui/empty'

export function teaching(canEdit: boolean, add: () => void): TemplateResult {
  const actions = html`<button class="button button-primary" type="button" @click=${add}>
      ${icon(Plus)} ${t('Add the first task')}
    </button>
    <a class="button" href="import/">${t('Import from another tool')}</a>`
  return emptyState({
    mark: LayoutGrid,
    title: t('A board shows what is to be done, and how far it is'),
    text: t('Each card is a task; carry it from column to column as it goes on.'),
    actions: canEdit ? actions : nothing,
  })
}

export function failure(retry: () => void): TemplateResult {
  return failedState(t('The board could not be loaded'), retry)
}

export function skeleton(): TemplateResult {
  const card = html`<div class="skeleton skeleton-card"></div>`
  return html`<div
    class="kanban"
    aria-busy="true"
    role="status"
    aria-label=${t('Loading the board')}
  >
    ${[4, 3, 2, 3].map(
      (count) =>
        html`<div class="column">
          <div class="skeleton skeleton-head"></div>
          ${Array.from({ length: count }, () => card)}
        </div>`,
    )}
  </div>`
}
