/** One comment with its answers: read, edited, answered, quoted, reacted to. */

import { Ellipsis, Reply, SmilePlus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { newKey } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { copyText } from '../../common/ui/copy'
import { openMenu } from '../../common/ui/menu'
import { enliven, keepNamed } from '../../editor/prose'
import { actWithToast } from '../acts'
import { forgetDraft, keepDraft, readDraft } from '../drafts'
import type { Comment, CommentReaction, Task } from '../model'
import { ago, exactTime } from '../parts/text'
import type { ProjectStore } from '../project'
import './writer'
import type { TfWriter } from './writer'

const REACTIONS = ['👍', '❤️', '🎉', '😄', '👀', '🚀', '🙏', '👎']

/** The anchor of a link to a comment; which one was shown already. */
const anchorOf = (id: string): string => `comment-${id}`
let shownAnchor = ''

export interface Thread {
  readonly comment: Comment
  readonly replies: readonly Comment[]
}

/** Comments with their answers; an answer to an answer stands in the same thread. */
export function threadsOf(comments: readonly Comment[]): Thread[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const rootOf = (comment: Comment): string => {
    let root = comment
    for (let depth = 0; depth < 50; depth += 1) {
      const parent = root.parent ? byId.get(root.parent) : undefined
      if (parent === undefined) break
      root = parent
    }
    return root.id
  }
  const replies = new Map<string, Comment[]>()
  const roots: Comment[] = []
  for (const comment of comments) {
    const root = rootOf(comment)
    if (root === comment.id) roots.push(comment)
    else replies.set(root, [...(replies.get(root) ?? []), comment])
  }
  return roots.map((comment) => ({ comment, replies: replies.get(comment.id) ?? [] }))
}

/** Say something about the task, or answer a comment of it. */
export function sayComment(
  store: ProjectStore,
  taskId: string,
  body: string,
  parent: string | null = null,
): void {
  const { id, name, avatar: face } = store.page.me
  const comment: Comment = {
    id: `tmp-${newKey()}`,
    task: taskId,
    author: { id, name, avatar: face ?? null },
    body,
    body_html: '',
    parent,
    created_at: new Date().toISOString(),
    edited_at: null,
    isPending: true,
  }
  void store.do({ kind: 'comment.create', comment })
}

export class TfComment extends LitElement {
  static override properties = {
    task: { attribute: false },
    comment: { attribute: false },
    replies: { attribute: false },
    editingId: { state: true },
    isAnswering: { state: true },
  }

  declare task: Task
  declare comment: Comment
  declare replies: readonly Comment[]
  declare editingId: string | null
  declare isAnswering: boolean
  store!: ProjectStore
  quote: (comment: Comment) => void = () => undefined
  #stopNaming: (() => void) | null = null

  constructor() {
    super()
    this.replies = []
    this.editingId = null
    this.isAnswering = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopNaming = keepNamed(this)
    // An answer that was begun is still there.
    if (readDraft(this.comment.id, 'answer') !== null) this.isAnswering = true
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopNaming?.()
  }

  protected override updated(): void {
    for (const prose of this.querySelectorAll<HTMLElement>('.prose')) enliven(prose)
    this.#show()
  }

  protected override render(): TemplateResult {
    return html`${this.#one(this.comment)}
    ${
      this.replies.length === 0
        ? nothing
        : html`<ol class="replies" aria-label=${t('Answers')}>
            ${repeat(
              this.replies,
              ({ id }) => id,
              (reply) => html`<li>${this.#one(reply)}</li>`,
            )}
          </ol>`
    }
    ${this.isAnswering ? this.#answer() : nothing}`
  }

  #one(comment: Comment): TemplateResult {
    const author = comment.author ?? { id: '', name: t('Somebody who left') }
    return html`<div class="comment-row">
      ${avatar(author, 24)}
      <article
        class="comment"
        id=${anchorOf(comment.id)}
        tabindex="-1"
        aria-label=${t('Comment by %(name)s', { name: author.name })}
      >
        <header>
          <b>${author.name}</b>
          <time datetime=${comment.created_at} title=${exactTime(comment.created_at)}
            >${ago(comment.created_at)}</time
          >
          ${comment.edited_at === null ? nothing : html`<span class="meta">${t('edited')}</span>`}
          ${comment.isPending === true || this.editingId === comment.id ? nothing : this.#acts(comment)}
        </header>
        ${this.editingId === comment.id ? this.#edited(comment) : body(comment)}
        ${this.#reactions(comment)}
      </article>
    </div>`
  }

  #acts(comment: Comment): TemplateResult {
    const button = (name: string, shape: string, run: (event: Event) => void) =>
      html`<button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-label=${name}
        data-tooltip=${name}
        @click=${run}
      >
        ${icon(shape, { size: 14 })}
      </button>`
    return html`<span class="comment-acts">
      ${
        this.store.canEdit
          ? html`${button(t('React'), SmilePlus, (event) => this.#pick(event, comment))}
            ${button(t('Answer'), Reply, () => this.#startAnswer())}`
          : nothing
      }
      ${button(t('More about this comment'), Ellipsis, (event) => this.#menu(event, comment))}
    </span>`
  }

  #menu(event: Event, comment: Comment): void {
    const isMine = comment.author?.id === this.store.page.me.id
    openMenu(event.currentTarget as HTMLElement, [
      ...(this.store.canEdit ? [{ label: t('Quote'), run: () => this.quote(comment) }] : []),
      { label: t('Copy link to this comment'), run: () => this.#copyLink(comment) },
      ...(isMine ? [{ label: t('Edit comment'), run: () => void this.#startEdit(comment) }] : []),
      ...(isMine || this.store.canManage
        ? [
            { kind: 'line' as const },
            {
              label: t('Delete comment'),
              isDangerous: true,
              run: () => this.#delete(comment),
            },
          ]
        : []),
    ])
  }

  #pick(event: Event, comment: Comment): void {
    openMenu(
      event.currentTarget as HTMLElement,
      REACTIONS.map((emoji) => ({ label: emoji, run: () => this.#react(comment, emoji) })),
      { label: t('React') },
    )
  }

  #reactions(comment: Comment): TemplateResult | typeof nothing {
    const list = comment.reactions ?? []
    if (list.length === 0) return nothing
    return html`<div class="reactions" role="group" aria-label=${t('Reactions')}>
      ${list.map((reaction) => this.#reaction(comment, reaction))}
    </div>`
  }

  #reaction(comment: Comment, { emoji, users }: CommentReaction): TemplateResult {
    const isMine = users.includes(this.store.page.me.id)
    const names = users.map(
      (id) => this.store.members.find((one) => one.id === id)?.name ?? t('Somebody'),
    )
    return html`<button
      class="reaction"
      type="button"
      aria-pressed=${isMine}
      aria-label=${t('%(emoji)s by %(names)s', { emoji, names: names.join(', ') })}
      data-tooltip=${names.join(', ')}
      ?disabled=${!this.store.canEdit}
      @click=${() => this.#react(comment, emoji)}
    >
      ${emoji} ${users.length}
    </button>`
  }

  /** Add one's own emoji, or take it back. */
  #react({ id, reactions }: Comment, emoji: string): void {
    const { id: person } = this.store.page.me
    const isOn = reactions?.find((one) => one.emoji === emoji)?.users.includes(person) !== true
    const op = { kind: 'comment.react', taskId: this.task.id, id, emoji, person, isOn } as const
    void this.store.do(op)
  }

  async #startEdit(comment: Comment): Promise<void> {
    this.editingId = comment.id
    await this.updateComplete
    await this.querySelector<TfWriter>('tf-writer.comment-editor')?.write()
  }

  #edited(comment: Comment): TemplateResult {
    const save = () => {
      const text = this.querySelector<TfWriter>('tf-writer.comment-editor')?.value ?? ''
      this.editingId = null
      if (text.trim() === '' || text === comment.body) return
      void this.store.do({
        kind: 'comment.patch',
        taskId: this.task.id,
        id: comment.id,
        body: text,
      })
    }
    const cancel = () => (this.editingId = null)
    return html`<tf-writer
        class="comment-editor"
        .store=${this.store}
        .taskId=${this.task.id}
        .label=${t('Comment')}
        .text=${comment.body}
        .onSubmit=${save}
        .onEscape=${cancel}
      ></tf-writer>
      ${formActs(t('Save'), save, cancel)}`
  }

  #startAnswer(): void {
    this.isAnswering = true
    void this.updateComplete.then(() => this.querySelector<TfWriter>('tf-writer.answer')?.write())
  }

  #answer(): TemplateResult {
    const { id } = this.comment
    const end = () => {
      forgetDraft(id, 'answer')
      this.isAnswering = false
    }
    const send = () => {
      const text = this.querySelector<TfWriter>('tf-writer.answer')?.value ?? ''
      if (text.trim() === '') return
      sayComment(this.store, this.task.id, text, id)
      end()
    }
    return html`<div class="replies">
      <tf-writer
        class="answer"
        .store=${this.store}
        .taskId=${this.task.id}
        .label=${t('Write an answer')}
        .hint=${t('Write an answer…')}
        .text=${readDraft(id, 'answer')?.text ?? ''}
        .onInput=${(text: string) => keepDraft(id, 'answer', { text, base: '', version: 0 })}
        .onSubmit=${send}
        .onEscape=${end}
      ></tf-writer>
      ${formActs(t('Answer'), send, end)}
    </div>`
  }

  /** Gone at once, with a way back. */
  #delete({ id }: Comment): void {
    const op = { kind: 'comment.delete', taskId: this.task.id, id } as const
    actWithToast(this.store, [op], t('Comment deleted'))
  }

  #copyLink({ id }: Comment): void {
    const { slug } = this.store.page.workspace
    void copyText(`${location.origin}/w/${slug}/t/${this.task.key}/#${anchorOf(id)}`)
  }

  /** Whoever followed a link to a comment is brought to it, once. */
  #show(): void {
    const wanted = location.hash.slice(1)
    if (wanted === '' || wanted === shownAnchor) return
    const found = [this.comment, ...this.replies].some(({ id }) => anchorOf(id) === wanted)
    const article = found ? this.querySelector<HTMLElement>(`[id="${wanted}"]`) : null
    if (article === null) return
    shownAnchor = wanted
    article.scrollIntoView({ block: 'center' })
    article.focus({ preventScroll: true })
  }
}

function formActs(name: string, run: () => void, cancel: () => void): TemplateResult {
  return html`<p class="form-actions">
    <button class="button button-primary button-small" type="button" @click=${run}>${name}</button>
    <button class="button button-small" type="button" @click=${cancel}>${t('Cancel')}</button>
  </p>`
}

function body(comment: Comment): TemplateResult {
  // The server rendered and sanitised it; words on their way there are shown as typed.
  return comment.isPending === true || comment.body_html === ''
    ? html`<div class="prose prose-plain">${comment.body}</div>`
    : html`<div class="prose">${unsafeHTML(comment.body_html)}</div>`
}

customElements.define('tf-comment', TfComment)
