/** The page of a project's automations: list, builder, trial, run log, recipes. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Copy, Ellipsis, Plus, Trash2, Zap } from 'lucide-static'
import { repeat } from 'lit/directives/repeat.js'
import { api, ApiError } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { openMenu } from '../../common/ui/menu'
import { errorToast, toast } from '../../common/ui/toast'
import type { TfQueryBar } from '../parts/query-bar'
import { ago, exactTime } from '../parts/text'
import { builder } from './builder'
import { runLog, trial } from './log'
import type { Automation, Rule, RulesPage, Run, Tried } from './model'
import { recipes } from './recipes'
import { actionWords, triggerWords } from './sentence'

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
  #leave: (() => void) | null = null

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
    this.#leave = liveSocket().join(`project:${this.page.project.id}`, {
      event: ({ type }) => {
        if (type.startsWith('automation.')) void this.#load()
      },
      resync: () => void this.#load(),
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
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
    </div>`
  }

  #list(list: readonly Automation[]): TemplateResult {
    if (list.length === 0)
      return html`<div class="empty">
        <span class="empty-art">${icon(Zap, { size: 20 })}</span>
        <h2>${t('No automation yet')}</h2>
        <p>${t('An automation does by itself what people would otherwise forget.')}</p>
      </div>`
    return html`<ul class="list rules">
      ${repeat(
        list,
        ({ id }) => id,
        (rule) => this.#row(rule),
      )}
    </ul>`
  }

  #row(rule: Automation): TemplateResult {
    const isLogOpen = this.runs?.of === rule.id
    return html`<li class="rule" ?data-off=${!rule.is_enabled}>
      <label class="check rule-switch"
        ><input
          type="checkbox"
          role="switch"
          .checked=${rule.is_enabled}
          ?disabled=${!this.page.can_automate}
          @change=${() => void this.#change(rule, { is_enabled: !rule.is_enabled })}
        /><span class="visually-hidden">${t('On: %(name)s', { name: rule.name })}</span></label
      >
      <div class="rule-body">
        <strong class="rule-name">${rule.name}</strong>
        ${sentence(this.page, rule)}
        <p class="meta rule-facts">${facts(rule).map((fact) => html`<span>${fact}</span>`)}</p>
      </div>
      ${this.#rowActs(rule, isLogOpen)}
      ${isLogOpen ? runLog(this.runs?.rows ?? [], this.page.workspace.slug) : nothing}
    </li>`
  }

  #rowActs(rule: Automation, isLogOpen: boolean): TemplateResult {
    return html`<div class="rule-acts">
      ${rule.trigger.kind === 'manual' && this.page.can_edit ? html`<button class="button button-small" type="button" ?disabled=${!rule.is_enabled} @click=${() => void this.#run(rule)}>${t('Run now')}</button>` : nothing}
      <button
        class="button button-ghost button-small"
        type="button"
        aria-expanded=${String(isLogOpen)}
        @click=${() => void this.#log(rule, !isLogOpen)}
      >
        ${t('Log')}
      </button>
      ${
        this.page.can_automate
          ? html`<button
                class="button button-small"
                type="button"
                @click=${() => this.#open(rule, rule.id)}
              >
                ${t('Change')}</button
              ><button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-haspopup="menu"
                aria-label=${t('More about %(name)s', { name: rule.name })}
                @click=${(event: Event) => this.#menu(event, rule)}
              >
                ${icon(Ellipsis)}
              </button>`
          : nothing
      }
    </div>`
  }

  #menu(event: Event, rule: Automation): void {
    const name = t('%(name)s, copy', { name: rule.name.slice(0, 90) })
    openMenu(event.currentTarget as HTMLElement, [
      { icon: Copy, label: t('Duplicate'), run: () => this.#open({ ...rule, name }, null) },
      { kind: 'line' },
      { icon: Trash2, label: t('Remove'), isDangerous: true, run: () => void this.#remove(rule) },
    ])
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
      <p class="quiet">
        ${t('Each opens ready to be changed; nothing runs before you save it. A rule never begins itself again for the same task, and a chain of rules ends after five.')}
      </p>
      <div class="recipes">
        ${recipes().map(
          (rule) =>
            html`<button class="card recipe" type="button" @click=${() => this.#open(rule, null)}>
              <strong>${rule.name}</strong>${sentence(this.page, rule)}
            </button>`,
        )}
      </div>
    </section>`
  }

  #open({ name, trigger, condition, actions }: Rule, id: string | null): void {
    this.draft = { name, trigger, condition, actions }
    this.editing = id
    this.tried = null
    this.problem = ''
    void this.updateComplete.then(() => {
      const field = this.querySelector<HTMLInputElement>('#rule-name')
      field?.scrollIntoView({ block: 'nearest' })
      field?.focus()
    })
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

/** When → if → then, in one line. */
function sentence(page: RulesPage, rule: Rule): TemplateResult {
  const query = rule.condition.query ?? ''
  return html`<span class="rule-words"
    ><span class="rule-step"><b>${t('When')}</b> ${triggerWords(page, rule.trigger)}</span>
    ${query === '' ? nothing : html`<span class="rule-step"><b>${t('if')}</b> <code>${query}</code></span>`}
    <span class="rule-step"
      ><b>${t('then')}</b> ${rule.actions.map((part) => actionWords(page, part)).join(', ')}</span
    ></span
  >`
}

function facts(rule: Automation): readonly string[] {
  const { run_count: count, last_run: last, next_at: next, created_by: maker } = rule
  const when = last === null ? '' : ago(last)
  const ran = tn('ran once, %(when)s', 'ran %(count)s times, last %(when)s', count, { when })
  const tried = last === null ? t('did not run yet') : t('found nothing to do, %(when)s', { when })
  return [
    count === 0 ? tried : ran,
    ...(next === null ? [] : [t('next %(when)s', { when: exactTime(next) })]),
    ...(maker === null ? [] : [t('acts as %(name)s', { name: maker.name })]),
  ]
}

function empty(): Rule {
  return {
    name: '',
    trigger: { kind: 'task.created' },
    condition: {},
    actions: [{ kind: 'set', field: 'priority', value: 'high' }],
  }
}

function wordsOf(error: unknown): string {
  return error instanceof ApiError ? error.words : t('The server does not answer.')
}

customElements.define('tf-automations', TfAutomations)
