/** `<tf-task-time task-id user-id can-edit>`: the time on a task beside its estimate, the clock, and
 * what was entered; each person changes their own. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Play, Plus, Square, Trash2 } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { errorToast, toast } from '../../common/ui/toast'
import { dayName } from '../parts/text'
import { onTimer, startTimer, stopTimer, watchTimer, type TimeEntry } from './clock'
import { minutesWords, readMinutes } from './minutes'

interface TaskTime {
  readonly results: readonly TimeEntry[]
  readonly next: string | null
  readonly total_minutes: number
  readonly estimate_minutes: number | null
}

export class TfTaskTime extends LitElement {
  static override properties = {
    taskId: { attribute: 'task-id' },
    userId: { attribute: 'user-id' },
    canEdit: { type: Boolean, attribute: 'can-edit' },
    time: { state: true },
    timer: { state: true },
  }

  declare taskId: string
  declare userId: string
  declare canEdit: boolean
  declare time: TaskTime | null
  declare timer: TimeEntry | null
  #leaveTimer: (() => void) | null = null
  #leaveRoom: (() => void) | null = null

  constructor() {
    super()
    this.taskId = ''
    this.userId = ''
    this.canEdit = false
    this.time = null
    this.timer = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.userId !== '') watchTimer(this.userId)
    this.#leaveTimer = onTimer((timer) => (this.timer = timer))
    if (this.hasUpdated) this.#watch()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaveTimer?.()
    this.#leaveRoom?.()
    this.#leaveRoom = null
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('taskId')) this.#watch()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { time } = this
    if (time === null) return nothing
    const estimate = time.estimate_minutes
    const spent = minutesWords(time.total_minutes)
    const words =
      estimate === null
        ? spent
        : t('%(spent)s of %(estimate)s', { spent, estimate: minutesWords(estimate) })
    return html`<section class="task-time" aria-label=${t('Time')}>
      <div class="row">
        <span class="grow number">${words}</span>
        ${this.canEdit ? this.#clock() : nothing}
      </div>
      ${
        estimate === null
          ? nothing
          : html`<progress
              class="progress"
              max=${estimate}
              .value=${Math.min(time.total_minutes, estimate)}
              aria-label=${t('Time spent')}
            ></progress>`
      }
      ${this.canEdit ? this.#adder() : nothing}
      <ul class="task-time-list">
        ${time.results.slice(0, 10).map((entry) => this.#row(entry))}
      </ul>
    </section>`
  }

  #clock(): TemplateResult {
    const isMine = this.timer?.task.id === this.taskId
    const act = (): void => void (isMine ? stopTimer() : startTimer(this.taskId))
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
    const mayDelete = this.canEdit && entry.user.id === this.userId
    return html`<li class="row">
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
              @click=${() => void this.#remove(entry)}
            >
              ${icon(Trash2)}
            </button>`
          : nothing
      }
    </li>`
  }

  #watch(): void {
    this.#leaveRoom?.()
    if (this.taskId === '') return
    void this.#load()
    this.#leaveRoom = liveSocket().join(`task:${this.taskId}`, {
      event: ({ type }) => {
        if (type === 'time.updated' || type === 'task.updated') void this.#load()
      },
      resync: () => void this.#load(),
    })
  }

  async #load(): Promise<void> {
    const asked = this.taskId
    try {
      const time = await api.get<TaskTime>(`tasks/${asked}/time`, {
        query: { limit: 10 },
        isKept: true,
      })
      if (asked === this.taskId) this.time = time
    } catch {
      // What stands stays; the room tells of the next change.
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
    const ended = new Date()
    const started = new Date(ended.getTime() - minutes * 60_000)
    void this.#try(async () => {
      await api.post(`tasks/${this.taskId}/time`, {
        started_at: started.toISOString(),
        ended_at: ended.toISOString(),
        note: String(data.get('note') ?? ''),
      })
      form.reset()
    })
  }

  async #remove(entry: TimeEntry): Promise<void> {
    await this.#try(async () => {
      await api.delete(`time-entries/${entry.id}`)
      if (entry.ended_at === null) return
      const { started_at, ended_at, note } = entry
      toast(t('Removed'), {
        undo: () =>
          void this.#try(() =>
            api.post(`tasks/${entry.task.id}/time`, { started_at, ended_at, note }),
          ),
      })
    })
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
      await this.#load()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The server does not answer.'))
    }
  }
}

if (!customElements.get('tf-task-time')) customElements.define('tf-task-time', TfTaskTime)
