/** The kanban page: cards in columns by any field, in lanes by a second, kept live. */

import { Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { announce } from '../../common/ui/announce'
import { actWithToast } from '../acts'
import { readFolds, toggleFold } from '../folds'
import { isGroupBy, type GroupBy } from '../grouping'
import type { Task, User } from '../model'
import '../panel/panel'
import { openTask } from '../parts/address'
import '../parts/filter-bar'
import { presence } from '../parts/presence'
import { projectSource } from '../parts/view-source'
import { isOther, remembered } from '../remembered'
import type { ProjectStore } from '../project'
import type { ProjectState } from '../state'
import '../select/bulk-bar'
import { clickedWith, Selection } from '../select/selection'
import { deleteWithUndo, openProject } from '../session'
import { orderedMaker } from '../ordered'
import { onViewState, viewState, type ViewState } from '../view-state'
import { kanbanActions } from './actions'
import { boardBody, type BoardView } from './body'
import type { TfColumn } from './column'
import { BoardFocus, spotAt, type FocusHost } from './focus'
import type { ColumnRequest } from './column-head'
import { answerColumn } from './columns'
import { dropOps, type Origin } from './drop'
import { failure, skeleton, teaching } from './empty'
import { cellKey, gridOf, mapOf, standsOnce, type Grid } from './grid'
import { Hold, type Held, type HoldChange } from './hold'
import { holdWords } from './hold-words'
import {
  arrowOf,
  cardsIn,
  carried,
  neighbour,
  orderOf,
  spotOf,
  type BoardMap,
  type Spot,
} from './keys'
import { watchMouseDrags } from './mouse'
import { withHeld } from './held-cards'
import type { Place } from './place'
import { TouchDrag } from './touch'

const NOBODY: ReadonlySet<string> = new Set()

export class TfKanban extends LitElement implements FocusHost {
  static override properties = {
    view: { state: true },
    active: { state: true, hasChanged: isOther },
    adding: { state: true },
    folds: { state: true },
  }

  declare view: ViewState
  /** The card that has, or would get, the focus. */
  declare active: Spot | null
  /** The cell in which a card is being added. */
  declare adding: string | null
  declare folds: ReadonlySet<string>
  readonly store: ProjectStore
  readonly selection = new Selection()
  readonly #shown: (view: ViewState) => readonly Task[]
  readonly #hold = new Hold({
    findTask: (id) => this.store.state.tasks.get(id),
    drop: (task, place) => this.#drop(task, place),
    holdChanged: (held, what) => this.#holdChanged(held, what),
  })
  readonly #focus = new BoardFocus(this, () => this.#map())
  readonly #gridNow = remembered(
    (tasks: readonly Task[], state: ProjectState, view: ViewState, people: readonly User[]) => {
      const ways = { by: this.#by, lanesBy: this.#lanesBy, hidesEmpty: view.hidesEmpty }
      return gridOf(tasks, state, { ...ways, people })
    },
  )
  readonly #mapNow = remembered(mapOf)
  #origin: Origin | null = null
  #touch: TouchDrag | null = null
  #undo: (() => void)[] = []
  #isWatching = false

  constructor() {
    super()
    this.store = openProject()
    this.#shown = orderedMaker(this.store)
    this.view = viewState()
    this.active = null
    this.adding = null
    this.folds = readFolds(this.#foldName)
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#undo = [
      onViewState((view) => {
        this.view = view
      }),
      this.store.subscribe(() => this.requestUpdate()),
      this.selection.subscribe(() => this.requestUpdate()),
      registerActions(kanbanActions(this)),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#touch?.stop()
    this.#isWatching = false
  }

  protected override willUpdate(): void {
    this.#focus.keep()
    this.selection.grow(this.store.state.isComplete)
  }

  protected override updated(): void {
    const board = this.querySelector<HTMLElement>('.kanban')
    if (this.#isWatching || board === null || board.ariaBusy === 'true') return
    this.#isWatching = true
    this.#touch = new TouchDrag(board, this.#hold, () => this.store.canEdit)
    this.#undo.push(watchMouseDrags(board, this.#hold))
  }

  get #foldName(): string {
    return `${this.store.page.me.id}.${this.store.id}.board`
  }

  get #by(): GroupBy {
    const { group } = this.view
    return group !== null && isGroupBy(group, this.store.state) ? group : 'column'
  }

  get #lanesBy(): GroupBy | null {
    const { lanes } = this.view
    return lanes !== null && isGroupBy(lanes, this.store.state) ? lanes : null
  }

  protected override render(): TemplateResult {
    const { store } = this
    return html`<div class="view-bar">
        <tf-filter-bar .source=${projectSource(store, 'board')}></tf-filter-bar>
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
        ${t('Press Space to lift the card, the arrow keys to carry it, Space to drop it, Escape to cancel, X to choose it.')}
      </p>
      <tf-bulk-bar .store=${store} .selection=${this.selection}></tf-bulk-bar>
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #body(): TemplateResult {
    const { store } = this
    if (store.loadError !== null && !store.isLoaded) return failure(() => void store.load())
    if (!store.isLoaded) return skeleton()
    const isEmpty = store.state.tasks.size === 0 && store.state.isComplete
    const held = this.#hold.held
    const view: BoardView = {
      store,
      view: this.view,
      grid: withHeld(this.#grid(), held, this.#heldTasks(), this.#origin),
      folds: this.folds,
      held,
      heldIds: this.#heldIds,
      active: this.active,
      adding: this.adding,
      chosenIds: this.selection.ids,
      isOnlyId: standsOnce(this.#by, this.#lanesBy, store.state),
      mayDrag: () => this.#touch?.isTouching !== true,
      fold: (id) => this.#fold(id),
    }
    return html`${isEmpty && this.adding === null ? teaching(store.canEdit, () => this.startAdding()) : nothing}
      <div
        class="kanban ${view.grid.lanes === null ? '' : 'kanban-lanes'}"
        @click=${this.#clicked}
        @keydown=${this.#keyed}
        @focusin=${this.#focused}
        @pointerdown=${this.#pressed}
        @tf-column=${this.#asked}
      >
        ${boardBody(view)}
      </div>`
  }

  #grid(): Grid {
    const { state, members } = this.store
    return this.#gridNow(this.#shown(this.view), state, this.view, members)
  }

  #map(): BoardMap {
    return this.#mapNow(this.#grid(), this.folds, this.#heldIds)
  }

  #fold(id: string): void {
    this.folds = toggleFold(this.#foldName, this.folds, id)
  }

  // Adding

  startAdding(place = this.#placeForAdding()): void {
    if (place === null || !this.store.canEdit) return
    this.adding = cellKey(place.columnId, place.laneId)
    this.#focus.onAdder(place.columnId, place.laneId)
  }

  #placeForAdding(columnId?: string): Origin | null {
    const { columns, lanes } = this.#grid()
    const column = columnId ?? this.active?.columnId ?? columns[0]?.id
    const laneId = lanes === null ? null : (this.active?.laneId ?? lanes[0]?.id ?? null)
    return column === undefined ? null : { columnId: column, laneId }
  }

  #asked = (event: CustomEvent<ColumnRequest>): void => {
    const request = event.detail
    if (request.kind === 'fold') this.#fold(`column:${request.columnId}`)
    else if (request.kind === 'adding') this.#askedToAdd(request)
    else answerColumn(this.store, this.#grid(), request)
  }

  #askedToAdd({ columnId, laneId }: Extract<ColumnRequest, { kind: 'adding' }>): void {
    if (columnId === null) this.adding = null
    else if (laneId !== null) this.startAdding({ columnId, laneId })
    else this.startAdding(this.#placeForAdding(columnId))
  }

  // Hands

  #clicked = (event: MouseEvent): void => {
    const target = event.target as Element
    const doomed = target.closest<HTMLElement>('[data-delete]')?.dataset.delete
    const clicked = target.closest<HTMLElement>('[data-task]')?.dataset.task
    const task = this.store.state.tasks.get(doomed ?? clicked ?? '')
    if (task === undefined || event.button !== 0) return
    if (doomed !== undefined) {
      this.deleteTask(task)
      return
    }
    event.preventDefault()
    const isChoice = this.store.canEdit && clickedWith(this.selection, event, task.id, this.#order)
    if (!isChoice) openTask(task.key || task.id)
  }

  #order = (): readonly string[] => orderOf(this.#map())

  #focused = (event: FocusEvent): void => {
    this.active = spotAt(event.target) ?? this.active
  }

  #pressed = (event: PointerEvent): void => {
    if (this.#hold.held === null) this.#origin = spotAt(event.target)
  }

  #keyed = (event: KeyboardEvent): void => {
    const spot = spotAt(event.target)
    if (spot === null || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'a') return
      event.preventDefault()
      if (this.store.canEdit) this.selection.chooseAll(this.#order)
      return
    }
    const arrow = arrowOf(event.key, getComputedStyle(this).direction === 'rtl')
    const isCarrying = this.#hold.held?.hand === 'keyboard'
    const isHandled =
      arrow !== null
        ? this.#arrow(spot, arrow, event.shiftKey)
        : isCarrying
          ? this.#carryingKey(event.key)
          : this.#cardKey(event.key, spot)
    if (isHandled) event.preventDefault()
  }

  #arrow(spot: Spot, arrow: Parameters<typeof carried>[2], isChoosing: boolean): boolean {
    const { held } = this.#hold
    if (held?.hand === 'keyboard' && held.place !== null) {
      this.#hold.over(carried(this.#map(), held.place, arrow))
      return true
    }
    const next = neighbour(this.#map(), spot, arrow)
    if (isChoosing && next !== null)
      this.selection.choose([...this.selection.ids, spot.taskId, next.taskId])
    this.focusSpot(next)
    return true
  }

  #carryingKey(key: string): boolean {
    if (key === ' ' || key === 'Enter') this.#hold.drop()
    else if (key === 'Escape') this.#hold.cancel()
    else return false
    return true
  }

  #cardKey(key: string, spot: Spot): boolean {
    const task = this.store.state.tasks.get(spot.taskId)
    if (key === 'Escape' && this.selection.ids.size > 0) this.selection.clear()
    else if (!this.store.canEdit || task === undefined) return false
    else if (key === ' ') this.#liftByKey(spot)
    else if (key === 'x') this.selection.toggle(spot.taskId)
    else if (key === 'Delete' || key === 'Backspace') this.deleteTask(task)
    else return false
    return true
  }

  #liftByKey(spot: Spot): void {
    this.#origin = spot
    const cards = cardsIn(this.#map(), spot)
    const beforeId = cards[cards.indexOf(spot.taskId) + 1] ?? null
    const place = { columnId: spot.columnId, beforeId }
    const where = spot.laneId === null ? place : { ...place, laneId: spot.laneId }
    this.#hold.lift(spot.taskId, 'keyboard', where)
  }

  /** The held card, and with it the others that are chosen. */
  #heldTasks(): readonly Task[] {
    const { held } = this.#hold
    return held === null ? [] : this.#stackOf(held.task)
  }

  get #heldIds(): ReadonlySet<string> {
    const held = this.#heldTasks()
    return held.length === 0 ? NOBODY : new Set(held.map(({ id }) => id))
  }

  #stackOf(task: Task): readonly Task[] {
    if (!this.selection.has(task.id)) return [task]
    return this.#shown(this.view).filter(({ id }) => this.selection.has(id))
  }

  deleteTask(task: Task): void {
    const map = this.#map()
    const spot = spotOf(map, task.id, this.active)
    deleteWithUndo(this.store, task)
    this.focusSpot(spot && (neighbour(map, spot, 'down') ?? neighbour(map, spot, 'up')))
  }

  focusFirst(): void {
    const map = this.#map()
    const known = this.active && spotOf(map, this.active.taskId, this.active)
    this.focusSpot(known ?? spotOf(map, this.#order()[0] ?? ''))
  }

  focusSpot(spot: Spot | null): void {
    this.#focus.onSpot(spot)
  }

  drawNow(): void {
    if (this.isUpdatePending) this.performUpdate()
    for (const column of this.querySelectorAll<TfColumn>('tf-column')) column.drawNow()
  }

  #drop(task: Task, place: Place): void {
    const { store } = this
    const moved = this.#stackOf(task)
    const isByHand = this.view.sort.length === 0
    const setting = { grid: this.#grid(), state: store.state, isByHand }
    const ops = dropOps(moved, place, this.#origin, setting)
    if (moved.length === 1) store.act(ops)
    else actWithToast(store, ops, t('Moved %(count)s tasks', { count: moved.length }))
    this.active = { taskId: task.id, columnId: place.columnId, laneId: place.laneId ?? null }
  }

  #holdChanged(held: Held | null, what: HoldChange): void {
    this.requestUpdate()
    if (held === null) return
    const { columnId, laneId = null } = held.place ?? this.#origin ?? { columnId: '' }
    const there = { taskId: held.task.id, columnId, laneId }
    const spot = what === 'cancelled' ? spotOf(this.#map(), held.task.id) : there
    if (held.hand === 'keyboard') this.focusSpot(spot)
    const words = holdWords(held, what, this.#grid().columns, this.#map())
    if (held.hand === 'keyboard' || what === 'dropped') announce(words, 'assertive')
  }
}

customElements.define('tf-kanban', TfKanban)
