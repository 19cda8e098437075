/** The inbox: what concerns me at the left, the task that it is about at the right. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { t, tn } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import { registerActions } from '../../common/ui/actions'
import { errorToast, toast } from '../../common/ui/toast'
import '../panel/panel'
import { closeTask, openTask, openTaskKey } from '../parts/address'
import { exactTime } from '../parts/text'
import type { ProjectStore } from '../project'
import { pageOutbox, readPage } from '../session'
import { putBack } from './back'
import { UNREAD, type Unread } from './badge'
import {
  choicesIn,
  EVERYTHING,
  threadsOf,
  type Choices,
  type Notification,
  type Thread,
} from './model'
import {
  comingRows,
  inboxHead,
  nothingHere,
  nothingOpen,
  onlyBar,
  sayError,
  showChips,
} from './pieces'
import { threadRow } from './row'
import { openSnoozes } from './snooze'
import { LightStores } from './stores'
import {
  changed,
  isAside,
  isSame,
  queryOf,
  readView,
  withChange,
  writeView,
  type Answer,
  type Change,
  type InboxPage,
  type View,
} from './view'

const A_PAGE = 50

export class TfInbox extends LitElement {
  static override properties = {
    rows: { state: true },
    selected: { state: true },
    next: { state: true },
    store: { state: true },
    view: { state: true },
    unread: { state: true },
    isReading: { state: true },
  }

  declare rows: ReadonlyMap<string, Notification>
  declare selected: string | null
  declare next: string | null
  declare store: ProjectStore | null
  declare view: View
  /** Lines that were not looked at, also those that this page has not read. */
  declare unread: number
  declare isReading: boolean
  readonly #page = readPage() as unknown as InboxPage
  readonly #stores: LightStores
  #threads: readonly Thread[] = []
  #choices: Choices
  #undo: (() => void)[] = []

  constructor() {
    super()
    const { notifications, next, me, choices, view } = this.#page
    this.rows = new Map(notifications.map((row) => [row.id, row]))
    this.next = next
    this.selected = null
    this.store = null
    this.view = view
    this.#choices = choices
    this.unread = frameData().unread
    this.isReading = false
    this.#stores = new LightStores(this.#page, liveSocket(), pageOutbox(me.id))
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const group = t('Inbox')
    const act = (id: string, label: string, keys: string, run: () => void) => ({
      id: `inbox.${id}`,
      label,
      group,
      keys,
      run,
    })
    const follow = () => void this.#follow()
    const counted = (event: Event) => (this.unread = (event as CustomEvent<Unread>).detail.count)
    const leave = liveSocket().join(`user:${this.#page.me.id}`, {
      event: ({ type, data }) => {
        if (type === 'notification') this.#take(data as unknown as Notification)
      },
      resync: () => void this.#read(true),
    })
    window.addEventListener('tf-address', follow)
    window.addEventListener('popstate', follow)
    window.addEventListener(UNREAD, counted)
    this.#undo = [
      leave,
      () => window.removeEventListener(UNREAD, counted),
      () => window.removeEventListener('tf-address', follow),
      () => window.removeEventListener('popstate', follow),
      registerActions([
        act('next', t('Next'), 'j', () => this.#step(1)),
        act('previous', t('Previous'), 'k', () => this.#step(-1)),
        act('archive', t('Archive'), 'e', () => this.#archive(this.#current)),
        act('snooze', t('Snooze'), 'h', () => this.#askSnooze(this.#current)),
        act('unread', t('Read or unread'), 'u', () => this.#toggleRead(this.#current)),
        act('read-all', t('Read all'), 'shift+u', () => void this.#readAll()),
      ]),
    ]
    void this.#follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  protected override willUpdate(): void {
    const mine = [...this.rows.values()].filter(
      ({ workspace }) => workspace.id === this.#page.workspace.id,
    )
    this.#choices = choicesIn(mine, this.#choices)
    this.#threads = threadsOf(mine, Date.now(), this.view.show, this.selected, this.view)
  }

  /** At once where all of it is here; else as the server counted it last. */
  get #unread(): number {
    const isWhole = this.next === null && this.view.show === 'all' && !this.#isNarrow
    if (!isWhole || this.isReading) return this.unread
    return this.#threads.filter((thread) => thread.unread > 0).length
  }

  get #isNarrow(): boolean {
    return this.view.project !== '' || this.view.kind !== ''
  }

  get #current(): Thread | undefined {
    return this.#threads.find(({ id }) => id === this.selected)
  }

  protected override render(): TemplateResult {
    const { view } = this
    const unread = this.#unread
    const isEmpty = this.#threads.length === 0
    const widen = () => this.#choose(EVERYTHING)
    return html`<div class="inbox" ?data-open=${openTaskKey() !== null}>
      <section class="inbox-list" aria-label=${t('Inbox')}>
        ${inboxHead(unread, this.#isNarrow, () => void this.#readAll())}
        ${showChips(view.show, (show) => this.#choose({ show }))}
        ${onlyBar(this.#choices, view, (only) => this.#choose(only))}
        ${isEmpty && !this.isReading ? nothingHere(view.show, this.#isNarrow, widen) : nothing}
        <ul class="inbox-rows">
          ${repeat(
            this.#threads,
            ({ id }) => id,
            (thread) => this.#row(thread),
          )}
        </ul>
        ${this.isReading && isEmpty ? comingRows() : nothing}
        ${this.next === null || this.isReading ? nothing : html`<button class="button button-small inbox-older" type="button" @click=${() => void this.#older()}>${t('Show older')}</button>`}
      </section>
      ${this.#task()}
    </div>`
  }

  /** Shown at once from what is here, and made whole by the server. */
  #choose(change: Partial<View>): void {
    const view = changed(this.view, change)
    if (isSame(view, this.view)) return
    this.view = view
    this.selected = openTaskKey() === null ? null : this.selected
    writeView(view, this.#choices)
    void this.#read()
  }

  /** The first page of what is looked at; an answer that another choice overtook is left out. */
  async #read(isAnew = false): Promise<void> {
    const { view } = this
    const query = queryOf(view, this.#page.workspace.slug, A_PAGE)
    this.isReading = true
    this.next = null
    try {
      const answer = await api.get<Answer>('me/notifications', { query, isKept: true })
      if (view === this.view) this.#add(answer, isAnew)
    } catch (error) {
      sayError(error, t('The inbox could not be read.'))
    } finally {
      if (view === this.view) this.isReading = false
    }
  }

  #add({ results, next }: Answer, isAnew = false): void {
    const known = isAnew ? [] : this.rows
    this.rows = new Map([...known, ...results.map((row): [string, Notification] => [row.id, row])])
    this.next = next
  }

  #task(): TemplateResult {
    const { store } = this
    if (store === null || openTaskKey() === null) return nothingOpen()
    return html`<div class="inbox-task">
      ${keyed(store.id, html`<tf-task-panel .store=${store}></tf-task-panel>`)}
    </div>`
  }

  #row(thread: Thread): TemplateResult {
    return threadRow(thread, {
      isSelected: thread.id === this.selected,
      isArchive: this.view.show === 'archived',
      open: () => this.#open(thread),
      toggleRead: () => this.#toggleRead(thread),
      snooze: (anchor) => this.#askSnooze(thread, anchor),
      archive: () => this.#archive(thread),
    })
  }

  #open(thread: Thread): void {
    this.selected = thread.id
    if (thread.unread > 0) void this.#change(thread, { read: true })
    const { task } = thread.newest
    if (task !== null) openTask(task.key)
  }

  /** Show the task that the address names, in its own project's store. */
  async #follow(): Promise<void> {
    const view = readView(this.#choices)
    if (!isSame(view, this.view)) {
      this.view = view
      void this.#read()
    }
    const key = openTaskKey()
    if (key === null) {
      this.requestUpdate()
      return
    }
    const row = [...this.rows.values()].find(({ task }) => task?.key === key)
    if (row === undefined || row.task === null) return
    this.selected = row.task.id
    try {
      this.store = await this.#stores.of(row.task.project)
    } catch {
      errorToast(t('%(key)s could not be loaded. Check the connection.', { key }))
    }
    this.requestUpdate()
  }

  #step(step: number): void {
    const at = this.#threads.findIndex(({ id }) => id === this.selected)
    const thread = this.#threads[at === -1 ? 0 : at + step]
    if (thread === undefined) return
    this.#open(thread)
    void this.updateComplete.then(() => {
      const row = this.querySelector<HTMLElement>(`[data-thread="${thread.id}"]`)
      row?.focus()
      row?.scrollIntoView({ block: 'nearest' })
    })
  }

  #toggleRead(thread: Thread | undefined): void {
    if (thread !== undefined) void this.#change(thread, { read: thread.unread > 0 })
  }

  #archive(thread: Thread | undefined): void {
    if (thread === undefined) return
    this.#leave(thread)
    const isBack = this.view.show === 'archived'
    const change = isBack ? { archived: false } : { archived: true, read: true }
    this.#act(thread, change, isBack ? t('Back in the inbox') : t('Archived'))
  }

  #askSnooze(thread: Thread | undefined, anchor?: Element): void {
    if (thread === undefined) return
    const row = anchor ?? this.querySelector(`[data-thread="${thread.id}"]`)
    if (row === null) return
    const wake = () => this.#act(thread, { snoozed_until: null }, t('Back in the inbox'))
    openSnoozes(row, {
      until: (at) => this.#snooze(thread, at),
      wake: this.view.show === 'snoozed' ? wake : null,
    })
  }

  #snooze(thread: Thread, at: Date): void {
    this.#leave(thread)
    const until = at.toISOString()
    const words = t('Snoozed until %(time)s', { time: exactTime(until) })
    this.#act(thread, { snoozed_until: until }, words)
  }

  /** A change that can be taken back: each notice stands again as it stood. */
  #act(thread: Thread, change: Change, words: string): void {
    const before = this.rows
    const done = this.#change(thread, change)
    toast(words, { undo: async () => this.#putBack(await done, before) })
  }

  /** What goes away hands its place to the one below it, or to none. */
  #leave(thread: Thread): void {
    if (thread.id !== this.selected) return
    const at = this.#threads.indexOf(thread)
    const next = this.#threads[at + 1] ?? this.#threads[at - 1]
    this.selected = next?.id ?? null
    if (openTaskKey() === null) return
    if (next === undefined || next.newest.task === null) closeTask()
    else this.#open(next)
  }

  /** Shown at once, taken back when the server refuses; says which notices it changed. */
  async #change(thread: Thread, change: Change): Promise<readonly string[]> {
    const before = this.rows
    this.rows = withChange(before, thread.ids, change)
    // Of a task all is meant that waits in the inbox, also what this page has not read.
    const isWhole = this.view.kind === '' && !isAside(this.view) && thread.newest.task !== null
    const named = isWhole ? { tasks: [thread.id] } : { ids: thread.ids }
    try {
      const { results } = await api.patch<Answer>('me/notifications', { ...named, ...change })
      for (const row of results) this.#take(row)
      return results.map(({ id }) => id)
    } catch (error) {
      this.rows = before
      sayError(error, t('That was not saved.'))
      return []
    }
  }

  async #putBack(ids: readonly string[], before: ReadonlyMap<string, Notification>): Promise<void> {
    try {
      for (const row of await putBack(ids, before)) this.#take(row)
    } catch (error) {
      sayError(error, t('That was not saved.'))
    }
  }

  /** All that stands in the inbox; where the list is narrowed, what it is narrowed to. */
  async #readAll(): Promise<void> {
    const before = this.rows
    const { project, kind } = this.view
    const body = {
      workspace: this.#page.workspace.slug,
      ...(project !== '' && { project }),
      ...(kind !== '' && { kinds: [kind] }),
    }
    const shown = threadsOf(before.values(), Date.now(), 'all', null, this.view)
    this.rows = withChange(
      before,
      shown.flatMap((thread) => thread.ids),
      { read: true },
    )
    try {
      const { ids } = await api.post<{ ids: string[] }>('me/notifications/read-all', body)
      if (ids.length === 0) return
      const undo = () => this.#putBack(ids, before)
      toast(tn('%(count)s notice read', '%(count)s notices read', ids.length), { undo })
    } catch (error) {
      this.rows = before
      sayError(error, t('That was not saved.'))
    }
  }

  #take(row: Notification): void {
    this.rows = new Map(this.rows).set(row.id, row)
  }

  async #older(): Promise<void> {
    if (this.next === null) return
    const { view } = this
    try {
      const answer = await api.get<Answer>(this.next)
      if (view === this.view) this.#add(answer)
    } catch (error) {
      sayError(error, t('The inbox could not be read.'))
    }
  }
}

customElements.define('tf-inbox', TfInbox)
