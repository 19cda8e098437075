/** What stands on the kanban where no cards do: teaching, trouble, and the shape of what comes. */

import { LayoutGrid, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'

export function teaching(canEdit: boolean, add: () => void): TemplateResult {
  return html`<div class="empty kanban-empty">
    <div class="empty-art">${icon(LayoutGrid, { size: 24 })}</div>
    <h2>${t('A board shows what is to be done, and how far it is')}</h2>
    <p>${t('Each card is a task; carry it from column to column as it goes on.')}</p>
    ${
      canEdit
        ? html`<p class="form-actions">
            <button class="button button-primary" type="button" @click=${add}>
              ${icon(Plus)} ${t('Add the first task')}
            </button>
            <a class="button" href="import/">${t('Import from another tool')}</a>
          </p>`
        : nothing
    }
  </div>`
}

export function failure(retry: () => void): TemplateResult {
  return html`<div class="empty" role="alert">
    <h2>${t('The board could not be loaded')}</h2>
    <p>${t('Nothing is lost. Check the connection and try again.')}</p>
    <p class="form-actions">
      <button class="button button-primary" type="button" @click=${retry}>${t('Try again')}</button>
    </p>
  </div>`
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
