/** `<tf-new-task>`: a task with all that it may hold, before it is made. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, newKey } from '../common/api'
import { t } from '../common/i18n'
import { rankBetween } from '../common/rank'
import { toast } from '../common/ui/toast'
import type { Column, Task } from './model'
import {
  BLANK,
  forgetNewTask,
  fromTemplate,
  keepNewTask,
  type NewTask,
  type TaskTemplate,
} from './new-task-draft'
import { columnOf, newTaskFields, select, type NewTaskHost } from './new-task-fields'
import {
  bringFiles,
  forgetFiles,
  hasFiles,
  keepFile,
  plainText,
  revivedFiles,
  withoutFiles,
} from './new-task-files'
import { wordsOf } from './panel/words'
import './panel/writer'
import type { TfWriter } from './panel/writer'
import { openTask } from './parts/address'
import type { ProjectStore } from './project'
import './similar/hint'
import { tasksIn } from './state'

export class TfNewTask extends LitElement implements NewTaskHost {
  static override properties = {
    store: { attribute: false },
    draft: { attribute: false },
    isKept: { attribute: false },
    templates: { state: true },
    problem: { state: true },
    isBusy: { state: true },
    staysOpen: { state: true },
  }

  declare store: ProjectStore
  declare draft: NewTask
  declare isKept: boolean
  declare templates: readonly TaskTemplate[]
  declare problem: string
  declare isBusy: boolean
  declare staysOpen: boolean
  atTemplates = false
  /** Made or thrown away: nothing is left to keep. */
  isDone = false
  close: () => void = () => undefined
  #leave: (() => void) | null = null
  /** What the writer starts with; from then on it says itself what it holds. */
  #begun = ''

  constructor() {
    super()
    this.draft = BLANK
    this.isKept = false
    this.templates = []
    this.problem = ''
    this.isBusy = false
    this.staysOpen = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leave = this.store.subscribe(() => this.requestUpdate())
    void this.#loadTemplates()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.#begun = this.draft.description
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('[name="title"]')?.focus()
    void this.#reviveFiles()
  }

  /** Files of a text that was kept before the page was loaded anew. */
  async #reviveFiles(): Promise<void> {
    const { description } = this.draft
    if (!hasFiles(description)) return
    const text = await revivedFiles(description)
    if (this.draft.description === description) this.#describe(text)
  }

  /** Have the writer say something else than what was typed. */
  #describe(description: string): void {
    this.set({ description })
    const writer = this.querySelector<TfWriter>('tf-writer')
    if (writer !== null) writer.value = description
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
    event.preventDefault()
    this.querySelector('form')?.requestSubmit()
  }

  protected override render(): TemplateResult {
    const { draft } = this
    return html`<form
      class="new-task"
      @submit=${(event: Event) => void this.#submit(event)}
      @keydown=${this.#keyed}
    >
      ${this.isKept ? this.#keptNotice() : nothing} ${this.#templateChoice()}
      <div class="field">
        <label for="new-task-title">${t('Title')}</label>
        <input
          class="input"
          id="new-task-title"
          name="title"
          dir="auto"
          maxlength="200"
          autocomplete="off"
          aria-invalid=${this.problem !== ''}
          aria-describedby=${this.problem === '' ? nothing : 'new-task-problem'}
          .value=${draft.title}
          @input=${(event: Event) => this.set({ title: (event.target as HTMLInputElement).value })}
        />
        <tf-similar-hint
          .project=${this.store.id}
          .slug=${this.store.page.workspace.slug}
          .said=${draft.title}
        ></tf-similar-hint>
      </div>
      <div class="field">
        <span aria-hidden="true">${t('Description')}</span>
        <tf-writer
          .store=${this.store}
          .label=${t('Description')}
          .hint=${t('Write, or press / for headings, lists, tables, code…')}
          .text=${this.#begun}
          .bring=${keepFile}
          .onInput=${(description: string) => this.set({ description })}
          .onSubmit=${() => this.querySelector('form')?.requestSubmit()}
        ></tf-writer>
      </div>
      <div class="new-task-fields">${newTaskFields(this)}</div>
      ${this.problem === '' ? nothing : html`<p class="field-error" role="alert" id="new-task-problem">${this.problem}</p>`}
      <div class="form-actions new-task-foot">
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.staysOpen}
            @change=${(event: Event) => (this.staysOpen = (event.target as HTMLInputElement).checked)}
          />
          <span>${t('Make another')}</span></label
        >
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
        <button class="button button-primary" ?disabled=${this.isBusy}>${t('Create task')}</button>
      </div>
    </form>`
  }

  #keptNotice(): TemplateResult {
    return html`<div class="notice notice-info" role="status">
      <span class="grow">${t('This draft was kept from before.')}</span>
      <button class="button button-small" type="button" @click=${() => this.#discard()}>
        ${t('Discard')}
      </button>
    </div>`
  }

  #templateChoice(): TemplateResult | typeof nothing {
    const { templates, draft } = this
    if (templates.length === 0) {
      return this.atTemplates
        ? html`<p class="quiet">
            ${t('This project has no templates yet. Make one from the menu of a task.')}
          </p>`
        : nothing
    }
    const choose = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement
      const template = templates.find(({ id }) => id === value)
      const next = template === undefined ? { template: null } : fromTemplate(draft, template)
      this.set(next)
      this.#describe(this.draft.description)
    }
    return html`${select(t('Template'), draft.template, templates, t('None'), choose)}
    ${draft.template === null ? nothing : html`<p class="quiet">${t('Its checklist and its own fields come along.')}</p>`}`
  }

  set(change: Partial<NewTask>): void {
    this.draft = { ...this.draft, ...change }
    this.problem = ''
    keepNewTask(this.store.page.me.id, this.store.id, this.draft)
  }

  #discard(): void {
    forgetFiles(this.draft.description)
    this.draft = BLANK
    this.#describe('')
    this.isKept = false
    this.querySelector<HTMLElement>('[name="title"]')?.focus()
  }

  async #loadTemplates(): Promise<void> {
    const path = `projects/${this.store.id}/templates`
    const found = await api.get<{ results: TaskTemplate[] }>(path).catch(() => null)
    this.templates = found?.results ?? []
    if (!this.atTemplates || this.templates.length === 0) return
    await this.updateComplete
    this.querySelector('select')?.focus()
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault()
    const { draft } = this
    const column = columnOf(this)
    const title = draft.title.replace(/\s+/g, ' ').trim()
    if (title.length < 3 || column === undefined) {
      this.problem = t('A title has at least three characters.')
      this.querySelector<HTMLElement>('[name="title"]')?.focus()
      return
    }
    this.isBusy = true
    try {
      if (draft.template === null) this.#create(this.#task(title, column))
      else {
        const made = await this.#fromTemplate(draft.template, title, column)
        this.#tell(made)
        if (hasFiles(draft.description)) void bringFiles(made, draft.description)
      }
      this.#made()
    } catch (error) {
      this.problem = wordsOf(error)
    } finally {
      this.isBusy = false
    }
  }

  /** Shown at once; its files follow when the server has it. */
  #create(task: Task): void {
    void this.store.do({ kind: 'task.create', task: withoutFiles(task) })
  }

  #made(): void {
    forgetNewTask(this.store.page.me.id, this.store.id)
    this.isKept = false
    if (this.staysOpen) {
      this.draft = { ...this.draft, title: '', template: null }
      this.#describe('')
      this.querySelector<HTMLElement>('[name="title"]')?.focus()
      return
    }
    this.isDone = true
    this.close()
  }

  #tell({ key }: Task): void {
    toast(t('Made %(key)s', { key }), {
      undo: () => openTask(key),
      actionLabel: t('Open'),
    })
  }

  async #fromTemplate(id: string, title: string, column: Column): Promise<Task> {
    const { draft } = this
    const { sprint, milestone, parent, type } = draft
    return api.post<Task>(`task-templates/${id}/tasks`, {
      ...{ title, description: plainText(draft.description) },
      ...{ column: column.id, priority: draft.priority },
      ...{ assignee_ids: draft.assignees, label_ids: draft.labels },
      ...{ due_date: draft.due_date, story_points: draft.story_points, type },
      ...(sprint !== null && { sprint }),
      ...(milestone !== null && { milestone }),
      ...(parent !== null && { parent }),
    })
  }

  #task(title: string, { id, name, state }: Column): Task {
    const { store, draft } = this
    const { description, priority, story_points, due_date, parent, type, sprint, milestone } = draft
    const now = new Date().toISOString()
    const last = tasksIn(store.state, id).at(-1)
    return {
      ...{ id: `tmp-${newKey()}`, key: '', number: 0, project: store.id, version: 0 },
      ...{ title, description, priority, story_points, due_date, parent, type, sprint, milestone },
      column: { id, name, state },
      status: state,
      start_date: null,
      assignees: store.members.filter((user) => draft.assignees.includes(user.id)),
      labels: store.state.labels.filter((label) => draft.labels.includes(label.id)),
      checklist: [],
      rank: rankBetween(last?.rank ?? null, null),
      ...{ created_at: now, updated_at: now, completed_at: null },
    }
  }
}

customElements.define('tf-new-task', TfNewTask)
