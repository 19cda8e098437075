/** The time on a task beside its estimate, the clock, and what was entered; each person changes
 * their own. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { Play, Plus, Square, Trash2 } from 'lucide-static'
import { api, newKey } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { errorToast } from '../../common/ui/toast'
import { actWithToast } from '../acts'
import { isTemporary, type Task } from '../model'
import type { TimeOp } from '../part-ops'
import { dayName } from '../parts/text'
import type { ProjectStore } from '../project'
import { onTimer, startTimer, stopTimer, watchTimer, type TimeEntry } from './clock'
import { minutesWords, readMinutes } from './minutes'

interface TaskTime {
  readonly results: readonly TimeEntry[]
  readonly next: string | null
  readonly total_minutes: number
}

export class TfTaskTime extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    time: { state: true },
    timer: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare time: TaskTime | null
  declare timer: TimeEntry | null
  #leaveTimer: (() => void) | null = null
  #leaveRoom: (() => void) | null = null

  constructor() {
    super()
    this.time = null
    this.timer = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    watchTimer(this.store.page.me.id)
    const leaves = [
      this.store.subscribe(() => this.requestUpdate()),
      onTimer((timer) => (this.timer = timer)),
      this.store.outbox.onSettled(({ entry }) => {
        if (isTimeOp(entry.op)) void this.#load()
      }),
    ]
    this.#leaveTimer = () => {
      for (const leave of leaves) leave()
    }
    if (this.hasUpdated) this.#watch()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaveTimer?.()
    this.#leaveRoom?.()
    this.#leaveRoom = null
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('task') && changed.get('task')?.id !== this.task.id) {
      this.time = null
      this.#watch()
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { time, store } = this
    if (time === null) return nothing
    const { rows, minutes } = this.#shown(time)
    const estimate = this.task.estimate_minutes ?? null
    const spent = minutesWords(minutes)
    const words =
      estimate === null
        ? spent
        : t('%(spent)s of %(estimate)s', { spent, estimate: minutesWords(estimate) })
    return html`<section class="task-time" aria-label=${t('Time')}>
      <div class="row">
        <span class="grow number">${words}</span>
        ${store.canEdit ? this.#clock() : nothing}
      </div>
      ${
        estimate === null
          ? nothing
          : html`<progress
              class="progress"
              max=${estimate}
              .value=${Math.min(minutes, estimate)}
              aria-label=${t('Time spent')}
            ></progress>`
      }
      ${store.canEdit ? this.#adder() : nothing}
      <ul class="task-time-list">
        ${rows.slice(0, 10).map((entry) => this.#row(entry))}
      </ul>
    </section>`
  }

  #clock(): TemplateResult {
    const isMine = this.timer?.task.id === this.task.id
    const { slug } = this.store.page.workspace
    const act = (): void => void (isMine ? stopTimer() : startTimer(this.task, slug))
    return html`<button
      class="button button-small"
      type="button"
      aria-pressed=${String(isMine)}
      @click=${act}
    >
      ${icon(isMine ? Square : Play)}${isMine ? t('Stop') : t('Start timer')}
    </button>`
  }

  #adder(): TemplateResult {
    return html`<form class="row" @submit=${(event: SubmitEvent) => this.#add(event)}>
      <input
        class="input input-small task-time-amount"
        name="amount"
        placeholder="1h 30m"
        autocomplete="off"
        required
        aria-label=${t('Time spent, such as 1h 30m')}
      />
      <input
        class="input input-small grow"
        name="note"
        maxlength="500"
        placeholder=${t('What for?')}
        aria-label=${t('Note')}
      />
      <button class="button button-ghost button-icon button-small" aria-label=${t('Add time')}>
        ${icon(Plus)}
      </button>
    </form>`
  }

  #row(entry: TimeEntry): TemplateResult {
    const amount = entry.minutes === null ? t('running') : minutesWords(entry.minutes)
    const { canEdit, page } = this.store
    const mayDelete = canEdit && entry.user.id === page.me.id
    return html`<li class="row" ?data-pending=${isTemporary(entry.id)}>
      <span class="grow truncate"
        >${entry.user.name}<span class="quiet">
          · ${dayName(entry.started_at.slice(0, 10))}${entry.note ? ` · ${entry.note}` : ''}</span
        ></span
      >
      <span class="number">${amount}</span>
      ${
        mayDelete
          ? html`<button
              class="button button-ghost button-icon button-small"
              type="button"
              aria-label=${t('Remove %(amount)s', { amount })}
              @click=${() => this.#remove(entry)}
            >
              ${icon(Trash2)}
            </button>`
          : nothing
      }
    </li>`
  }

  /** What the server said, with what waits on top. */
  #shown({ results, total_minutes }: TaskTime): {
    readonly rows: readonly TimeEntry[]
    readonly minutes: number
  } {
    const waiting = this.store.waiting.filter(isTimeOp)
    let [rows, minutes] = [results, total_minutes]
    for (const { kind, taskId, entry } of waiting) {
      if (taskId !== this.task.id) continue
      const others = rows.filter(({ id }) => id !== entry.id)
      const isNew = kind === 'time.create'
      if (!isNew && others.length === rows.length) continue
      rows = isNew ? [entry, ...others] : others
      minutes += (isNew ? 1 : -1) * (entry.minutes ?? 0)
    }
    return { rows, minutes }
  }

  #watch(): void {
    this.#leaveRoom?.()
    if (isTemporary(this.task.id)) {
      this.time = { results: [], next: null, total_minutes: 0 }
      return
    }
    void this.#load()
    this.#leaveRoom = liveSocket().join(`task:${this.task.id}`, {
      event: ({ type }) => {
        if (type === 'time.updated') void this.#load()
      },
      resync: () => void this.#load(),
    })
  }

  async #load(): Promise<void> {
    const asked = this.task.id
    try {
      const time = await api.get<TaskTime>(`tasks/${asked}/time`, {
        query: { limit: 10 },
        isKept: true,
      })
      if (asked === this.task.id) this.time = time
    } catch {
      // What stands stays; the room tells of the next change.
      if (asked === this.task.id) this.time ??= { results: [], next: null, total_minutes: 0 }
    }
  }

  #add(event: SubmitEvent): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    const minutes = readMinutes(String(data.get('amount')))
    if (minutes === null) {
      errorToast(t('Write the time as 1h 30m, 1:30 or 90.'))
      return
    }
    const { me, workspace } = this.store.page
    const { id: taskId, key, title } = this.task
    const ended = new Date()
    const entry: TimeEntry = {
      ...{ id: `tmp-${newKey()}`, user: me, minutes, note: String(data.get('note') ?? '') },
      task: { id: taskId, key, title, workspace: workspace.slug },
      started_at: new Date(ended.getTime() - minutes * 60_000).toISOString(),
      ended_at: ended.toISOString(),
    }
    void this.store.do({ kind: 'time.create', taskId, entry })
    form.reset()
  }

  #remove(entry: TimeEntry): void {
    const op = { kind: 'time.delete', taskId: this.task.id, entry } as const
    actWithToast(this.store, [op], t('Removed'))
  }
}

function isTimeOp(op: unknown): op is TimeOp {
  const { kind } = (op ?? {}) as { readonly kind?: string }
  return kind === 'time.create' || kind === 'time.delete'
}

if (!customElements.get('tf-task-time')) customElements.define('tf-task-time', TfTaskTime)
