/** `<tf-pull-requests task-id>`: the pull requests about a task, as they are now. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { GitMerge, GitPullRequest, GitPullRequestClosed, GitPullRequestDraft } from 'lucide-static'
import { api } from '../common/api'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import { liveSocket } from '../common/socket'

interface PullRequest {
  readonly id: string
  readonly repository: string
  readonly number: number
  readonly title: string
  readonly url: string
  readonly state: 'open' | 'draft' | 'closed' | 'merged'
}

export class TfPullRequests extends LitElement {
  static override properties = {
    taskId: { attribute: 'task-id' },
    list: { state: true },
  }

  declare taskId: string
  declare list: readonly PullRequest[]
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.taskId = ''
    this.list = []
  }

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
    if (this.hasUpdated) this.#watch()
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('taskId')) this.#watch()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.list.length === 0) return nothing
    return html`<section class="panel-section" aria-label=${t('Pull requests')}>
      <header class="panel-section-head"><h3>${t('Pull requests')}</h3></header>
      <ul class="pull-requests">
        ${this.list.map(row)}
      </ul>
    </section>`
  }

  #watch(): void {
    this.#leave?.()
    this.list = []
    if (this.taskId === '') return
    const id = this.taskId
    this.#leave = liveSocket().join(`task:${id}`, {
      event: (event) => {
        if (event.type === 'task.pull_request_changed') void this.#load(id)
      },
      resync: () => void this.#load(id),
    })
    void this.#load(id)
  }

  async #load(id: string): Promise<void> {
    try {
      const page = await api.get<{ results: PullRequest[] }>(`tasks/${id}/pull-requests`)
      if (id === this.taskId) this.list = page.results
    } catch {
      // The task itself says when the server is away; this list waits for the next event.
    }
  }
}

function row({ repository, number, title, url, state }: PullRequest): TemplateResult {
  const { shape, words } = look(state)
  return html`<li class="pull-request" data-state=${state}>
    ${icon(shape, { label: words })}
    <a href=${url} target="_blank" rel="noopener noreferrer" class="truncate">${title}</a>
    <span class="meta quiet">${repository}#${number} · ${words}</span>
  </li>`
}

function look(state: PullRequest['state']): { readonly shape: string; readonly words: string } {
  switch (state) {
    case 'open':
      return { shape: GitPullRequest, words: t('Open') }
    case 'draft':
      return { shape: GitPullRequestDraft, words: t('Draft') }
    case 'closed':
      return { shape: GitPullRequestClosed, words: t('Closed') }
    case 'merged':
      return { shape: GitMerge, words: t('Merged') }
  }
}

customElements.define('tf-pull-requests', TfPullRequests)
