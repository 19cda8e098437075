/** What stands where no sprints do: teaching, trouble, and the shape of what comes. */

import { IterationCw, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { emptyState, failedState } from '../../common/ui/empty'
import type { Sprint } from '../model'

export function teaching(canEdit: boolean, add: () => void): TemplateResult {
  const actions = html`<button class="button button-primary" type="button" @click=${add}>
    ${icon(Plus)} ${t('Create the first sprint')}
  </button>`
  return emptyState({
    mark: IterationCw,
    title: t('A sprint is what the team means to finish in the next days'),
    text: t('Make one, carry tasks into it from the backlog, and start it.'),
    actions: canEdit ? actions : nothing,
  })
}

export function failure(retry: () => void): TemplateResult {
  return failedState(t('The plan could not be loaded'), retry)
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
