/** Earlier imports into this project, each of which can be taken back. */

import { Undo2 } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../common/api'
import { t, tn } from '../common/i18n'
import { icon } from '../common/icons'
import { announce } from '../common/ui/announce'
import { confirmAct } from '../common/ui/dialog'
import { errorToast, toast } from '../common/ui/toast'
import { watchJob, type Job } from './import-job'
import { readPage } from './session'

export interface PastImport {
  readonly id: string
  readonly at: string
  readonly by: string
  readonly board: string
  /** What was left out, left alone or doubted; the report says each. */
  readonly remarks: number
  /** How many of its tasks are known still. */
  readonly tasks: number
  /** How many changes to tasks that stood before it are known still. */
  readonly changes: number
}

/** What taking an import back does, in words. */
function losses({ tasks, changes }: PastImport): string {
  const made = tn(
    '%(count)s task that it made is deleted. It can be restored one by one.',
    '%(count)s tasks that it made are deleted. They can be restored one by one.',
    tasks,
  )
  const changed = t('Tasks that stood before get back what they had, unless it was changed since.')
  return [...(tasks > 0 ? [made] : []), ...(changes > 0 ? [changed] : [])].join(' ')
}

/** Where the table is of what an import did not bring. */
export function reportOf(project: string, id: string): string {
  return `/api/v1/projects/${project}/imports/${id}/report`
}

export class TfPastImports extends LitElement {
  static override properties = { rows: { attribute: false }, busy: { state: true } }

  declare rows: readonly PastImport[]
  /** The import that is being taken back, and how far that is. */
  declare busy: { readonly id: string; readonly percent: number } | null
  readonly #project = readPage().project.id
  readonly #stop = new AbortController()

  constructor() {
    super()
    this.rows = []
    this.busy = null
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop.abort()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.rows.length === 0) return nothing
    return html`<section class="section">
      <div class="section-head"><h2>${t('Earlier imports')}</h2></div>
      <ul class="list">
        ${this.rows.map((row) => this.#row(row))}
      </ul>
    </section>`
  }

  #row(row: PastImport): TemplateResult {
    const when = new Date(row.at).toLocaleString(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    const tasks = row.tasks > 0 ? tn('%(count)s task', '%(count)s tasks', row.tasks) : ''
    const changes = row.changes > 0 ? tn('%(count)s change', '%(count)s changes', row.changes) : ''
    const words = [row.board, tasks, changes, when, row.by].filter((part) => part !== '')
    return html`<li class="list-row">
      <span class="grow truncate">${words.join(' · ')}</span>
      ${
        row.remarks === 0
          ? nothing
          : html`<a
              class="button button-ghost button-small"
              href=${reportOf(this.#project, row.id)}
              download
            >
              ${tn('%(count)s remark', '%(count)s remarks', row.remarks)}
            </a>`
      }
      ${
        this.busy?.id === row.id
          ? html`<progress
              class="progress"
              max="100"
              .value=${this.busy.percent}
              aria-label=${t('Taking back')}
            ></progress>`
          : html`<button
              class="button button-small"
              type="button"
              ?disabled=${this.busy !== null}
              @click=${() => void this.#undo(row)}
            >
              ${icon(Undo2)} ${t('Take back')}
            </button>`
      }
    </li>`
  }

  async #undo(row: PastImport): Promise<void> {
    const isSure = await confirmAct({
      title: t('Take this import back?'),
      text: losses(row),
      action: t('Take back'),
    })
    if (!isSure) return
    this.busy = { id: row.id, percent: 0 }
    try {
      const path = `projects/${this.#project}/imports/${row.id}/undo`
      const { job } = await api.post<{ job: Job }>(path, {})
      const ended = await watchJob(job, this.#stop.signal, ({ progress }) => {
        this.busy = { id: row.id, percent: progress }
      })
      this.#ended(row, ended)
    } catch (error) {
      if (this.#stop.signal.aborted) return
      errorToast(
        error instanceof ApiError ? error.words : t('The server does not answer. Try again.'),
      )
    }
    this.busy = null
  }

  #ended(row: PastImport, job: Job): void {
    if (job.status !== 'done') {
      errorToast(
        job.error || t('It was stopped. What is deleted stays so; take it back again to go on.'),
      )
      return
    }
    this.dispatchEvent(new CustomEvent('taken-back', { detail: row.id }))
    toast(t('The import was taken back.'))
    announce(t('The import was taken back.'))
  }
}

customElements.define('tf-past-imports', TfPastImports)
