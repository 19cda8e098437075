/** Rows of tasks from many projects; only those are drawn that are seen. */

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import { ApiError } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { toast } from '../../common/ui/toast'
import { isLate } from '../late'
import type { Task } from '../model'
import '../panel/panel'
import { openTask, openTaskKey } from '../parts/address'
import { css } from '../parts/css'
import { labelChip, pendingMark, priorityMark, stateMark } from '../parts/marks'
import { dayName, stateName } from '../parts/text'
import { openProject } from '../session'
import { pageOfProject } from './page'
import { cellName, cellWords, isDrawn, USUAL } from './cells'
import { openEdit, type Edit, type Editable } from './edit'
import type { AcrossRow } from './rows'
import type { AcrossStore } from './store'

const NEAR_END = 20

export class TfAcrossList extends LitElement {
  static override properties = {
    store: { attribute: false },
    rows: { attribute: false },
    columns: { attribute: false },
    nothingWords: { attribute: false },
    taskKey: { state: true },
  }

  declare store: AcrossStore
  declare rows: readonly AcrossRow[]
  /** The fields shown; null for the usual ones. */
  declare columns: readonly string[] | null
  declare nothingWords: string
  declare taskKey: string | null
  #virtual: Virtualizer<HTMLElement, Element> | null = null
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.rows = []
    this.columns = null
    this.nothingWords = ''
    this.taskKey = openTaskKey()
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const follow = () => {
      this.taskKey = openTaskKey()
    }
    window.addEventListener('popstate', follow)
    window.addEventListener('tf-address', follow)
    this.#undo = [
      () => window.removeEventListener('popstate', follow),
      () => window.removeEventListener('tf-address', follow),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#virtual = null
  }

  protected override willUpdate(): void {
    this.#virtual?.setOptions(this.#options())
  }

  protected override firstUpdated(): void {
    this.#virtual = new Virtualizer(this.#options())
    this.#undo.push(this.#virtual._didMount())
    this.#virtual._willUpdate()
    this.requestUpdate()
  }

  protected override updated(): void {
    this.#virtual?._willUpdate()
    const last = this.#virtual?.getVirtualItems().at(-1)?.index ?? 0
    if (this.store.hasMore && last > this.rows.length - NEAR_END) void this.store.more()
  }

  #options(): ConstructorParameters<typeof Virtualizer<HTMLElement, Element>>[0] {
    const height = matchMedia('(pointer: coarse)').matches ? 44 : 36
    return {
      count: this.rows.length,
      getScrollElement: () => this.querySelector<HTMLElement>('.across-list'),
      estimateSize: () => height,
      getItemKey: (at) => this.rows[at]?.id ?? at,
      overscan: 12,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.requestUpdate(),
    }
  }

  protected override render(): TemplateResult {
    return html`<div
        class="across-list"
        role=${this.rows.length === 0 ? 'region' : 'table'}
        aria-label=${t('Tasks')}
        aria-rowcount=${this.rows.length === 0 ? nothing : this.store.hasMore ? -1 : this.rows.length}
        aria-busy=${!this.store.isLoaded}
        @keydown=${this.#keyed}
      >
        ${this.#body()}
      </div>
      ${this.#panel()}`
  }

  #body(): TemplateResult {
    const { store } = this
    if (!store.isLoaded) {
      return html`${Array.from({ length: 8 }, () => html`<div class="skeleton list-skeleton"></div>`)}`
    }
    if (store.error !== null) {
      const { error } = store
      const why = error instanceof ApiError ? error.words : t('The server does not answer.')
      return html`<p class="across-none" role="alert">
        ${t('The tasks could not be read.')} ${why}
      </p>`
    }
    if (this.rows.length === 0) {
      return html`<p class="across-none" role="status">${this.nothingWords}</p>`
    }
    const virtual = this.#virtual
    return html`<div
      class="across-inner"
      role="rowgroup"
      ${css({ height: `${String(virtual?.getTotalSize() ?? 0)}px` })}
    >
      ${repeat(
        virtual?.getVirtualItems() ?? [],
        (item) => item.key,
        (item) => {
          const row = this.rows[item.index]
          if (row === undefined) return nothing
          const place = css({ transform: `translateY(${String(item.start)}px)` })
          return html`<div class="across-line" role="row" aria-rowindex=${item.index + 1} ${place}>
            ${row.kind === 'head' ? this.#head(row) : this.#task(row.task)}
          </div>`
        },
      )}
    </div>`
  }

  #head({ name, count, level }: Extract<AcrossRow, { kind: 'head' }>): TemplateResult {
    return html`<div class="across-head" role="cell" data-level=${level}>
      <span>${name}</span>
      <span class="meta" aria-label=${tn('%(count)s task', '%(count)s tasks', count)}
        >${count}</span
      >
    </div>`
  }

  #task(task: Task): TemplateResult {
    const isDone = task.status === 'done'
    const project = this.store.page.projects.find(({ id }) => id === task.project)
    const open = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      openTask(task.key)
    }
    const has = (id: string) => (this.columns ?? USUAL).includes(id)
    const words = (this.columns ?? []).filter((id) => !isDrawn(id))
    const context = words.length > 0 ? this.store.context() : null
    return html`<div class="across-task" data-row=${task.id} data-priority=${task.priority}>
      <span class="across-check" role="cell"
        ><input
          type="checkbox"
          aria-label=${t('%(key)s is done', { key: task.key })}
          .checked=${isDone}
          ?disabled=${!this.store.page.can_edit}
          @change=${(event: Event) => this.#check(task, event.target as HTMLInputElement)}
      /></span>
      ${has('priority') ? this.#cell(task, 'priority', t('Priority'), priorityMark(task.priority, false)) : nothing}
      ${has('key') ? html`<span class="task-key" role="cell">${task.key}</span>` : nothing}
      <span class="across-title" role="cell"
        ><a class="truncate list-link" href="?task=${task.key}" @click=${open}>${task.title}</a
        >${this.store.isPending(task.id) ? pendingMark() : nothing}</span
      >
      ${has('labels') ? html`<span class="across-labels" role="cell">${task.labels.map(labelChip)}</span>` : nothing}
      ${context === null ? nothing : words.map((id) => html`<span class="across-words truncate" role="cell" title=${cellName(id, context)}>${cellWords(task, id, context)}</span>`)}
      ${has('project') ? html`<span class="across-project truncate" role="cell">${project?.name ?? ''}</span>` : nothing}
      ${has('status') ? this.#cell(task, 'status', stateName(task.status), stateMark(task.status)) : nothing}
      ${has('due') ? this.#cell(task, 'due', t('Due date'), task.due_date === null ? '' : dayName(task.due_date)) : nothing}
      ${
        has('assignees')
          ? this.#cell(
              task,
              'assignees',
              t('Assignees'),
              task.assignees.map((user) => avatar(user, 20)),
            )
          : nothing
      }
    </div>`
  }

  /** A value that is changed where it stands. */
  #cell(task: Task, what: Editable, label: string, shown: unknown): TemplateResult {
    const isLateDue = what === 'due' && isLate(task)
    if (!this.store.page.can_edit) {
      return html`<span class="across-${what}" role="cell" title=${label} ?data-late=${isLateDue}
        >${shown}</span
      >`
    }
    const edit = (event: Event) => {
      const anchor = event.currentTarget as HTMLElement
      openEdit(what, anchor, task, this.store, (made) => this.#edit(task, made))
    }
    return html`<span class="across-${what}" role="cell" ?data-late=${isLateDue}
      ><button
        type="button"
        class="across-edit"
        data-edit=${what}
        aria-haspopup="listbox"
        aria-label=${t('%(what)s of %(key)s', { what: label, key: task.key })}
        title=${label}
        @click=${edit}
      >
        ${shown}
      </button></span
    >`
  }

  #edit(task: Task, made: Edit): void {
    const undo = this.store.change(task, made)
    toast(t('%(key)s changed', { key: task.key }), { undo })
  }

  #check(task: Task, box: HTMLInputElement): void {
    const isDone = box.checked
    const undo = this.store.setDone(task, isDone)
    if (undo === null) box.checked = !isDone
    else if (isDone) toast(t('%(key)s is done', { key: task.key }), { undo })
  }

  #keyed = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key]
    const link = (event.target as Element).closest('.list-link')
    if (step === undefined || link === null) return
    event.preventDefault()
    const links = [...this.querySelectorAll<HTMLElement>('.list-link')]
    // Rows are drawn in any order: they are stepped through as they stand.
    links.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    const next = links[links.indexOf(link as HTMLElement) + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }

  #panel(): TemplateResult | typeof nothing {
    const key = this.taskKey
    const project = this.store.page.projects.find((each) => each.key === key?.split('-')[0])
    if (key === null || project === undefined) return nothing
    const store = openProject(pageOfProject(this.store.page, project))
    store.open()
    return html`${keyed(project.id, html`<tf-task-panel .store=${store}></tf-task-panel>`)}`
  }
}

customElements.define('tf-across-list', TfAcrossList)
