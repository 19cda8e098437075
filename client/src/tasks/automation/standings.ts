/** How a project's tasks stand under its service targets: asked once a page, for all its cards. */

import { html, LitElement, type nothing, type PropertyValues, type TemplateResult } from 'lit'
import { api } from '../../common/api'
import { liveSocket } from '../../common/socket'
import { targetBadge, type Standing } from './targets'

// Many changes come in a burst; and a badge that is some seconds late misleads nobody.
const SETTLE = 4000
const MINUTE = 60_000

class Standings {
  readonly #projectId: string
  readonly #listeners = new Set<() => void>()
  #rows: ReadonlyMap<string, Standing> = new Map()
  #hasTargets = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(projectId: string) {
    this.#projectId = projectId
    void this.#load()
    liveSocket().join(`project:${projectId}`, {
      event: ({ type }) => {
        const isAboutTargets = type.startsWith('service_target.')
        if (isAboutTargets || (this.#hasTargets && type.startsWith('task.'))) this.#soon()
      },
      resync: () => this.#soon(),
    })
    setInterval(() => this.#tell(), MINUTE)
  }

  /** As it stands now: the clock runs on between two looks. */
  of(taskId: string, now = Date.now()): Standing | undefined {
    const row = this.#rows.get(taskId)
    if (row === undefined) return undefined
    const left = Math.round((Date.parse(row.due_at) - now) / MINUTE)
    return { ...row, minutes_left: left, state: left < 0 ? 'breached' : row.state }
  }

  follow(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#load(), SETTLE)
  }

  async #load(): Promise<void> {
    const path = `projects/${this.#projectId}/service-targets`
    try {
      const targets = await api.get<{ results: { is_enabled: boolean }[] }>(path)
      this.#hasTargets = targets.results.some(({ is_enabled: isOn }) => isOn)
      const rows = this.#hasTargets
        ? (await api.get<{ results: Standing[] }>(`${path}/status`)).results
        : []
      this.#rows = new Map(rows.map((row) => [row.task.id, row]))
      this.#tell()
    } catch {
      // No badge is better than a wrong one; the next change asks again.
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

const known = new Map<string, Standings>()

function standingsOf(projectId: string): Standings {
  const found = known.get(projectId) ?? new Standings(projectId)
  known.set(projectId, found)
  return found
}

/** `<tf-target-mark project task>`: the badge on a card; nothing while there is time. */
export class TfTargetMark extends LitElement {
  static override properties = { project: {}, task: {} }

  declare project: string
  declare task: string
  #leave: (() => void) | null = null

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#leave = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate('project', null)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('project')) return
    this.#leave?.()
    this.#leave = standingsOf(this.project).follow(() => this.requestUpdate())
  }

  protected override render(): TemplateResult | typeof nothing {
    return html`${targetBadge(standingsOf(this.project).of(this.task))}`
  }
}

customElements.define('tf-target-mark', TfTargetMark)
