/** One task: over the view it was opened from, or a page of its own (`full`). */

import { Archive, ArrowLeft, Ellipsis, Maximize2, X } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { LiveEvent, Person } from '../../common/socket'
import { openMenu } from '../../common/ui/menu'
import { rememberOpened } from '../../common/ui/recent'
import { renameDrafts } from '../drafts'
import { isTemporary, type Task } from '../model'
import { closeTask, openTaskKey, renameOpenTask } from '../parts/address'
import { presence } from '../parts/presence'
import type { ProjectStore } from '../project'
import { restoreArchived, taskMenu } from '../task-actions'
import './approvals'
import './attachments'
import './checklist'
import '../effort/task-time'
import '../recurrence/recurrence'
import { askConflict } from './conflict'
import './description'
import './fields'
import '../similar/duplicates'
import './links'
import { properties } from './properties'
import './standing'
import './stream'
import './subtasks'

export class TfTaskPanel extends LitElement {
  static override properties = {
    store: { attribute: false },
    full: { type: Boolean, reflect: true },
    taskId: { state: true },
    problem: { state: true },
    people: { state: true },
  }

  declare store: ProjectStore
  declare full: boolean
  declare taskId: string | null
  declare problem: string
  declare people: readonly Person[]
  #undo: (() => void)[] = []
  #leave: (() => void) | null = null
  #opener: Element | null = null
  #refresh: ReturnType<typeof setTimeout> | undefined
  #wanted: string | null = null
  #last: Task | undefined
  #lookedFor: 'asked' | 'gone' | null = null
  /** Its key in the project that it was moved to. */
  #movedTo = ''

  constructor() {
    super()
    this.full = false
    this.taskId = null
    this.problem = ''
    this.people = []
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const follow = () => void this.#follow()
    window.addEventListener('popstate', follow)
    window.addEventListener('tf-address', follow)
    document.addEventListener('keydown', this.#keyed)
    this.#undo = [
      this.store.subscribe(() => this.#stored()),
      this.store.watch((event) => this.#heard(event)),
      () => window.removeEventListener('popstate', follow),
      () => window.removeEventListener('tf-address', follow),
      () => document.removeEventListener('keydown', this.#keyed),
    ]
    this.store.onConflict = (conflict) => askConflict(this.store, conflict)
    void this.#follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#leave?.()
  }

  /** A task that was made here is called by its stand-in id until the server has named it. */
  #stored(): void {
    const { taskId, store } = this
    const known = taskId === null ? undefined : store.state.tasks.get(store.realId(taskId))
    if (known !== undefined && known.id !== taskId) {
      this.taskId = known.id
      this.#wanted = known.key
      renameOpenTask(known.key)
      renameDrafts(taskId ?? '', known.id)
      void this.#open(known.key)
    }
    this.requestUpdate()
  }

  /** What is shown; a task that just left the page's lists stands until it is known why. */
  get #task(): Task | undefined {
    const { taskId, store } = this
    if (taskId === null) return undefined
    const held = store.state.tasks.get(taskId)
    if (held !== undefined) {
      this.#last = held
      this.#lookedFor = null
      return held
    }
    const last = this.#last?.id === taskId ? this.#last : undefined
    if (last === undefined || this.#lookedFor === 'gone') return undefined
    if (!store.isPending(taskId)) this.#lookFor(taskId)
    return last
  }

  /** It was deleted, moved to another project, or only archived: the server knows. */
  #lookFor(taskId: string): void {
    if (this.#lookedFor !== null) return
    this.#lookedFor = 'asked'
    const isGone = (movedTo: string): void => {
      if (this.taskId !== taskId) return
      this.#lookedFor = 'gone'
      this.#movedTo = movedTo
      this.requestUpdate()
    }
    this.store.loadTask(taskId).then(
      ({ key, project }) => project !== this.store.id && isGone(key),
      () => isGone(''),
    )
  }

  /** Show the task that the address names. */
  async #follow(): Promise<void> {
    const key = this.full ? (this.store.page.task ?? null) : openTaskKey()
    if (key === this.#wanted) return
    if (this.#wanted === null) this.#opener = document.activeElement
    this.#wanted = key
    this.#leave?.()
    this.#leave = null
    this.#lookedFor = null
    this.#movedTo = ''
    this.problem = ''
    this.people = []
    if (key === null) {
      this.taskId = null
      if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus()
      return
    }
    this.taskId = this.store.task(key)?.id ?? null
    void this.#enter(key)
    await this.#open(key)
  }

  /** The keyboard goes in at once: who opens a list before the details came keeps it. */
  async #enter(key: string): Promise<void> {
    if (this.full) return
    await this.updateComplete
    if (this.#wanted === key)
      this.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true })
  }

  async #open(key: string): Promise<void> {
    try {
      const task = await this.store.loadTask(this.taskId ?? key)
      if (this.#wanted !== key) return
      this.taskId = task.id
      if (isTemporary(task.id)) {
        await this.store.loadComments(task.id)
        return
      }
      const url = `/w/${this.store.page.workspace.slug}/t/${task.key}/`
      rememberOpened({ kind: 'task', title: task.title, key: task.key, url })
      this.#leave = this.store.socket.join(`task:${task.id}`, {
        presence: (people) => {
          this.people = people
        },
      })
      await this.store.loadComments(task.id)
    } catch (error) {
      if (this.#wanted !== key) return
      const isMissing = error instanceof ApiError && error.status === 404
      this.problem = isMissing
        ? t('%(key)s is not here: it was deleted, or you may not see it.', { key })
        : t('%(key)s could not be loaded. Check the connection.', { key })
    }
  }

