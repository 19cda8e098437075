/** Comments and what happened, in one stream with a filter; and the field to say something. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api, type Page } from '../../common/api'
import { t } from '../../common/i18n'
import { forgetDraft, keepDraft, readDraft } from '../drafts'
import type { ActivityEntry, Comment, Task } from '../model'
import { ago, exactTime } from '../parts/text'
import type { ProjectStore } from '../project'
import { sayComment, threadsOf } from './comment'
import { describe } from './words'
import type { TfWriter } from './writer'

type Show = 'all' | 'comments' | 'activity'

export class TfStream extends LitElement {
  static override properties = {
    task: { attribute: false },
    comments: { attribute: false },
    show: { state: true },
    activity: { state: true },
    next: { state: true },
  }

  declare task: Task
  declare comments: readonly Comment[] | undefined
  declare show: Show
  declare activity: readonly ActivityEntry[]
  declare next: string | null
  store!: ProjectStore
  #stop: (() => void) | null = null

  constructor() {
    super()
    this.show = 'all'
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
    const page = await api.get<Page<ActivityEntry>>(path, { isKept: true }).catch(() => null)
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
      ${this.store.canEdit ? this.#composer() : nothing}
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

  /** Newest first; answers stand below what they answer, oldest first. */
  #rows(): { key: string; at: string; content: TemplateResult }[] {
    const said = threadsOf(this.comments ?? []).map(({ comment, replies }) => ({
      key: comment.id,
      at: comment.created_at,
      content: html`<li class="stream-comment" ?data-pending=${comment.isPending === true}>
        <tf-comment
          .store=${this.store}
          .task=${this.task}
          .comment=${comment}
          .replies=${replies}
          .quote=${this.#quote}
        ></tf-comment>
      </li>`,
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

  readonly #quote = (comment: Comment): void => {
    const quoted = comment.body.replace(/^/gm, '> ')
    void this.querySelector<TfWriter>('.composer tf-writer')?.write(`${quoted}\n\n`)
  }

  #entry(entry: ActivityEntry): TemplateResult {
    return html`<li class="stream-entry">
      <span class="stream-dot" aria-hidden="true"></span>
      <span
        ><b>${entry.actor?.name || t('TeamFlow')}</b> ${describe(entry, this.store.state.fields)}
        <time datetime=${entry.at} title=${exactTime(entry.at)}>${ago(entry.at)}</time></span
      >
    </li>`
  }

  #composer(): TemplateResult {
    const { task } = this
    return html`<form class="composer" @submit=${this.#submitted}>
      <tf-writer
        data-for=${task.id}
        .store=${this.store}
        .taskId=${task.id}
        .label=${t('Write a comment')}
        .hint=${t('Write a comment…')}
        .onEscape=${() => this.closest<HTMLElement>('.panel')?.focus()}
        .text=${readDraft(task.id, 'comment')?.text ?? ''}
        .onInput=${(text: string) => keepDraft(task.id, 'comment', { text, base: '', version: 0 })}
        .onSubmit=${() => this.#send()}
      ></tf-writer>
      <button class="button button-small">${t('Comment')}</button>
    </form>`
  }

  readonly #submitted = (event: SubmitEvent): void => {
    event.preventDefault()
    this.#send()
  }

  #send(): void {
    const writer = this.querySelector<TfWriter>('.composer tf-writer')
    const body = writer?.value ?? ''
    if (writer === null || body.trim() === '') return
    writer.value = ''
    // Queued is kept: the outbox has its own shelf in the browser.
    forgetDraft(this.task.id, 'comment')
    sayComment(this.store, this.task.id, body)
  }
}

customElements.define('tf-stream', TfStream)
