/** Bringing a board from another tool: choose the file, look at what will happen, do it. */

import { CircleCheck, FileUp, Upload } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { STATES, type PageData, type State } from '../model'
import { dayName, stateName } from '../parts/text'
import { readPage } from '../session'
import {
  followImport,
  type ImportJob,
  type ImportResult,
  type ListChoice,
  type PersonChoice,
} from './job'

type Step = 'choose' | 'reading' | 'preview' | 'running' | 'done'

export class TfImport extends LitElement {
  static override properties = {
    step: { state: true },
    job: { state: true },
    problem: { state: true },
    isOver: { state: true },
  }

  declare step: Step
  declare job: ImportJob | null
  declare problem: string
  declare isOver: boolean
  readonly #page: PageData = readPage()
  #file: File | null = null
  #members: readonly { readonly id: string; readonly name: string }[] = []
  readonly #states = new Map<string, State>()
  readonly #people = new Map<string, string>()

  constructor() {
    super()
    this.step = 'choose'
    this.job = null
    this.problem = ''
    this.isOver = false
  }

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult {
    return html`<div class="import stack">
      ${
        this.problem === ''
          ? nothing
          : html`<p class="notice notice-danger" role="alert">${this.problem}</p>`
      }
      ${this.#content()}
    </div>`
  }

