/** `<tf-service-targets>`: what a project promises about time; and the badge of one task's standing. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Timer } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { clearErrors, showErrors } from '../../common/ui/forms'
import { errorToast, toast } from '../../common/ui/toast'
import { minutesWords } from '../effort/minutes'
import '../parts/query-bar'
import type { TfQueryBar } from '../parts/query-bar'
import type { ViewSource } from '../parts/view-source'

interface Target {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly hours: number
  readonly is_enabled: boolean
}

export interface Standing {
  readonly task: { readonly id: string; readonly key: string; readonly title: string }
  readonly target: { readonly name: string }
  readonly due_at: string
  readonly state: 'met' | 'at_risk' | 'breached'
  readonly minutes_left: number
}

/** What a card shows of its standing: nothing while there is time. */
export function targetBadge(standing: Standing | undefined): TemplateResult | typeof nothing {
  if (standing === undefined || standing.state === 'met') return nothing
  const time = spanWords(Math.abs(standing.minutes_left))
  const isLate = standing.state === 'breached'
  const words = isLate ? t('%(time)s over', { time }) : t('%(time)s left', { time })
  return html`<span
    class="chip ${isLate ? 'chip-danger' : 'chip-warning'}"
    title=${standing.target.name}
    >${icon(Timer, { size: 14 })}${words}</span
  >`
}

/** Days where it is days: nobody works out what 504 hours are. */
export function spanWords(minutes: number): string {
  const days = Math.floor(minutes / 1440)
  if (days === 0) return minutesWords(minutes)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days >= 7 || hours === 0) return t('%(days)sd', { days })
  return t('%(days)sd %(hours)sh', { days, hours })
}

export class TfServiceTargets extends LitElement {
  static override properties = {
    projectId: { attribute: 'project-id' },
    slug: {},
    canEdit: { type: Boolean, attribute: 'can-edit' },
    source: { attribute: false },
    editing: { state: true },
    targets: { state: true },
    standings: { state: true },
  }

