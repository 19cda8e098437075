/** `<tf-similar-tasks>`: in a task's panel, what may be the same task, to be linked as such. */

import { CopyCheck } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { api, newKey } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { actWithToast } from '../acts'
import type { Task, TaskRef } from '../model'
import { stateMark } from '../parts/marks'
import type { ProjectStore } from '../project'

export class TfSimilarTasks extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    found: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare found: readonly TaskRef[]
  #leave: (() => void) | null = null
  #asked: AbortController | undefined

  constructor() {
    super()
    this.found = []
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leave = this.store.watch((event) => {
      if (event.changes !== undefined && 'links' in event.changes) void this.#load()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#asked?.abort()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('task')
    if (!changed.has('task')) return
    if (before?.id === this.task.id && before.title === this.task.title) return
    if (before?.id !== this.task.id) this.found = []
    void this.#load()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.found.length === 0) return nothing
    return html`<section class="panel-section" aria-label=${t('Similar tasks')}>
      <header class="panel-section-head"><h3>${t('Similar tasks')}</h3></header>
      <ul class="children">
        ${this.found.map((other) => this.#row(other))}
      </ul>
    </section>`
  }

  #row(other: TaskRef): TemplateResult {
    const { key, title, status } = other
    return html`<li class="child-line">
      <a class="child grow" href="/w/${this.store.page.workspace.slug}/t/${key}/">
        ${stateMark(status, true)} <span class="task-key">${key}</span>
        <span class="truncate" dir="auto">${title}</span>
      </a>
      ${
        this.store.canEdit
          ? html`<button
              class="button button-small"
              type="button"
              aria-label=${t('Link as a duplicate of %(key)s', { key })}
              @click=${() => this.#link(other)}
            >
              ${icon(CopyCheck, { size: 14 })}<span>${t('Duplicate')}</span>
            </button>`
          : nothing
      }
    </li>`
  }

  #link(other: TaskRef): void {
    const { id, key, title, status } = this.task
    const ends = [{ id, key, title, status }, other]
    const op = { kind: 'link.create', id: `tmp-${newKey()}`, taskId: id, target: other.id } as const
    this.found = this.found.filter((each) => each.id !== other.id)
    const words = t('%(key)s duplicates %(other)s', { key, other: other.key })
    actWithToast(this.store, [{ ...op, way: 'duplicates', ends }], words)
  }

  async #load(): Promise<void> {
    const { id } = this.task
    if (id.startsWith('tmp-')) return
    this.#asked?.abort()
    const asked = new AbortController()
    this.#asked = asked
    const options = { signal: asked.signal, retries: 0 }
    const answer = await api
      .get<{ results: TaskRef[] }>(`tasks/${id}/similar`, options)
      .catch(() => null)
    if (answer !== null && !asked.signal.aborted) this.found = answer.results
  }
}

customElements.define('tf-similar-tasks', TfSimilarTasks)
