/** The list page: every task a row of one line, edited where it stands; drawn only where seen. */

import { Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { blockedIds } from '../blocked'
import { answerColumn } from '../board/columns'
import { cellKey, type Grid } from '../board/grid'
import { readFolds, toggleFold } from '../folds'
import type { Task } from '../model'
import { orderedMaker } from '../ordered'
import '../panel/panel'
import '../parts/filter-bar'
import { density, onDensity } from '../parts/density'
import { presence } from '../parts/presence'
import { projectSource } from '../parts/view-source'
import {
  keysOf,
  rowsOptions,
  Slots,
  startRows,
  type Rows,
  type RowsOptions,
} from '../parts/virtual'
import type { ProjectStore } from '../project'
import '../select/bulk-bar'
import { Selection } from '../select/selection'
import { openProject } from '../session'
import { isOther, remembered } from '../remembered'
import { isFiltering, onViewState, viewState, type ViewState } from '../view-state'
import { listActions } from './actions'
import { listBody, type Active, type Body } from './body'
import { Carrying } from './carrying'
import { Draggables } from './draggables'
import { failure, noMatch, skeleton, teaching } from './empty'
import { FLAT, listGrid } from './grid'
import { ListHands, type ListHost } from './hands'
import { listLook, type ListLook } from './look'
import { foldOf, keyOf, rowsOf, type Cell, type Row } from './rows'

const HEADS = 32

export class TfTaskList extends LitElement implements ListHost {
  static override properties = {
    view: { state: true },
    folds: { state: true },
    adding: { state: true },
    active: { state: true, hasChanged: isOther },
    editing: { state: true },
  }

  declare view: ViewState
  declare folds: ReadonlySet<string>
  /** The group in which a task is being typed. */
  declare adding: string | null
  /** The row, and the cell of it, that has or would get the focus. */
  declare active: Active | null
  /** The cell that is being typed in. */
  declare editing: Active | null
  readonly store: ProjectStore
  readonly selection = new Selection()
  readonly carrying: Carrying
  readonly #hands = new ListHands(this)
  readonly #draggables = new Draggables(() => !this.carrying.isTouching)
  readonly #ordered: (view: ViewState) => readonly Task[]
  readonly #gridNow = remembered(listGrid)
  readonly #rowsNow = remembered(
    (grid: Grid, folds: ReadonlySet<string>, adding: string | null, isFlat: boolean) =>
      rowsOf(grid, { folds, adding, isFlat }),
  )
  readonly #placesNow = remembered(
    (rows: readonly Row[]) => new Map(rows.map((row, at) => [keyOf(row), at])),
  )
  readonly #keysNow = keysOf(keyOf)
  readonly #slots = new Slots()
  readonly #lookNow = remembered((view: ViewState, width: number, ..._shape: unknown[]) =>
    listLook(this.store, view, width),
  )
  #grid: Grid
  #activeAt = 0
  /** How high the rows are that the places were worked out for. */
  #measured = 0
  rows: readonly Row[] = []
  look: ListLook
  #virtual: Rows | null = null
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.store = openProject()
    this.#ordered = orderedMaker(this.store)
    this.view = viewState()
    this.folds = readFolds(this.#foldName)
    this.adding = null
    this.active = null
    this.editing = null
    this.#grid = listGrid([], this.store.state, this.view, [])
    this.look = listLook(this.store, this.view, 0)
    this.carrying = new Carrying({
      store: this.store,
      rows: () => this.rows,
      grid: () => this.#grid,
      stackOf: (task) => this.#stackOf(task),
      isByHand: () => this.view.sort.length === 0,
      isFlat: () => this.#isFlat,
      height: () => this.#height,
      changed: () => this.requestUpdate(),
      show: (at) => this.scrollToRow(Math.min(at, this.rows.length - 1)),
      dropped: (task) => this.#hands.focusTask(task.id),
    })
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
      onDensity(() => this.requestUpdate()),
      registerActions(listActions(this)),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#draggables.stop()
    this.#virtual = null
  }

  get #foldName(): string {
    return `${this.store.page.me.id}.${this.store.id}.list`
  }

  get #isFlat(): boolean {
    return this.view.group === FLAT
  }

  get #height(): number {
    if (matchMedia('(max-width: 767px)').matches) return 68
    if (matchMedia('(pointer: coarse)').matches) return 44
    return density() === 'compact' ? 28 : 36
  }

  protected override willUpdate(): void {
    const { state, members } = this.store
    const tasks = this.#ordered(this.view)
    this.#grid = this.#gridNow(tasks, state, this.view, members)
    this.rows = this.#rowsNow(this.#grid, this.folds, this.adding, this.#isFlat)
    this.selection.grow(state.isComplete)
    const width = this.#virtual?.scrollRect?.width ?? this.clientWidth
    const { types, fields, sprints, milestones, labels, columns } = state
    const shape = [types, fields, sprints, milestones, labels, columns, members]
    this.look = this.#lookNow(this.view, width, ...shape)
    this.#keepActive()
    this.#keepFocus()
    this.#virtual?.setOptions(rowsOptions(this.#options()))
    if (this.#measured !== this.#height) this.#virtual?.measure()
    this.#measured = this.#height
  }

  /** A row that is carried to another place of the page loses the focus on the way. */
  #keepFocus(): void {
    const { active } = this
    const hadFocus = this.querySelector('.list-rows')?.contains(document.activeElement) === true
    if (!hadFocus || active === null || this.editing !== null) return
    void this.updateComplete.then(() => {
      if (document.activeElement === document.body && this.active === active)
        this.#hands.refocus({ stays: true })
    })
  }

  /** A row that went to another group keeps the focus; where it is gone, the next one gets it. */
  #keepActive(): void {
    const { active } = this
    if (active === null) return
    const at = this.placeOf(active.key)
    if (at !== undefined) {
      this.#activeAt = at
      return
    }
    const hadFocus = this.querySelector('.task-list')?.contains(document.activeElement) === true
    const id = active.key.split('/').at(-1)
    const same = this.rows.find((each) => each.kind === 'task' && each.task.id === id)
    const next = hadFocus ? this.rows[Math.min(this.#activeAt, this.rows.length - 1)] : undefined
    const row = same ?? next
    this.active = row === undefined ? null : { key: keyOf(row), cell: active.cell }
    if (row === undefined || !hadFocus) return
    void this.updateComplete.then(() => {
      if (document.activeElement === document.body) this.#hands.refocus()
    })
  }

  drawNow(): void {
    if (this.isUpdatePending) this.performUpdate()
  }

  placeOf(key: string): number | undefined {
    return this.#placesNow(this.rows).get(key)
  }

  protected override firstUpdated(): void {
    const { rows, stop } = startRows(this.#options())
    this.#virtual = rows
    const list = this.querySelector<HTMLElement>('.task-list')
    if (list !== null) this.#undo.push(this.carrying.watch(list))
    this.#undo.push(stop)
    this.requestUpdate()
  }

  protected override updated(): void {
    this.#virtual?._willUpdate()
    if (this.store.canEdit) this.#draggables.watch(this)
  }

  #options(): RowsOptions {
    return {
      count: this.rows.length,
      scroller: () => this.querySelector<HTMLElement>('.task-list'),
      height: this.#height,
      keyOf: this.#keysNow(this.rows),
      changed: () => this.requestUpdate(),
      margin: HEADS,
      keptAt: (first) => this.#keptAt(first),
    }
  }

  /** What has the focus is in the page however far it was scrolled away: keys find it at once. */
  #keptAt(first: number): readonly number[] {
    const adding = this.adding === null ? undefined : this.placeOf(`add:${this.adding}`)
    const active = this.placeOf(this.active?.key ?? '')
    return [this.#stuckAt(first), active, adding].filter((at) => at !== undefined && at !== null)
  }

  /** The head of the group that the first row in sight belongs to. */
  #stuckAt(first: number): number | null {
    const row = this.rows[first]
    if (row === undefined || this.#isFlat) return null
    const { groupId, laneId } = { groupId: row.groupId, laneId: null }
    return this.placeOf(`head:${cellKey(groupId, laneId)}`) ?? null
  }

  protected override render(): TemplateResult {
    const { store } = this
    return html`<div class="view-bar">
        <tf-filter-bar .source=${projectSource(store, 'list')}></tf-filter-bar>
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
      ${failure(store)}
      <div
        class="task-list"
        role="treegrid"
        aria-label=${t('Tasks')}
        aria-multiselectable="true"
        aria-rowcount=${store.state.isComplete ? this.rows.length + 1 : -1}
        aria-busy=${!store.isLoaded}
        @keydown=${this.#hands.keyed}
        @click=${this.#hands.clicked}
        @focusin=${this.#hands.focused}
        @focusout=${this.#hands.left}
        @pointerdown=${this.#hands.pressed}
      >
        ${this.#body()}
      </div>
      <p class="visually-hidden" id="list-help">
        ${t('Enter opens, E edits the title, the side arrows go to what else it holds, Space lifts it to carry it with the arrows, X chooses it.')}
      </p>
      <tf-bulk-bar .store=${store} .selection=${this.selection}></tf-bulk-bar>
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #body(): TemplateResult {
    const { store } = this
    if (!store.isLoaded) return skeleton()
    const { isComplete } = store.state
    if (isComplete && this.adding === null) {
      if (store.state.tasks.size === 0) return teaching(store, () => this.startAdding())
      if (isFiltering(this.view) && this.#ordered(this.view).length === 0) return noMatch()
    }
    const items = this.#virtual?.getVirtualItems() ?? []
    const body: Body = {
      store,
      sort: this.view.sort,
      look: this.look,
      rows: this.rows,
      items,
      slots: this.#slots.of(items.map(({ key }) => String(key))),
      height: this.#virtual?.getTotalSize() ?? 0,
      rowHeight: this.#height,
      margin: HEADS,
      stuck: this.#stuckAt(this.#virtual?.range?.startIndex ?? 0),
      active: this.active,
      editing: this.editing,
      chosen: this.selection.ids,
      held: this.carrying.heldIds,
      blocked: blockedIds(store),
      lineAt: this.carrying.lineAt,
      isAllChosen: this.selection.ids.size > 0 && this.selection.ids.size >= this.ids().length,
      chooseAll: () => this.#chooseAll(),
      fold: (row) => this.fold(row),
      startAdding: (cell) => this.startAdding(cell),
      add: (cell, text) => this.#add(cell, text),
      stopAdding: () => {
        this.adding = null
      },
    }
    return listBody(body)
  }

  readonly ids = (): readonly string[] =>
    this.rows.flatMap((row) => (row.kind === 'task' ? [row.task.id] : []))

  #chooseAll(): void {
    this.selection.turnAll(this.ids)
  }

  fold(row: Row): void {
    this.folds = toggleFold(this.#foldName, this.folds, foldOf(row))
  }

  foldAll(isFolded: boolean): void {
    for (const { id } of this.#grid.columns) {
      if (this.folds.has(`group:${id}`) !== isFolded)
        this.folds = toggleFold(this.#foldName, this.folds, `group:${id}`)
    }
  }

  // Adding

  startAdding(cell: Cell | null = this.#cellForAdding()): void {
    if (cell === null || !this.store.canEdit) return
    const fold = `group:${cell.groupId}`
    if (this.folds.has(fold)) this.folds = toggleFold(this.#foldName, this.folds, fold)
    const key = cellKey(cell.groupId, cell.laneId)
    this.adding = key
    this.drawNow()
    const at = this.placeOf(`add:${key}`)
    if (at !== undefined) this.scrollToRow(at)
    this.querySelector<HTMLElement>('.list-adder input')?.focus({ preventScroll: true })
  }

  #cellForAdding(): Cell | null {
    const row = this.rows[this.placeOf(this.active?.key ?? '') ?? 0]
    const [group] = this.#grid.columns
    const laneId = row?.laneId ?? this.#grid.lanes?.[0]?.id ?? null
    if (group === undefined) return null
    return { groupId: row?.groupId ?? group.id, laneId }
  }

  #add({ groupId: columnId, laneId }: Cell, text: string): void {
    answerColumn(this.store, this.#grid, { kind: 'quick-add', columnId, laneId, text })
    void this.updateComplete.then(() => {
      const at = this.placeOf(`add:${cellKey(columnId, laneId)}`)
      if (at !== undefined) this.#virtual?.scrollToIndex(at)
    })
  }

  // Rows

  scrollToRow(at: number): void {
    this.#virtual?.scrollToIndex(at)
  }

  focusFirst(): void {
    const { active, rows } = this
    const first = rows.find(({ kind }) => kind === 'task') ?? rows[0]
    if (active !== null) this.#hands.refocus()
    else if (first !== undefined) this.#hands.focusRow(keyOf(first), 'title')
  }

  /** What is carried with a task: all that are chosen, where it is one of them. */
  #stackOf(task: Task): readonly Task[] {
    if (!this.selection.has(task.id)) return [task]
    return this.#ordered(this.view).filter(({ id }) => this.selection.has(id))
  }
}

customElements.define('tf-task-list', TfTaskList)
