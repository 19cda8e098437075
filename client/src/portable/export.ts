/** A workspace's exports: the one that runs, those that can be downloaded, and those that are over. */

import { CircleAlert, Download, Package, Trash2 } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../common/api'
import { t, tn } from '../common/i18n'
import { icon } from '../common/icons'
import { announce } from '../common/ui/announce'
import { confirmAct } from '../common/ui/dialog'
import { errorToast, toast } from '../common/ui/toast'
import { momentWords, pageData, sizeWords, unreachable } from './words'

interface Export {
  readonly id: string
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly created_at: string
  readonly created_by: string
  readonly expires_at: string | null
  readonly size: number | null
  readonly counts: Readonly<Record<string, number>>
  readonly error: string
  readonly url: string | null
}

interface Shell {
  readonly workspace: { readonly slug: string; readonly name: string }
  readonly exports: readonly Export[]
  readonly days: number
}

const ASK_AGAIN = 700

export class TfWorkspaceExport extends LitElement {
  static override properties = { rows: { state: true }, isStarting: { state: true } }

  declare rows: readonly Export[]
  declare isStarting: boolean
  readonly #page = pageData<Shell>()
  #timer = 0

  constructor() {
    super()
    this.rows = this.#page.exports
    this.isStarting = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watch()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  get #path(): string {
    return `workspaces/${this.#page.workspace.slug}/export`
  }

  protected override render(): TemplateResult {
    const open = this.rows.find(isOpen)
    const past = this.rows.filter((row) => !isOpen(row))
    return html`${open === undefined ? this.#starter() : this.#running(open)}
      <section class="section" aria-labelledby="past-title">
        <div class="section-head"><h2 id="past-title">${t('Earlier exports')}</h2></div>
        ${
          past.length === 0
            ? html`<p class="quiet">${t('Nothing was exported yet.')}</p>`
            : html`<ul class="list">
                ${past.map((row) => this.#past(row))}
              </ul>`
        }
      </section>`
  }

  #starter(): TemplateResult {
    return html`<div class="card stack">
      <p class="quiet">
        ${tn(
          'It is made in the background and can be downloaded for %(count)s day.',
          'It is made in the background and can be downloaded for %(count)s days.',
          this.#page.days,
        )}
      </p>
      <div class="form-actions">
        <button
          class="button button-primary"
          type="button"
          ?disabled=${this.isStarting}
          @click=${() => void this.#start()}
        >
          ${icon(Package)} ${t('Export this workspace')}
        </button>
      </div>
    </div>`
  }

  #running(row: Export): TemplateResult {
    return html`<div class="card stack" role="status">
      <p>${t('Writing the archive')} … ${row.progress} %</p>
      <progress
        class="progress"
        max="100"
        .value=${row.progress}
        aria-label=${t('Writing the archive')}
      ></progress>
      <p class="quiet">${t('You can leave this page: it goes on.')}</p>
      <div class="form-actions">
        <button class="button" type="button" @click=${() => void this.#remove(row)}>
          ${t('Stop')}
        </button>
      </div>
    </div>`
  }

  #past(row: Export): TemplateResult {
    const tasks = row.counts['tasks.task']
    const words = [
      row.created_by,
      tasks === undefined ? '' : tn('%(count)s task', '%(count)s tasks', tasks),
      row.size === null ? '' : sizeWords(row.size),
    ].filter((part) => part !== '')
    return html`<li class="list-row export-row">
      <span class="grow">
        <span class="export-when">${momentWords(row.created_at)}</span>
        <span class="meta quiet">${words.join(' · ')}</span>
        ${stateOf(row)}
      </span>
      ${
        row.url === null
          ? nothing
          : html`<a class="button button-small" href=${row.url} download>
                ${icon(Download)} ${t('Download')}
              </a>
              <button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-label=${t('Delete the export of %(when)s', { when: momentWords(row.created_at) })}
                data-tooltip=${t('Delete')}
                @click=${() => void this.#ask(row)}
              >
                ${icon(Trash2)}
              </button>`
      }
    </li>`
  }

  async #start(): Promise<void> {
    this.isStarting = true
    try {
      await api.post(this.#path, {})
      await this.#load()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : unreachable())
    }
    this.isStarting = false
  }

  async #ask(row: Export): Promise<void> {
    const isSure = await confirmAct({
      title: t('Delete this export?'),
      text: t('Its file can no longer be downloaded. The workspace stays as it is.'),
      action: t('Delete'),
      isDangerous: true,
    })
    if (isSure) await this.#remove(row)
  }

  async #remove(row: Export): Promise<void> {
    try {
      await api.delete(`${this.#path}/${row.id}`)
      await this.#load()
      toast(isOpen(row) ? t('The export was stopped.') : t('The export was deleted.'))
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : unreachable())
    }
  }

  async #load(): Promise<void> {
    const wasOpen = this.rows.some(isOpen)
    const { results } = await api.get<{ results: Export[] }>(this.#path)
    this.rows = results
    if (wasOpen && results[0]?.status === 'done') announce(t('The export is ready.'))
    this.#watch()
  }

  /** Ask again while something is under way; a lost connection only makes it take longer. */
  #watch(): void {
    clearTimeout(this.#timer)
    if (!this.rows.some(isOpen)) return
    this.#timer = window.setTimeout(() => {
      void this.#load().catch(() => this.#watch())
    }, ASK_AGAIN)
  }
}

function isOpen(row: Export): boolean {
  return row.status === 'queued' || row.status === 'running'
}

function stateOf(row: Export): TemplateResult {
  if (row.status === 'failed')
    return html`<span class="meta export-failed">${icon(CircleAlert)} ${row.error}</span>`
  if (row.status === 'cancelled') return html`<span class="meta quiet">${t('Stopped')}</span>`
  if (row.url === null) return html`<span class="meta quiet">${t('No longer kept')}</span>`
  return html`<span class="meta quiet"
    >${t('Until %(when)s', { when: momentWords(row.expires_at ?? row.created_at) })}</span
  >`
}

customElements.define('tf-workspace-export', TfWorkspaceExport)
