/** The planning page: the backlog beside the sprints, carried over by mouse, finger and keyboard. */

import { Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { announce } from '../../common/ui/announce'
import { actWithToast } from '../acts'
import { addQuickTask } from '../adding'
import { isoDate } from '../grammar'
import type { PageData, Task } from '../model'
import '../panel/panel'
import { openTask, openTaskKey } from '../parts/address'
import '../parts/filter-bar'
import { projectSource } from '../parts/view-source'
import type { Test } from '../query/values'
import { shownMaker } from '../shown'
import { isFiltering, viewState, type ViewState } from '../view-state'
import { presence } from '../parts/presence'
import type { ProjectStore } from '../project'
import { openProject, readPage } from '../session'
import { BACKLOG, Carry, type Carried, type Change, type Place } from './carry'
import { chosenBar, planningActions } from './chosen'
import { SprintDetails } from './details'
import { completeSprint, deleteSprint, editSprint, setCapacity, startSprint } from './dialogues'
import { backlogOf, tasksOfSprint, type SprintDetail, type Velocity } from './figures'
import { Hands } from './hands'
import { planList, type ListActs, type ListView } from './list'
import { planOf } from './plan-op'
import { Selection } from './selection'
import { failure, pastSprints, skeleton, teaching } from './states'
import { placeAfter, rowAfter, stepOf, type Lists } from './steps'
import { carryWords, tasksWords } from './words'

const STEP = 100

interface PlanningData extends PageData {
  readonly sprints: readonly SprintDetail[]
  readonly velocity: Velocity
}

interface List {
  readonly id: string
  readonly name: string
  readonly sprint: SprintDetail | null
  readonly all: readonly Task[]
  readonly shown: readonly Task[]
}

export class TfSprintPlanning extends LitElement {
  static override properties = {
    filter: { state: true },
    activeId: { state: true },
    limits: { state: true },
    opened: { state: true },
  }

  declare filter: ViewState
  declare activeId: string | null
  declare limits: ReadonlyMap<string, number>
  /** The sprints whose people are shown. */
  declare opened: ReadonlySet<string>
  readonly store: ProjectStore
  readonly #velocity: Velocity
  readonly #details: SprintDetails
  readonly #selection = new Selection(() => this.requestUpdate())
  #lists: readonly List[] = []
  #hands: Hands | null = null
  #undo: (() => void)[] = []
  readonly #test: (view: ViewState) => Test
  readonly #carry = new Carry({
    carriedWith: (taskId) => this.#carriedWith(taskId),
    drop: (ids, place) => this.#plan(ids, place),
    carryChanged: (carried, what) => this.#carryChanged(carried, what),
  })

  constructor() {
    super()
    const page = readPage() as PlanningData
    this.store = openProject(page)
    this.#velocity = page.velocity
    this.#details = new SprintDetails(this.store, page.sprints, () => this.requestUpdate())
    this.#test = shownMaker(this.store)
    this.filter = viewState()
    this.activeId = null
    this.limits = new Map()
    this.opened = new Set()
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
    this.store.open()
    this.#details.follow()
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      () => this.#details.stop(),
      registerActions(
        planningActions({
          canEdit: () => this.store.canEdit,
          addTask: () => this.#focusAdder(),
          addSprint: () => this.#create(),
          goToFirst: () => this.#focusRow(this.activeId ?? this.#firstId),
          open: () => this.#details.open,
          start: this.#acts.start,
          complete: this.#acts.complete,
        }),
      ),
      () => window.removeEventListener('popstate', readAddress),
      () => window.removeEventListener('tf-address', readAddress),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#hands?.stop()
    this.#hands = null
  }

  protected override willUpdate(): void {
    const { state } = this.store
    const isAll = !isFiltering(this.filter)
    const listOf = (id: string, name: string, sprint: SprintDetail | null): List => {
      const all = sprint === null ? backlogOf(state) : tasksOfSprint(state, id)
      const shown = isAll ? all : all.filter(this.#test(this.filter))
      return { id, name, sprint, all, shown }
    }
    this.#lists = [
      listOf(BACKLOG, t('Backlog'), null),
      ...this.#details.open.map((sprint) => listOf(sprint.id, sprint.name, sprint)),
    ]
  }

  protected override updated(): void {
    const root = this.querySelector<HTMLElement>('.planning:not([aria-busy])')
    if (root !== null) this.#hands ??= new Hands(root, this.#carry)
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
                @click=${() => this.#create()}
              >
                ${icon(Plus)} ${t('New sprint')}
              </button>`
            : nothing
        }
      </div>
      ${this.#body()}
      ${chosenBar(this.#chosen, this.#lists, {
        move: (tasks, listId) =>
          this.#plan(
            tasks.map(({ id }) => id),
            { listId, beforeId: null },
          ),
        clear: () => this.#selection.clear(),
      })}
      <p class="visually-hidden" id="plan-help">
        ${t('Space lifts the task, the arrow keys carry it, Space drops it, Escape cancels. X selects it.')}
      </p>
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #body(): TemplateResult {
    const { store } = this
    if (store.loadError !== null && !store.isLoaded) return failure(() => void store.load())
    if (!store.isLoaded) return skeleton()
    const [backlog, ...sprints] = this.#lists.map((list) => planList(this.#view(list)))
    return html`<div
      class="planning"
      @click=${this.#clicked}
      @change=${this.#checked}
      @keydown=${this.#keyed}
      @focusin=${this.#focused}
    >
      <div class="plan-pane" data-pane>${backlog}</div>
      <div class="plan-pane" data-pane>
        ${sprints.length === 0 ? teaching(store.canEdit, () => this.#create()) : sprints}
        ${pastSprints(store.state.sprints)}
      </div>
    </div>`
  }

  #view(list: List): ListView {
    const carried = this.#carry.now
    const place = carried?.place ?? null
    const openId = this.store.task(openTaskKey() ?? '')?.id
    const first = this.activeId ?? this.#firstId
    const pending = this.store.outbox.isStuck ? this.store.pendingIds : new Set<string>()
    const isOver = place?.listId === list.id
    return {
      ...list,
      store: this.store,
      limit: this.limits.get(list.id) ?? STEP,
      isOver,
      isDropEnd: isOver && place.beforeId === null,
      isOpen: this.opened.has(list.id),
      today: isoDate(new Date()),
      acts: this.#acts,
      flagsOf: (task) => ({
        isHeld: carried?.ids.includes(task.id) === true,
        isSelected: this.#selection.has(task.id),
        isActive: task.id === first,
        isOpen: task.id === openId,
        isPending: pending.has(task.id),
        isDropBefore: isOver && place.beforeId === task.id,
      }),
    }
  }

  readonly #acts: ListActs = {
    add: (listId, text) => this.#add(listId, text),
    showMore: (listId) => {
      this.limits = new Map(this.limits).set(listId, (this.limits.get(listId) ?? STEP) + STEP)
    },
    showPeople: (sprintId) => {
      const opened = new Set(this.opened)
      if (!opened.delete(sprintId)) opened.add(sprintId)
      this.opened = opened
    },
    edit: (sprint) => editSprint(this.store.id, sprint, this.#velocity, this.#saved),
    start: (sprint) => startSprint(sprint, tasksOfSprint(this.store.state, sprint.id), this.#saved),
    complete: (sprint) => {
      const planned = this.#details.open.filter(({ status }) => status === 'planned')
      completeSprint(sprint, tasksOfSprint(this.store.state, sprint.id), planned, this.#saved)
    },
    remove: (sprint) => void deleteSprint(sprint),
    setCapacity: (sprint, user, points) => void setCapacity(sprint, user, points),
  }

  readonly #saved = (sprint: SprintDetail): void => this.#details.put(sprint)

  #create(): void {
    editSprint(this.store.id, null, this.#velocity, this.#saved)
  }

  #add(listId: string, text: string): void {
    const { columns } = this.store.state
    const column = columns.find(({ state }) => state === 'todo') ?? columns[0]
    if (column === undefined) return
    addQuickTask(this.store, column, text, listId === BACKLOG ? {} : { sprint: listId })
  }

  #focusAdder(): void {
    const listId = this.#listOf(this.activeId ?? '')?.id ?? BACKLOG
    this.querySelector<HTMLInputElement>(`[data-add="${CSS.escape(listId)}"]`)?.focus()
  }

  // Rows

  get #rows(): readonly Task[] {
    return this.#lists.flatMap(({ shown }) => shown)
  }

  get #firstId(): string | null {
    return this.#rows[0]?.id ?? null
  }

  get #chosen(): readonly Task[] {
    return this.#selection.of(this.#rows)
  }

  #listOf(taskId: string): List | undefined {
    return this.#lists.find(({ shown }) => shown.some(({ id }) => id === taskId))
  }

  /** The lists without what is carried. */
  get #map(): Lists {
    const away = new Set(this.#carry.now?.ids)
    const idsOf = ({ shown }: List) => shown.map(({ id }) => id).filter((id) => !away.has(id))
    return {
      ids: this.#lists.map(({ id }) => id),
      rows: new Map(this.#lists.map((list) => [list.id, idsOf(list)])),
    }
  }

  #focusRow(id: string | null): void {
    if (id === null) return
    this.activeId = id
    void this.updateComplete.then(() => {
      const row = this.querySelector<HTMLElement>(`#plan-${CSS.escape(id)}`)
      row?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'nearest' })
    })
  }

  // Hands

  #clicked = (event: MouseEvent): void => {
    const target = event.target as Element
    const id = target.closest<HTMLElement>('[data-task]')?.dataset.task
    if (id === undefined || target.closest('input, button, label') !== null) return
    event.preventDefault()
    const task = this.store.state.tasks.get(id)
    if (event.shiftKey) this.#selection.extend(id, this.#listOf(id)?.shown ?? [])
    else if (event.ctrlKey || event.metaKey) this.#selection.toggle(id)
    else if (task !== undefined) openTask(task.key || task.id)
  }

  #checked = (event: Event): void => {
    const box = event.target as HTMLElement
    const id = box.closest<HTMLElement>('[data-task]')?.dataset.task
    if (id !== undefined && box.matches('[data-select]')) this.#selection.toggle(id)
  }

  #focused = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-task]')
    this.activeId = row?.dataset.task ?? this.activeId
  }

  #keyed = (event: KeyboardEvent): void => {
    const target = event.target as Element
    const id = target.closest<HTMLElement>('[data-task]')?.dataset.task
    const isRow = id !== undefined && target.matches('.plan-link')
    if (!isRow || event.ctrlKey || event.metaKey || event.altKey) return
    if (!this.#actOn(id, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Whether the key means something on this row. */
  #actOn(id: string, key: string): boolean {
    const place = this.#carry.now?.hand === 'keyboard' ? this.#carry.now.place : null
    const step = stepOf(key, getComputedStyle(this).direction === 'rtl')
    if (place !== null && (key === ' ' || key === 'Enter')) this.#carry.drop()
    else if (place !== null && key === 'Escape') this.#carry.cancel()
    else if (place !== null && step !== null) this.#carry.over(placeAfter(this.#map, place, step))
    else if (key === ' ') this.#liftByKey(id)
    else if (key === 'Escape' && !this.#selection.isEmpty) this.#selection.clear()
    else if (key === 'x' && this.store.canEdit) this.#selection.toggle(id)
    else if (step !== null) this.#focusRow(rowAfter(this.#map, id, step))
    else return false
    return true
  }

  #liftByKey(id: string): void {
    const list = this.#listOf(id)
    if (list === undefined) return
    const away = new Set(this.#carriedWith(id))
    const at = list.shown.findIndex((task) => task.id === id)
    const next = list.shown.slice(at + 1).find((task) => !away.has(task.id))
    this.#carry.lift(id, 'keyboard', { listId: list.id, beforeId: next?.id ?? null })
  }

  #carriedWith(taskId: string): readonly string[] {
    if (!this.store.canEdit || !this.store.state.tasks.has(taskId)) return []
    return this.#selection.has(taskId) ? this.#chosen.map(({ id }) => id) : [taskId]
  }

  #plan(wanted: readonly string[], { listId, beforeId }: Place): void {
    const { store } = this
    const list = this.#lists.find(({ id }) => id === listId)
    const tasks = wanted.flatMap((id) => store.state.tasks.get(id) ?? [])
    if (list === undefined || tasks.length === 0) return
    const ids = tasks.map(({ id }) => id)
    const drop = { sprint: list.sprint?.id ?? null, beforeId, shown: list.shown }
    const op = planOf(store.state, ids, drop)
    if (op === null) return
    const isMove = tasks.some(({ sprint }) => (sprint ?? null) !== op.sprint)
    const words = t('%(goods)s: now in %(list)s', { goods: goodsOf(tasks), list: list.name })
    if (isMove) actWithToast(store, [op], words)
    else void store.do(op)
    this.#selection.clear()
  }

  #carryChanged(carried: Carried, what: Change): void {
    this.requestUpdate()
    if (carried.hand === 'keyboard') this.#focusRow(carried.taskId)
    if (carried.hand !== 'keyboard' && what !== 'dropped') return
    const name = this.#lists.find(({ id }) => id === carried.place?.listId)?.name ?? ''
    const goods = goodsOf(carried.ids.flatMap((id) => this.store.state.tasks.get(id) ?? []))
    announce(carryWords(carried, what, goods, name, this.#map), 'assertive')
  }
}

function goodsOf(tasks: readonly Task[]): string {
  return tasks.length === 1 ? (tasks[0]?.key ?? '') : tasksWords(tasks.length)
}

customElements.define('tf-sprint-planning', TfSprintPlanning)
