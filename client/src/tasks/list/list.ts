/** The list page: every task a row of one line, edited where it stands; drawn only where seen. */

import { ChevronDown, ChevronRight, Plus, Trash2 } from 'lucide-static'
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { addQuickTask } from '../adding'
import type { Task } from '../model'
import '../panel/panel'
import { patch } from '../panel/fields'
import { assigneesButton, dateField, priorityButton, statusButton } from '../panel/properties'
import { openTask, openTaskKey } from '../parts/address'
import { css } from '../parts/css'
import '../parts/filter-bar'
import { projectSource } from '../parts/view-source'
import type { Test } from '../query/values'
import { isFiltering, viewState, type ViewState } from '../view-state'
import { labelChip, stateMark } from '../parts/marks'
import { presence } from '../parts/presence'
import type { ProjectStore } from '../project'
import { deleteWithUndo, openProject } from '../session'
import { quickAdd } from '../quick/help'
import { shownMaker } from '../shown'
import { failure, teaching } from './empty'
import { rowsMaker, type Row } from './rows'

export class TfTaskList extends LitElement {
  static override properties = {
    filter: { state: true },
    folded: { state: true },
    editingId: { state: true },
    activeId: { state: true },
    isAdding: { state: true },
  }

  declare filter: ViewState
  declare folded: ReadonlySet<string>
  declare editingId: string | null
  declare activeId: string | null
  declare isAdding: boolean
  readonly store: ProjectStore
  #rows: readonly Row[] = []
  readonly #rowsNow = rowsMaker()
  #virtual: Virtualizer<HTMLElement, Element> | null = null
  readonly #shown: (view: ViewState) => Test
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.store = openProject()
    this.#shown = shownMaker(this.store)
    this.filter = viewState()
    this.folded = new Set()
    this.editingId = null
    this.activeId = null
    this.isAdding = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const readAddress = () => {
      this.filter = viewState()
    }
    window.addEventListener('popstate', readAddress)
    window.addEventListener('tf-address', readAddress)
    const group = t('List')
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      registerActions([
        {
          id: 'task.new',
          label: t('New task'),
          group,
          keys: 'c',
          icon: Plus,
          isEnabled: () => this.store.canEdit,
          run: () => this.#startAdding(),
        },
      ]),
      () => window.removeEventListener('popstate', readAddress),
      () => window.removeEventListener('tf-address', readAddress),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#virtual = null
  }

  protected override willUpdate(): void {
    this.#rows = this.#rowsNow(this.store.state, this.#shown(this.filter), this.folded)
    this.#virtual?.setOptions(this.#options())
  }

  protected override firstUpdated(): void {
    this.#undo.push(this.#startVirtual())
  }

  #startVirtual(): () => void {
    this.#virtual = new Virtualizer(this.#options())
    const stop = this.#virtual._didMount()
    this.#virtual._willUpdate()
    this.requestUpdate()
    return stop
  }

  #options(): ConstructorParameters<typeof Virtualizer<HTMLElement, Element>>[0] {
    const height = matchMedia('(pointer: coarse)').matches ? 44 : 36
    return {
      count: this.#rows.length,
      getScrollElement: () => this.querySelector<HTMLElement>('.task-list'),
      estimateSize: () => height,
      getItemKey: (at) => keyOf(this.#rows[at]),
      overscan: 12,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.requestUpdate(),
    }
  }

  protected override updated(): void {
    this.#virtual?._willUpdate()
  }

  protected override render(): TemplateResult {
    const { store } = this
    return html`<div class="view-bar">
        <tf-filter-bar .source=${projectSource(this.store, 'list')}></tf-filter-bar>
        ${presence(store.people, store.page.me.id)}
        ${
          store.canEdit
            ? html`<button
                class="button button-primary button-small"
                type="button"
                @click=${this.#startAdding}
              >
                ${icon(Plus)} ${t('New task')}
              </button>`
            : nothing
        }
      </div>
      ${this.isAdding ? this.#adder() : nothing} ${failure(store)}
      <div
        class="task-list"
        role="table"
        aria-label=${t('Tasks')}
        aria-rowcount=${this.#rows.length}
        aria-busy=${!store.isLoaded}
        @keydown=${this.#keyed}
        @focusin=${(event: FocusEvent) => this.#focused(event)}
      >
        ${this.#body()}
      </div>
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #body(): TemplateResult {
    const { store } = this
    if (!store.isLoaded)
      return html`${Array.from({ length: 8 }, () => html`<div class="skeleton list-skeleton"></div>`)}`
    if (store.state.tasks.size === 0 && store.state.isComplete)
      return teaching(store, isFiltering(this.filter), this.#startAdding)
    const virtual = this.#virtual
    const items = virtual?.getVirtualItems() ?? []
    return html`<div
      class="task-list-inner"
      role="rowgroup"
      ${css({ height: `${String(virtual?.getTotalSize() ?? 0)}px` })}
    >
      ${repeat(
        items,
        (item) => item.key,
        (item) => {
          const row = this.#rows[item.index]
          if (row === undefined) return nothing
          const place = css({ transform: `translateY(${String(item.start)}px)` })
          return html`<div class="list-line" role="row" aria-rowindex=${item.index + 1} ${place}>
            ${row.kind === 'head' ? this.#head(row) : this.#task(row.task)}
          </div>`
        },
      )}
    </div>`
  }

  #head({ column, count }: Extract<Row, { kind: 'head' }>): TemplateResult {
    const isFolded = this.folded.has(column.id)
    const fold = () => {
      const folded = new Set(this.folded)
      if (!folded.delete(column.id)) folded.add(column.id)
      this.folded = folded
    }
    return html`<div class="list-head" role="cell">
      <button type="button" class="list-fold" aria-expanded=${!isFolded} @click=${fold}>
        ${icon(isFolded ? ChevronRight : ChevronDown, { flip: true })} ${stateMark(column.state)}
        <span>${column.name}</span>
        <span class="meta" aria-label=${tn('%(count)s task', '%(count)s tasks', count)}
          >${count}</span
        >
      </button>
    </div>`
  }

  #task(task: Task): TemplateResult {
    const { store } = this
    const isOpen = openTaskKey() === task.key
    return html`<div
      class="list-task"
      data-row=${task.id}
      data-priority=${task.priority}
      ?data-open=${isOpen}
    >
      <span class="list-cell list-priority" role="cell">${priorityButton(store, task)}</span>
      <span class="list-cell task-key" role="cell">${task.key}</span>
      <span class="list-cell list-title" role="cell">${this.#title(task)}</span>
      <span class="list-cell list-labels" role="cell">${task.labels.map(labelChip)}</span>
      <span class="list-cell list-status" role="cell">${statusButton(store, task)}</span>
      <span class="list-cell list-due" role="cell"
        >${dateField(store, task, 'due_date', t('Due date of %(key)s', { key: task.key }))}</span
      >
      <span class="list-cell list-people" role="cell">${assigneesButton(store, task)}</span>
      <span class="list-cell list-acts" role="cell">
        ${
          store.canEdit
            ? html`<button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-label=${t('Delete %(key)s', { key: task.key })}
                @click=${() => deleteWithUndo(store, task)}
              >
                ${icon(Trash2)}
              </button>`
            : nothing
        }
      </span>
    </div>`
  }

  #title(task: Task): TemplateResult {
    if (this.editingId === task.id) {
      return html`<input
        class="input input-small"
        maxlength="200"
        aria-label=${t('Title of %(key)s', { key: task.key })}
        .value=${task.title}
        @blur=${(event: Event) => this.#retitle(task, (event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => this.#titleKeys(event, task)}
      />`
    }
    const open = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      if (task.key !== '') openTask(task.key)
    }
    return html`<a
      class="list-link truncate"
      id="row-${task.id}"
      href="?task=${task.key}"
      @click=${open}
      title=${this.store.canEdit ? t('Enter opens, F2 edits the title') : nothing}
      >${task.title}</a
    >`
  }

  #retitle(task: Task, text: string): void {
    if (this.editingId !== task.id) return
    this.editingId = null
    const title = text.replace(/\s+/g, ' ').trim()
    if (title.length >= 3 && title !== task.title) void patch(this.store, task, { title })
  }

  #titleKeys(event: KeyboardEvent, task: Task): void {
    event.stopPropagation()
    const field = event.target as HTMLInputElement
    if (event.key === 'Enter') field.blur()
    if (event.key === 'Escape') this.editingId = null
    if (event.key === 'Enter' || event.key === 'Escape') this.#focusRow(task.id)
  }

  startEditing(taskId: string): void {
    if (!this.store.canEdit) return
    this.editingId = taskId
    void this.updateComplete.then(() => {
      const field = this.querySelector<HTMLInputElement>('.list-title input')
      field?.focus()
      field?.select()
    })
  }

  #keyed = (event: KeyboardEvent): void => {
    const id = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row
    const isTitle = (event.target as Element).classList.contains('list-link')
    if (id === undefined || !isTitle) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'F2') this.startEditing(id)
    else if (event.key === 'Delete') this.#delete(id)
    else if (step !== undefined) {
      event.preventDefault()
      this.#step(id, step)
    }
  }

  #delete(id: string): void {
    const task = this.store.state.tasks.get(id)
    if (task === undefined || !this.store.canEdit) return
    this.#step(id, 1)
    deleteWithUndo(this.store, task)
  }

  #step(id: string, step: number): void {
    let at = this.#rows.findIndex((row) => row.kind === 'task' && row.task.id === id) + step
    while (this.#rows[at]?.kind === 'head') at += step
    const row = this.#rows[at]
    if (row?.kind !== 'task') return
    this.#virtual?.scrollToIndex(at)
    this.#focusRow(row.task.id)
  }

  #focusRow(id: string): void {
    requestAnimationFrame(() => {
      void this.updateComplete.then(() =>
        this.querySelector<HTMLElement>(`#row-${CSS.escape(id)}`)?.focus(),
      )
    })
  }

  #focused(event: FocusEvent): void {
    this.activeId =
      (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row ?? null
  }

  #startAdding = (): void => {
    this.isAdding = true
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.list-adder input')?.focus(),
    )
  }

  #adder(): TemplateResult {
    const keyed = (event: KeyboardEvent) => {
      const field = event.target as HTMLInputElement
      if (event.key === 'Escape') this.isAdding = false
      const [column] = this.store.state.columns
      if (event.key !== 'Enter' || event.isComposing || column === undefined) return
      if (field.value.trim() === '') return
      addQuickTask(this.store, column, field.value.trim())
      field.value = ''
    }
    return html`<div class="list-adder">
      <input
        class="input"
        maxlength="300"
        aria-label=${t('Title of the new task')}
        placeholder=${t('Fix login !high @ana #bug tomorrow 3pts')}
        ${quickAdd(this.store)}
        @keydown=${keyed}
        @blur=${(event: Event) => {
          if ((event.target as HTMLInputElement).value.trim() === '') this.isAdding = false
        }}
      />
    </div>`
  }
}

function keyOf(row: Row | undefined): string {
  if (row === undefined) return ''
  return row.kind === 'head' ? `column-${row.column.id}` : row.task.id
}

customElements.define('tf-task-list', TfTaskList)
