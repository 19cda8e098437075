/** The calendar page: tasks on their days, moved by mouse, finger and keys. */

import { CalendarSync, Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { locale, t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { openMenu } from '../../common/ui/menu'
import { addQuickTask } from '../adding'
import { isoDate } from '../grammar'
import { failure } from '../list/empty'
import type { Task } from '../model'
import '../panel/panel'
import { openTask } from '../parts/address'
import type { ProjectStore } from '../project'
import { openProject } from '../session'
import { addDays, addMonths, firstWeekday, inWords, monthWeeks, weekOf } from '../time/days'
import { openFeed } from '../time/feed'
import { FocusKeeper } from '../time/focus'
import { TimeFilter } from '../time/showing'
import { toneOf } from '../time/tone'
import { setViewState, viewState } from '../view-state'
import { calendarBar, type Mode } from './bar'
import { bars } from './bars'
import { cell } from './cell'
import { entriesOf, unscheduled, type CalendarEntry } from './entries'
import { CalendarHold, stepOf } from './hold'
import { layOut, type WeekLayout } from './layout'
import { dayList, tray } from './lists'

const WIDE = { head: 30, lane: 25, foot: 22 }
const NARROW = { head: 28, lane: 9, foot: 4 }

export class TfCalendar extends LitElement {
  static override properties = {
    day: { state: true },
    selected: { state: true },
    addingOn: { state: true },
    height: { state: true },
    hasTray: { state: true },
  }

  declare day: string
  /** The day that the arrow keys stand on, and whose tasks a phone lists. */
  declare selected: string
  declare addingOn: string | null
  declare height: number
  declare hasTray: boolean
  readonly store: ProjectStore
  readonly showing: TimeFilter
  readonly hold: CalendarHold
  readonly #focused = new FocusKeeper()
  readonly #first = firstWeekday(locale())
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.store = openProject()
    this.showing = new TimeFilter(this.store, () => this.requestUpdate(), {
      layout: 'calendar',
      hasGroups: false,
    })
    const parameters = new URLSearchParams(location.search)
    const asked = parameters.get('day') ?? ''
    this.day = /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : isoDate(new Date())
    this.selected = this.day
    this.hold = new CalendarHold(this)
    this.addingOn = null
    this.height = 600
    this.hasTray = !isNarrow()
  }

  get mode(): Mode {
    return viewState().mode === 'week' ? 'week' : 'month'
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const group = t('Calendar')
    const go = (id: string, label: string, keys: string, run: () => void) => ({
      ...{ id: `calendar.${id}`, label, group, keys, run },
    })
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      this.showing.start(),
      registerActions([
        go('today', t('Today'), 't', () => this.#goTo(isoDate(new Date()))),
        go('next', t('Next month or week'), 'j', () => this.#turn(1)),
        go('previous', t('Previous month or week'), 'k', () => this.#turn(-1)),
        go('mode', t('Month or week'), 'm', () =>
          this.#setMode(this.mode === 'month' ? 'week' : 'month'),
        ),
        go('tray', t('Tasks without a date'), 'u', () => (this.hasTray = !this.hasTray)),
        {
          id: 'calendar.feed',
          label: t('Calendar address'),
          group: t('Calendar'),
          icon: CalendarSync,
          run: () => this.#openFeed(),
        },
        {
          ...go('new', t('New task'), 'c', () => this.#startAdding(this.selected)),
          icon: Plus,
          isEnabled: () => this.store.canEdit,
        },
      ]),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  protected override firstUpdated(): void {
    const body = this.querySelector('.cal-body')
    if (body === null) return
    const observer = new ResizeObserver(([entry]) => {
      this.height = entry?.contentRect.height ?? this.height
    })
    observer.observe(body)
    this.#undo.push(() => observer.disconnect())
  }

  protected override willUpdate(): void {
    this.#focused.remember(this)
  }

  protected override updated(): void {
    this.#focused.restore(this)
    if (this.hold.heldId === null || this.contains(document.activeElement)) return
    this.#focus(`[data-task="${CSS.escape(this.hold.heldId)}"]`)
  }

  get #weeks(): readonly (readonly string[])[] {
    return this.mode === 'week'
      ? [weekOf(this.day, this.#first)]
      : monthWeeks(this.day, this.#first)
  }

  protected override render(): TemplateResult {
    const { store } = this
    const tasks = this.showing.tasks
    const waiting = unscheduled(tasks, this.hold.preview)
    return html`${this.#bar(waiting.length)} ${failure(store)}
      <div class="cal" ?data-tray=${this.hasTray}>
        ${this.#grid(tasks)}
        ${
          this.hasTray
            ? tray({
                tasks: waiting,
                isLoaded: store.isLoaded,
                canEdit: store.canEdit,
                heldId: this.hold.heldId,
                down: this.hold.down,
                keyed: this.hold.keyed,
                open: openOne,
              })
            : nothing
        }
      </div>
      ${dayList(this.selected, this.#on(this.selected, tasks), openOne)}
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #bar(waiting: number): TemplateResult {
    return calendarBar({
      day: this.day,
      mode: this.mode,
      showing: this.showing,
      store: this.store,
      waiting,
      hasTray: this.hasTray,
      today: () => this.#goTo(isoDate(new Date())),
      turn: (by) => this.#turn(by),
      setMode: (mode) => this.#setMode(mode),
      toggleTray: () => (this.hasTray = !this.hasTray),
      openFeed: () => this.#openFeed(),
    })
  }

  #openFeed(): void {
    const { workspace, project } = this.store.page
    void openFeed(workspace.slug, project.id)
  }

  #grid(tasks: readonly Task[]): TemplateResult {
    const weeks = this.#weeks
    const size = isNarrow() ? NARROW : WIDE
    const room = this.height / weeks.length - size.head - size.foot
    const lanes = Math.max(1, Math.floor(room / size.lane))
    const entries = entriesOf(this.store.state, tasks, this.hold.preview)
    const layouts = weeks.map((days) => layOut(days, entries, lanes))
    const { slug } = this.store.page.workspace
    const base = `/w/${slug}/p/${this.store.page.project.key}/sprints/`
    return html`<div
      class="cal-grid"
      role="grid"
      aria-label=${t('Calendar')}
      aria-busy=${!this.store.isLoaded}
      data-mode=${this.mode}
    >
      <div class="cal-names" role="row">
        ${(weeks[0] ?? []).map(
          (day) =>
            html`<div role="columnheader">${inWords(day, locale(), { weekday: 'short' })}</div>`,
        )}
      </div>
      <div class="cal-body">
        ${weeks.map(
          (days, at) =>
            html`<div class="cal-week" role="row">
              ${days.map((day, column) => this.#cell(day, layouts[at]?.more[column] ?? 0, tasks))}
            </div>`,
        )}
        <div role="row">
          <div role="gridcell" aria-label=${t('Tasks')}>
            <div class="cal-bars" ?data-narrow=${size === NARROW}>
              ${this.#bars(layouts, size, base)}
            </div>
          </div>
        </div>
      </div>
    </div>`
  }

  #bars(
    weeks: readonly WeekLayout<CalendarEntry>[],
    size: typeof WIDE,
    base: string,
  ): TemplateResult {
    return bars({
      weeks,
      head: size.head,
      lane: size.lane,
      heldId: this.hold.heldId,
      canEdit: this.store.canEdit,
      sprintHref: (id) => `${base}${id}/`,
      tone: (task) => toneOf(task, this.showing.color, this.store.state),
      down: this.hold.down,
      keyed: this.hold.keyed,
      open: openOne,
    })
  }

  #cell(day: string, more: number, tasks: readonly Task[]): TemplateResult {
    return cell({
      day,
      isOther: this.mode === 'month' && day.slice(0, 7) !== this.day.slice(0, 7),
      isToday: day === isoDate(new Date()),
      isSelected: day === this.selected,
      count: this.#on(day, tasks).length,
      more,
      store: this.store,
      canEdit: this.store.canEdit,
      isAdding: this.addingOn === day,
      select: () => (this.selected = day),
      keyed: (event) => this.#cellKeyed(event, day),
      startAdding: () => this.#startAdding(day),
      add: (title) => this.#add(title, day),
      endAdding: (returnsFocus) => this.#endAdding(day, returnsFocus),
      showAll: (anchor) => this.#showAll(anchor, day, tasks),
    })
  }

  #add(title: string, day: string): void {
    const [column] = this.store.state.columns
    if (column !== undefined) addQuickTask(this.store, column, title, { due_date: day })
  }

  #startAdding(day: string): void {
    if (!this.store.canEdit) return
    this.selected = day
    this.addingOn = day
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.cal-adder')?.focus())
  }

  #endAdding(day: string, returnsFocus: boolean): void {
    this.addingOn = null
    if (returnsFocus) this.#focus(`[data-day="${day}"]`)
  }

  /** All of a day's tasks, of which not all had room. */
  #showAll(anchor: Element, day: string, tasks: readonly Task[]): void {
    const items = this.#on(day, tasks).map((task) => ({
      label: `${task.key} ${task.title}`,
      run: () => openOne(task),
    }))
    openMenu(anchor, items, { label: inWords(day, locale()) })
  }

  #on(day: string, tasks: readonly Task[]): readonly Task[] {
    return entriesOf(this.store.state, tasks, this.hold.preview).flatMap((entry) =>
      entry.kind === 'task' && entry.from <= day && day <= entry.to ? [entry.task] : [],
    )
  }

  #setMode(mode: Mode): void {
    setViewState({ mode })
    if (mode === 'week') this.day = this.selected
    this.#writeAddress()
  }

  #turn(by: number): void {
    this.#goTo(this.mode === 'week' ? addDays(this.day, by * 7) : addMonths(this.day, by))
  }

  #goTo(day: string): void {
    this.day = day
    this.selected = day
    this.#writeAddress()
  }

  #writeAddress(): void {
    const parameters = new URLSearchParams(location.search)
    parameters.set('day', this.day)
    history.replaceState(history.state, '', `${location.pathname}?${parameters.toString()}`)
  }

  #cellKeyed(event: KeyboardEvent, day: string): void {
    if (event.target !== event.currentTarget) return
    const step = stepOf(event.key, this.isMirrored)
    if (step !== undefined) this.#select(addDays(day, step))
    else if (event.key === 'PageDown') this.#select(addMonths(day, 1))
    else if (event.key === 'PageUp') this.#select(addMonths(day, -1))
    else if (event.key === 'Enter') this.#startAdding(day)
    else return
    event.preventDefault()
  }

  #select(day: string): void {
    this.selected = day
    this.#bringIntoView(day)
    void this.updateComplete.then(() => this.#focus(`[data-day="${day}"]`))
  }

  #bringIntoView(day: string): void {
    if (this.#weeks.some((week) => week.includes(day))) return
    this.day = day
    this.#writeAddress()
  }

  #focus(selector: string): void {
    this.querySelector<HTMLElement>(selector)?.focus()
  }

  follow(taskId: string, day: string | null): void {
    if (day !== null) this.#bringIntoView(day)
    void this.updateComplete.then(() => this.#focus(`[data-task="${CSS.escape(taskId)}"]`))
  }

  get isMirrored(): boolean {
    return getComputedStyle(this).direction === 'rtl'
  }
}

function openOne(task: Task): void {
  openTask(task.key || task.id)
}

function isNarrow(): boolean {
  return matchMedia('(max-width: 767px)').matches
}

customElements.define('tf-calendar', TfCalendar)
