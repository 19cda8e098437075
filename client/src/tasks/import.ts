/** The import page: choose a file, look at what will happen, let it happen, see what did. */

import { CircleAlert, CircleCheck, FileUp } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../common/api'
import { icon } from '../common/icons'
import { t, tn } from '../common/i18n'
import { announce } from '../common/ui/announce'
import { sendFile, watchJob, type ImportResult, type Job } from './import-job'
import { reportOf, type PastImport } from './import-past'
import { previewOf, resultOf, type Choices } from './import-views'
import type { PageData, User } from './model'
import { readPage } from './session'

type Step =
  | { readonly name: 'choose' }
  | { readonly name: 'sending'; readonly percent: number }
  | { readonly name: 'reading'; readonly job: Job }
  | { readonly name: 'preview'; readonly result: ImportResult }
  | { readonly name: 'running'; readonly job: Job }
  | { readonly name: 'done'; readonly id: string; readonly result: ImportResult }
  | { readonly name: 'failed'; readonly words: string }

interface Membership {
  readonly user: User
}

export class TfImport extends LitElement {
  static override properties = {
    step: { state: true },
    isOver: { state: true },
    members: { state: true },
    isStale: { state: true },
    past: { state: true },
  }

  declare step: Step
  declare isOver: boolean
  declare members: readonly User[]
  /** Columns were given other meanings than the preview was made with. */
  declare isStale: boolean
  declare past: readonly PastImport[]
  readonly #page: PageData & { readonly imports?: readonly PastImport[] } = readPage()
  #file: File | null = null
  #choices: Choices = { states: {}, people: {}, columns: {} }
  #stop = new AbortController()

  constructor() {
    super()
    this.step = { name: 'choose' }
    this.isOver = false
    this.members = []
    this.isStale = false
    this.past = this.#page.imports ?? []
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = new AbortController()
    const path = `workspaces/${this.#page.workspace.slug}/members`
    // Without it people simply cannot be chosen; the preview says who was not found.
    void api
      .get<{ results: Membership[] }>(path, { query: { limit: 100 } })
      .then(({ results }) => (this.members = results.map(({ user }) => user)))
      .catch(() => undefined)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop.abort()
  }

  protected override render(): TemplateResult {
    const { step } = this
    switch (step.name) {
      case 'choose':
        return this.#choose(null)
      case 'failed':
        return this.#choose(step.words)
      case 'sending':
        return progress(t('Sending the file'), step.percent)
      case 'reading':
        return progress(t('Reading the file'), step.job.progress)
      case 'preview':
        return this.#preview(step.result)
      case 'running':
        return html`${progress(t('Importing'), step.job.progress)}
          <p class="quiet">
            ${t('You can leave this page: the import goes on. Stopped, it takes away what it made and brings back what it changed.')}
          </p>
          <div class="form-actions">
            <button class="button" @click=${() => void this.#cancel(step.job)}>${t('Stop')}</button>
          </div>`
      case 'done':
        return this.#done(step.id, step.result)
    }
  }

