/** The kanban page: columns of cards, kept live, with filters, quick add, and the task panel. */

import { Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { announce } from '../../common/ui/announce'
import { addQuickTask } from '../adding'
import { isFiltering, matches, readFilter, writeFilter, type Filter } from '../filters'
import type { Column, Task } from '../model'
import '../parts/filter-bar'
import type { TfFilterBar } from '../parts/filter-bar'
import { presence } from '../parts/presence'
import '../panel/panel'
import { kanbanActions } from './actions'
import type { ProjectStore } from '../project'
import { deleteWithUndo, openProject } from '../session'
import { tasksByColumn } from '../state'
import { openTask, openTaskKey } from '../parts/address'
import './column'
import { addColumn, deleteColumn, limitColumn, renameColumn, shiftColumn } from './columns'
import { failure, skeleton, teaching } from './empty'
import './new-column'
import type { ColumnRequest, TfColumn } from './column'
import { Hold, type Held, type HoldChange } from './hold'
import { holdWords } from './hold-words'
import { arrowOf, carried, neighbour, type BoardMap } from './keys'
import { watchMouseDrags } from './mouse'
import { isSamePlace, landingAt, type Place } from './place'
import { TouchDrag } from './touch'

const NOTHING: ReadonlySet<string> = new Set()

export class TfKanban extends LitElement {
  static override properties = {
    filter: { state: true },
    activeId: { state: true },
    addingIn: { state: true },
  }

  declare filter: Filter
  declare activeId: string | null
  declare addingIn: string | null
  readonly store: ProjectStore
  readonly #hold = new Hold({
    findTask: (id) => this.store.state.tasks.get(id),
    drop: (task, place) => this.#move(task, place),
    holdChanged: (held, what) => this.#holdChanged(held, what),
  })
  #touch: TouchDrag | null = null
  #undo: (() => void)[] = []
  #isWatching = false

  constructor() {
    super()
    this.store = openProject()
    this.filter = readFilter(location.search)
    this.activeId = null
    this.addingIn = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const readAddress = () => {
      this.filter = readFilter(location.search)
    }
    window.addEventListener('popstate', readAddress)
    window.addEventListener('tf-address', readAddress)
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      registerActions(kanbanActions(this)),
      () => window.removeEventListener('popstate', readAddress),
      () => window.removeEventListener('tf-address', readAddress),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#touch?.stop()
    this.#isWatching = false
  }

  protected override updated(): void {
    const board = this.querySelector<HTMLElement>('.kanban')
    if (this.#isWatching || board === null) return
    this.#isWatching = true
    this.#touch = new TouchDrag(board, this.#hold, () => this.store.canEdit)
    this.#undo.push(watchMouseDrags(board, this.#hold))
  }

  protected override render(): TemplateResult {
    const { store } = this
    return html`<div class="view-bar">
        <tf-filter-bar
          .filter=${this.filter}
          .members=${store.members}
          .labels=${store.state.labels}
          @tf-filter=${(event: CustomEvent<Filter>) => this.#setFilter(event.detail)}
        ></tf-filter-bar>
        ${presence(store.people, store.page.me.id)}
        ${
          store.canEdit
            ? html`<button
                class="button button-primary button-small"
                type="button"
                @click=${() => this.startAdding()}
              >
                ${icon(Plus)} ${t('New task')}
              </button>`
            : nothing
        }
      </div>
      ${this.#body()}
      <p class="visually-hidden" id="kanban-help">
        ${t('Press Space to lift the card, the arrow keys to carry it, Space to drop it, Escape to cancel.')}
      </p>
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #body(): TemplateResult {
    const { store } = this
    if (store.loadError !== null && !store.isLoaded) return failure(() => void store.load())
    if (!store.isLoaded) return skeleton()
    const groups = this.#groups()
    const pending = store.outbox.isStuck ? store.pendingIds : NOTHING
    const openId = store.task(openTaskKey() ?? '')?.id ?? null
    const first = this.activeId ?? [...groups.values()].flat()[0]?.id ?? null
    const isEmpty = store.state.tasks.size === 0 && store.state.isComplete
    return html`${isEmpty && this.addingIn === null ? teaching(store.canEdit, () => this.startAdding()) : nothing}
      <div
        class="kanban"
        @click=${this.#clicked}
        @keydown=${this.#keyed}
        @focusin=${this.#focused}
        @tf-column=${this.#asked}
      >
        ${repeat(
          store.state.columns,
          (column) => column.id,
          (column) => this.#column(column, groups, { pending, openId, first }),
        )}
        ${
          store.canManage
            ? html`<tf-new-column
                @tf-new-column=${(event: CustomEvent<string>) => addColumn(store, event.detail)}
              ></tf-new-column>`
            : nothing
        }
      </div>`
  }

  #column(
    column: Column,
    groups: ReadonlyMap<string, readonly Task[]>,
    marks: { pending: ReadonlySet<string>; openId: string | null; first: string | null },
  ): TemplateResult {
    const { store } = this
    const all = groups.get(column.id) ?? []
    const held = this.#hold.held
    const shown = all.filter((task) => task.id === held?.task.id || matches(task, this.filter))
    const isOver = held?.hand !== 'keyboard' && held?.place?.columnId === column.id
    const total = store.state.isComplete ? all.length : Math.max(column.task_count ?? 0, all.length)
    return html`<tf-column
      data-column=${column.id}
      data-state=${column.state}
      ?data-over=${isOver}
      .column=${column}
      .tasks=${shown}
      .total=${total}
      .heldId=${held?.task.id ?? null}
      .activeId=${marks.first}
      .openId=${marks.openId}
      .dropBefore=${isOver ? held?.place?.beforeId : undefined}
      .isAdding=${this.addingIn === column.id}
      .canEdit=${store.canEdit}
      .canManage=${store.canManage}
      .isFiltered=${isFiltering(this.filter)}
      .pendingIds=${marks.pending}
      .mayDrag=${() => this.#touch?.isTouching !== true}
    ></tf-column>`
  }

  /** All cards by column. What the person holds stays where their hand has it, whatever others do. */
  #groups(): ReadonlyMap<string, readonly Task[]> {
    const groups = new Map(tasksByColumn(this.store.state))
    const held = this.#hold.held
    const now = held === null ? undefined : this.store.state.tasks.get(held.task.id)
    if (held === null || now === undefined) return groups
    const { column, rank } = held.task
    groups.set(
      now.column.id,
      (groups.get(now.column.id) ?? []).filter(({ id }) => id !== now.id),
    )
    const place = held.hand === 'keyboard' ? held.place : null
    const target = place?.columnId ?? column.id
    const others = groups.get(target) ?? []
    const at =
      place === null
        ? others.findIndex((task) => task.rank > rank)
        : others.findIndex(({ id }) => id === place.beforeId)
    const index = at < 0 ? others.length : at
    groups.set(target, [...others.slice(0, index), now, ...others.slice(index)])
    return groups
  }

  #map(): BoardMap {
    const heldId = this.#hold.held?.task.id
    const cards = new Map<string, string[]>()
    for (const [id, tasks] of tasksByColumn(this.store.state)) {
      const shown = tasks.filter((task) => task.id !== heldId && matches(task, this.filter))
      cards.set(
        id,
        shown.map((task) => task.id),
      )
    }
    return { columnIds: this.store.state.columns.map(({ id }) => id), cards }
  }

  // Adding

  startAdding(columnId = this.#columnForAdding()): void {
    if (columnId === null || !this.store.canEdit) return
    this.addingIn = columnId
    void this.updateComplete.then(() => {
      const column = this.querySelector<TfColumn>(
        `tf-column[data-column="${CSS.escape(columnId)}"]`,
      )
      column?.focusQuickAdd()
      column?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
  }

  #columnForAdding(): string | null {
    const active = this.store.state.tasks.get(this.activeId ?? '')
    return active?.column.id ?? this.store.state.columns[0]?.id ?? null
  }

  focusFilter(): void {
    this.querySelector<TfFilterBar>('tf-filter-bar')?.focusText()
  }

  #setFilter(filter: Filter): void {
    this.filter = filter
    history.replaceState(
      history.state,
      '',
      location.pathname + writeFilter(filter, location.search),
    )
  }

  // What columns ask

  #asked = (event: CustomEvent<ColumnRequest>): void => {
    const request = event.detail
    const { store } = this
    switch (request.kind) {
      case 'adding':
        if (request.columnId === null) this.addingIn = null
        else this.startAdding(request.columnId)
        return
      case 'quick-add': {
        const column = store.state.columns.find(({ id }) => id === request.columnId)
        if (column !== undefined) addQuickTask(store, column, request.text)
        return
      }
      case 'rename':
        renameColumn(store, request.columnId, request.name)
        return
      case 'limit':
        limitColumn(store, request.columnId, request.limit)
        return
      case 'shift':
        shiftColumn(store, request.columnId, request.by)
        return
      case 'delete':
        void deleteColumn(store, request.columnId)
    }
  }

  // Hands

  #clicked = (event: MouseEvent): void => {
    const target = event.target as Element
    const doomed = target.closest<HTMLElement>('[data-delete]')?.dataset.delete
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0
    const opened = target.closest<HTMLElement>('[data-task]')?.dataset.task
    const task = this.store.state.tasks.get(doomed ?? opened ?? '')
    if (task === undefined) return
    if (doomed !== undefined) this.deleteTask(task)
    else if (isPlain) {
      event.preventDefault()
      if (task.key !== '') openTask(task.key)
    }
  }

  #focused = (event: FocusEvent): void => {
    const id = (event.target as Element).closest<HTMLElement>('[data-task]')?.dataset.task
    if (id !== undefined) this.activeId = id
  }

  #keyed = (event: KeyboardEvent): void => {
    const card = (event.target as Element).closest<HTMLElement>('[data-task]')
    const id = card?.dataset.task
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = arrowOf(event.key, getComputedStyle(this).direction === 'rtl')
    const isCarrying = this.#hold.held?.hand === 'keyboard'
    if (event.key === ' ') {
      event.preventDefault()
      if (isCarrying) this.#hold.drop()
      else this.#liftByKey(id)
    } else if (event.key === 'Escape' && isCarrying) {
      event.preventDefault()
      this.#hold.cancel()
    } else if (event.key === 'Enter' && isCarrying) {
      event.preventDefault()
      this.#hold.drop()
    } else if (arrow !== null) {
      event.preventDefault()
      if (isCarrying) this.#hold.over(carried(this.#map(), this.#hold.held?.place as Place, arrow))
      else this.focusCard(neighbour(this.#map(), id, arrow))
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      const task = this.store.state.tasks.get(id)
      if (task !== undefined && this.store.canEdit) this.deleteTask(task)
    }
  }

  #liftByKey(id: string): void {
    const task = this.store.state.tasks.get(id)
    if (task === undefined || !this.store.canEdit) return
    const cards = this.#map().cards.get(task.column.id) ?? []
    this.#hold.lift(id, 'keyboard', {
      columnId: task.column.id,
      beforeId: cards[cards.indexOf(id) + 1] ?? null,
    })
  }

  deleteTask(task: Task): void {
    const map = this.#map()
    const next = neighbour(map, task.id, 'down') ?? neighbour(map, task.id, 'up')
    deleteWithUndo(this.store, task)
    this.focusCard(next)
  }

  focusCard(id: string | null): void {
    if (id === null) return
    this.activeId = id
    void this.#settle().then(() => {
      const card = this.querySelector<HTMLElement>(`#card-${CSS.escape(id)}`)
      card?.focus({ preventScroll: true })
      card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
  }

  async #settle(): Promise<void> {
    await this.updateComplete
    const columns = [...this.querySelectorAll<TfColumn>('tf-column')]
    await Promise.all(columns.map((column) => column.updateComplete))
  }

  #move(task: Task, place: Place): void {
    const all = tasksByColumn(this.store.state).get(place.columnId) ?? []
    const column = this.store.state.columns.find(({ id }) => id === place.columnId)
    if (column === undefined || isSamePlace(all, task, place)) return
    const { id, name, state } = column
    const landing = landingAt(all, place.beforeId, task.id)
    void this.store.do({
      kind: 'task.move',
      taskId: task.id,
      column: { id, name, state },
      ...landing,
    })
  }

  #holdChanged(held: Held | null, what: HoldChange): void {
    this.requestUpdate()
    if (held === null) return
    if (held.hand === 'keyboard') this.focusCard(held.task.id)
    const words = holdWords(held, what, this.store.state.columns, this.#map())
    if (held.hand === 'keyboard' || what === 'dropped') announce(words, 'assertive')
  }
}

customElements.define('tf-kanban', TfKanban)
