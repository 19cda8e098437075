/** Small parts of the inbox: which part of it is shown, and what an empty part says. */

import { Inbox } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { emptyWords, SHOWS, showName, type Show } from './model'

export function showChips(shown: Show, choose: (show: Show) => void): TemplateResult {
  return html`<div class="inbox-shows" role="group" aria-label=${t('What is shown')}>
    ${SHOWS.map(
      (show) =>
        html`<button
          class="chip-toggle"
          type="button"
          aria-pressed=${show === shown}
          @click=${() => choose(show)}
        >
          ${showName(show)}
        </button>`,
    )}
  </div>`
}

export function nothingHere(show: Show): TemplateResult {
  const { title, text } = emptyWords(show)
  return html`<div class="empty">
    <div class="empty-art">${icon(Inbox, { size: 24 })}</div>
    <h2>${title}</h2>
    <p>${text}</p>
  </div>`
}
