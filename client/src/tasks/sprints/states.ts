/** What stands where no sprints do: teaching, trouble, and the shape of what comes. */

import { IterationCw, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { Sprint } from '../model'

export function teaching(canEdit: boolean, add: () => void): TemplateResult {
  return html`<div class="empty">
    <div class="empty-art">${icon(IterationCw, { size: 24 })}</div>
    <h2>${t('A sprint is what the team means to finish in the next days')}</h2>
    <p>${t('Make one, carry tasks into it from the backlog, and start it.')}</p>
    ${
      canEdit
        ? html`<p class="form-actions">
            <button class="button button-primary" type="button" @click=${add}>
              ${icon(Plus)} ${t('Create the first sprint')}
            </button>
          </p>`
        : nothing
    }
  </div>`
}

export function failure(retry: () => void): TemplateResult {
  return html`<div class="empty" role="alert">
    <h2>${t('The plan could not be loaded')}</h2>
    <p>${t('Nothing is lost. Check the connection and try again.')}</p>
    <p class="form-actions">
      <button class="button button-primary" type="button" @click=${retry}>${t('Try again')}</button>
    </p>
  </div>`
}

export function skeleton(): TemplateResult {
  const row = html`<div class="skeleton list-skeleton"></div>`
  const pane = html`<div class="plan-pane">${Array.from({ length: 6 }, () => row)}</div>`
  return html`<div
    class="planning"
    aria-busy="true"
    role="status"
    aria-label=${t('Loading the plan')}
  >
    ${pane} ${pane}
  </div>`
}

export function pastSprints(sprints: readonly Sprint[]): TemplateResult | typeof nothing {
  const past = sprints.filter(({ status }) => status === 'completed').reverse()
  if (past.length === 0) return nothing
  return html`<details class="plan-past">
    <summary>${t('Completed sprints')} (${past.length})</summary>
    <ul>
      ${past.map(({ id, name }) => html`<li><a href="${id}/">${name}</a></li>`)}
    </ul>
  </details>`
}
