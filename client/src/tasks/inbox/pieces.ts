/** Small parts of the inbox: which part of it is shown, and what an empty part says. */

import { Inbox } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import {
  choicesIn,
  emptyWords,
  kindName,
  SHOWS,
  showName,
  type Notification,
  type Only,
  type Show,
} from './model'

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

/** By project and by kind, where there is more than one of them. */
export function onlyBar(
  rows: Iterable<Notification>,
  only: Only,
  choose: (only: Only) => void,
): TemplateResult | typeof nothing {
  const { projects, kinds } = choicesIn(rows)
  const isNarrow = only.project !== '' || only.kind !== ''
  if (projects.length < 2 && kinds.length < 2 && !isNarrow) return nothing
  const value = (event: Event) => (event.target as HTMLSelectElement).value
  return html`<div class="inbox-only">
    <select
      class="select select-small"
      aria-label=${t('Project')}
      @change=${(event: Event) => choose({ ...only, project: value(event) })}
    >
      <option value="" ?selected=${only.project === ''}>${t('All projects')}</option>
      ${projects.map(({ id, name }) => html`<option value=${id} ?selected=${id === only.project}>${name}</option>`)}
    </select>
    <select
      class="select select-small"
      aria-label=${t('Kind')}
      @change=${(event: Event) => choose({ ...only, kind: value(event) })}
    >
      <option value="" ?selected=${only.kind === ''}>${t('All kinds')}</option>
      ${kinds.map((kind) => html`<option value=${kind} ?selected=${kind === only.kind}>${kindName(kind)}</option>`)}
    </select>
  </div>`
}

/** A day and an hour of one's own; nothing is chosen that is past. */
export function askWhen(choose: (at: Date) => void): void {
  const local = (at: Date): string =>
    new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  const tomorrow = new Date(Date.now() + 24 * 3_600_000)
  tomorrow.setHours(9, 0, 0, 0)
  const done = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const field = form.elements.namedItem('when') as HTMLInputElement
    form.closest('dialog')?.close()
    choose(new Date(field.value))
  }
  openDialog({
    title: t('Snooze until'),
    body: html`<form class="form" id="inbox-when" @submit=${done}>
      <div class="field">
        <label for="inbox-when-field">${t('Day and time')}</label>
        <input
          class="input"
          id="inbox-when-field"
          name="when"
          type="datetime-local"
          required
          autofocus
          min=${local(new Date())}
          max=${local(new Date(Date.now() + 365 * 24 * 3_600_000))}
          .value=${local(tomorrow)}
        />
      </div>
    </form>`,
    foot: html`<button class="button button-primary" form="inbox-when">${t('Snooze')}</button>`,
  })
}
