/** Says how many writes were refused while nobody looked, and shows them with a way on for each. */

import { html, render, type TemplateResult } from 'lit'
import { ApiError } from '../../common/api'
import { t, tn } from '../../common/i18n'
import type { Outbox, Outcome } from '../../common/outbox'
import { copyText } from '../../common/ui/copy'
import { openDialog } from '../../common/ui/dialog'
import { exactTime } from '../parts/text'
import type { Op } from '../ops'
import { wordsOf } from '../panel/words'
import type { ProjectStore } from '../project'
import { RefusedShelf, type Refused } from './shelf'
import { refusedWords, typedIn } from './words'

/** Who has just acted sees the toast; after this long they may have turned away. */
const WATCHED = 8000

type StoreOf = (projectId: string) => ProjectStore | null

/** Keep what is refused without anybody to see it, and show what was kept. */
export function shelveRefusals(outbox: Outbox, userId: string, storeOf: StoreOf): void {
  const shelf = new RefusedShelf(userId)
  const show = () => showBar(shelf, storeOf)
  outbox.onSettled((outcome) => {
    const { entry } = outcome
    if (outcome.kind === 'done') {
      const id = (outcome.answer as { id?: unknown } | null | undefined)?.id
      if (entry.tempId !== undefined && typeof id === 'string') shelf.rename(entry.tempId, id)
    } else if (mustStay(outcome, storeOf(entry.scope) !== null)) {
      const { error } = outcome
      const why = error instanceof ApiError ? wordsOf(error) : t('The server did not take it.')
      shelf.put({ key: entry.key, at: Date.now(), entry, why })
      show()
    }
  })
  void shelf.load().then(show)
}

function mustStay(outcome: Extract<Outcome, { kind: 'refused' }>, isShown: boolean): boolean {
  const { entry, error } = outcome
  const op = entry.op as Op | null
  const status = error instanceof ApiError ? error.status : 0
  if (op === null || (status === 404 && op.kind.endsWith('.delete'))) return false
  // A page that knows the task opens the dialogue with both versions.
  if (isShown && status === 409 && op.kind === 'task.patch') return false
  return !isShown || Date.now() - entry.order > WATCHED
}

let bar: HTMLElement | undefined

function showBar(shelf: RefusedShelf, storeOf: StoreOf): void {
  const count = shelf.rows.length
  if (count === 0) {
    bar?.remove()
    bar = undefined
    return
  }
  if (bar === undefined) {
    bar = document.createElement('div')
    bar.className = 'refused-bar'
    bar.setAttribute('role', 'status')
    document.body.append(bar)
  }
  const words = tn(
    '%(count)s change was not taken by the server.',
    '%(count)s changes were not taken by the server.',
    count,
  )
  render(
    html`<span>${words}</span>
      <button type="button" class="button button-small" @click=${() => openList(shelf, storeOf)}>
        ${t('Look at them')}
      </button>`,
    bar,
  )
}

function openList(shelf: RefusedShelf, storeOf: StoreOf): void {
  const body = document.createElement('ul')
  body.className = 'refused-list'
  const dialog = openDialog({
    title: t('Not taken by the server'),
    wide: true,
    body: html`<p>${t('Nothing of it is lost: copy what you wrote, try again, or let it go.')}</p>
      ${body}`,
  })
  const draw = () => {
    showBar(shelf, storeOf)
    if (shelf.rows.length === 0) dialog.close()
    const away = (row: Refused) => {
      shelf.remove(row.key)
      draw()
    }
    render(
      shelf.rows.map((row) => line(row, storeOf(row.entry.scope), () => away(row))),
      body,
    )
  }
  draw()
}

function line(row: Refused, store: ProjectStore | null, away: () => void): TemplateResult {
  const op = row.entry.op as Op
  const typed = typedIn(op)
  const again = () => {
    away()
    void store?.do(op)
  }
  return html`<li>
    <p>
      <strong>${refusedWords(op, (id) => store?.task(id)?.key ?? t('a task'))}</strong>
      <span class="meta">${row.why} · ${exactTime(new Date(row.at).toISOString())}</span>
    </p>
    ${typed === '' ? '' : html`<pre tabindex="0" aria-label=${t('What you wrote')}>${typed}</pre>`}
    <p class="form-actions">
      ${
        typed === ''
          ? ''
          : html`<button
              class="button button-small"
              type="button"
              @click=${() => void copyText(typed)}
            >
              ${t('Copy the text')}
            </button>`
      }
      ${
        store === null
          ? html`<a class="button button-small" href=${row.entry.place ?? '/'}
              >${t('Open the project')}</a
            >`
          : html`<button class="button button-small" type="button" @click=${again}>
              ${t('Try again')}
            </button>`
      }
      <button class="button button-ghost button-small" type="button" @click=${away}>
        ${t('Let it go')}
      </button>
    </p>
  </li>`
}
