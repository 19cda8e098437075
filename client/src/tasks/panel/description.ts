/**
 * The description: read as the server renders it, written in the rich editor, together with whoever
 * else writes. Without a network it is written as a draft and merged when the server is back.
 */

import { History, Pencil } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { isPassing } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { Connection } from '../../common/ui/offline-bar'
import { errorToast } from '../../common/ui/toast'
import { loadEditing, type RichEditor, type TextSession } from '../../editor/lazy'
import { toggledLine } from '../../editor/marks-of-line'
import { enliven, keepNamed } from '../../editor/prose'
import { UnsentShelf } from '../../editor/unsent'
import { forgetDraft, keepDraft, readDraft } from '../drafts'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { openHistory } from './description-history'
import { patch } from './fields'
import { shelveText } from '../refused/notice'
import { bringTo, writingSources } from './writing'

type Mode = 'reading' | 'opening' | 'writing'
type Status = TextSession['status']

const unsent = new UnsentShelf()

export class TfDescription extends LitElement {
  static override properties = {
    task: { attribute: false },
    mode: { state: true },
    status: { state: true },
  }

  declare task: Task
  declare mode: Mode
  declare status: Status
  store!: ProjectStore
  readonly #connection = new Connection(this)
  #editor: RichEditor | null = null
  #session: TextSession | null = null
  /** The task as it was when a draft was begun without a server. */
  #seen: Task | null = null
  #lastHtml = ''
  /** Asked for before the text had come. */
  #isWanted = false
  #stopNaming: (() => void) | null = null

  constructor() {
    super()
    this.mode = 'reading'
    this.status = 'saved'
  }

  override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('task')
    if (!changed.has('task')) return
    if (before?.id === this.task.id) {
      if (this.#isWanted && this.task.description !== undefined) this.edit()
      return
    }
    this.#isWanted = false
    if (before !== undefined) {
      this.#end(before)
      this.#lastHtml = ''
    }
    writingSources(this.store)
    const draft = readDraft(this.task.id, 'description')
    if (draft !== null && this.store.canEdit) void this.#resend(draft.text, draft)
    else void unsent.of(this.task.id).then((left) => void (left.length > 0 && this.edit(false)))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopNaming?.()
    this.#stopNaming = null
    this.#end(this.task)
  }

