/** The timeline page: tasks as bars, what blocks what as arrows, drawn only where seen. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { registerUndo } from '../acts'
import { readFolds, toggleFold } from '../folds'
import { isoDate } from '../grammar'
import { failure } from '../list/empty'
import type { Task } from '../model'
import '../panel/panel'
import { openTask } from '../parts/address'
import { rowsOptions, startRows, type Rows, type RowsOptions } from '../parts/virtual'
import type { ProjectStore } from '../project'
import { openProject } from '../session'
import { FocusKeeper } from '../time/focus'
import { switchLine, TimeFilter } from '../time/showing'
import { toneOf } from '../time/tone'
import { setViewState, viewState } from '../view-state'
import { canvas } from './canvas'
import type { Sight } from './head'
import { TimelineHold } from './hold'
import { firstOpen, Layouts, type Layout, type Wanted } from './layout'
import { askTarget, openTaskMenu, type Linking } from './linking'
import { LinkStore, type Link } from './links'
import type { RowView } from './row'
import { xOf, ZOOMS, type Scale, type Zoom } from './scale'
import { timelineTable } from './table'
import { toolbar } from './toolbar'

/** Where the person keeps what moves along, and what is folded. */
const ALONG = 'along'

export class TfTimeline extends LitElement {
  static override properties = {
    folded: { state: true },
    hasPath: { state: true },
    isTable: { state: true },
    view: { state: true },
    kept: { state: true },
  }

