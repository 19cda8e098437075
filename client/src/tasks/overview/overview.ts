/** A project at a glance: how it goes, how far it is, who works on it, what happened last. */

import { ChartColumn, Diamond, Flag } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import { avatar } from '../../common/ui/avatar'
import { errorToast } from '../../common/ui/toast'
import { STATES, type Milestone, type PageData, type State, type User } from '../model'
import { css } from '../parts/css'
import { stateMark } from '../parts/marks'
import { ago, dayName, exactTime, stateName } from '../parts/text'
import { HEALTHS, healthName, percent, stageName, type Health, type Stage } from '../roadmap/model'
import { readPage } from '../session'
import { happeningWords, type Happening } from './words'

interface Overview {
  readonly project: {
    readonly description: string
    readonly start_date: string | null
    readonly target_date: string | null
    readonly stage: Stage
    readonly health: Health | ''
  }
  readonly description_html: string
  readonly lead: User | null
  readonly states: Readonly<Partial<Record<State, number>>>
  readonly milestones: readonly (Milestone & {
    readonly task_count: number
    readonly done_count: number
  })[]
  readonly people: readonly (User & { readonly open_count: number })[]
  readonly updates: readonly {
    readonly id: string
    readonly author: User | null
    readonly health: Health
    readonly body_html: string
    readonly created_at: string
  }[]
  readonly activity: readonly Happening[]
  readonly sprint: {
    readonly id: string
    readonly name: string
    readonly end_date: string | null
  } | null
}

const SOON = 200

export class TfOverview extends LitElement {
  static override properties = { overview: { state: true }, isSending: { state: true } }

