/** The inbox: what concerns me at the left, the task that it is about at the right. */

import { CheckCheck, Mail } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import { registerActions } from '../../common/ui/actions'
import { openMenu } from '../../common/ui/menu'
import { errorToast, toast } from '../../common/ui/toast'
import type { PageData } from '../model'
import '../panel/panel'
import { closeTask, openTask, openTaskKey } from '../parts/address'
import { exactTime } from '../parts/text'
import type { ProjectStore } from '../project'
import { pageOutbox, readPage } from '../session'
import {
  EVERYTHING,
  snoozes,
  threadsOf,
  type Notification,
  type Only,
  type Show,
  type Thread,
} from './model'
import { askWhen, nothingHere, onlyBar, showChips } from './pieces'
import { threadRow } from './row'
import { LightStores } from './stores'

interface InboxPage extends Omit<PageData, 'project'> {
  readonly notifications: readonly Notification[]
  readonly next: string | null
}

type Change = Partial<{ read: boolean; archived: boolean; snoozed_until: string | null }>

export class TfInbox extends LitElement {
  static override properties = {
    rows: { state: true },
    selected: { state: true },
    next: { state: true },
    store: { state: true },
    show: { state: true },
    only: { state: true },
  }

  declare rows: ReadonlyMap<string, Notification>
  declare selected: string | null
  declare next: string | null
  declare store: ProjectStore | null
  declare show: Show
  declare only: Only
  readonly #page = readPage() as unknown as InboxPage
  readonly #stores: LightStores
  #threads: readonly Thread[] = []
  #mine: readonly Notification[] = []
  #unread = 0
  #undo: (() => void)[] = []

  constructor() {
    super()
    const { notifications, next, me } = this.#page
    this.rows = new Map(notifications.map((row) => [row.id, row]))
    this.next = next
    this.selected = null
    this.store = null
    this.show = 'all'
    this.only = EVERYTHING
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
    const leave = liveSocket().join(`user:${this.#page.me.id}`, {
      event: ({ type, data }) => {
        if (type === 'notification') this.#take(data as unknown as Notification)
      },
      resync: () => void this.#reload(),
    })
    window.addEventListener('tf-address', follow)
    window.addEventListener('popstate', follow)
    this.#undo = [
      leave,
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
    this.#mine = mine
    this.#threads = threadsOf(mine, Date.now(), this.show, this.selected, this.only)
    this.#unread = threadsOf(mine, Date.now(), 'unread').length
  }

