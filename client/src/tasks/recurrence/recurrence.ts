/** `<tf-recurrence task-id project-id can-edit>`: how a task comes again, in plain words; presets and
 * a rule of one's own; skip, pause, and what the coming ones look like. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Repeat } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { openDialog } from '../../common/ui/dialog'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { errorToast, toast } from '../../common/ui/toast'
import { dayName } from '../parts/text'
import { capital, RuleEditor } from './rule-editor'
import { readRule } from './rule'

interface Recurrence {
  readonly id: string
  readonly rule: string
  readonly words: string
  readonly mode: 'schedule' | 'completion'
  readonly lead_days: number
  readonly starts_on: string
  readonly upcoming: readonly string[]
  readonly is_active: boolean
  readonly stopped_because: string
}

export class TfRecurrence extends LitElement {
  static override properties = {
    taskId: { attribute: 'task-id' },
    projectId: { attribute: 'project-id' },
    canEdit: { type: Boolean, attribute: 'can-edit' },
    startsOn: { attribute: 'starts-on' },
    series: { state: true },
  }

  declare taskId: string
  declare projectId: string
  declare canEdit: boolean
  /** The task's date, from which a new series counts; empty: today. */
  declare startsOn: string
  declare series: Recurrence | null
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.taskId = ''
    this.projectId = ''
    this.canEdit = false
    this.startsOn = ''
    this.series = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#watch()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#leave = null
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('taskId') || changed.has('projectId')) this.#watch()
  }

  protected override render(): TemplateResult {
    const { series } = this
    const words = series === null ? t('Does not repeat') : capital(series.words)
    const next = series?.upcoming[0]
    return html`<div class="task-recurrence">
      ${
        this.canEdit
          ? html`<button
              class="property-button"
              type="button"
              aria-haspopup="menu"
              aria-label=${t('Repeat: %(value)s', { value: words })}
              @click=${(event: Event) => this.#open(event.currentTarget as HTMLElement)}
            >
              ${icon(Repeat)}<span>${words}</span>
            </button>`
          : html`<span class="property-text">${words}</span>`
      }
      ${series && !series.is_active ? html`<span class="chip chip-warning">${series.stopped_because || t('Paused')}</span>` : nothing}
      ${next ? html`<span class="quiet">${t('Next: %(day)s', { day: dayName(next) })}</span>` : nothing}
    </div>`
  }

  #open(anchor: HTMLElement): void {
    const { series } = this
    const items: MenuItem[] = series === null ? this.#presets() : this.#acts(series)
    openMenu(anchor, items)
  }

  #presets(): MenuItem[] {
    const presets: [string, string][] = [
      [t('Every day'), 'FREQ=DAILY'],
      [t('Every weekday'), 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
      [t('Every week'), 'FREQ=WEEKLY'],
      [t('Every two weeks'), 'FREQ=WEEKLY;INTERVAL=2'],
      [t('Every month'), 'FREQ=MONTHLY'],
      [t('Every year'), 'FREQ=YEARLY'],
    ]
    return [
      ...presets.map(([label, rule]) => ({ label, run: () => void this.#begin({ rule }) })),
      { label: t('Custom…'), run: () => this.#custom() },
    ]
  }

  #acts(series: Recurrence): MenuItem[] {
    const change = (body: object) => () => void this.#change(body)
    return [
      { label: t('Change the rule…'), run: () => this.#custom() },
      { label: t('Make the coming ones like this task'), run: change({ like_task: this.taskId }) },
      { label: t('Skip the next one'), run: () => void this.#skip() },
      series.is_active
        ? { label: t('Pause'), run: change({ is_active: false }) }
        : { label: t('Take up again'), run: change({ is_active: true }) },
      { label: t('End the series'), run: () => void this.#end(series) },
    ]
  }

  #custom(): void {
    const form = new RuleEditor()
    form.projectId = this.projectId
    form.form = readRule(this.series?.rule ?? 'FREQ=WEEKLY')
    form.mode = this.series?.mode ?? 'schedule'
    form.startsOn = this.series?.starts_on ?? this.startsOn
    form.leadDays = this.series?.lead_days ?? 0
    const dialog = openDialog({ title: t('Repeat'), body: html`${form}` })
    form.onSave = (body) => {
      dialog.close()
      void (this.series === null ? this.#begin(body) : this.#change(body))
    }
  }

  #begin(body: object): Promise<void> {
    return this.#try(() => api.post(`tasks/${this.taskId}/recurrence`, body))
  }

  #change(body: object): Promise<void> {
    return this.#try(() => api.patch(`recurrences/${this.series?.id ?? ''}`, body))
  }

  #skip(): Promise<void> {
    return this.#try(() => api.post(`recurrences/${this.series?.id ?? ''}/skip`))
  }

  async #end(series: Recurrence): Promise<void> {
    await this.#try(() => api.delete(`recurrences/${series.id}`))
    const back = () => api.post(`removed-parts/${series.id}/restore`)
    toast(t('The series ended'), { undo: () => void this.#try(back) })
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
      await this.#load()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The server does not answer.'))
    }
  }

  #watch(): void {
    this.#leave?.()
    if (this.taskId === '') return
    void this.#load()
    this.#leave = liveSocket().join(`project:${this.projectId}`, {
      event: ({ type }) => {
        if (type === 'recurrence.updated') void this.#load()
      },
      resync: () => void this.#load(),
    })
  }

  async #load(): Promise<void> {
    const asked = this.taskId
    try {
      const path = `tasks/${asked}/recurrence`
      const { recurrence } = await api.get<{ recurrence: Recurrence | null }>(path, {
        isKept: true,
      })
      if (asked === this.taskId) this.series = recurrence
    } catch {
      // What stands stays; the room tells of the next change.
    }
  }
}

if (!customElements.get('tf-recurrence')) customElements.define('tf-recurrence', TfRecurrence)