  /** A text that was written without a server goes the way of any change: merged, or asked about. */
  async #resend(text: string, seen: { base: string; version: number }): Promise<void> {
    if (text === (this.task.description ?? seen.base)) {
      forgetDraft(this.task.id, 'description')
      return
    }
    const { id } = this.task
    const task = { ...this.task, description: seen.base, version: seen.version }
    if (await patch(this.store, task, { description: text })) forgetDraft(id, 'description')
  }

  edit(isAsked = true): void {
    if (this.mode !== 'reading' || !this.store.canEdit) return
    this.#isWanted = isAsked && this.task.description === undefined
    if (this.task.description === undefined) return
    this.mode = 'opening'
    void this.#open(isAsked)
  }

  async #open(isAsked: boolean): Promise<void> {
    const { task } = this
    try {
      const { createEditor, TextSession } = await loadEditing()
      const session = new TextSession(task.id, this.store.socket, unsent)
      const isShared = await session.open().then(
        () => true,
        (error: unknown) => {
          if (!isPassing(error)) throw error
          return false
        },
      )
      if (this.task.id !== task.id || !this.isConnected) {
        if (isShared) session.close()
        return
      }
      this.#begin(task, isShared ? session : null)
      this.#editor = createEditor({
        label: t('Description'),
        placeholder: t('Write, or press / for headings, lists, tables, code…'),
        sources: writingSources(this.store),
        bringFile: bringTo(this.store, task.id),
        onSubmit: () => this.done(),
        onEscape: () => this.done(),
        ...(isShared ? { session } : { text: task.description ?? '', onChange: this.#typed }),
      })
      this.mode = 'writing'
      await this.updateComplete
      this.querySelector('.description-editor')?.replaceChildren(this.#editor.dom)
      if (isAsked) this.#editor.focus()
    } catch {
      this.mode = 'reading'
      errorToast(t('The editor could not be loaded. Check the connection.'))
    }
  }

  #begin(task: Task, session: TextSession | null): void {
    this.#session = session
    this.#seen = task
    this.status = session === null ? 'offline' : session.status
    if (session !== null) session.onStatus = (status) => (this.status = status)
  }

  readonly #typed = (text: string): void => {
    if (this.#seen === null) return
    const { id, description = '', version } = this.#seen
    keepDraft(id, 'description', { text, base: description, version })
  }

  /** Leave the editor; what was written is kept in any case. */
  done(): void {
    if (this.mode !== 'writing') return
    const { task } = this
    this.#end(task)
    const button = () => this.querySelector<HTMLElement>('[data-edit]')
    void this.updateComplete.then(() => button()?.focus())
  }

  #end(task: Task): void {
    const { text } = this.#editor ?? {}
    if (this.#session !== null) {
      const session = this.#session
      session.close()
      if (text !== undefined && text !== task.description) this.#showSoon(task, session, text)
    } else if (
      this.#seen !== null &&
      text !== undefined &&
      text !== (this.#seen.description ?? '')
    ) {
      const { description = '', version } = this.#seen
      void this.#resend(text, { base: description, version })
    }
    this.#editor?.destroy()
    this.#editor = null
    this.#session = null
    this.#seen = null
    this.mode = 'reading'
  }

  /** The rendered text comes with the event of the writing, and at once for whoever wrote. */
  #showSoon(task: Task, session: TextSession, text: string): void {
    const { store } = this
    session.onStatus = (status) => {
      if (status === 'saved') void store.loadTask(task.id).catch(() => undefined)
      if (status === 'refused') keepRefused()
    }
    const keepRefused = (): void => {
      const { id: taskId, version, description: before } = task
      const fields = { fields: { description: text }, before: { description: before ?? '' } }
      shelveText(store, { kind: 'task.patch', taskId, version, ...fields }, session.refusal)
    }
    if (session.status === 'refused') keepRefused()
    else session.settle()
  }

  protected override updated(): void {
    const prose = this.querySelector<HTMLElement>('.description-prose')
    if (prose === null) return
    enliven(prose, { onToggle: this.store.canEdit ? (line) => this.#toggle(line) : undefined })
    this.#stopNaming ??= keepNamed(this)
  }

  /** Tick a box of the rendered text: an edit of its line. */
  #toggle(line: number): void {
    const { task } = this
    const lines = (task.description ?? '').split('\n')
    const change = toggledLine(lines[line] ?? '')
    if (change === null) return
    const text = lines[line]!
    lines[line] = text.slice(0, change.at) + change.mark + text.slice(change.at + 1)
    void patch(this.store, task, { description: lines.join('\n') }).then(
      () => void this.store.loadTask(task.id).catch(() => undefined),
    )
  }

  protected override render(): TemplateResult {
    const isLost = this.task.description === undefined && this.#connection.isOffline
    const canEdit = this.store.canEdit && this.mode === 'reading' && !isLost
    return html`<section class="panel-section" aria-label=${t('Description')}>
      <header class="panel-section-head">
        <h3>${t('Description')}</h3>
        ${this.mode === 'writing' ? this.#saved() : nothing}
        <span class="description-acts">
          <button
            class="button button-ghost button-icon button-small"
            type="button"
            aria-label=${t('History of the description')}
            data-tooltip=${t('History')}
            @click=${() => void openHistory(this.store, this.task)}
          >
            ${icon(History)}
          </button>
          ${
            canEdit
              ? html`<button
                  class="button button-ghost button-small"
                  type="button"
                  data-edit
                  @click=${() => this.edit()}
                >
                  ${icon(Pencil)} ${t('Edit')}
                </button>`
              : nothing
          }
        </span>
      </header>
      ${this.mode === 'writing' ? this.#writing() : this.#reading()}
    </section>`
  }

  #saved(): TemplateResult {
    const words = {
      saved: t('Saved'),
      saving: t('Saving…'),
      offline: t('Offline: kept here until the connection is back'),
      refused: t('Not taken by the server: copy your text'),
    }[this.status]
    return html`<span class="meta" role="status" data-status=${this.status}>${words}</span>`
  }

  #writing(): TemplateResult {
    return html`<div class="description-editor"></div>
      <p class="form-actions">
        <button class="button button-small" type="button" @click=${() => this.done()}>
          ${t('Done')}
        </button>
        <span class="help">${t('/ for blocks · @ people · # tasks · Esc to leave')}</span>
      </p>`
  }

  /** Not read yet, and, without a network, not kept. */
  #absent(): TemplateResult {
    if (!this.#connection.isOffline)
      return html`<div class="skeleton skeleton-text" aria-busy="true"></div>`
    return html`<p class="help" role="status">
      ${t('This description was not kept on this device. It comes when you are online.')}
    </p>`
  }

  #reading(): TemplateResult {
    const { description, description_html: rendered } = this.task
    if (rendered !== undefined) this.#lastHtml = rendered
    if (description === undefined && this.#lastHtml === '') return this.#absent()
    const { isOffline } = this.#connection
    if (rendered === undefined && this.#lastHtml === '' && description !== '') {
      // Kept for a time without a network; with one, the rendered text is on its way.
      const isTyped = isOffline || this.store.isPending(this.task.id)
      if (!isTyped) return this.#absent()
    }
    if (description === '') {
      return this.store.canEdit
        ? html`<button class="panel-empty" type="button" data-edit @click=${() => this.edit()}>
            ${t('Say what is to be done, and how one knows that it is.')}
          </button>`
        : html`<p class="help">${t('No description')}</p>`
    }
    // The server rendered and sanitised it; a text on its way to the server is shown as typed.
    return rendered === undefined && description !== undefined
      ? html`<div class="prose prose-plain">${description}</div>`
      : html`<div class="prose description-prose" @dblclick=${() => this.edit()}>
          ${unsafeHTML(this.#lastHtml)}
        </div>`
  }
}

customElements.define('tf-description', TfDescription)
