/** The secret address at which other calendar programs read dates: shown, copied, dropped. */

import { html } from 'lit'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { confirmAct, openDialog } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'

interface Feed {
  readonly id: string
  readonly url: string
  readonly read_at: string | null
}

/** Of one project, or with null of what oneself has to do. */
export async function openFeed(slug: string, project: string | null): Promise<void> {
  try {
    show(await api.post<Feed>(`workspaces/${slug}/calendar-feeds`, { project }), project)
  } catch (error) {
    failed(error)
  }
}

function show(feed: Feed, project: string | null): void {
  const words =
    project === null
      ? t('Your own tasks with a date, in the calendar of your phone or computer.')
      : t('The tasks of this project with a date, in the calendar of your phone or computer.')
  const dialog = openDialog({
    title: t('Calendar address'),
    body: html`<div class="stack">
      <p>${words}</p>
      <input
        class="input"
        type="url"
        readonly
        data-first
        aria-label=${t('Calendar address')}
        .value=${feed.url}
        @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
      />
      <p class="quiet">
        ${t('In Google Calendar: “From URL”. In Outlook: “Subscribe from web”. In Apple Calendar: “New calendar subscription”. They look again every few hours.')}
      </p>
      <p class="quiet">
        ${t('Whoever has the address can read these tasks. Keep it to yourself.')}
      </p>
      ${feed.read_at === null ? '' : html`<p class="quiet">${lastRead(feed.read_at)}</p>`}
    </div>`,
    foot: html`<button
        class="button button-ghost"
        type="button"
        @click=${() => void drop(feed, dialog)}
      >
        ${t('Drop this address')}
      </button>
      <button class="button" type="button" data-closes>${t('Close')}</button>
      <button class="button button-primary" type="button" @click=${() => void copy(feed.url)}>
        ${t('Copy')}
      </button>`,
  })
}

function lastRead(at: string): string {
  const when = new Date(at).toLocaleString(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return t('Last read by a program: %(when)s', { when })
}

async function copy(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url)
    toast(t('The address was copied.'))
  } catch {
    errorToast(t('The browser did not allow copying.'))
  }
}

async function drop(feed: Feed, dialog: HTMLDialogElement): Promise<void> {
  const isSure = await confirmAct({
    title: t('Drop this address?'),
    text: t('Programs that read it get nothing any more. The next address is another one.'),
    action: t('Drop'),
    isDangerous: true,
  })
  if (!isSure) return
  try {
    await api.delete(`calendar-feeds/${feed.id}`)
    dialog.close()
    toast(t('The address is dropped.'))
  } catch (error) {
    failed(error)
  }
}

function failed(error: unknown): void {
  errorToast(error instanceof ApiError ? error.words : t('The server does not answer. Try again.'))
}
