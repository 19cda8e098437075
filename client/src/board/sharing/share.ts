import { html, nothing, render, type TemplateResult } from 'lit'
import { Share2, Trash2 } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { locale, t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { copyText } from '../../common/ui/copy'
import { openDialog } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'
import { registerBoardAction } from '../ui/actions'
import type { BoardSession } from '../ui/session'

interface ShareLink {
  readonly id: string
  readonly access: 'view' | 'comment' | 'edit'
  readonly has_password: boolean
  readonly expires_at: string | null
  readonly use_count: number
}

interface Sharing {
  readonly session: BoardSession
  readonly host: HTMLElement
  links: readonly ShareLink[]
  /** The address of the link that was made last: it cannot be read again. */
  fresh: string
}

const DAY_MS = 86_400_000

registerBoardAction((session) => {
  const run = () => openSharing(session)
  document.querySelector('[data-board-share]')?.addEventListener('click', run)
  return {
    id: 'board.share',
    label: t('Share'),
    group: t('Board'),
    icon: Share2,
    isEnabled: () => session.editor.canEdit,
    run,
  }
})

/** Links for people without an account: make, copy, take back. */
function openSharing(session: BoardSession): void {
  const host = document.createElement('div')
  host.className = 'share'
  const sharing: Sharing = { session, host, links: [], fresh: '' }
  openDialog({ title: t('Share the board'), body: html`${host}` })
  draw(sharing)
  void load(sharing)
}

function say(error: unknown): void {
  errorToast(error instanceof ApiError ? error.words : t('The server does not answer. Try again.'))
}

async function load(sharing: Sharing): Promise<void> {
  try {
    const path = `boards/${sharing.session.data.id}/share-links`
    sharing.links = (await api.get<{ results: ShareLink[] }>(path)).results
    draw(sharing)
  } catch (error) {
    say(error)
  }
}

function draw(sharing: Sharing): void {
  const { host, links, fresh } = sharing
  render(
    html`<p class="help">
        ${t('Whoever has a link comes in without an account, and sees the board live.')}
      </p>
      ${form(sharing)} ${fresh === '' ? nothing : address(fresh)}
      ${
        links.length === 0
          ? nothing
          : html`<h3 class="share-head">${t('Open links')}</h3>
              <ul class="list">
                ${links.map((link) => row(sharing, link))}
              </ul>`
      }`,
    host,
  )
}

function form(sharing: Sharing): TemplateResult {
  return html`<form class="form" @submit=${(event: Event) => void make(event, sharing)}>
    <div class="share-row">
      <label class="field">
        <span class="label">${t('They may')}</span>
        <select class="select" name="access" data-first>
          <option value="view">${t('Look')}</option>
          <option value="edit">${t('Look and draw')}</option>
        </select>
      </label>
      <label class="field">
        <span class="label">${t('Good for')}</span>
        <select class="select" name="days">
          <option value="1">${t('1 day')}</option>
          <option value="7" selected>${t('7 days')}</option>
          <option value="30">${t('30 days')}</option>
          <option value="">${t('Until taken back')}</option>
        </select>
      </label>
    </div>
    <label class="field">
      <span class="label">
        ${t('Password')} <span class="field-optional">${t('(optional)')}</span>
      </span>
      <input
        class="input"
        type="password"
        name="password"
        maxlength="128"
        autocomplete="new-password"
      />
    </label>
    <div class="form-actions">
      <button class="button button-primary" type="submit">${t('Make a link')}</button>
    </div>
  </form>`
}

function address(url: string): TemplateResult {
  return html`<div class="share-fresh" role="status">
    <label class="field">
      <span class="label">${t('Your link: copy it now, it is not shown again')}</span>
      <input
        class="input"
        readonly
        .value=${url}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      />
    </label>
    <button class="button" type="button" @click=${() => void copyText(url)}>${t('Copy')}</button>
  </div>`
}

function row(sharing: Sharing, link: ShareLink): TemplateResult {
  const may = link.access === 'edit' ? t('Look and draw') : t('Look')
  const until =
    link.expires_at === null
      ? t('until taken back')
      : t('until %(date)s', { date: new Date(link.expires_at).toLocaleDateString(locale()) })
  const uses = tn('used once', 'used %(count)s times', link.use_count)
  return html`<li class="list-row share-link">
    <span class="grow">
      ${may}
      <span class="meta quiet">
        ${until},
        ${link.use_count === 0 ? t('not used yet') : uses}${
          link.has_password ? `, ${t('with a password')}` : ''
        }
      </span>
    </span>
    <button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${t('Take the link back')}
      data-tooltip=${t('Take the link back')}
      @click=${() => void revoke(sharing, link)}
    >
      ${icon(Trash2)}
    </button>
  </li>`
}

async function make(event: Event, sharing: Sharing): Promise<void> {
  event.preventDefault()
  const form = event.currentTarget as HTMLFormElement
  const fields = new FormData(form)
  const days = Number(fields.get('days'))
  const until = days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null
  try {
    const link = await api.post<ShareLink & { url: string }>(
      `boards/${sharing.session.data.id}/share-links`,
      { access: fields.get('access'), password: fields.get('password'), expires_at: until },
    )
    form.reset()
    sharing.fresh = link.url
    sharing.links = [link, ...sharing.links]
    draw(sharing)
  } catch (error) {
    say(error)
  }
}

async function revoke(sharing: Sharing, link: ShareLink): Promise<void> {
  try {
    await api.delete(`boards/${sharing.session.data.id}/share-links/${link.id}`)
    sharing.links = sharing.links.filter(({ id }) => id !== link.id)
    sharing.fresh = ''
    draw(sharing)
    toast(t('The link leads nowhere now'))
  } catch (error) {
    say(error)
  }
}
