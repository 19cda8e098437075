/** The page of a project's automations: list, builder, trial, run log, recipes. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Plus } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { errorToast, toast } from '../../common/ui/toast'
import type { TfQueryBar } from '../parts/query-bar'
import { ago } from '../parts/text'
import { builder } from './builder'
import {
  nameIn,
  recipes,
  triggers,
  type Automation,
  type Rule,
  type RulesPage,
  type Run,
  type Tried,
} from './model'
import './targets'

export class TfAutomations extends LitElement {
  static override properties = {
    list: { state: true },
    draft: { state: true },
    editing: { state: true },
    tried: { state: true },
    runs: { state: true },
    problem: { state: true },
  }

  declare list: readonly Automation[] | null
  declare draft: Rule | null
  /** The id of the rule that is changed; null while a new one is made. */
  declare editing: string | null
  declare tried: Tried | null
  declare runs: { readonly of: string; readonly rows: readonly Run[] } | null
  declare problem: string
  readonly page = JSON.parse(document.getElementById('tf-page')?.textContent ?? '{}') as RulesPage

  constructor() {
    super()
    this.list = null
    this.draft = null
    this.editing = null
    this.tried = null
    this.runs = null
    this.problem = ''
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    liveSocket().join(`project:${this.page.project.id}`, {
      event: ({ type }) => {
        if (type.startsWith('automation.')) void this.#load()
      },
      resync: () => void this.#load(),
    })
  }

  protected override render(): TemplateResult {
    const { list, draft, page } = this
    return html`<div class="page page-narrow stack-loose">
      <header class="page-head">
        <h1>${t('Automations')}</h1>
        <div class="page-actions">
          ${page.can_automate && !draft ? html`<button class="button button-primary" type="button" @click=${() => this.#open(empty(), null)}>${icon(Plus)}${t('New automation')}</button>` : nothing}
        </div>
      </header>
      ${draft ? this.#editor(draft) : nothing}
      ${list === null ? html`<div class="skeleton timesheet-waiting" aria-hidden="true"></div>` : this.#list(list)}
      ${page.can_automate && !draft ? this.#recipes() : nothing}
      <tf-service-targets
        project-id=${page.project.id}
        slug=${page.workspace.slug}
        ?can-edit=${page.can_automate}
      ></tf-service-targets>
    </div>`
  }

  #list(list: readonly Automation[]): TemplateResult {
    if (list.length === 0)
      return html`<p class="quiet">
        ${t('None yet. An automation does by itself what people would otherwise forget.')}
      </p>`
    return html`<ul class="list">
      ${list.map((rule) => this.#row(rule))}
    </ul>`
  }

  #row(rule: Automation): TemplateResult {
    const isLogOpen = this.runs?.of === rule.id
    return html`<li class="list-row">
      <div class="stack grow">
        <div class="row row-wrap">
          <label class="check"
            ><input
              type="checkbox"
              role="switch"
              .checked=${rule.is_enabled}
              ?disabled=${!this.page.can_automate}
              @change=${() => void this.#change(rule, { is_enabled: !rule.is_enabled })}
            /><span class="visually-hidden">${t('On: %(name)s', { name: rule.name })}</span></label
          >
          <span class="grow"
            ><strong>${rule.name}</strong
            ><span class="quiet">
              · ${t('when %(what)s', { what: nameIn(triggers(), rule.trigger.kind) })} ·
              ${tn('%(count)s run', '%(count)s runs', rule.run_count)}</span
            ></span
          >
          <button
            class="button button-small"
            type="button"
            aria-expanded=${String(isLogOpen)}
            @click=${() => void this.#log(rule, !isLogOpen)}
          >
            ${t('Log')}
          </button>
          ${rule.trigger.kind === 'manual' && this.page.can_edit ? html`<button class="button button-small" type="button" ?disabled=${!rule.is_enabled} @click=${() => void this.#run(rule)}>${t('Run now')}</button>` : nothing}
          ${
            this.page.can_automate
              ? html`<button
                    class="button button-small"
                    type="button"
                    @click=${() => this.#open(rule, rule.id)}
                  >
                    ${t('Change')}</button
                  ><button
                    class="button button-ghost button-small"
                    type="button"
                    @click=${() => void this.#remove(rule)}
                  >
                    ${t('Remove')}
                  </button>`
              : nothing
          }
        </div>
        ${isLogOpen ? runLog(this.runs?.rows ?? []) : nothing}
      </div>
    </li>`
  }

  #editor(draft: Rule): TemplateResult {
    const change = (rule: Rule): void => {
      this.draft = rule
      this.tried = null
    }
    return html`<form class="card form" @submit=${(event: Event) => void this.#save(event)}>
      <div class="field">
        <label for="rule-name">${t('Name')}</label>
        <input
          class="input"
          id="rule-name"
          required
          maxlength="100"
          .value=${draft.name}
          @change=${(event: Event) => change({ ...draft, name: (event.target as HTMLInputElement).value })}
        />
      </div>
      ${builder(this.page, draft, change)}
      ${this.problem ? html`<p class="notice notice-danger" role="alert">${this.problem}</p>` : nothing}
      ${this.tried ? trial(this.tried) : nothing}
      <div class="form-actions">
        <button class="button button-primary">${t('Save')}</button>
        <button class="button" type="button" @click=${() => void this.#try()}>
          ${t('Try it')}
        </button>
        <button class="button button-ghost" type="button" @click=${() => (this.draft = null)}>
          ${t('Cancel')}
        </button>
      </div>
    </form>`
  }

  #recipes(): TemplateResult {
    return html`<section class="section" aria-labelledby="recipes-title">
      <div class="section-head"><h2 id="recipes-title">${t('Recipes')}</h2></div>
      <div class="row row-wrap">
        ${recipes().map((rule) => html`<button class="button" type="button" @click=${() => this.#open(rule, null)}>${rule.name}</button>`)}
      </div>
    </section>`
  }

  #open({ name, trigger, condition, actions }: Rule, id: string | null): void {
    this.draft = { name, trigger, condition, actions }
    this.editing = id
    this.tried = null
    this.problem = ''
  }

  get #path(): string {
    return `projects/${this.page.project.id}/automations`
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault()
    const { draft, editing } = this
    if (draft === null || !this.#isReadable()) return
    try {
      await (editing === null
        ? api.post(this.#path, draft)
        : api.patch(`automations/${editing}`, draft))
      this.draft = null
      await this.#load()
    } catch (error) {
      this.problem = wordsOf(error)
    }
  }

  /** A query that cannot be read is not in the draft; what stood there before is not saved for it. */
  #isReadable(): boolean {
    const bar = this.querySelector<TfQueryBar>('form tf-query-bar')
    this.problem = bar?.error?.words ?? ''
    if (this.problem !== '') bar?.focus()
    return this.problem === ''
  }

  async #try(): Promise<void> {
    if (this.draft === null || !this.#isReadable()) return
    const { trigger, condition, actions } = this.draft
    try {
      this.tried = await api.post<Tried>(`${this.#path}/try`, { trigger, condition, actions })
      this.problem = ''
    } catch (error) {
      this.problem = wordsOf(error)
    }
  }

  async #change(rule: Automation, change: object): Promise<void> {
    await this.#act(() => api.patch(`automations/${rule.id}`, change))
  }

  async #run(rule: Automation): Promise<void> {
    await this.#act(async () => {
      const { planned } = await api.post<{ planned: number }>(`automations/${rule.id}/runs`, {})
      toast(tn('Runs for %(count)s task', 'Runs for %(count)s tasks', planned))
    })
  }

  async #remove(rule: Automation): Promise<void> {
    const { name, trigger, condition, actions, is_enabled } = rule
    await this.#act(() => api.delete(`automations/${rule.id}`))
    const undo = (): void =>
      void this.#act(() => api.post(this.#path, { name, trigger, condition, actions, is_enabled }))
    toast(t('Removed %(name)s', { name }), { undo })
  }

  async #log(rule: Automation, isOpen: boolean): Promise<void> {
    this.runs = isOpen ? { of: rule.id, rows: await this.#runsOf(rule.id) } : null
  }

  async #runsOf(id: string): Promise<readonly Run[]> {
    try {
      const query = { limit: 20 }
      return (await api.get<{ results: Run[] }>(`automations/${id}/runs`, { query })).results
    } catch {
      return []
    }
  }

  async #act(call: () => Promise<unknown>): Promise<void> {
    try {
      await call()
      await this.#load()
    } catch (error) {
      errorToast(wordsOf(error))
    }
  }

  async #load(): Promise<void> {
    try {
      const query = { limit: 100 }
      this.list = (await api.get<{ results: Automation[] }>(this.#path, { query })).results
      const of = this.runs?.of
      if (of !== undefined) this.runs = { of, rows: await this.#runsOf(of) }
    } catch (error) {
      errorToast(wordsOf(error))
    }
  }
}

function empty(): Rule {
  return {
    name: '',
    trigger: { kind: 'task.created' },
    condition: {},
    actions: [{ kind: 'set', field: 'priority', value: 'high' }],
  }
}

function runLog(rows: readonly Run[]): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${t('It did not run yet.')}</p>`
  return html`<ul class="task-time-list">
    ${rows.map(
      (run) =>
        html`<li class="row row-wrap">
          <span class="chip ${toneOf(run.status)}">${statusName(run.status)}</span>
          <span class="grow"
            >${run.task ? html`${run.task.key} ${run.task.title} · ` : nothing}<span class="quiet"
              >${run.words || run.lines.join(' · ')}</span
            ></span
          >
          <span class="quiet">${ago(run.created_at)}</span>
        </li>`,
    )}
  </ul>`
}

function trial(tried: Tried): TemplateResult {
  const count = tn(
    'It is about %(count)s task now.',
    'It is about %(count)s tasks now.',
    tried.count,
  )
  return html`<div class="notice notice-info" role="status">
    <div class="stack">
      <p>${count} ${t('Nothing was changed.')} ${tried.lines.join(' · ')}</p>
      <ul class="rule-lines">
        ${tried.tasks.map(
          (task) =>
            html`<li>${task.key} ${task.title}: ${task.error || task.lines.join(' · ')}</li>`,
        )}
      </ul>
    </div>
  </div>`
}

function statusName(status: Run['status']): string {
  switch (status) {
    case 'waiting':
      return t('Waiting')
    case 'done':
      return t('Done')
    case 'skipped':
      return t('Skipped')
    case 'failed':
      return t('Failed')
    case 'stopped':
      return t('Stopped')
  }
}

function toneOf(status: Run['status']): string {
  if (status === 'done') return 'chip-success'
  if (status === 'failed') return 'chip-danger'
  return status === 'stopped' ? 'chip-warning' : ''
}

function wordsOf(error: unknown): string {
  return error instanceof ApiError ? error.words : t('The server does not answer.')
}

customElements.define('tf-automations', TfAutomations)