  #choose(problem: string | null): TemplateResult {
    return html`${problem === null ? nothing : notice(problem)}
      <label
        class="import-drop ${this.isOver ? 'is-over' : ''}"
        @dragover=${(event: DragEvent) => this.#over(event, true)}
        @dragleave=${(event: DragEvent) => this.#over(event, false)}
        @drop=${this.#dropped}
      >
        ${icon(FileUp, { size: 24 })}
        <strong>${t('Choose the export of another tool, or drop it here')}</strong>
        <span class="quiet">
          ${t('Trello and GitHub issues as JSON; Jira, Asana, Linear, Plane or any other table as CSV. Up to 100 MB.')}
        </span>
        <input
          type="file"
          class="import-file"
          accept=".json,.jsonl,.csv,.tsv,.txt,application/json,text/csv"
          @change=${(event: Event) => this.#chosen((event.target as HTMLInputElement).files?.[0])}
        />
      </label>
      ${this.#earlier()}`
  }

  #earlier(): TemplateResult {
    return html`<tf-past-imports
      .rows=${this.past}
      @taken-back=${({ detail }: CustomEvent<string>) => {
        this.past = this.past.filter(({ id }) => id !== detail)
      }}
    ></tf-past-imports>`
  }

  #preview(result: ImportResult): TemplateResult {
    const count = result.created + result.updated
    const button =
      count === 0
        ? t('Nothing to import')
        : tn('Import %(count)s task', 'Import %(count)s tasks', count)
    const choose = (index: number, meaning: string) => {
      this.#choices.columns[String(index)] = meaning
      this.isStale = true
    }
    const order = (first: 'day' | 'month') => {
      this.#choices.dates = first
      this.isStale = true
    }
    return html`${previewOf(result, this.members, this.#choices, choose, order)}
      <div class="form-actions">
        <button class="button" @click=${() => this.#restart()}>${t('Another file')}</button>
        ${
          this.isStale
            ? html`<button class="button button-primary" @click=${() => void this.#run(true)}>
                ${t('Read the table again')}
              </button>`
            : html`<button
                class="button button-primary"
                ?disabled=${count === 0}
                @click=${() => void this.#run(false)}
              >
                ${button}
              </button>`
        }
      </div>`
  }

  #done(id: string, result: ImportResult): TemplateResult {
    const { workspace, project } = this.#page
    return html`<div class="notice notice-success" role="status">
        ${icon(CircleCheck)}
        <span
          >${tn('%(count)s task was imported.', '%(count)s tasks were imported.', result.created)}</span
        >
      </div>
      ${resultOf(result, reportOf(this.#page.project.id, id))}
      <div class="form-actions">
        <button class="button" @click=${() => this.#restart()}>${t('Import another')}</button>
        <a class="button button-primary" href="/w/${workspace.slug}/p/${project.key}/">
          ${t('Open the board')}
        </a>
      </div>
      ${this.#earlier()}`
  }

  #over(event: DragEvent, isOver: boolean): void {
    event.preventDefault()
    this.isOver = isOver
  }

  #dropped(event: DragEvent): void {
    this.#over(event, false)
    this.#chosen(event.dataTransfer?.files[0])
  }

  #chosen(file: File | undefined): void {
    if (file === undefined) return
    this.#file = file
    this.#choices = { states: {}, people: {}, columns: {} }
    void this.#run(true)
  }

  #restart(): void {
    this.#file = null
    this.step = { name: 'choose' }
  }

  /** Preview and import are the same call; only the preview leaves everything as it is. */
  async #run(isPreview: boolean): Promise<void> {
    if (this.#file === null) return
    this.isStale = false
    try {
      const job = await sendFile(this.#page.project.id, this.#file, {
        isPreview,
        choices: this.#choices,
        signal: this.#stop.signal,
        onProgress: (percent) => (this.step = { name: 'sending', percent }),
      })
      const ended = await watchJob(job, this.#stop.signal, (now) => {
        this.step = { name: isPreview ? 'reading' : 'running', job: now }
      })
      this.#ended(ended, isPreview)
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#failed(error)
    }
  }

  #ended(job: Job, isPreview: boolean): void {
    if (job.status === 'cancelled') {
      const words = t(
        'The import was stopped. What it had made is taken away again, and what it had changed is as it was.',
      )
      this.step = { name: 'failed', words }
    } else if (job.status !== 'done' || job.result === null) {
      this.step = { name: 'failed', words: job.error }
    } else {
      if (!isPreview) this.#remember(job.id, job.result)
      const { id, result } = job
      this.step = isPreview ? { name: 'preview', result } : { name: 'done', id, result }
      announce(isPreview ? t('The preview is ready.') : t('The import is done.'))
    }
  }

  #remember(id: string, result: ImportResult): void {
    const { board, created, updated } = result
    if (created === 0 && updated === 0) return
    const remarks = result.skipped.length + result.kept.length + result.warnings.length
    const by = this.#page.me.name
    const now = { id, at: new Date().toISOString(), by, board, remarks }
    this.past = [{ ...now, tasks: created, changes: updated }, ...this.past]
  }

  #failed(error: unknown): void {
    const words =
      error instanceof ApiError ? error.words : t('The server does not answer. Try again.')
    this.step = { name: 'failed', words }
  }

  async #cancel(job: Job): Promise<void> {
    await api.delete(`jobs/${job.id}`).catch((error: unknown) => this.#failed(error))
  }
}

function progress(title: string, percent: number): TemplateResult {
  return html`<div class="stack" role="status">
    <p>${title} … ${percent} %</p>
    <progress class="progress" max="100" .value=${percent} aria-label=${title}></progress>
  </div>`
}

function notice(words: string): TemplateResult {
  return html`<div class="notice notice-error" role="alert">
    ${icon(CircleAlert)}<span>${words}</span>
  </div>`
}

customElements.define('tf-import', TfImport)
