/** Comments and what happened, in one stream with a filter; and the field to say something. */

import { Pencil, Trash2 } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { api, newKey, type Page } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { confirmAct } from '../../common/ui/dialog'
import { forgetDraft, keepDraft, readDraft } from '../drafts'
import type { ActivityEntry, Comment, Task } from '../model'
import { ago, exactTime } from '../parts/text'
import type { ProjectStore } from '../project'
import { describe } from './words'

type Show = 'all' | 'comments' | 'activity'

export class TfStream extends LitElement {
  static override properties = {
    task: { attribute: false },
    comments: { attribute: false },
    show: { state: true },
    editingId: { state: true },
    activity: { state: true },
    next: { state: true },
  }

  declare task: Task
  declare comments: readonly Comment[] | undefined
  declare show: Show
  declare editingId: string | null
  declare activity: readonly ActivityEntry[]
  declare next: string | null
  store!: ProjectStore
  #stop: (() => void) | null = null

  constructor() {
    super()
    this.show = 'all'
    this.editingId = null
    this.activity = []
    this.next = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = this.store.watch((event) => {
      if (event.target?.id !== this.task.id || event.type.startsWith('comment.')) return
      const { seq, type, at, changes = {}, target, actor } = event
      this.activity = [
        { id: `live-${String(seq)}`, seq, type, at, changes, target, actor },
        ...this.activity,
      ]
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('task') && changed.get('task')?.id !== this.task.id) {
      this.activity = []
      void this.#load(`tasks/${this.task.id}/activity?limit=50`)
    }
  }

  async #load(path: string): Promise<void> {
    const { id } = this.task
    const page = await api.get<Page<ActivityEntry>>(path).catch(() => null)
    if (page === null || id !== this.task.id) return
    const known = new Set(this.activity.map(({ seq }) => seq))
    this.activity = [...this.activity, ...page.results.filter(({ seq }) => !known.has(seq))]
    this.next = page.next
  }

  protected override render(): TemplateResult {
    return html`<section class="panel-section" aria-label=${t('Comments and activity')}>
      <header class="panel-section-head">
        <h3>${t('Comments and activity')}</h3>
        <div class="segmented stream-filter" role="group" aria-label=${t('Show')}>
          ${this.#tab('all', t('All'))} ${this.#tab('comments', t('Comments'))}
          ${this.#tab('activity', t('Activity'))}
        </div>
      </header>
      ${this.#composer()}
      <ol class="stream">
        ${repeat(
          this.#rows(),
          (row) => row.key,
          (row) => row.content,
        )}
      </ol>
      ${
        this.next !== null && this.show !== 'comments'
          ? html`<button
              class="button button-ghost button-small"
              type="button"
              @click=${() => void this.#load(this.next ?? '')}
            >
              ${t('Show earlier')}
            </button>`
          : nothing
      }
    </section>`
  }

  #tab(show: Show, name: string): TemplateResult {
    return html`<button
      type="button"
      aria-pressed=${this.show === show}
      @click=${() => (this.show = show)}
    >
      ${name}
    </button>`
  }

