/** Says how many writes were refused while nobody looked, and shows them with a way on for each. */

import { html, render, type TemplateResult } from 'lit'
import { ApiError, newKey } from '../../common/api'
import { t, tn } from '../../common/i18n'
import type { Outbox, Outcome } from '../../common/outbox'
import { copyText } from '../../common/ui/copy'
import { openDialog } from '../../common/ui/dialog'
import { isGone, isMoot } from '../answers'
import { TIMER_SCOPE } from '../effort/clock'
import { openNewTask } from '../new-task'
import { callOf, type Op } from '../ops'
import { exactTime } from '../parts/text'
import { wordsOf } from '../panel/words'
import type { ProjectStore } from '../project'
import { RefusedShelf, type Refused } from './shelf'
import { asNewTask, refusedWords, typedIn } from './words'

/** Who has just acted sees the toast; after this long they may have turned away. */
const WATCHED = 8000

type StoreOf = (projectId: string) => ProjectStore | null

interface Kept {
  readonly shelf: RefusedShelf
  readonly outbox: Outbox
  readonly storeOf: StoreOf
}

let kept: Kept | null = null
const shelved = new WeakSet<object>()

/** Whether the list of what was refused has it: then its line says so, and no toast need. */
export function isShelved(op: Op): boolean {
  return shelved.has(op)
}

/** Keep what is refused without anybody to see it, and show what was kept. */
export function shelveRefusals(outbox: Outbox, userId: string, storeOf: StoreOf): void {
  const shelf = new RefusedShelf(userId)
  const all = { shelf, outbox, storeOf }
  kept = all
  const show = () => showBar(all)
  outbox.onSettled((outcome) => {
    const { entry } = outcome
    if (outcome.kind === 'done') {
      const id = (outcome.answer as { id?: unknown } | null | undefined)?.id
      if (entry.tempId !== undefined && typeof id === 'string') shelf.rename(entry.tempId, id)
    } else if (mustStay(outcome, storeOf(entry.scope) !== null)) {
      const { error } = outcome
      const why = whyNot(error)
      shelved.add(entry.op as Op)
      shelf.put({ key: entry.key, at: Date.now(), entry, why, isGone: isGone(error) })
      show()
    }
  })
  void shelf.load().then(show)
}

/** A text that did not go through the outbox, and that the server does not take. */
export function shelveText(store: ProjectStore, op: Op, error: unknown): void {
  if (kept === null || typedIn(op) === '') return
  const key = newKey()
  const { workspace, project } = store.page
  const place = `/w/${workspace.slug}/p/${project.key}/`
  const call = callOf(store.id, op)
  const entry = { ...call, scope: store.id, op, place, key, order: Date.now(), tab: '' }
  const row = { key, at: Date.now(), entry, why: whyNot(error), isGone: isGone(error) }
  kept.shelf.put(row)
  showBar(kept)
}

function whyNot(error: unknown): string {
  if (isGone(error)) return t('It was deleted meanwhile.')
  return error instanceof ApiError ? wordsOf(error) : t('The server did not take it.')
}

function mustStay(outcome: Extract<Outcome, { kind: 'refused' }>, isShown: boolean): boolean {
  const { entry, error } = outcome
  const op = entry.op as Op | null
  if (op === null || isMoot(op, error)) return false
  // What was written on a thing that is gone has no other place to stand.
  if (isGone(error) && typedIn(op) !== '') return true
  // A page that knows the task opens the dialogue with both versions.
  const isAsked = error instanceof ApiError && error.status === 409 && op.kind === 'task.patch'
  if (isShown && isAsked) return false
  const isSeen = isShown || entry.scope === TIMER_SCOPE
  return !isSeen || Date.now() - entry.order > WATCHED
}

let bar: HTMLElement | undefined

function showBar(all: Kept): void {
  const count = all.shelf.rows.length
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
      <button type="button" class="button button-small" @click=${() => openList(all)}>
        ${t('Look at them')}
      </button>`,
    bar,
  )
}

function openList(all: Kept): void {
  const { shelf } = all
  const body = document.createElement('ul')
  body.className = 'refused-list'
  const dialog = openDialog({
    title: t('Not taken by the server'),
    wide: true,
    body: html`<p>${t('Nothing of it is lost: copy what you wrote, try again, or let it go.')}</p>
      ${body}`,
  })
  const draw = () => {
    showBar(all)
    if (shelf.rows.length === 0) dialog.close()
    const away = (row: Refused) => {
      shelf.remove(row.key)
      draw()
    }
    render(
      shelf.rows.map((row) => line(all, row, () => away(row))),
      body,
    )
  }
  draw()
}

function line(all: Kept, row: Refused, away: () => void): TemplateResult {
  const op = row.entry.op as Op
  const typed = typedIn(op)
  const store = all.storeOf(row.entry.scope)
  return html`<li>
    <p>
      <strong>${refusedWords(op, (id) => store?.task(id)?.key ?? t('a task'))}</strong>
      <span class="meta">${row.why} · ${exactTime(new Date(row.at).toISOString())}</span>
    </p>
    ${typed === '' ? '' : html`<pre tabindex="0" aria-label=${t('What you wrote')}>${typed}</pre>`}
    <p class="form-actions">
      ${typed === '' ? '' : button(t('Copy the text'), () => void copyText(typed))}
      ${wayOn(all, row, away)}
      <button class="button button-ghost button-small" type="button" @click=${away}>
        ${t('Let it go')}
      </button>
    </p>
  </li>`
}

/** To the project, where this page does not show it; a new task, where the old one is gone; again. */
function wayOn(all: Kept, { entry, isGone: isPast = false }: Refused, away: () => void): unknown {
  const op = entry.op as Op
  const store = all.storeOf(entry.scope)
  if (entry.scope === TIMER_SCOPE) {
    const again = () => void all.outbox.add(entry)
    return isPast ? '' : button(t('Try again'), () => (away(), again()))
  }
  if (store === null)
    return html`<a class="button button-small" href=${entry.place ?? '/'}
      >${t('Open the project')}</a
    >`
  if (!isPast) return button(t('Try again'), () => (away(), void store.do(op)))
  const begin = asNewTask(op)
  if (begin === null || !store.canEdit) return ''
  return button(t('Make a new task of it'), () => openNewTask(store, begin, false, away))
}

function button(name: string, run: () => void): TemplateResult {
  return html`<button class="button button-small" type="button" @click=${run}>${name}</button>`
}