  /** Events carry what lists show; the open task also shows its text, its links and its children. */
  #heard(event: LiveEvent): void {
    const isAbout = event.target?.id === this.taskId || event.data.task === this.taskId
    if (!isAbout || this.taskId === null) return
    if (event.type === 'task.moved' || event.type === 'task.deleted') return
    if (event.type.startsWith('comment.')) return
    clearTimeout(this.#refresh)
    const id = this.taskId
    this.#refresh = setTimeout(() => void this.store.loadTask(id).catch(() => undefined), 40)
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.full && this.#wanted === null) return nothing
    const task = this.#task
    return html`${this.full ? nothing : html`<div class="panel-scrim" @click=${closeTask}></div>`}
      <aside
        class="panel"
        tabindex="-1"
        role=${this.full ? nothing : 'dialog'}
        aria-label=${task === undefined ? t('Task') : `${task.key} ${task.title}`}
      >
        ${task === undefined ? this.#absent() : this.#content(task)}
      </aside>`
  }

  #absent(): TemplateResult {
    if (this.problem === '' && this.taskId === null) {
      return html`<div class="panel-body" aria-busy="true" aria-label=${t('Loading the task')}>
        <div class="skeleton skeleton-head"></div>
        <div class="skeleton skeleton-text"></div>
      </div>`
    }
    const key = this.#movedTo
    const gone = key === '' ? t('This task was deleted.') : t('This task is %(key)s now.', { key })
    return html`<div class="panel-body empty" role="alert">
      <p>${this.problem || gone}</p>
      <p class="form-actions">
        ${
          this.problem !== '' || key === ''
            ? nothing
            : html`<a class="button button-primary" href=${this.#pageHref({ key })}
                >${t('Open %(key)s', { key })}</a
              >`
        }
        ${this.#backButton()}
      </p>
    </div>`
  }