  declare projectId: string
  declare slug: string
  declare canEdit: boolean
  /** Names for the queries. */
  declare source: Pick<ViewSource, 'context'>
  /** The one that is being changed; none while a new one can be added. */
  declare editing: Target | null
  declare targets: readonly Target[]
  declare standings: readonly Standing[]
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.projectId = ''
    this.slug = ''
    this.canEdit = false
    this.editing = null
    this.targets = []
    this.standings = []
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    this.#leave = liveSocket().join(`project:${this.projectId}`, {
      event: ({ type }) => {
        if (type.startsWith('service_target.')) void this.#load()
      },
      resync: () => void this.#load(),
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  protected override render(): TemplateResult {
    const urgent = this.standings.filter(({ state }) => state !== 'met').slice(0, 20)
    return html`<section class="section stack" aria-label=${t('Service targets')}>
      ${
        this.targets.length === 0
          ? nothing
          : html`<ul class="list rules">
              ${this.targets.map((target) => (this.editing?.id === target.id ? html`<li class="rule">${this.#form(target)}</li>` : this.#row(target)))}
            </ul>`
      }
      ${this.canEdit && this.editing === null ? this.#form(null) : nothing}
      ${urgent.length === 0 ? nothing : this.#urgent(urgent)}
    </section>`
  }

  #row(target: Target): TemplateResult {
    const { name, query, hours, is_enabled: isOn } = target
    const path = `service-targets/${target.id}`
    return html`<li class="rule" ?data-off=${!isOn}>
      <label class="check rule-switch"
        ><input
          type="checkbox"
          role="switch"
          .checked=${isOn}
          ?disabled=${!this.canEdit}
          @change=${() => void this.#act(() => api.patch(path, { is_enabled: !isOn }))}
        /><span class="visually-hidden">${t('On: %(name)s', { name })}</span></label
      >
      <div class="rule-body">
        <strong class="rule-name">${name}</strong>
        <span class="rule-words">
          ${query === '' ? t('every task') : html`<code>${query}</code>`}
          ${t('is done within %(time)s', { time: spanWords(hours * 60) })}
        </span>
      </div>
      ${
        this.canEdit
          ? html`<div class="rule-acts">
              <button
                class="button button-ghost button-small"
                type="button"
                data-change=${target.id}
                aria-label=${t('Change %(name)s', { name })}
                @click=${() => this.#edit(target)}
              >
                ${t('Change')}
              </button>
              <button
                class="button button-ghost button-small"
                type="button"
                aria-label=${t('Remove %(name)s', { name })}
                @click=${() => void this.#remove(target)}
              >
                ${t('Remove')}
              </button>
            </div>`
          : nothing
      }
    </li>`
  }

  get #path(): string {
    return `projects/${this.projectId}/service-targets`
  }

  async #remove({ id, name, query, hours, is_enabled }: Target): Promise<void> {
    if (!(await this.#act(() => api.delete(`service-targets/${id}`)))) return
    const again = () => api.post(this.#path, { name, query, hours, is_enabled })
    toast(t('Removed %(name)s', { name }), { undo: () => void this.#act(again) })
  }

  #form(target: Target | null): TemplateResult {
    const id = `target-${target?.id ?? 'new'}`
    return html`<form
      class="form target-form"
      @submit=${(event: SubmitEvent) => void this.#save(event, target)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && target !== null) this.#edit(null)
      }}
    >
      <div class="field">
        <label for="${id}-name">${t('Name of the target')}</label>
        <input
          class="input"
          id="${id}-name"
          name="name"
          required
          maxlength="100"
          autocomplete="off"
          .value=${target?.name ?? ''}
        />
      </div>
      <div class="field target-query">
        <span class="label" aria-hidden="true">${t('Which tasks: a query')}</span>
        <tf-query-bar
          name="query"
          .label=${t('Which tasks: a query')}
          .hint=${t('every task, or a query')}
          .source=${this.source}
          .query=${target?.query ?? ''}
        ></tf-query-bar>
      </div>
      <div class="field">
        <label for="${id}-hours">${t('Hours')}</label>
        <input
          class="input input-number"
          id="${id}-hours"
          name="hours"
          type="number"
          min="1"
          max="8784"
          required
          .value=${String(target?.hours ?? '')}
        />
      </div>
      <div class="form-actions">
        <button class="button">${target === null ? t('Add target') : t('Save')}</button>
        ${target === null ? nothing : html`<button class="button" type="button" @click=${() => this.#edit(null)}>${t('Cancel')}</button>`}
      </div>
    </form>`
  }

  #urgent(rows: readonly Standing[]): TemplateResult {
    return html`<h3>${t('Running out of time')}</h3>
      <ul class="list">
        ${rows.map(
          (row) =>
            html`<li class="list-row">
              <a class="grow truncate" href=${`/w/${this.slug}/t/${row.task.key}/`}
                >${row.task.key} ${row.task.title}</a
              >${targetBadge(row)}
            </li>`,
        )}
      </ul>`
  }

  #edit(target: Target | null): void {
    const at = this.editing?.id ?? ''
    this.editing = target
    void this.updateComplete.then(() => {
      const back = `[data-change="${CSS.escape(at)}"]`
      this.querySelector<HTMLElement>(target === null ? back : 'li input[name="name"]')?.focus()
    })
  }

  async #save(event: SubmitEvent, target: Target | null): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const bar = form.querySelector<TfQueryBar>('tf-query-bar')
    if (bar?.error) {
      bar.focus()
      return
    }
    const data = new FormData(form)
    const [name, query] = [String(data.get('name')), String(data.get('query') ?? '')]
    const values = { name, query, hours: Number(data.get('hours')) }
    clearErrors(form)
    try {
      if (target === null) await api.post(this.#path, values)
      else await api.patch(`service-targets/${target.id}`, values)
    } catch (error) {
      showErrors(form, error)
      return
    }
    if (target !== null) this.#edit(null)
    form.reset()
    if (bar) bar.text = ''
    await this.#load()
  }

  async #act(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call()
      await this.#load()
      return true
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The server does not answer.'))
      return false
    }
  }

  async #load(): Promise<void> {
    const path = this.#path
    try {
      this.targets = (await api.get<{ results: Target[] }>(path)).results
      if (this.targets.length === 0) this.standings = []
      else this.standings = (await api.get<{ results: Standing[] }>(`${path}/status`)).results
    } catch {
      errorToast(t('The service targets did not load.'))
    }
  }
}

customElements.define('tf-service-targets', TfServiceTargets)
