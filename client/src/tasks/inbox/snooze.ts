/** Until when something sleeps: times that are offered, one's own words, or a day and an hour. */

import { html, render } from 'lit'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { openMenu } from '../../common/ui/menu'
import { exactTime } from '../parts/text'
import { snoozes } from './model'
import { readMoment } from './moment'

export interface Snoozing {
  readonly until: (at: Date) => void
  /** Offered where it sleeps already. */
  readonly wake: (() => void) | null
}

export function openSnoozes(anchor: Element, { until, wake }: Snoozing): void {
  const items = [
    ...snoozes(new Date()).map(({ label, at }) => ({
      label,
      hint: hintOf(at),
      run: () => until(at),
    })),
    { label: t('A day and time…'), run: () => askWhen(until) },
  ]
  const all = wake === null ? items : [{ label: t('Wake it now'), run: wake }, ...items]
  openMenu(anchor, all, { label: t('Snooze') })
}

/** `Mon, 9:00`, and the day of the month where the weekday alone would leave doubt. */
export function hintOf(at: Date): string {
  const isNear = at.getTime() - Date.now() < 6 * 24 * 3_600_000
  const day: Intl.DateTimeFormatOptions = isNear
    ? { weekday: 'short' }
    : { day: 'numeric', month: 'short' }
  const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    ...day,
    hour: 'numeric',
    minute: '2-digit',
  })
  return format.format(at)
}

/** What a field of the browser calls that moment. */
function local(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Words and a day beside each other: each follows the other, and nothing past is taken. */
function askWhen(choose: (at: Date) => void): void {
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
        <label for="inbox-when-words">${t('In words')}</label>
        <input
          class="input"
          id="inbox-when-words"
          autocomplete="off"
          autofocus
          placeholder=${t('tomorrow 9:30, fri afternoon, in 3 hours')}
          aria-describedby="inbox-when-said"
          @input=${follow}
        />
        <p class="help" id="inbox-when-said" role="status"></p>
      </div>
      <div class="field">
        <label for="inbox-when-field">${t('Day and time')}</label>
        <input
          class="input"
          id="inbox-when-field"
          name="when"
          type="datetime-local"
          required
          min=${local(new Date())}
          max=${local(new Date(Date.now() + 365 * 24 * 3_600_000))}
          .value=${local(tomorrow)}
        />
      </div>
    </form>`,
    foot: html`<button class="button button-primary" form="inbox-when">${t('Snooze')}</button>`,
  })
}

function follow(event: Event): void {
  const words = event.currentTarget as HTMLInputElement
  const form = words.form
  const said = form?.querySelector<HTMLElement>('#inbox-when-said')
  const field = form?.elements.namedItem('when') as HTMLInputElement | null
  if (said === null || said === undefined || field === null) return
  const at = readMoment(words.value, new Date())
  if (at !== null) field.value = local(at)
  const isUnread = at === null && words.value.trim() !== ''
  // Words that mean nothing must not snooze to the time that an earlier half of them meant.
  words.setCustomValidity(isUnread ? t('No day or time that comes. Try “tomorrow 9:30”.') : '')
  render(
    at === null ? (isUnread ? words.validationMessage : '') : exactTime(at.toISOString()),
    said,
  )
}