  #backButton(): TemplateResult {
    return this.full
      ? html`<a class="button" href=${this.#boardHref()}>${t('To the board')}</a>`
      : html`<button class="button" type="button" @click=${closeTask}>${t('Close')}</button>`
  }

  #content(task: Task): TemplateResult {
    const { store } = this
    return html`${this.#head(task)} ${task.status === 'archived' ? this.#archived(task) : nothing}
      <div class="panel-body">
        <div class="panel-main">
          <tf-title-field .store=${store} .task=${task}></tf-title-field>
          <tf-approvals .store=${store} .task=${task}></tf-approvals>
          <tf-description .store=${store} .task=${task}></tf-description>
          <tf-checklist .store=${store} .task=${task}></tf-checklist>
          <tf-subtasks .store=${store} .task=${task} ?full=${this.full}></tf-subtasks>
          <tf-task-links .store=${store} .task=${task}></tf-task-links>
          <tf-similar-tasks .store=${store} .task=${task}></tf-similar-tasks>
          <tf-attachments .store=${store} .task=${task}></tf-attachments>
          <tf-stream
            .store=${store}
            .task=${task}
            .comments=${store.state.comments.get(task.id)}
          ></tf-stream>
        </div>
        <div class="panel-side">
          ${properties(store, task)}
          <tf-task-time .store=${store} .task=${task}></tf-task-time>
          <tf-pull-requests task-id=${task.id}></tf-pull-requests>
          ${
            store.canEdit
              ? html`<tf-ai-breakdown
                  class="panel-ai"
                  task-id=${task.id}
                  task-key=${task.key}
                  data-task-title=${task.title}
                ></tf-ai-breakdown>`
              : nothing
          }
        </div>
      </div>`
  }

  #archived(task: Task): TemplateResult {
    return html`<div class="panel-archived" role="status">
      ${icon(Archive)}<span class="grow">${t('This task is archived.')}</span>
      ${
        this.store.canEdit
          ? html`<button
              class="button button-small"
              type="button"
              @click=${() => restoreArchived(this.store, task)}
            >
              ${t('Restore')}
            </button>`
          : nothing
      }
    </div>`
  }

  #head(task: Task): TemplateResult {
    return html`<header class="panel-head">
      ${
        this.full
          ? html`<a
              class="button button-ghost button-icon button-small"
              href=${this.#boardHref()}
              aria-label=${t('To the board')}
            >
              ${icon(ArrowLeft, { flip: true })}
            </a>`
          : nothing
      }
      <span class="task-key">${task.key}</span>
      <tf-standing .store=${this.store} .task=${task}></tf-standing>
      ${
        this.store.isPending(task.id)
          ? html`<span class="meta" role="status"
              >${this.store.outbox.isStuck ? t('Waits for the network') : t('Saving…')}</span
            >`
          : nothing
      }
      <span class="panel-head-space"></span>
      ${presence(this.people, this.store.page.me.id)}
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-haspopup="menu"
        aria-label=${t('More about this task')}
        @click=${(event: Event) => this.#menu(event, task)}
      >
        ${icon(Ellipsis)}
      </button>
      ${
        this.full
          ? nothing
          : html`<a
                class="button button-ghost button-icon button-small"
                href=${this.#pageHref(task)}
                aria-label=${t('Open as a page')}
                data-tooltip=${t('Open as a page')}
                >${icon(Maximize2)}</a
              >
              <button
                class="button button-ghost button-icon button-small"
                type="button"
                @click=${closeTask}
                aria-label=${t('Close')}
                data-tooltip=${t('Close')}
                data-shortcut="escape"
              >
                ${icon(X)}
              </button>`
      }
    </header>`
  }

  #menu(event: Event, task: Task): void {
    const anchor = event.currentTarget as HTMLElement
    openMenu(anchor, taskMenu(this.store, { task, anchor }), { placement: 'bottom-end' })
  }

  #pageHref(task: { readonly key: string }): string {
    return `/w/${this.store.page.workspace.slug}/t/${task.key}/`
  }

  #boardHref(): string {
    return `/w/${this.store.page.workspace.slug}/p/${this.store.page.project.key}/`
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.full || this.#wanted === null || event.defaultPrevented)
      return
    if (document.querySelector('dialog[open], .menu:not([hidden])') !== null) return
    closeTask()
  }
}

customElements.define('tf-task-panel', TfTaskPanel)
