/** The sprints that run in all projects of a workspace, kept live. */

import { IterationCw } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { pages } from '../../common/api'
import { t } from '../../common/i18n'
import { liveSocket, type LiveEvent } from '../../common/socket'
import { hueOf } from '../../common/ui/avatar'
import { emptyState } from '../../common/ui/empty'
import { isoDate } from '../grammar'
import { readPage } from '../session'
import { riskOf, type SprintDetail } from './figures'
import { progressBar } from './progress'
import { spark, type SparkDay } from './spark'
import { datesWords, leftWords, pointsWords, riskWords, tasksWords } from './words'

interface RunningSprint extends Omit<SprintDetail, 'project'> {
  readonly project: { readonly id: string; readonly key: string; readonly name: string }
  readonly burndown: readonly SparkDay[]
}

// A bulk act is many events: one look after them is enough.
const SETTLE = 400

export class TfActiveSprints extends LitElement {
  static override properties = { sprints: { state: true }, problem: { state: true } }

  declare sprints: readonly RunningSprint[]
  declare problem: boolean
  readonly #slug: string
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #rooms = new Map<string, () => void>()

  constructor() {
    super()
    const page = readPage() as unknown as {
      readonly workspace: { readonly slug: string }
      readonly sprints: readonly RunningSprint[]
    }
    this.#slug = page.workspace.slug
    this.sprints = page.sprints
    this.problem = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#listen()
    // What happened between the page and the rooms is looked up once.
    void this.#load()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const leave of this.#rooms.values()) leave()
    this.#rooms.clear()
    clearTimeout(this.#timer)
  }

  /** Every project of the workspace: a sprint may start in any of them. */
  async #listen(): Promise<void> {
    try {
      const path = `workspaces/${this.#slug}/projects`
      for await (const page of pages<{ id: string }>(path, { query: { limit: 100 } }))
        for (const { id } of page) this.#join(id)
    } catch {
      for (const { project } of this.sprints) this.#join(project.id)
    }
  }

  #join(projectId: string): void {
    const room = `project:${projectId}`
    if (this.#rooms.has(room)) return
    const handlers = {
      event: (event: LiveEvent) => this.#heard(projectId, event),
      resync: () => void this.#load(),
    }
    this.#rooms.set(room, liveSocket().join(room, handlers))
  }

  #heard(projectId: string, { type }: LiveEvent): void {
    if (!type.startsWith('sprint.') && !type.startsWith('task.')) return
    const runs = this.sprints.some(({ project }) => project.id === projectId)
    if (!runs && type.startsWith('task.')) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#load(), SETTLE)
  }

  async #load(): Promise<void> {
    try {
      const found: RunningSprint[] = []
      const path = `workspaces/${this.#slug}/sprints`
      for await (const page of pages<RunningSprint>(path, { query: { status: 'active' } }))
        found.push(...page)
      this.sprints = found
      this.problem = false
    } catch {
      this.problem = true
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="page page-wide active-sprints">
      ${
        this.problem
          ? html`<p class="notice notice-warning" role="alert">
              ${t('The newest figures could not be fetched.')}
              <button class="button button-small" type="button" @click=${() => void this.#load()}>
                ${t('Try again')}
              </button>
            </p>`
          : nothing
      }
      ${this.sprints.length === 0 ? noneRuns() : this.#cards()}
    </div>`
  }

  #cards(): TemplateResult {
    return html`<ul class="sprint-cards">
      ${repeat(
        this.sprints,
        ({ id }) => id,
        (sprint) => html`<li>${this.#card(sprint)}</li>`,
      )}
    </ul>`
  }

  #card(sprint: RunningSprint): TemplateResult {
    const today = isoDate(new Date())
    const { project, progress } = sprint
    const risk = riskOf(sprint, progress, today)
    const base = `/w/${this.#slug}/p/${project.key}/sprints/`
    return html`<article class="card sprint-card" aria-labelledby="sprint-${sprint.id}">
      <header class="sprint-card-head">
        <span class="key-mark" data-hue=${hueOf(project.id)} aria-hidden="true"
          >${project.key.slice(0, 2)}</span
        >
        <a class="link-quiet truncate" href=${base}>${project.name}</a>
        <span class="chip push" data-risk=${risk}>${riskWords(risk)}</span>
      </header>
      <h2 id="sprint-${sprint.id}"><a href="${base}${sprint.id}/">${sprint.name}</a></h2>
      ${sprint.goal === '' ? nothing : html`<p class="sprint-goal">${sprint.goal}</p>`}
      ${progressBar(sprint, progress, today)} ${spark(sprint.burndown)}
      <p class="meta sprint-card-foot">
        <span>${datesWords(sprint)}</span> <span>${leftWords(sprint, today)}</span>
        <span>${tasksWords(progress.tasks)}</span> <span>${pointsWords(progress.points)}</span>
      </p>
    </article>`
  }
}

function noneRuns(): TemplateResult {
  return emptyState({
    mark: IterationCw,
    title: t('No sprint runs at the moment'),
    text: t(
      'Here stand the running sprints of all projects, with how far each is. Start one on a project’s “Sprints” page.',
    ),
  })
}

customElements.define('tf-active-sprints', TfActiveSprints)