  /** Newest first. */
  #rows(): { key: string; at: string; content: TemplateResult }[] {
    const said = (this.comments ?? []).map((comment) => ({
      key: comment.id,
      at: comment.created_at,
      content: this.#comment(comment),
    }))
    const happened = this.activity
      .filter(({ type }) => !type.startsWith('comment.created'))
      .map((entry) => ({
        key: `seq-${String(entry.seq)}`,
        at: entry.at,
        content: this.#entry(entry),
      }))
    const rows = [
      ...(this.show === 'activity' ? [] : said),
      ...(this.show === 'comments' ? [] : happened),
    ]
    return rows.sort((a, b) => (new Date(a.at) < new Date(b.at) ? 1 : -1))
  }

  #entry(entry: ActivityEntry): TemplateResult {
    return html`<li class="stream-entry">
      <span class="stream-dot" aria-hidden="true"></span>
      <span
        ><b>${entry.actor?.name || t('TeamFlow')}</b> ${describe(entry)}
        <time datetime=${entry.at} title=${exactTime(entry.at)}>${ago(entry.at)}</time></span
      >
    </li>`
  }

  #comment(comment: Comment): TemplateResult {
    const author = comment.author ?? { id: '', name: t('Somebody who left') }
    const isMine = comment.author?.id === this.store.page.me.id
    return html`<li class="stream-comment" ?data-pending=${comment.isPending === true}>
      ${avatar(author, 24)}
      <article class="comment">
        <header>
          <b>${author.name}</b>
          <time datetime=${comment.created_at} title=${exactTime(comment.created_at)}
            >${ago(comment.created_at)}</time
          >
          ${comment.edited_at === null ? nothing : html`<span class="meta">${t('edited')}</span>`}
          ${isMine && this.editingId !== comment.id ? this.#commentActs(comment) : nothing}
        </header>
        ${this.editingId === comment.id ? this.#editor(comment) : commentBody(comment)}
      </article>
    </li>`
  }

  #commentActs(comment: Comment): TemplateResult {
    return html`<span class="comment-acts">
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-label=${t('Edit comment')}
        @click=${() => this.#startEdit(comment)}
      >
        ${icon(Pencil, { size: 14 })}
      </button>
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-label=${t('Delete comment')}
        @click=${() => void this.#delete(comment)}
      >
        ${icon(Trash2, { size: 14 })}
      </button>
    </span>`
  }

  #startEdit(comment: Comment): void {
    this.editingId = comment.id
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.comment textarea')?.focus(),
    )
  }

  #editor(comment: Comment): TemplateResult {
    const save = () => {
      const body = this.querySelector<HTMLTextAreaElement>('.comment textarea')?.value ?? ''
      this.editingId = null
      if (body.trim() === '' || body === comment.body) return
      void this.store.do({ kind: 'comment.patch', taskId: this.task.id, id: comment.id, body })
    }
    return html`<textarea
        class="textarea"
        rows="3"
        aria-label=${t('Comment')}
        .value=${comment.body}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
          if (event.key === 'Escape') {
            event.stopPropagation()
            this.editingId = null
          }
        }}
      ></textarea>
      <p class="form-actions">
        <button class="button button-primary button-small" type="button" @click=${save}>
          ${t('Save')}
        </button>
        <button class="button button-small" type="button" @click=${() => (this.editingId = null)}>
          ${t('Cancel')}
        </button>
      </p>`
  }

  async #delete(comment: Comment): Promise<void> {
    const isSure = await confirmAct({
      title: t('Delete this comment?'),
      text: t('It disappears for everybody.'),
      action: t('Delete'),
      isDangerous: true,
    })
    if (isSure) void this.store.do({ kind: 'comment.delete', taskId: this.task.id, id: comment.id })
  }

  #composer(): TemplateResult {
    const draft = readDraft(this.task.id, 'comment')
    return html`<form class="composer" @submit=${this.#send}>
      <textarea
        class="textarea"
        name="body"
        rows="2"
        maxlength="50000"
        placeholder=${t('Write a comment. Markdown works; Ctrl-Enter sends.')}
        aria-label=${t('Write a comment')}
        data-for=${this.task.id}
        .value=${draft?.text ?? ''}
        @input=${this.#typed}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          ;(event.currentTarget as HTMLTextAreaElement).form?.requestSubmit()
        }}
      ></textarea>
      <button class="button button-small">${t('Comment')}</button>
    </form>`
  }

  #typed = (event: Event): void => {
    const text = (event.target as HTMLTextAreaElement).value
    keepDraft(this.task.id, 'comment', { text, base: '', version: 0 })
  }

  #send = (event: SubmitEvent): void => {
    event.preventDefault()
    const field = (event.target as HTMLFormElement).querySelector('textarea')
    const body = field?.value ?? ''
    if (field === null || body.trim() === '') return
    const taskId = this.task.id
    const { id, name, avatar: face } = this.store.page.me
    const comment: Comment = {
      id: `tmp-${newKey()}`,
      task: taskId,
      author: { id, name, avatar: face ?? null },
      body,
      body_html: '',
      created_at: new Date().toISOString(),
      edited_at: null,
      isPending: true,
    }
    field.value = ''
    // Queued is kept: the outbox has its own shelf in the browser.
    forgetDraft(taskId, 'comment')
    void this.store.do({ kind: 'comment.create', comment })
  }
}

function commentBody(comment: Comment): TemplateResult {
  // The server rendered and sanitised it; words on their way there are shown as typed.
  return comment.isPending === true || comment.body_html === ''
    ? html`<div class="prose prose-plain">${comment.body}</div>`
    : html`<div class="prose">${unsafeHTML(comment.body_html)}</div>`
}

customElements.define('tf-stream', TfStream)
