/** Triage: what people ask for, one after the other, decided with one key each. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { api, ApiError, type Page } from '../../common/api'
import { t } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import { isTyping } from '../../common/ui/keys'
import { openPicker } from '../../common/ui/picker'
import { errorToast, toast } from '../../common/ui/toast'
import type { RulesPage } from '../automation/model'
import { PRIORITIES } from '../model'
import { ago, priorityName } from '../parts/text'
import './settings'

interface Item {
  readonly id: string
  readonly title: string
  readonly description_html: string
  readonly sender: { readonly name: string; readonly email: string }
  readonly status: string
  readonly reason: string
  readonly task: { readonly key: string; readonly title: string } | null
  readonly created_at: string
}

type Queue = 'waiting' | 'snoozed' | 'accepted' | 'declined' | 'duplicate'

export class TfIntake extends LitElement {
  static override properties = {
    queue: { state: true },
    items: { state: true },
    chosen: { state: true },
  }

  declare queue: Queue
  declare items: readonly Item[] | null
  declare chosen: string
  readonly page = JSON.parse(document.getElementById('tf-page')?.textContent ?? '{}') as RulesPage
  #leave: (() => void) | null = null
  readonly #onKey = (event: KeyboardEvent): void => this.#key(event)

  constructor() {
    super()
    this.queue = 'waiting'
    this.items = null
    this.chosen = ''
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    this.#leave = liveSocket().join(`project:${this.page.project.id}`, {
      event: ({ type }) => {
        if (type === 'intake.updated') void this.#load()
      },
      resync: () => void this.#load(),
    })
    document.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    document.removeEventListener('keydown', this.#onKey)
  }

  protected override render(): TemplateResult {
    const { items } = this
    return html`<div class="page page-wide stack">
      <header class="page-head">
        <h1>${t('Intake')}</h1>
        <div class="page-actions">${this.#queues()}</div>
      </header>
      ${items === null ? html`<div class="skeleton timesheet-waiting" aria-hidden="true"></div>` : this.#lists(items)}
      ${this.#filer()}
      ${this.page.can_manage ? html`<tf-intake-form project-id=${this.page.project.id}></tf-intake-form>` : nothing}
    </div>`
  }

  #queues(): TemplateResult {
    const queues: [Queue, string][] = [
      ['waiting', t('Waiting')],
      ['snoozed', t('Later')],
      ['accepted', t('Accepted')],
      ['declined', t('Declined')],
      ['duplicate', t('Duplicates')],
    ]
    return html`<select
      class="select"
      aria-label=${t('Which requests')}
      @change=${(event: Event) => {
        this.queue = (event.target as HTMLSelectElement).value as Queue
        void this.#load()
      }}
    >
      ${queues.map(([id, label]) => html`<option value=${id} ?selected=${id === this.queue}>${label}</option>`)}
    </select>`
  }

  #lists(items: readonly Item[]): TemplateResult {
    if (items.length === 0)
      return html`<div class="empty">
        <h2>${t('Nothing here')}</h2>
        <p>
          ${t('Requests of the team and from the public form wait here until somebody decides.')}
        </p>
      </div>`
    const item = this.#current(items)
    return html`<div class="intake-layout">
      <ul class="list intake-queue">
        ${items.map(
          (each) =>
            html`<li>
              <button
                class="list-row"
                type="button"
                aria-current=${String(each === item)}
                @click=${() => (this.chosen = each.id)}
              >
                <span class="grow truncate">${each.title}</span
                ><span class="quiet">${ago(each.created_at)}</span>
              </button>
            </li>`,
        )}
      </ul>
      ${item ? this.#detail(item) : nothing}
    </div>`
  }

  #detail(item: Item): TemplateResult {
    const from = [item.sender.name, item.sender.email].filter(Boolean).join(' · ')
    return html`<article class="card stack" aria-live="polite">
      <h2>${item.title}</h2>
      <p class="quiet">${from || t('Somebody')} · ${ago(item.created_at)}</p>
      ${item.description_html ? html`<div class="prose intake-text" dir="auto">${unsafeHTML(item.description_html)}</div>` : nothing}
      ${item.task ? html`<p><a href=${`/w/${this.page.workspace.slug}/t/${item.task.key}/`}>${item.task.key} ${item.task.title}</a></p>` : nothing}
      ${item.reason ? html`<p>${t('Declined: %(reason)s', { reason: item.reason })}</p>` : nothing}
      ${this.page.can_decide ? this.#decisions(item) : nothing}
    </article>`
  }

  #decisions(item: Item): TemplateResult {
    if (item.status !== 'waiting')
      return html`<div class="form-actions">
        <button class="button" type="button" @click=${() => void this.#decide(item, 'reopen', {})}>
          ${t('Open again')}
        </button>
      </div>`
    return html`<form
      class="form"
      data-accept
      @submit=${(event: SubmitEvent) => this.#accept(event, item)}
    >
      <div class="row row-wrap">
        <select class="select" name="priority" aria-label=${t('Priority')}>
          ${PRIORITIES.map((id) => html`<option value=${id} ?selected=${id === 'medium'}>${priorityName(id)}</option>`)}
        </select>
        <select class="select" name="type" aria-label=${t('Type')}>
          <option value="">${t('Plain task')}</option>
          ${this.page.types.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
        <select class="select" name="assignee" aria-label=${t('Assignee')}>
          <option value="">${t('Nobody')}</option>
          ${this.page.members.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
      </div>
      <div class="form-actions">
        <button class="button button-primary">${t('Accept')} <kbd class="kbd">A</kbd></button>
        <button class="button" type="button" @click=${() => this.#decline(item)}>
          ${t('Decline')} <kbd class="kbd">D</kbd>
        </button>
        <button
          class="button"
          type="button"
          data-duplicate
          @click=${(event: Event) => void this.#duplicate(item, event.currentTarget as HTMLElement)}
        >
          ${t('Duplicate')} <kbd class="kbd">U</kbd>
        </button>
        <button class="button" type="button" @click=${() => void this.#snooze(item)}>
          ${t('Next week')} <kbd class="kbd">S</kbd>
        </button>
      </div>
      <input
        class="input"
        name="reason"
        maxlength="500"
        placeholder=${t('Why not? (for Decline)')}
        aria-label=${t('Reason')}
      />
    </form>`
  }

  #filer(): TemplateResult {
    return html`<form class="row" @submit=${(event: SubmitEvent) => this.#file(event)}>
      <input
        class="input grow"
        name="title"
        required
        minlength="3"
        maxlength="200"
        placeholder=${t('Ask for something…')}
        aria-label=${t('New request')}
      />
      <button class="button">${t('Send')}</button>
    </form>`
  }

  #current(items: readonly Item[]): Item | undefined {
    return items.find(({ id }) => id === this.chosen) ?? items[0]
  }

  #key(event: KeyboardEvent): void {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    const items = this.items ?? []
    const item = this.#current(items)
    if (item === undefined || document.querySelector('dialog[open], .picker') !== null) return
    const at = items.indexOf(item)
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'k') {
      this.chosen = items[at + (key === 'j' ? 1 : -1)]?.id ?? item.id
      return
    }
    if (!this.page.can_decide || item.status !== 'waiting') return
    if (key === 'a') this.querySelector<HTMLFormElement>('[data-accept]')?.requestSubmit()
    else if (key === 'd') this.#decline(item)
    else if (key === 's') void this.#snooze(item)
    else if (key === 'u') {
      event.preventDefault()
      const button = this.querySelector<HTMLElement>('[data-duplicate]')
      if (button) void this.#duplicate(item, button)
    }
  }

  #accept(event: SubmitEvent, item: Item): void {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const word = (name: string): string => String(data.get(name) ?? '')
    void this.#decide(item, 'accept', {
      priority: word('priority'),
      ...(word('type') ? { type: word('type') } : {}),
      ...(word('assignee') ? { assignee_ids: [word('assignee')] } : {}),
    })
  }

  #decline(item: Item): void {
    const reason = this.querySelector<HTMLInputElement>('[name="reason"]')?.value ?? ''
    void this.#decide(item, 'decline', { reason })
  }

  async #snooze(item: Item): Promise<void> {
    const until = new Date(Date.now() + 7 * 864e5).toISOString()
    await this.#decide(item, 'snooze', { until })
  }

  async #duplicate(item: Item, anchor: HTMLElement): Promise<void> {
    interface Found {
      readonly id: string
      readonly key: string
      readonly title: string
    }
    const path = `projects/${this.page.project.id}/tasks`
    try {
      const { results } = await api.get<Page<Found>>(path, { query: { limit: 100 } })
      openPicker({
        anchor,
        label: t('The same as'),
        options: results.map(({ id, key, title }) => ({ id, label: title, hint: key })),
        selected: [],
        onChange: ([task]) => {
          if (task !== undefined) void this.#decide(item, 'duplicate', { task })
        },
      })
    } catch (error) {
      fail(error)
    }
  }

  async #decide(item: Item, verb: string, body: object): Promise<void> {
    try {
      await api.post(`intake-items/${item.id}/${verb}`, body)
      if (verb === 'snooze') {
        const back = (): void => void this.#decide(item, 'snooze', { until: null })
        if ('until' in body && body.until !== null) toast(t('Put off by a week'), { undo: back })
      } else if (verb !== 'reopen') {
        toast(t('Decided'), { undo: () => void this.#decide(item, 'reopen', {}) })
      }
      await this.#load()
    } catch (error) {
      fail(error)
      await this.#load()
    }
  }

  #file(event: SubmitEvent): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const title = String(new FormData(form).get('title'))
    void api
      .post(`projects/${this.page.project.id}/intake`, { title })
      .then(() => {
        form.reset()
        return this.#load()
      })
      .catch(fail)
  }

  async #load(): Promise<void> {
    const path = `projects/${this.page.project.id}/intake`
    try {
      const query = { queue: this.queue, limit: 100 }
      this.items = (await api.get<Page<Item>>(path, { query })).results
    } catch (error) {
      fail(error)
    }
  }
}

function fail(error: unknown): void {
  errorToast(error instanceof ApiError ? error.words : t('The server does not answer.'))
}

customElements.define('tf-intake', TfIntake)