  #content(): TemplateResult {
    const result = this.job?.result ?? null
    switch (this.step) {
      case 'choose':
        return this.#chooser()
      case 'reading':
        return this.#waiting(t('Reading the file'))
      case 'running':
        return this.#waiting(t('Bringing the tasks in. You may leave this page; the work goes on.'))
      case 'preview':
        return result === null ? this.#chooser() : this.#preview(result)
      case 'done':
        return result === null ? this.#chooser() : this.#done(result)
    }
  }

  #chooser(): TemplateResult {
    return html`<label
        class="import-drop"
        ?data-over=${this.isOver}
        @dragover=${(event: DragEvent) => {
          event.preventDefault()
          this.isOver = true
        }}
        @dragleave=${() => (this.isOver = false)}
        @drop=${(event: DragEvent) => {
          event.preventDefault()
          this.isOver = false
          void this.#read(event.dataTransfer?.files[0] ?? null)
        }}
      >
        ${icon(FileUp, { size: 24 })}
        <b>${t('Choose the JSON export of a Trello board, or drop it here')}</b>
        <span class="help"
          >${t('In Trello: Board menu, Print, export and share, Export as JSON.')}</span
        >
        <input
          class="visually-hidden"
          type="file"
          accept=".json,application/json"
          @change=${(event: Event) => void this.#read((event.target as HTMLInputElement).files?.[0] ?? null)}
        />
      </label>
      <p class="help">${t('Nothing is changed until you have seen what will happen.')}</p>`
  }

  #waiting(words: string): TemplateResult {
    const percent = this.job?.progress ?? 0
    return html`<div class="import-wait stack-tight">
      <p role="status">${words}</p>
      <progress class="progress" max="100" value=${percent} aria-label=${words}></progress>
    </div>`
  }

  #preview(result: ImportResult): TemplateResult {
    const count = result.created + result.updated
    return html`<section class="stack" aria-labelledby="import-preview">
      <h2 id="import-preview">${t('What will happen')}</h2>
      ${numbers(result, false)} ${this.#lists(result.mapping.lists)}
      ${this.#peopleTable(result.mapping.people)} ${samples(result)} ${remarks(result)}
      <p class="form-actions">
        <button class="button button-primary" type="button" @click=${() => void this.#run()}>
          ${icon(Upload)}
          ${count === 0 ? t('Import') : tn('Import %(count)s task', 'Import %(count)s tasks', count)}
        </button>
        <button class="button" type="button" @click=${() => this.#again()}>
          ${t('Another file')}
        </button>
      </p>
    </section>`
  }

  #lists(lists: readonly ListChoice[]): TemplateResult | typeof nothing {
    if (lists.length === 0) return nothing
    return html`<div class="table-wrap">
      <table class="table">
        <caption class="visually-hidden">
          ${t('What each list means')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t('List')}</th>
            <th scope="col">${t('Status of its tasks')}</th>
          </tr>
        </thead>
        <tbody>
          ${lists.map(
            (list) =>
              html`<tr>
                <td>
                  ${list.name}${list.is_closed ? html` <span class="chip">${t('closed')}</span>` : nothing}
                </td>
                <td>
                  <select
                    class="select select-small"
                    aria-label=${t('Status of the tasks in %(list)s', { list: list.name })}
                    @change=${(event: Event) => this.#states.set(list.id, (event.target as HTMLSelectElement).value as State)}
                  >
                    ${[...STATES, 'archived' as const].map(
                      (state) =>
                        html`<option value=${state} ?selected=${state === list.state}>
                          ${stateName(state)}
                        </option>`,
                    )}
                  </select>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  }

  #peopleTable(people: readonly PersonChoice[]): TemplateResult | typeof nothing {
    if (people.length === 0) return nothing
    return html`<div class="table-wrap">
      <table class="table">
        <caption class="visually-hidden">
          ${t('Who is who')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t('In the file')}</th>
            <th scope="col">${t('Here')}</th>
          </tr>
        </thead>
        <tbody>
          ${people.map(
            (person) =>
              html`<tr>
                <td>${person.name || person.username}</td>
                <td>
                  <select
                    class="select select-small"
                    aria-label=${t('Who %(name)s is here', { name: person.name || person.username })}
                    @change=${(event: Event) => this.#people.set(person.id, (event.target as HTMLSelectElement).value)}
                  >
                    <option value="" ?selected=${person.user === null}>${t('Nobody here')}</option>
                    ${this.#members.map(
                      ({ id, name }) =>
                        html`<option value=${id} ?selected=${person.user?.id === id}>
                          ${name}
                        </option>`,
                    )}
                  </select>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  }

  #done(result: ImportResult): TemplateResult {
    const { workspace, project } = this.#page
    return html`<section class="stack" aria-labelledby="import-done">
      <h2 id="import-done" class="import-done-title">
        ${icon(CircleCheck, { size: 20 })} ${t('Everything is here')}
      </h2>
      ${numbers(result, true)} ${remarks(result)}
      <p class="form-actions">
        <a class="button button-primary" href="/w/${workspace.slug}/p/${project.key}/"
          >${t('To the board')}</a
        >
        <button class="button" type="button" @click=${() => this.#again()}>
          ${t('Import another file')}
        </button>
      </p>
    </section>`
  }

  #again(): void {
    this.#file = null
    this.#states.clear()
    this.#people.clear()
    this.job = null
    this.problem = ''
    this.step = 'choose'
  }

  async #read(file: File | null): Promise<void> {
    if (file === null) return
    this.#file = file
    this.step = 'reading'
    void this.#loadMembers()
    await this.#start(true, 'preview')
  }

  async #run(): Promise<void> {
    this.step = 'running'
    await this.#start(false, 'done')
  }

  async #start(isDry: boolean, next: Step): Promise<void> {
    if (this.#file === null) return
    this.problem = ''
    this.job = null
    const form = new FormData()
    form.set('file', this.#file)
    form.set('format', 'trello')
    form.set('dry_run', String(isDry))
    const states = Object.fromEntries(this.#states)
    const people = Object.fromEntries([...this.#people].filter(([, id]) => id !== ''))
    form.set('options', JSON.stringify({ states, people }))
    try {
      const path = `projects/${this.#page.project.id}/import`
      const { job } = await api.post<{ job: ImportJob }>(path, form)
      const ended = await followImport(job, this.#page.me.id, (now) => {
        this.job = now
      })
      this.job = ended
      if (ended.status !== 'done') throw new Error(ended.error || t('The import was ended.'))
      this.step = next
    } catch (error) {
      this.problem = error instanceof ApiError ? error.words : wordsOf(error)
      this.step = isDry ? 'choose' : 'preview'
    }
  }

  async #loadMembers(): Promise<void> {
    const path = `workspaces/${this.#page.workspace.slug}/members`
    const page = await api
      .get<{ results: { user: { id: string; name: string } }[] }>(path, { query: { limit: 100 } })
      .catch(() => ({ results: [] }))
    this.#members = page.results.map(({ user }) => user)
    this.requestUpdate()
  }
}

function wordsOf(error: unknown): string {
  const why = error instanceof Error ? error.message : ''
  return t('The file was not imported. %(why)s', { why })
}

function numbers(result: ImportResult, isPast: boolean): TemplateResult {
  const facts: readonly (readonly [string, number])[] = [
    [isPast ? t('New tasks') : t('Tasks to add'), result.created],
    [isPast ? t('Updated') : t('Tasks to update'), result.updated],
    [t('Already here, unchanged'), result.unchanged],
    [t('Archived'), result.archived],
    [t('Lists'), result.lists],
    [t('Labels'), result.labels],
    [t('Comments'), result.comments],
    [t('Checklist steps'), result.checklist_items],
    [t('Links'), result.attachments],
  ]
  const shown = facts.filter(([, count], at) => at < 3 || count > 0)
  return html`<dl class="import-numbers">
    ${shown.map(
      ([name, count]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${count}</dd>
        </div>`,
    )}
  </dl>`
}

function samples(result: ImportResult): TemplateResult | typeof nothing {
  if (result.samples.length === 0) return nothing
  return html`<details class="import-samples">
    <summary>${t('The first tasks, as they will be')}</summary>
    <ul class="list">
      ${result.samples.map(
        (sample) =>
          html`<li class="list-row">
            <span class="grow truncate">${sample.title}</span>
            <span class="meta">${sample.list} · ${stateName(sample.status)}</span>
            ${sample.due_date === null ? nothing : html`<span class="meta">${dayName(sample.due_date)}</span>`}
          </li>`,
      )}
    </ul>
  </details>`
}

function remarks(result: ImportResult): TemplateResult | typeof nothing {
  if (result.skipped.length === 0 && result.warnings.length === 0) return nothing
  const count = result.skipped.length + result.warnings.length
  return html`<details class="import-remarks" ?open=${count <= 5}>
    <summary>${tn('%(count)s remark', '%(count)s remarks', count)}</summary>
    <ul>
      ${result.warnings.map((words) => html`<li>${words}</li>`)}
      ${result.skipped.map(({ row, reason }) => html`<li>${t('Left out: %(row)s. %(reason)s', { row, reason })}</li>`)}
    </ul>
  </details>`
}

customElements.define('tf-import', TfImport)