  get #isAside(): boolean {
    return this.show === 'snoozed' || this.show === 'archived'
  }

  get #current(): Thread | undefined {
    return this.#threads.find(({ id }) => id === this.selected)
  }

  protected override render(): TemplateResult {
    const unread = this.#unread
    return html`<div class="inbox" ?data-open=${openTaskKey() !== null}>
      <section class="inbox-list" aria-label=${t('Inbox')}>
        <div class="inbox-head">
          <h2>${t('Inbox')}</h2>
          <span class="meta">${tn('%(count)s unread', '%(count)s unread', unread)}</span>
          <button
            class="button button-small push"
            type="button"
            ?disabled=${unread === 0}
            @click=${() => void this.#readAll()}
          >
            ${icon(CheckCheck)} ${t('Read all')}
          </button>
        </div>
        ${showChips(this.show, (show) => void this.#choose(show))}
        ${onlyBar(this.#mine, this.only, (only) => (this.only = only))}
        ${this.#threads.length === 0 ? nothingHere(this.show) : nothing}
        <ul class="inbox-rows">
          ${repeat(
            this.#threads,
            ({ id }) => id,
            (thread) => this.#row(thread),
          )}
        </ul>
        ${this.next === null || this.#isAside ? nothing : html`<button class="button button-small inbox-older" type="button" @click=${() => void this.#older()}>${t('Show older')}</button>`}
      </section>
      ${this.#task()}
    </div>`
  }

  /** What was put away is read when it is asked for. */
  async #choose(show: Show): Promise<void> {
    this.show = show
    if (show !== 'snoozed' && show !== 'archived') return
    const query = { workspace: this.#page.workspace.slug, state: show, limit: 100 }
    try {
      const { results } = await api.get<{ results: Notification[] }>('me/notifications', { query })
      this.rows = new Map([
        ...this.rows,
        ...results.map((row): [string, Notification] => [row.id, row]),
      ])
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The inbox could not be read.'))
    }
  }

  #task(): TemplateResult {
    const { store } = this
    if (store !== null && openTaskKey() !== null)
      return html`<div class="inbox-task">
        ${keyed(store.id, html`<tf-task-panel .store=${store}></tf-task-panel>`)}
      </div>`
    return html`<div class="inbox-task inbox-none">
      <p class="quiet">${icon(Mail, { size: 20 })} ${t('Choose a line to read it here.')}</p>
      <p class="meta">${t('J and K go, E archives, H snoozes, U marks unread.')}</p>
    </div>`
  }

  #row(thread: Thread): TemplateResult {
    return threadRow(thread, {
      isSelected: thread.id === this.selected,
      isArchive: this.show === 'archived',
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
    const isBack = this.show === 'archived'
    void this.#change(thread, isBack ? { archived: false } : { archived: true, read: true })
    const undo = () => void this.#change(thread, { archived: isBack })
    toast(isBack ? t('Back in the inbox') : t('Archived'), { undo })
  }

  #askSnooze(thread: Thread | undefined, anchor?: Element): void {
    if (thread === undefined) return
    const row = anchor ?? this.querySelector(`[data-thread="${thread.id}"]`)
    if (row === null) return
    const items = [
      ...snoozes(new Date()).map(({ label, at }) => ({
        label,
        run: () => this.#snooze(thread, at),
      })),
      { label: t('A day and time…'), run: () => askWhen((at) => this.#snooze(thread, at)) },
    ]
    const wake = {
      label: t('Wake it now'),
      run: () => void this.#change(thread, { snoozed_until: null }),
    }
    openMenu(row, this.show === 'snoozed' ? [wake, ...items] : items, { label: t('Snooze') })
  }

  #snooze(thread: Thread, at: Date): void {
    this.#leave(thread)
    void this.#change(thread, { snoozed_until: at.toISOString() })
    toast(t('Snoozed until %(time)s', { time: exactTime(at.toISOString()) }), {
      undo: () => this.#change(thread, { snoozed_until: null }),
    })
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

  /** Shown at once, taken back when the server refuses. */
  async #change(thread: Thread, change: Change): Promise<void> {
    const before = this.rows
    const now = new Date().toISOString()
    const rows = new Map(before)
    for (const id of thread.ids) {
      const row = rows.get(id)
      if (row === undefined) continue
      rows.set(id, {
        ...row,
        ...(change.read !== undefined && { read_at: change.read ? now : null }),
        ...(change.archived !== undefined && { archived_at: change.archived ? now : null }),
        ...('snoozed_until' in change && { snoozed_until: change.snoozed_until ?? null }),
      })
    }
    this.rows = rows
    try {
      await api.patch('me/notifications', { ids: thread.ids, ...change })
    } catch (error) {
      this.rows = before
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
    }
  }

  async #readAll(): Promise<void> {
    const before = this.rows
    const now = new Date().toISOString()
    this.rows = new Map(
      [...before].map(([id, row]) => [id, { ...row, read_at: row.read_at ?? now }]),
    )
    try {
      await api.post('me/notifications/read-all', { workspace: this.#page.workspace.slug })
    } catch (error) {
      this.rows = before
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
    }
  }

  #take(row: Notification): void {
    this.rows = new Map(this.rows).set(row.id, row)
  }

  async #reload(): Promise<void> {
    const query = { workspace: this.#page.workspace.slug, limit: 50 }
    const page = await api.get<{ results: Notification[]; next: string | null }>(
      'me/notifications',
      { query },
    )
    this.rows = new Map(page.results.map((row) => [row.id, row]))
    this.next = page.next
  }

  async #older(): Promise<void> {
    if (this.next === null) return
    const page = await api.get<{ results: Notification[]; next: string | null }>(this.next)
    this.rows = new Map([
      ...this.rows,
      ...page.results.map((row): [string, Notification] => [row.id, row]),
    ])
    this.next = page.next
  }
}

customElements.define('tf-inbox', TfInbox)