  declare folded: ReadonlySet<string>
  declare hasPath: boolean
  declare isTable: boolean
  /** What of the days is in sight, in pixels. */
  declare view: Sight
  /** Settings that stay with the person: whether what waits moves along. */
  declare kept: ReadonlySet<string>
  readonly store: ProjectStore
  readonly showing: TimeFilter
  readonly hold: TimelineHold
  readonly #linkStore: LinkStore
  readonly #row = matchMedia('(pointer: coarse)').matches ? 44 : 36
  readonly #layouts = new Layouts()
  readonly #focus = new FocusKeeper()
  #scale: Scale | null = null
  #layout: Layout = { rows: [], places: new Map(), rowPlaces: new Map(), path: new Set() }
  #virtual: Rows | null = null
  /** The row that has the focus is drawn also where it is not seen. */
  #focused: string | null = null
  #isPlaced = false
  #placedAt: number | null = null
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.store = openProject()
    this.showing = new TimeFilter(this.store, () => this.requestUpdate(), {
      layout: 'timeline',
      hasGroups: true,
      lines: () => this.#lines(),
    })
    this.hold = new TimelineHold(this)
    this.#linkStore = new LinkStore(this.store, () => this.requestUpdate())
    this.folded = new Set()
    this.hasPath = false
    this.isTable = false
    this.view = { left: 0, right: 2000 }
    this.kept = readFolds(`timeline.${this.store.id}`)
  }

  override createRenderRoot(): this {
    return this
  }

  get links(): readonly Link[] {
    return this.#linkStore.links
  }

  get zoom(): Zoom {
    const asked = viewState().zoom as Zoom
    return ZOOMS.includes(asked) ? asked : 'week'
  }

  get scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.line-scroll')
  }

  get dayWidth(): number {
    return this.#scale?.width ?? 1
  }

  get pushesAlong(): boolean {
    return this.kept.has(ALONG)
  }

  /** What the timeline has to set beside groups and colours. */
  #lines(): TemplateResult {
    return html`${switchLine(t('Critical path'), this.hasPath, (isOn) => (this.hasPath = isOn))}
    ${switchLine(t('Move what waits along'), this.pushesAlong, () => this.#toggleAlong())}`
  }

  #toggleAlong(): void {
    this.kept = toggleFold(`timeline.${this.store.id}`, this.kept, ALONG)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const group = t('Timeline')
    const act = (id: string, label: string, keys: string, run: () => void) => ({
      id: `timeline.${id}`,
      label,
      group,
      keys,
      run,
    })
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      this.showing.start(),
      this.#linkStore.start(),
      registerUndo(this.store),
      registerActions([
        act('today', t('Today'), 't', () => this.#goTo(isoDate(new Date()))),
        act('in', t('Closer'), '+', () => this.#setZoom(ZOOMS[ZOOMS.indexOf(this.zoom) - 1])),
        act('out', t('Farther'), '-', () => this.#setZoom(ZOOMS[ZOOMS.indexOf(this.zoom) + 1])),
        act('path', t('Critical path'), 'shift+c', () => (this.hasPath = !this.hasPath)),
        act('table', t('As a table'), 'shift+a', () => (this.isTable = !this.isTable)),
        act('along', t('Move what waits along, or not'), 'shift+w', () => this.#toggleAlong()),
      ]),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#virtual = null
  }

  get #wanted(): Wanted {
    const { state, members: people } = this.store
    const { folded, links, zoom } = this
    const { group } = viewState()
    const hasPath = this.hasPath || this.isTable
    return { tasks: this.showing.tasks, state, people, group, folded, links, zoom, hasPath }
  }

  protected override willUpdate(): void {
    this.#focus.remember(this)
    const wanted = this.#wanted
    this.#layout = this.#layouts.layout(wanted)
    // A bar under the hand must not slide away because the days begin elsewhere.
    if (!this.hold.isPreviewing || this.#scale === null) this.#scale = this.#layouts.scale(wanted)
    this.#virtual?.setOptions(rowsOptions(this.#rows))
  }

  get #rows(): RowsOptions {
    const { rows, rowPlaces } = this.#layout
    return {
      count: rows.length,
      scroller: () => this.scroller,
      height: this.#row,
      keyOf: (at) => rows[at]?.id ?? '',
      changed: () => this.requestUpdate(),
      keptAt: () => [rowPlaces.get(this.#focused ?? '') ?? []].flat(),
    }
  }

  protected override firstUpdated(): void {
    const { rows, stop } = startRows(this.#rows)
    this.#virtual = rows
    this.#undo.push(stop)
    this.requestUpdate()
  }

  protected override updated(): void {
    this.#virtual?._willUpdate()
    this.#focus.restore(this)
    if (!this.#isPlaced && this.store.isLoaded) this.#place()
  }

  /** Today in sight, and the first row that is not over; again when all rows are there. */
  #place(): void {
    const scroller = this.scroller
    if (scroller === null) return
    const isTouched = this.#placedAt !== null && scroller.scrollTop !== this.#placedAt
    this.#isPlaced = this.store.state.isComplete || isTouched
    if (isTouched) return
    const today = isoDate(new Date())
    if (this.#placedAt === null) this.#goTo(today)
    const at = firstOpen(this.#layout, today)
    if (at * this.#row > scroller.clientHeight / 2)
      this.#virtual?.scrollToIndex(at, { align: 'start' })
    this.#placedAt = scroller.scrollTop
  }

  protected override render(): TemplateResult {
    const { store } = this
    return html`${this.#bar()} ${failure(store)} ${this.isTable ? this.#table() : this.#canvas()}
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #bar(): TemplateResult {
    return toolbar({
      store: this.store,
      showing: this.showing,
      zoom: this.zoom,
      isTable: this.isTable,
      today: () => this.#goTo(isoDate(new Date())),
      setZoom: (zoom) => this.#setZoom(zoom),
      toggleTable: () => (this.isTable = !this.isTable),
    })
  }

  #table(): TemplateResult {
    return timelineTable({
      tasks: this.#layout.rows.flatMap((row) => (row.kind === 'task' ? [row.task] : [])),
      links: this.links,
      keyOf: (id) => this.store.state.tasks.get(id)?.key ?? '…',
      isCritical: (id) => this.#layout.path.has(id),
      open: openOne,
    })
  }

  #canvas(): TemplateResult {
    const scroller = this.scroller
    const { store, hold, links, hasPath } = this
    return html`<div
      class="line-scroll"
      data-zoom=${this.zoom}
      aria-busy=${!store.isLoaded}
      @scroll=${this.#scrolled}
      @focusin=${this.#focusIn}
    >
      ${
        this.#scale === null
          ? nothing
          : canvas({
              ...{ store, hold, links, hasPath, layout: this.#layout, scale: this.#scale },
              items: this.#virtual?.getVirtualItems() ?? [],
              rowView: this.#rowView,
              row: this.#row,
              sight: this.view,
              top: scroller?.scrollTop ?? 0,
              height: scroller?.clientHeight ?? 800,
              origin: () => this.querySelector('.line-days')?.getBoundingClientRect(),
            })
      }
    </div>`
  }

  get #rowView(): Omit<RowView, 'scale'> {
    const { hold } = this
    return {
      canEdit: this.store.canEdit,
      heldId: hold.heldId,
      overId: hold.drawing?.over ?? null,
      spanOf: (task) => hold.spanOf(task),
      color: this.showing.color,
      tone: (task) => toneOf(task, this.showing.color, this.store.state),
      isCritical: (id) => this.hasPath && this.#layout.path.has(id),
      isFolded: (id) => this.folded.has(id),
      sight: this.view,
      jump: (day) => this.#goTo(day),
      fold: (id) => {
        const folded = new Set(this.folded)
        if (!folded.delete(id)) folded.add(id)
        this.folded = folded
      },
      open: openOne,
      menu: (anchor, task) => openTaskMenu(anchor, task, this.#linking),
      down: hold.down,
      keyed: this.#keyed,
    }
  }

  #scrolled = (event: Event): void => {
    const scroller = event.currentTarget as HTMLElement
    this.#see(scroller)
  }

  /** The days that stand beside the names. */
  #see(scroller: HTMLElement): void {
    const names = scroller.querySelector('.line-corner')?.clientWidth ?? 0
    const { scrollLeft: left, clientWidth } = scroller
    const right = left + clientWidth - names
    if (left !== this.view.left || right !== this.view.right) this.view = { left, right }
  }

  #setZoom(zoom: Zoom | undefined): void {
    if (zoom === undefined) return
    const scroller = this.scroller
    const scale = this.#scale
    const middle =
      scale === null || scroller === null ? null : scroller.scrollLeft + scroller.clientWidth / 3
    const day = scale === null || middle === null ? null : Math.round(middle / scale.width)
    const from = scale?.from
    setViewState({ zoom })
    if (day !== null && from !== undefined)
      void this.updateComplete.then(() =>
        this.#goTo(new Date(Date.parse(from) + day * 864e5).toISOString().slice(0, 10)),
      )
  }

  #goTo(day: string): void {
    const scroller = this.scroller
    if (scroller === null || this.#scale === null) return
    scroller.scrollLeft = Math.max(0, xOf(day, this.#scale) - scroller.clientWidth / 3)
  }

  #focusIn = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('.line-row')
    this.#focused = row?.dataset.row ?? null
  }

  /** Draw now, so that the next key finds the task where it went. */
  follow(taskId: string): void {
    const at = this.#layout.places.get(taskId)
    if (this.#focused === null && at !== undefined)
      this.#focused = this.#layout.rows[at]?.id ?? null
    this.requestUpdate()
    this.performUpdate()
    this.#focusRow()
  }

  #focusRow(): void {
    const row = `[data-row="${CSS.escape(this.#focused ?? '')}"]`
    const bar = this.querySelector<HTMLElement>(`${row} .line-bar`)
    const target = bar ?? this.querySelector<HTMLElement>(`${row} .line-title`)
    target?.focus({ preventScroll: true })
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  readonly #keyed = (event: KeyboardEvent, task: Task): void => {
    if (this.hold.keyed(event, task)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      this.#step(event.currentTarget as HTMLElement, step)
    } else if (event.key === 'l' && this.store.canEdit) {
      event.preventDefault()
      event.stopPropagation()
      askTarget(event.currentTarget as HTMLElement, task, this.#linking)
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      openTaskMenu(event.currentTarget as HTMLElement, task, this.#linking)
    }
  }

  #step(from: HTMLElement, step: number): void {
    const { rows, rowPlaces } = this.#layout
    const here = from.closest<HTMLElement>('.line-row')?.dataset.row ?? ''
    let at = (rowPlaces.get(here) ?? 0) + step
    while (rows[at]?.kind === 'group') at += step
    const row = rows[at]
    if (row?.kind !== 'task') return
    this.#focused = row.id
    this.follow(row.task.id)
  }

  get #linking(): Linking {
    return { store: this.store, links: this.#linkStore, open: openOne }
  }

  link(source: Task, target: Task): void {
    void this.#linkStore.add(source, target)
  }
}

function openOne(task: Task): void {
  openTask(task.key || task.id)
}

customElements.define('tf-timeline', TfTimeline)