  declare overview: Overview
  declare isSending: boolean
  readonly #page = readPage() as PageData & { readonly overview: Overview }
  #leave: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.overview = this.#page.overview
    this.isSending = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const soon = (): void => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.#load(), SOON)
    }
    const room = `project:${this.#page.project.id}`
    this.#leave = liveSocket().join(room, { event: soon, resync: soon })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    clearTimeout(this.#timer)
  }

  async #load(): Promise<void> {
    try {
      this.overview = await api.get<Overview>(`projects/${this.#page.project.id}/overview`)
    } catch {
      // What is shown stays; the next change asks again.
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="overview">
      <div class="overview-main">
        ${this.#about()} ${this.#saying()} ${this.#milestones()} ${this.#activity()}
      </div>
      <aside class="overview-side">${this.#facts()} ${this.#progress()} ${this.#people()}</aside>
    </div>`
  }

  #about(): TemplateResult {
    const { description_html: text } = this.overview
    // The server has made it from Markdown, cleaned.
    return html`<section class="section">
      <h2>${this.#page.project.name}</h2>
      ${text === '' ? html`<p class="quiet">${t('Nobody has described this project yet.')}</p>` : html`<div class="prose">${unsafeHTML(text)}</div>`}
    </section>`
  }

  #saying(): TemplateResult {
    const { updates } = this.overview
    return html`<section class="section" aria-labelledby="updates-title">
      <h3 id="updates-title">${t('How it goes')}</h3>
      ${this.#page.can_edit === true ? this.#form() : nothing}
      ${updates.length === 0 ? html`<p class="quiet">${t('Nobody has said anything yet.')}</p>` : nothing}
      ${updates.map(
        ({ author, health, body_html: body, created_at: at }) =>
          html`<article class="overview-update">
            <header>
              ${author === null ? nothing : avatar(author, 24)}
              <strong>${author?.name ?? t('Somebody')}</strong>
              <span class="chip road-health" data-health=${health}>${healthName(health)}</span>
              <span class="meta push" title=${exactTime(at)}>${ago(at)}</span>
            </header>
            <div class="prose">${unsafeHTML(body)}</div>
          </article>`,
      )}
    </section>`
  }

  #form(): TemplateResult {
    const current = this.overview.project.health || 'on_track'
    return html`<form class="overview-form" @submit=${this.#send}>
      <textarea
        class="textarea"
        name="body"
        rows="2"
        maxlength="2000"
        aria-label=${t('What there is to say')}
        placeholder=${t('What happened, what comes next, what stands in the way?')}
      ></textarea>
      <div class="row">
        <select class="select select-small" name="health" aria-label=${t('Health')}>
          ${HEALTHS.map((health) => html`<option value=${health} ?selected=${health === current}>${healthName(health)}</option>`)}
        </select>
        <button class="button button-primary button-small" ?disabled=${this.isSending}>
          ${t('Post update')}
        </button>
      </div>
    </form>`
  }

  #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    this.isSending = true
    try {
      const body = { health: data.get('health'), body: data.get('body') }
      await api.post(`projects/${this.#page.project.id}/updates`, body)
      form.reset()
      await this.#load()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
    } finally {
      this.isSending = false
    }
  }

  #facts(): TemplateResult {
    const { project, lead, sprint } = this.overview
    const base = `/w/${this.#page.workspace.slug}/p/${this.#page.project.key}/`
    const day = (value: string | null) => (value === null ? '–' : dayName(value))
    return html`<dl class="overview-facts">
        <dt>${t('Lead')}</dt>
        <dd>${lead === null ? '–' : html`${avatar(lead, 20)} ${lead.name}`}</dd>
        <dt>${t('Stage')}</dt>
        <dd>${stageName(project.stage)}</dd>
        <dt>${t('Health')}</dt>
        <dd>
          <span class="chip road-health" data-health=${project.health}
            >${healthName(project.health)}</span
          >
        </dd>
        <dt>${t('Start')}</dt>
        <dd>${day(project.start_date)}</dd>
        <dt>${t('Target')}</dt>
        <dd>${day(project.target_date)}</dd>
      </dl>
      <p class="overview-links">
        ${sprint === null ? nothing : html`<a href="${base}sprints/${sprint.id}/">${icon(Flag)} ${sprint.name}</a>`}
        <a href="${base}reports/">${icon(ChartColumn)} ${t('Reports')}</a>
      </p>`
  }

  #progress(): TemplateResult {
    const { states } = this.overview
    const all = Object.values(states).reduce((sum, count) => sum + count, 0)
    const done = percent(states.done ?? 0, all)
    const words = t('%(done)s of %(all)s tasks done', { done: states.done ?? 0, all })
    return html`<section aria-label=${t('Progress')}>
      <h3>${t('Progress')} <span class="meta push">${done}%</span></h3>
      <div class="overview-bar" role="img" aria-label=${words}>
        ${[...STATES].reverse().map((state) => {
          const part = percent(states[state] ?? 0, all)
          return html`<span data-state=${state} ${css({ width: `${String(part)}%` })}></span>`
        })}
      </div>
      <ul class="overview-states">
        ${STATES.filter((state) => (states[state] ?? 0) > 0).map(
          (state) =>
            html`<li>
              ${stateMark(state)} ${stateName(state)}
              <span class="meta push">${states[state]}</span>
            </li>`,
        )}
      </ul>
    </section>`
  }

  #milestones(): TemplateResult | typeof nothing {
    const { milestones } = this.overview
    if (milestones.length === 0) return nothing
    return html`<section class="section" aria-labelledby="milestones-title">
      <h3 id="milestones-title">${t('Milestones')}</h3>
      <ul class="overview-milestones">
        ${milestones.map(
          ({ name, due_date: due, reached_at: at, task_count: all, done_count: done }) => {
            const share = percent(done, all)
            return html`<li>
              <span class="cal-mark" ?data-reached=${at !== null}>${icon(Diamond)}</span>
              <span class="grow truncate">${name}</span>
              <span class="meta">${due === null ? '' : dayName(due)}</span>
              <progress
                class="progress"
                max="100"
                value=${share}
                aria-label=${t('%(name)s: %(share)s % done', { name, share })}
              ></progress>
              <span class="meta">${done}/${all}</span>
            </li>`
          },
        )}
      </ul>
    </section>`
  }

  #people(): TemplateResult {
    const { people } = this.overview
    return html`<section aria-label=${t('Who works on what')}>
      <h3>${t('Who works on it')}</h3>
      ${people.length === 0 ? html`<p class="quiet">${t('Nobody has an open task here.')}</p>` : nothing}
      <ul class="overview-states">
        ${people.map(
          (person) =>
            html`<li>
              ${avatar(person, 20)}
              <a
                href="/w/${this.#page.workspace.slug}/p/${this.#page.project.key}/list/?assignee=${person.id}"
                >${person.name}</a
              >
              <span class="meta push"
                >${tn('%(count)s open', '%(count)s open', person.open_count)}</span
              >
            </li>`,
        )}
      </ul>
    </section>`
  }

  #happening(each: Happening): TemplateResult {
    const words = happeningWords(each)
    const isGone = each.type === 'task.deleted'
    if (each.key === null || isGone) return html`<span class="grow">${words}</span>`
    const base = `/w/${this.#page.workspace.slug}`
    return html`<a class="grow overview-event" href="${base}/t/${each.key}/">${words}</a>`
  }

  #activity(): TemplateResult {
    const { activity } = this.overview
    return html`<section class="section" aria-labelledby="activity-title">
      <h3 id="activity-title">${t('What happened last')}</h3>
      <ul class="overview-activity">
        ${activity.map(
          (each) =>
            html`<li>
              ${this.#happening(each)}
              <span class="meta" title=${exactTime(each.at)}>${ago(each.at)}</span>
            </li>`,
        )}
      </ul>
    </section>`
  }
}

customElements.define('tf-overview', TfOverview)
