/** What stands where nothing is: why, and what to do about it. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../i18n'
import { icon } from '../icons'

export interface EmptyState {
  /** The drawing of an icon; without one, words alone. */
  readonly mark?: string
  readonly title: string
  readonly text?: string
  /** The buttons that lead on; none for somebody who may not. */
  readonly actions?: TemplateResult | typeof nothing
}

export function emptyState({ mark, title, text, actions = nothing }: EmptyState): TemplateResult {
  return html`<div class="empty">
    ${mark === undefined ? nothing : html`<div class="empty-art">${icon(mark, { size: 24 })}</div>`}
    <h2>${title}</h2>
    ${text === undefined ? nothing : html`<p>${text}</p>`}
    ${actions === nothing ? nothing : html`<div class="form-actions">${actions}</div>`}
  </div>`
}

/** It could not be loaded; nothing was lost by that. */
export function failedState(title: string, retry: () => void): TemplateResult {
  return html`<div class="empty" role="alert">
    <h2>${title}</h2>
    <p>${t('Nothing is lost. Check the connection and try again.')}</p>
    <p class="form-actions">
      <button class="button button-primary" type="button" @click=${retry}>${t('Try again')}</button>
    </p>
  </div>`
}
