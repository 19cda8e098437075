/** The timeline page: tasks as bars, what blocks what as arrows, drawn only where seen. */

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from '@tanstack/virtual-core'
import { html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { registerUndo } from '../acts'
import { isoDate } from '../grammar'
import { isGroupBy } from '../grouping'
import { failure } from '../list/empty'
import type { Task } from '../model'
import '../panel/panel'
import { openTask } from '../parts/address'
import { css } from '../parts/css'
import type { ProjectStore } from '../project'
import { openProject } from '../session'
import { weekday } from '../time/days'
import { TimeFilter } from '../time/showing'
import { daysOf } from '../time/span'
import { toneOf } from '../time/tone'
import { viewState } from '../view-state'
import { arrows, tips, type End } from './arrows'
import { criticalPath } from './graph'
import { daysHead, type Sight } from './head'
import { TimelineHold } from './hold'
import { askTarget, openTaskMenu, type Linking } from './linking'
import { LinkStore, type Link } from './links'
import { boxOf, rowTemplate, type RowView } from './row'
import { rowsOf, type TimelineRow } from './rows'
import { scaleFor, widthOf, xOf, ZOOMS, type Scale, type Zoom } from './scale'
import { timelineTable } from './table'
import { toolbar } from './toolbar'

export class TfTimeline extends LitElement {
  static override properties = {
    zoom: { state: true },
    folded: { state: true },
    hasPath: { state: true },
    isTable: { state: true },
    view: { state: true },
  }

  declare zoom: Zoom
  declare folded: ReadonlySet<string>
  declare hasPath: boolean
  declare isTable: boolean
  /** What of the days is in sight, in pixels. */
  declare view: Sight
  readonly store: ProjectStore
  readonly showing: TimeFilter
  readonly hold: TimelineHold
  readonly #linkStore: LinkStore
  readonly #row = matchMedia('(pointer: coarse)').matches ? 44 : 36
  #scale: Scale | null = null
  #rows: readonly TimelineRow[] = []
  #places: ReadonlyMap<string, number> = new Map()
  #path: ReadonlySet<string> = new Set()
  #virtual: Virtualizer<HTMLElement, Element> | null = null
  #isPlaced = false
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.store = openProject()
    this.showing = new TimeFilter(this.store, () => this.requestUpdate())
    this.hold = new TimelineHold(this)
    this.#linkStore = new LinkStore(this.store, () => this.requestUpdate())
    const asked = new URLSearchParams(location.search).get('zoom') as Zoom
    this.zoom = ZOOMS.includes(asked) ? asked : 'week'
    this.folded = new Set()
    this.hasPath = false
    this.isTable = false
    this.view = { left: 0, right: 2000 }
  }

  override createRenderRoot(): this {
    return this
  }

  get links(): readonly Link[] {
    return this.#linkStore.links
  }

  get dayWidth(): number {
    return this.#scale?.width ?? 1
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
      ]),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#virtual = null
  }

  protected override willUpdate(): void {
    const { state } = this.store
    const { tasks } = this.showing
    const { group } = viewState()
    const by = group !== null && isGroupBy(group, state) ? group : null
    const people = this.store.members
    this.#rows = rowsOf({ tasks, by, state, people, folded: this.folded })
    const places = new Map<string, number>()
    this.#rows.forEach((row, at) => {
      if (row.kind === 'task' && !places.has(row.task.id)) places.set(row.task.id, at)
    })
    this.#places = places
    // A bar under the hand must not slide away because the days begin elsewhere.
    if (this.hold.preview === null || this.#scale === null) {
      const days = tasks.flatMap((task) => {
        const known = daysOf(task)
        return known === null ? [] : [known.from, known.to]
      })
      this.#scale = scaleFor(this.zoom, days, isoDate(new Date()))
    }
    const isAsked = this.hasPath || this.isTable
    this.#path = new Set(isAsked ? criticalPath(tasks, this.links) : [])
    this.#virtual?.setOptions(this.#options())
  }

  #options(): ConstructorParameters<typeof Virtualizer<HTMLElement, Element>>[0] {
    return {
      count: this.#rows.length,
      getScrollElement: () => this.querySelector<HTMLElement>('.line-scroll'),
      estimateSize: () => this.#row,
      getItemKey: (at) => this.#rows[at]?.id ?? '',
      overscan: 10,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.requestUpdate(),
    }
  }

  protected override firstUpdated(): void {
    this.#virtual = new Virtualizer(this.#options())
    this.#undo.push(this.#virtual._didMount())
    this.#virtual._willUpdate()
    this.requestUpdate()
  }

  protected override updated(): void {
    this.#virtual?._willUpdate()
    if (this.#isPlaced || !this.store.isLoaded) return
    this.#isPlaced = true
    this.#goTo(isoDate(new Date()))
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
      hasPath: this.hasPath,
      isTable: this.isTable,
      today: () => this.#goTo(isoDate(new Date())),
      setZoom: (zoom) => this.#setZoom(zoom),
      togglePath: () => (this.hasPath = !this.hasPath),
      toggleTable: () => (this.isTable = !this.isTable),
    })
  }

  #table(): TemplateResult {
    return timelineTable({
      tasks: this.#rows.flatMap((row) => (row.kind === 'task' ? [row.task] : [])),
      links: this.links,
      keyOf: (id) => this.store.state.tasks.get(id)?.key ?? '…',
      isCritical: (id) => this.#path.has(id),
      open: openOne,
    })
  }

  #canvas(): TemplateResult {
    const scale = this.#scale
    if (scale === null) return html``
    const height = this.#rows.length * this.#row
    const size = { height: `${String(height)}px`, width: `${String(widthOf(scale))}px` }
    return html`<div
      class="line-scroll"
      data-zoom=${this.zoom}
      aria-busy=${!this.store.isLoaded}
      @scroll=${this.#scrolled}
    >
      ${daysHead(scale, this.view)}
      <div class="line-body" ${css({ height: size.height, '--days': size.width })}>
        <div
          class="line-days"
          ${css({ ...size, '--day': `${String(scale.width)}px`, '--shift': `${String(-((weekday(scale.from) + 1) % 7) * scale.width)}px` })}
        >
          <div
            class="line-today"
            ${css({ left: `${String(xOf(isoDate(new Date()), scale) + scale.width / 2)}px` })}
          ></div>
          ${this.#drawArrows(scale)}
        </div>
        ${this.#drawRows(scale)}
        ${this.store.isLoaded && this.#rows.length === 0 ? html`<p class="line-none quiet">${t('No task fits. Add one, or change the filter.')}</p>` : nothing}
      </div>
    </div>`
  }

  #drawRows(scale: Scale): TemplateResult {
    const items = this.#virtual?.getVirtualItems() ?? []
    const view = this.#rowView(scale)
    return html`${repeat(
      items,
      (item) => item.key,
      (item) => {
        const row = this.#rows[item.index]
        if (row === undefined) return nothing
        const place = css({ top: `${String(item.start)}px`, height: `${String(this.#row)}px` })
        return html`<div class="line-row" data-row=${row.id} ${place}>
          ${rowTemplate(row, view)}
        </div>`
      },
    )}`
  }

  #rowView(scale: Scale): RowView {
    const { hold } = this
    return {
      scale,
      canEdit: this.store.canEdit,
      heldId: hold.heldId,
      overId: hold.drawing?.over ?? null,
      spanOf: (task) => hold.spanOf(task),
      tone: (task) => toneOf(task, this.showing.color, this.store.state),
      isCritical: (id) => this.hasPath && this.#path.has(id),
      isFolded: (id) => this.folded.has(id),
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

  #drawArrows(scale: Scale): TemplateResult {
    const scroller = this.querySelector('.line-scroll')
    const top = (scroller?.scrollTop ?? 0) - 400
    const ends = (id: string): End | null => {
      const at = this.#places.get(id)
      const task = this.store.state.tasks.get(id)
      const days = task === undefined ? null : daysOf(this.hold.spanOf(task))
      if (at === undefined || days === null) return null
      return { ...boxOf(days, scale), y: at * this.#row + this.#row / 2 }
    }
    const isCritical = ({ source, target }: Link) =>
      this.hasPath && this.#path.has(source) && this.#path.has(target)
    return html`<svg class="line-arrows" aria-hidden="true">
      ${tips()}
      ${arrows({
        links: this.links,
        endOf: ends,
        top,
        bottom: top + (scroller?.clientHeight ?? 800) + 800,
        row: this.#row,
        isCritical,
        late: ({ source, target }) => (ends(target)?.left ?? 1e9) < (ends(source)?.right ?? 0),
      })}
      ${this.#loose(ends)}
    </svg>`
  }

  #loose(ends: (id: string) => End | null): unknown {
    const { drawing } = this.hold
    const from = drawing === null ? null : ends(drawing.from)
    const box = this.querySelector('.line-days')?.getBoundingClientRect()
    if (drawing === null || from === null || box === undefined) return nothing
    const [x, y] = [drawing.at.x - box.left, drawing.at.y - box.top]
    return svg`<path class="line-arrow line-loose" d=${`M${String(from.right)} ${String(from.y)}L${String(x)} ${String(y)}`} />`
  }

  #scrolled = (event: Event): void => {
    const scroller = event.currentTarget as HTMLElement
    this.view = { left: scroller.scrollLeft, right: scroller.scrollLeft + scroller.clientWidth }
  }

  #setZoom(zoom: Zoom | undefined): void {
    if (zoom === undefined) return
    const scroller = this.querySelector('.line-scroll')
    const scale = this.#scale
    const middle =
      scale === null || scroller === null ? null : scroller.scrollLeft + scroller.clientWidth / 3
    const day = scale === null || middle === null ? null : Math.round(middle / scale.width)
    const from = scale?.from
    this.zoom = zoom
    const parameters = new URLSearchParams(location.search)
    parameters.set('zoom', zoom)
    history.replaceState(history.state, '', `${location.pathname}?${parameters.toString()}`)
    if (day !== null && from !== undefined)
      void this.updateComplete.then(() =>
        this.#goTo(new Date(Date.parse(from) + day * 864e5).toISOString().slice(0, 10)),
      )
  }

  #goTo(day: string): void {
    const scroller = this.querySelector('.line-scroll')
    if (scroller === null || this.#scale === null) return
    scroller.scrollLeft = Math.max(0, xOf(day, this.#scale) - scroller.clientWidth / 3)
  }

  follow(taskId: string): void {
    void this.updateComplete.then(() => this.#focus(taskId))
  }

  #focus(taskId: string): void {
    const id = CSS.escape(taskId)
    const bar = this.querySelector<HTMLElement>(`[data-bar="${id}"]`)
    const target = bar ?? this.querySelector<HTMLElement>(`[data-name="${id}"]`)
    target?.focus()
    target?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  readonly #keyed = (event: KeyboardEvent, task: Task): void => {
    if (this.hold.keyed(event, task)) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      this.#step(task, step)
    } else if (event.key === 'l' && this.store.canEdit) {
      event.preventDefault()
      event.stopPropagation()
      askTarget(event.currentTarget as HTMLElement, task, this.#linking)
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      openTaskMenu(event.currentTarget as HTMLElement, task, this.#linking)
    }
  }

  #step(task: Task, step: number): void {
    let at = (this.#places.get(task.id) ?? 0) + step
    while (this.#rows[at]?.kind === 'group') at += step
    const row = this.#rows[at]
    if (row?.kind !== 'task') return
    this.#virtual?.scrollToIndex(at)
    requestAnimationFrame(() => this.follow(row.task.id))
  }

  get #linking(): Linking {
    return { store: this.store, links: this.#linkStore, open: openOne }
  }

  link(source: Task, target: Task): void {
    void this.#linkStore.add(source, target)
  }
}

function openOne(task: Task): void {
  if (task.key !== '') openTask(task.key)
}

customElements.define('tf-timeline', TfTimeline)
