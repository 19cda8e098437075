/** The timesheet: a week of the workspace, a row for each person and task, a column a day. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { ChevronLeft, ChevronRight, Download, Plus } from 'lucide-static'
import { api } from '../../common/api'
import { locale, t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket, type LiveEvent } from '../../common/socket'
import { heardBy, registerActions } from '../../common/ui/actions'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { isoDate } from '../grammar'
import { Cells } from './cells'
import './grid'
import type { Entered, TfTimeGrid } from './grid'
import { asTyped, rowName, type Person, type Sheet, type TimedTask } from './week'

const AGAIN_MS = 300
const SHOWN = 20

export class TfTimesheet extends LitElement {
  static override properties = {
    sheet: { state: true },
    hasFailed: { state: true },
    tasks: { state: true },
  }

  declare sheet: Sheet | null
  declare hasFailed: boolean
  /** Rows of mine that stay, even while they hold nothing. */
  declare tasks: readonly TimedTask[]
  readonly #page = JSON.parse(document.getElementById('tf-page')?.textContent ?? '{}') as {
    slug: string
    me: Person
    can_edit: boolean
    projects: readonly string[]
  }
  readonly #cells = new Cells(
    () => this.requestUpdate(),
    () => this.#again(),
  )
  /** What I spent time on in the week before: offered first. */
  #lately: readonly TimedTask[] = []
  #found = new Map<string, TimedTask>()
  #leaves: readonly (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = 0
  /** The week that was asked for last: news must not take the person back from it. */
  #wanted = ''

  constructor() {
    super()
    this.sheet = null
    this.hasFailed = false
    this.tasks = []
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const { searchParams } = new URL(location.href)
    void this.#load(searchParams.get('week') ?? '', searchParams.get('user') ?? '')
    const handlers = {
      event: ({ type }: LiveEvent) => {
        if (type === 'time.updated') this.#refresh()
      },
      resync: () => this.#refresh(),
    }
    const join = (id: string): (() => void) => liveSocket().join(`project:${id}`, handlers)
    this.#leaves = [...this.#page.projects.map(join), registerActions(this.#actions())]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const leave of this.#leaves) leave()
    clearTimeout(this.#timer)
  }

  #actions() {
    const group = t('Timesheet')
    const go = (id: string, label: string, keys: string, run: () => void) => ({
      ...{ id: `timesheet.${id}`, label, group, keys, run },
    })
    const mayWrite = { isEnabled: () => this.#page.can_edit }
    return [
      go('today', t('This week'), 't', () => this.#go('')),
      go('next', t('The week after'), 'j', () => this.#turn(7)),
      go('previous', t('The week before'), 'k', () => this.#turn(-7)),
      { ...go('add', t('Add a task'), 'a', () => this.#pick()), icon: Plus, ...mayWrite },
      {
        ...go('undo', t('Undo'), 'mod+z', () => this.#cells.undo()),
        isReady: () => this.#cells.canUndo && !this.#isWriting,
        ...mayWrite,
      },
      ...heardBy('time-cell', group, [
        ['arrowright', t('The next cell')],
        ['enter', t('Change the cell, and take what was written')],
        ['delete', t('Empty the cell')],
        ['escape', t('Leave the cell as it was')],
      ]),
    ]
  }

  protected override render(): TemplateResult {
    const { sheet } = this
    return html`<div class="page page-wide stack">
      <header class="page-head">
        <h1>${t('Timesheet')}</h1>
        <div class="page-actions">${sheet ? this.#controls(sheet) : nothing}</div>
      </header>
      ${this.#body()}
    </div>`
  }

  #body(): TemplateResult {
    if (this.hasFailed)
      return html`<p class="notice notice-danger" role="alert">
        ${t('The timesheet did not load.')}
        <button class="button button-small" type="button" @click=${() => void this.#again()}>
          ${t('Try again')}
        </button>
      </p>`
    if (this.sheet === null)
      return html`<div class="skeleton timesheet-waiting" aria-hidden="true"></div>`
    const { me, can_edit: canEdit } = this.#page
    const sheet = asTyped(this.sheet, me, this.tasks, this.#cells.typed)
    const adder = canEdit
      ? html`<button
          class="button button-small timesheet-add"
          type="button"
          aria-haspopup="listbox"
          @click=${() => this.#pick()}
        >
          ${icon(Plus)}${t('Add a task')}
        </button>`
      : nothing
    if (sheet.rows.length === 0)
      return html`<div class="empty">
        <h2>${t('No time in this week')}</h2>
        <p>
          ${
            canEdit
              ? t('Add a task and type the hours of each day, or start the timer on a task.')
              : t('What people enter on tasks is added up here.')
          }
        </p>
        ${adder}
      </div>`
    return html`<tf-time-grid
        .sheet=${sheet}
        .me=${me.id}
        .canEdit=${canEdit}
        .enter=${(entered: Entered) => this.#enter(entered)}
      ></tf-time-grid>
      <div>${adder}</div>`
  }

  #controls(sheet: Sheet): TemplateResult {
    const user = this.#user()
    const csv = new URLSearchParams({ week: sheet.week, as: 'csv', ...(user ? { user } : {}) })
    return html`<div class="segmented" role="group" aria-label=${t('Whose time')}>
        <button
          type="button"
          aria-pressed=${String(user === '')}
          @click=${() => void this.#load(sheet.week, '')}
        >
          ${t('Everybody')}
        </button>
        <button
          type="button"
          aria-pressed=${String(user !== '')}
          @click=${() => void this.#load(sheet.week, this.#page.me.id)}
        >
          ${t('Me')}
        </button>
      </div>
      <div class="timesheet-weeks" role="group" aria-label=${t('Week')}>
        <button class="button" type="button" @click=${() => this.#go('')}>${t('This week')}</button>
        <button
          class="button button-ghost button-icon"
          type="button"
          aria-label=${t('The week before')}
          @click=${() => this.#turn(-7)}
        >
          ${icon(ChevronLeft, { flip: true })}
        </button>
        <span class="number timesheet-week" aria-live="polite">${weekWords(sheet)}</span>
        <button
          class="button button-ghost button-icon"
          type="button"
          aria-label=${t('The week after')}
          @click=${() => this.#turn(7)}
        >
          ${icon(ChevronRight, { flip: true })}
        </button>
      </div>
      <a class="button" href=${`/api/v1/workspaces/${this.#page.slug}/timesheet?${csv.toString()}`}
        >${icon(Download)}${t('CSV')}</a
      >`
  }

  get #isWriting(): boolean {
    return document.activeElement?.matches('.timesheet-field') === true
  }

  #enter(entered: Entered): void {
    this.#keep(entered.task)
    void this.#cells.enter(entered)
  }

  /** An emptied row stays until the week is left: its hours may only move to another day. */
  #keep(task: TimedTask): void {
    if (!this.tasks.some(({ id }) => id === task.id)) this.tasks = [...this.tasks, task]
  }

  #pick(): void {
    const anchor = this.querySelector<HTMLElement>('.timesheet-add')
    if (anchor === null) return
    const mine = this.#mine()
    const options = this.#lately.filter(({ id }) => !mine.has(id)).map((task) => this.#option(task))
    openPicker({
      anchor,
      label: t('Which task'),
      options,
      selected: [],
      search: (words) => (words.trim() === '' ? options : this.#search(words)),
      onChange: ([id]) => {
        const task = id === undefined ? undefined : this.#found.get(id)
        if (task !== undefined) this.#add(task)
      },
    })
  }

  #add(task: TimedTask): void {
    this.#keep(task)
    const today = this.sheet?.days.indexOf(isoDate(new Date())) ?? 0
    void this.updateComplete.then(() => {
      const row = { user: this.#page.me, task, minutes: [], total: 0 }
      this.querySelector<TfTimeGrid>('tf-time-grid')?.goTo(rowName(row), Math.max(0, today))
    })
  }

  #mine(): ReadonlySet<string> {
    const rows = this.sheet?.rows.filter(({ user }) => user.id === this.#page.me.id) ?? []
    return new Set([...rows.map(({ task }) => task.id), ...this.tasks.map(({ id }) => id)])
  }

  #option(task: TimedTask): PickerOption {
    this.#found.set(task.id, task)
    return { id: task.id, label: `${task.key} ${task.title}` }
  }

  async #search(q: string): Promise<readonly PickerOption[]> {
    const query = { q, workspace: this.#page.slug, kind: 'task', limit: SHOWN }
    try {
      const { results } = await api.get<{ results: Omit<TimedTask, 'workspace'>[] }>('search', {
        query,
      })
      return results.map(({ id, key, title }) =>
        this.#option({ id, key, title, workspace: this.#page.slug }),
      )
    } catch {
      return []
    }
  }

  #user(): string {
    return new URL(location.href).searchParams.get('user') ?? ''
  }

  #turn(days: number): void {
    if (this.sheet !== null) this.#go(shifted(this.#wanted || this.sheet.week, days))
  }

  #go(week: string): void {
    this.tasks = []
    void this.#load(week, this.#user())
  }

  #again(): Promise<void> {
    return this.#load(this.#wanted, this.#user())
  }

  /** Somebody's time changed; many changes at once are asked for once. */
  #refresh(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#again(), AGAIN_MS)
  }

  async #load(week: string, user: string): Promise<void> {
    const asked = (this.#asked += 1)
    this.#wanted = week
    try {
      const query = { ...(week ? { week } : {}), ...(user ? { user } : {}) }
      const sheet = await this.#read(query)
      if (asked !== this.#asked) return
      if (this.sheet?.week !== sheet.week) void this.#recall(sheet.week)
      this.sheet = sheet
      this.#wanted = sheet.week
      this.hasFailed = false
      const address = new URLSearchParams(query).toString()
      history.replaceState(null, '', address ? `?${address}` : location.pathname)
    } catch {
      if (asked === this.#asked) this.hasFailed = true
    }
  }

  async #recall(week: string): Promise<void> {
    if (!this.#page.can_edit) return
    const query = { week: shifted(week, -7), user: this.#page.me.id }
    const sheet = await this.#read(query).catch(() => null)
    this.#lately = sheet?.rows.map(({ task }) => task) ?? []
  }

  #read(query: Readonly<Record<string, string>>): Promise<Sheet> {
    return api.get<Sheet>(`workspaces/${this.#page.slug}/timesheet`, { query })
  }
}

function weekWords(sheet: Sheet): string {
  const format = new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  const last = sheet.days.at(-1) ?? sheet.week
  return format.formatRange(new Date(`${sheet.week}T00:00:00`), new Date(`${last}T00:00:00`))
}

function shifted(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + count)
  return isoDate(date)
}

customElements.define('tf-timesheet', TfTimesheet)
