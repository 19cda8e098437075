/** The dialog that makes or changes a widget. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, newKey } from '../common/api'
import { t } from '../common/i18n'
import { openDialog } from '../common/ui/dialog'
import type { User } from '../tasks/model'
import { namesContext, type ProjectNames } from '../tasks/query/context'
import '../tasks/parts/query-bar'
import type { TfQueryBar } from '../tasks/parts/query-bar'
import type { ViewSource } from '../tasks/parts/view-source'
import { controlsView, understood, type Choices } from './controls'
import { KINDS, reportPath, type Figure, type Report, type ReportKind, type Said } from './model'
import { OF_PROJECTS_ONLY, type Widget } from './widgets'
import { wordsOf } from './words'

interface Names {
  readonly me: User
  readonly members: readonly User[]
  readonly projects: readonly ProjectNames[]
}

export interface WidgetDialogOptions {
  readonly workspace: string
  readonly names: Names
  readonly widget: Widget | null
  readonly onSave: (widget: Widget) => void
}

export function openWidgetDialog(options: WidgetDialogOptions): void {
  const form = document.createElement('tf-widget-form') as TfWidgetForm
  form.options = options
  const dialog = openDialog({
    title: options.widget === null ? t('Add a widget') : t('Change the widget'),
    body: html`${form}`,
    wide: true,
  })
  form.close = () => dialog.close()
}

class TfWidgetForm extends LitElement {
  static override properties = {
    kind: { state: true },
    project: { state: true },
    report: { state: true },
    said: { state: true },
    figures: { state: true },
    query: { state: true },
  }

  declare options: WidgetDialogOptions
  declare close: () => void
  declare kind: Widget['kind']
  declare project: string
  declare report: ReportKind
  declare said: Said
  declare figures: readonly Figure[]
  /** Of a widget of tasks; that of a report is one of its questions. */
  declare query: string
  /** The names of the chosen project, or of all: asked anew with every key. */
  readonly #source: Pick<ViewSource, 'context'> = {
    context: () => namesContext({ ...this.options.names, projects: this.#projects }),
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const { widget, names } = this.options
    const { projects } = names
    this.kind = widget?.kind ?? 'report'
    this.project = widget === null ? (projects[0]?.id ?? '') : (widget.project ?? '')
    this.report = widget === null || widget.kind === 'tasks' ? 'burndown' : widget.report
    this.said = widget === null || widget.kind === 'tasks' ? {} : widget.said
    this.figures = []
    this.query = widget?.kind === 'tasks' ? widget.query : ''
    void this.#loadFigures()
  }

  /** Which numbers the report has: asked of the report itself. */
  async #loadFigures(): Promise<void> {
    if (this.kind !== 'number') return
    const source =
      this.project === '' ? { workspace: this.options.workspace } : { project: this.project }
    const asked = `${this.report} ${this.project}`
    const report = await api
      .get<Report>(reportPath(source, this.report), { query: this.said })
      .catch(() => null)
    if (asked === `${this.report} ${this.project}`) this.figures = report?.figures ?? []
  }

  get #projects(): readonly ProjectNames[] {
    const { projects } = this.options.names
    return this.project === '' ? projects : projects.filter(({ id }) => id === this.project)
  }

  get #choices(): Choices {
    const only = this.project === '' ? undefined : this.#projects[0]
    return {
      sprints: only?.sprints ?? [],
      types: only?.types ?? [],
      people: this.options.names.members,
      source: this.#source,
    }
  }

  get #reports(): readonly ReportKind[] {
    if (this.project !== '') return KINDS
    return KINDS.filter((kind) => !OF_PROJECTS_ONLY.includes(kind))
  }

  #set(values: { kind?: Widget['kind']; project?: string; report?: ReportKind }): void {
    if (values.kind !== undefined) this.kind = values.kind
    if (values.project !== undefined) this.project = values.project
    if (values.report !== undefined) this.report = values.report
    const first = this.#reports[0]
    if (!this.#reports.includes(this.report) && first !== undefined) this.report = first
    this.said = understood(this.report, this.said)
    void this.#loadFigures()
  }

  #save(event: SubmitEvent): void {
    event.preventDefault()
    const bar = this.querySelector<TfQueryBar>('tf-query-bar')
    if (bar?.error) {
      bar.focus()
      return
    }
    const values = new FormData(event.target as HTMLFormElement)
    const text = (name: string): string => {
      const value = values.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const { widget, onSave } = this.options
    const shared = {
      id: widget?.id ?? newKey(),
      title: text('title'),
      size: widget?.size ?? (this.kind === 'number' ? 1 : 2),
      project: this.project === '' ? null : this.project,
    } as const
    const { report, said } = this
    if (this.kind === 'tasks')
      onSave({ ...shared, kind: 'tasks', query: this.query, limit: Number(text('limit')) })
    else if (this.kind === 'number')
      onSave({ ...shared, kind: 'number', report, said, figure: text('figure') })
    else onSave({ ...shared, kind: 'report', report, said })
    this.close()
  }

  protected override render(): TemplateResult {
    return html`<form class="form" @submit=${(event: SubmitEvent) => this.#save(event)}>
      <div class="field">
        <span class="label" id="widget-kind">${t('What it shows')}</span>
        <div class="segmented" role="radiogroup" aria-labelledby="widget-kind">
          ${this.#kindChoice('report', t('A report'))}
          ${this.#kindChoice('number', t('One number'))} ${this.#kindChoice('tasks', t('Tasks'))}
        </div>
      </div>
      ${this.#projectField()} ${this.kind === 'tasks' ? this.#taskFields() : this.#reportFields()}
      <div class="field">
        <label for="widget-title">${t('Title')}</label>
        <input
          class="input"
          id="widget-title"
          name="title"
          maxlength="100"
          placeholder=${this.kind === 'tasks' ? t('Tasks') : wordsOf(this.report).name}
          .value=${this.options.widget?.title ?? ''}
        />
      </div>
      <div class="form-actions">
        <button class="button button-primary" type="submit">
          ${this.options.widget === null ? t('Add') : t('Save')}
        </button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`
  }

  #kindChoice(kind: Widget['kind'], words: string): TemplateResult {
    return html`<label
      ><input
        type="radio"
        name="kind"
        value=${kind}
        .checked=${this.kind === kind}
        @change=${() => this.#set({ kind })}
      />${words}</label
    >`
  }

  #projectField(): TemplateResult {
    return html`<div class="field">
      <label for="widget-project">${t('Project')}</label>
      <select
        class="select"
        id="widget-project"
        name="project"
        @change=${(event: Event) => this.#set({ project: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${this.project === ''}>${t('All projects')}</option>
        ${this.options.names.projects.map(
          ({ id, name }) =>
            html`<option value=${id} ?selected=${id === this.project}>${name}</option>`,
        )}
      </select>
    </div>`
  }

  #reportFields(): TemplateResult {
    const { widget } = this.options
    const chosen = widget?.kind === 'number' ? widget.figure : ''
    return html`<div class="field">
        <label for="widget-report">${t('Report')}</label>
        <select
          class="select"
          id="widget-report"
          name="report"
          @change=${(event: Event) =>
            this.#set({ report: (event.target as HTMLSelectElement).value as ReportKind })}
        >
          ${this.#reports.map(
            (kind) =>
              html`<option value=${kind} ?selected=${kind === this.report}>
                ${wordsOf(kind).name}
              </option>`,
          )}
        </select>
        <p class="help">${wordsOf(this.report).purpose}</p>
      </div>
      ${
        this.kind === 'number'
          ? html`<div class="field">
              <label for="widget-figure">${t('Number')}</label>
              <select class="select" id="widget-figure" name="figure" required>
                ${this.figures.map(
                  ({ key, label }) =>
                    html`<option value=${key} ?selected=${key === chosen}>${label}</option>`,
                )}
              </select>
            </div>`
          : nothing
      }
      ${controlsView(this.report, this.said, this.#choices, (values) => {
        this.said = understood(this.report, { ...this.said, ...values })
      })}`
  }

  #taskFields(): TemplateResult {
    const { widget } = this.options
    const tasks = widget?.kind === 'tasks' ? widget : null
    return html`<div class="field">
        <span class="label" aria-hidden="true">${t('Tasks that fit')}</span>
        <tf-query-bar
          .label=${t('Tasks that fit')}
          .hint=${'assignee:me status:in_progress'}
          .source=${this.#source}
          .query=${this.query}
          @tf-query=${(event: CustomEvent<string>) => (this.query = event.detail)}
        ></tf-query-bar>
      </div>
      <div class="field">
        <label for="widget-limit">${t('How many')}</label>
        <input
          class="input"
          id="widget-limit"
          name="limit"
          type="number"
          min="1"
          max="50"
          required
          .value=${String(tasks?.limit ?? 10)}
        />
      </div>`
  }
}

customElements.define('tf-widget-form', TfWidgetForm)
