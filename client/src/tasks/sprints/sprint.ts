/** One sprint: its goal, its time, its board while it runs, and what became of it afterwards. */

import { Ellipsis, Pencil, Play, RotateCcw, SquareCheckBig, Trash2 } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, type Page } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { liveSocket, type LiveEvent } from '../../common/socket'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { isoDate } from '../grammar'
import '../../reports/report'
import type { PageData, Task } from '../model'
import '../panel/panel'
import type { ProjectStore } from '../project'
import { openProject, readPage } from '../session'
import { sprintLoad } from './capacity'
import { SprintDetails } from './details'
import {
  completeSprint,
  deleteSprint,
  editSprint,
  reopenSprint,
  setCapacity,
  startSprint,
} from './dialogues'
import { progressOf, riskOf, tasksOfSprint, type SprintDetail, type Velocity } from './figures'
import { peopleLoads } from './capacity'
import { progressBar } from './progress'
import { reviewPart, scopePart, type ScopeChange } from './review'
import { datesWords, leftWords, riskWords, statusWords } from './words'

interface SprintPage extends PageData {
  readonly sprint: SprintDetail
  readonly sprints: readonly SprintDetail[]
  readonly velocity: Velocity
  readonly scope: readonly ScopeChange[]
  readonly tasks?: readonly Task[]
  readonly done?: readonly string[]
}

// A bulk act is many events: one look at the scope after them is enough.
const SETTLE = 300

export class TfSprint extends LitElement {
  static override properties = { scope: { state: true } }

