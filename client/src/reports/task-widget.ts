/** The tasks that fit a query, on a dashboard. */

import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit'
import { api, ApiError, type Page } from '../common/api'
import { t } from '../common/i18n'
import { liveSocket } from '../common/socket'
import type { Task } from '../tasks/model'
import { stateMark } from '../tasks/parts/marks'

const SETTLE = 800

export class TfTaskWidget extends LitElement {
  static override properties = {
    workspace: { type: String },
    project: { type: String },
    query: { type: String },
    limit: { type: Number },
    rooms: { attribute: false },
    tasks: { state: true },
    problem: { state: true },
  }

  declare workspace: string
  declare project: string
  declare query: string
  declare limit: number
  declare rooms: readonly string[]
  declare tasks: readonly Task[] | null
  declare problem: string
  #leave: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.workspace = ''
    this.project = ''
    this.query = ''
    this.limit = 10
    this.rooms = []
    this.tasks = null
    this.problem = ''
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const leave of this.#leave) leave()
    clearTimeout(this.#timer)
  }

  protected override updated(changed: PropertyValues): void {
    if (['project', 'query', 'limit'].some((name) => changed.has(name))) void this.load()
    if (changed.has('rooms')) this.#listen()
  }

  async load(): Promise<void> {
    const path =
      this.project === '' ? `workspaces/${this.workspace}/tasks` : `projects/${this.project}/tasks`
    try {
      const query = { limit: this.limit, query: this.query === '' ? undefined : this.query }
      this.tasks = (await api.get<Page<Task>>(path, { query })).results
      this.problem = ''
    } catch (error) {
      this.problem = error instanceof ApiError ? error.words : t('The tasks could not be fetched.')
    }
  }

  #listen(): void {
    for (const leave of this.#leave) leave()
    const soon = (): void => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.load(), SETTLE)
    }
    this.#leave = this.rooms.map((id) =>
      liveSocket().join(`project:${id}`, { event: soon, resync: soon }),
    )
  }

  protected override render(): TemplateResult {
    if (this.problem !== '') return html`<p class="report-note" role="alert">${this.problem}</p>`
    if (this.tasks === null)
      return html`<div class="skeleton report-skeleton-small" role="status"></div>`
    if (this.tasks.length === 0) return html`<p class="report-note">${t('No task fits.')}</p>`
    return html`<ul class="widget-tasks">
      ${this.tasks.map(
        ({ key, title, status }) =>
          html`<li>
            <a class="widget-task" href="/w/${this.workspace}/t/${key}/"
              >${stateMark(status, true)}<span class="meta">${key}</span
              ><span class="truncate">${title}</span></a
            >
          </li>`,
      )}
    </ul>`
  }
}

customElements.define('tf-task-widget', TfTaskWidget)
