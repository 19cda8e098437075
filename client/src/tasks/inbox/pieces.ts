/** Small parts of the inbox: which part of it is shown, and what an empty part says. */

import { CheckCheck, Inbox, Mail } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { emptyWords, kindName, SHOWS, showName, type Choices, type Only, type Show } from './model'

export function sayError(error: unknown, words: string): void {
  errorToast(error instanceof ApiError ? error.words : words)
}

export function inboxHead(unread: number, isNarrow: boolean, readAll: () => void): TemplateResult {
  return html`<div class="inbox-head">
    <h2>${t('Inbox')}</h2>
    <span class="meta">${tn('%(count)s unread', '%(count)s unread', unread)}</span>
    <button
      class="button button-small push"
      type="button"
      ?disabled=${unread === 0}
      @click=${readAll}
    >
      ${icon(CheckCheck)} ${isNarrow ? t('Read these') : t('Read all')}
    </button>
  </div>`
}

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

/** The shapes of the lines that are being read. */
export function comingRows(): TemplateResult {
  return html`<div class="inbox-coming" role="status" aria-label=${t('The inbox is being read')}>
    ${[0, 1, 2, 3].map(() => html`<div class="skeleton"></div>`)}
  </div>`
}

/** What stands beside the list while no line is open. */
export function nothingOpen(): TemplateResult {
  return html`<div class="inbox-task inbox-none">
    <p class="quiet">${icon(Mail, { size: 20 })} ${t('Choose a line to read it here.')}</p>
    <p class="meta">${t('J and K go, E archives, H snoozes, U marks unread.')}</p>
  </div>`
}

/** Says why there is nothing, and gives the one step that helps: to see all of it again. */
export function nothingHere(show: Show, isNarrow: boolean, widen: () => void): TemplateResult {
  const { title, text } = isNarrow
    ? { title: t('Nothing here'), text: t('No line is of this project and kind.') }
    : emptyWords(show)
  return html`<div class="empty">
    <div class="empty-art">${icon(Inbox, { size: 24 })}</div>
    <h2>${title}</h2>
    <p>${text}</p>
    ${isNarrow ? html`<button class="button button-small" type="button" @click=${widen}>${t('Show everything')}</button>` : nothing}
  </div>`
}

/** By project and by kind, where there is more than one of them. */
export function onlyBar(
  { projects, kinds }: Choices,
  only: Only,
  choose: (change: Partial<Only>) => void,
): TemplateResult | typeof nothing {
  const isNarrow = only.project !== '' || only.kind !== ''
  if (projects.length < 2 && kinds.length < 2 && !isNarrow) return nothing
  const value = (event: Event) => (event.target as HTMLSelectElement).value
  return html`<div class="inbox-only">
    <select
      class="select select-small"
      aria-label=${t('Project')}
      @change=${(event: Event) => choose({ project: value(event) })}
    >
      <option value="" ?selected=${only.project === ''}>${t('All projects')}</option>
      ${projects.map(({ id, name }) => html`<option value=${id} ?selected=${id === only.project}>${name}</option>`)}
    </select>
    <select
      class="select select-small"
      aria-label=${t('Kind')}
      @change=${(event: Event) => choose({ kind: value(event) })}
    >
      <option value="" ?selected=${only.kind === ''}>${t('All kinds')}</option>
      ${kinds.map((kind) => html`<option value=${kind} ?selected=${kind === only.kind}>${kindName(kind)}</option>`)}
    </select>
  </div>`
}