  declare scope: readonly ScopeChange[]
  readonly store: ProjectStore
  readonly #page: SprintPage
  readonly #details: SprintDetails
  #timer: ReturnType<typeof setTimeout> | undefined
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.#page = readPage() as SprintPage
    const { sprint, sprints } = this.#page
    this.store = openProject(this.#page)
    this.store.within = {
      fits: (task) => task.sprint === sprint.id,
      fields: { sprint: sprint.id },
    }
    this.#details = new SprintDetails(this.store, [sprint, ...sprints], () => this.requestUpdate())
    this.scope = this.#page.scope
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.store.open()
    this.#details.follow()
    const room = `sprint:${this.#page.sprint.id}`
    const leave = liveSocket().join(room, { event: (event) => this.#heard(event) })
    this.#undo = [
      leave,
      this.store.subscribe(() => this.requestUpdate()),
      () => this.#details.stop(),
      () => clearTimeout(this.#timer),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  get #sprint(): SprintDetail {
    const { sprint } = this.#page
    const known = this.#details.get(sprint.id) ?? sprint
    const now = this.store.state.sprints.find(({ id }) => id === sprint.id)
    return { ...known, ...now }
  }

  #heard({ type }: LiveEvent): void {
    if (type === 'sprint.deleted') {
      location.assign('../')
      return
    }
    // A completed sprint's page is another page, written by the server.
    const isOver = this.#page.sprint.status === 'completed'
    if (type === 'sprint.completed' || (type === 'sprint.updated' && isOver)) {
      location.reload()
      return
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#loadScope(), SETTLE)
  }

  async #loadScope(): Promise<void> {
    try {
      const path = `sprints/${this.#page.sprint.id}/scope`
      this.scope = (await api.get<Page<ScopeChange>>(path)).results
    } catch {
      // The next change asks again; until then the list shows what it knows.
    }
  }

  protected override render(): TemplateResult {
    const sprint = this.#sprint
    const tasks = tasksOfSprint(this.store.state, sprint.id)
    const isOver = sprint.status === 'completed'
    return html`<div class="sprint-page">
      ${this.#top(sprint, tasks)}
      ${isOver ? nothing : html`<div class="sprint-board"><tf-kanban></tf-kanban></div>`}
      <div class="sprint-below">
        ${isOver ? this.#review(sprint) : nothing}
        ${
          sprint.started_at === null
            ? nothing
            : html`<section class="sprint-part" aria-labelledby="sprint-burndown">
                <h3 id="sprint-burndown">${t('Burndown')}</h3>
                <tf-report kind="burndown" project=${this.store.id} sprint=${sprint.id}></tf-report>
              </section>`
        }
        ${scopePart(this.scope, sprint.started_at !== null)}
        ${isOver ? nothing : this.#people(sprint, tasks)}
      </div>
      ${isOver ? html`<tf-task-panel .store=${this.store}></tf-task-panel>` : nothing}
    </div>`
  }

  #top(sprint: SprintDetail, tasks: readonly Task[]): TemplateResult {
    const today = isoDate(new Date())
    const progress = sprint.status === 'completed' ? sprint.progress : progressOf(tasks)
    const risk = riskOf(sprint, progress, today)
    const isRunning = sprint.status === 'active'
    return html`<header class="sprint-top">
      <div class="sprint-title">
        <h2>
          ${sprint.name}
          <span class="chip ${isRunning ? 'chip-accent' : ''}">${statusWords(sprint.status)}</span>
          ${isRunning ? html`<span class="chip" data-risk=${risk}>${riskWords(risk)}</span>` : nothing}
        </h2>
        <p class="meta">
          ${datesWords(sprint)}${isRunning ? html` · ${leftWords(sprint, today)}` : nothing}
        </p>
        ${sprint.goal === '' ? nothing : html`<p class="sprint-goal">${sprint.goal}</p>`}
      </div>
      <div class="sprint-meters">
        ${progressBar(sprint, progress, today)}
        ${sprint.status === 'completed' ? nothing : sprintLoad(sprint, tasks)}
      </div>
      ${this.store.canEdit ? this.#acts(sprint, tasks) : nothing}
    </header>`
  }

  #acts(sprint: SprintDetail, tasks: readonly Task[]): TemplateResult {
    const saved = (changed: SprintDetail) => {
      this.#details.put(changed)
      if ((changed.status === 'completed') !== (sprint.status === 'completed')) location.reload()
    }
    const planned = this.#details.open.filter(({ status }) => status === 'planned')
    const main = {
      planned: { icon: Play, label: t('Start'), run: () => startSprint(sprint, tasks, saved) },
      active: {
        icon: SquareCheckBig,
        label: t('Complete'),
        run: () => completeSprint(sprint, tasks, planned, saved),
      },
      completed: {
        icon: RotateCcw,
        label: t('Reopen'),
        run: () => void reopenSprint(sprint, saved),
      },
    }[sprint.status]
    const more: MenuItem[] = [
      {
        icon: Pencil,
        label: t('Change'),
        run: () => editSprint(this.store.id, sprint, this.#page.velocity, saved),
      },
      {
        icon: Trash2,
        label: t('Delete sprint'),
        isDangerous: true,
        isDisabled: sprint.status === 'active',
        run: () => void deleteSprint(sprint),
      },
    ]
    return html`<span class="sprint-acts">
      <button class="button button-small" type="button" @click=${main.run}>
        ${icon(main.icon)} ${main.label}
      </button>
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-haspopup="menu"
        aria-label=${t('More about %(name)s', { name: sprint.name })}
        @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement, more)}
      >
        ${icon(Ellipsis)}
      </button>
    </span>`
  }

  #people(sprint: SprintDetail, tasks: readonly Task[]): TemplateResult {
    return html`<section class="sprint-part" aria-labelledby="sprint-people">
      <h3 id="sprint-people">${t('People')}</h3>
      ${peopleLoads(this.store, sprint, tasks, (user, points) => {
        void setCapacity(sprint, user, points)
      })}
    </section>`
  }

  #review(sprint: SprintDetail): TemplateResult {
    const { state } = this.store
    const nameOf = (id: string | null | undefined) =>
      state.sprints.find((each) => each.id === id)?.name ?? t('Backlog')
    const tasks = (this.#page.tasks ?? []).map((task) => state.tasks.get(task.id) ?? task)
    return reviewPart({
      sprint,
      tasks,
      done: new Set(this.#page.done),
      velocity: this.#page.velocity,
      placeOf: (task) => t('now in %(place)s', { place: nameOf(task.sprint) }),
    })
  }
}

customElements.define('tf-sprint', TfSprint)
