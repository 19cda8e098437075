/** `<tf-settings-templates>`: what new tasks and new projects start with. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { Copy, LayoutTemplate, Plus } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket } from '../../common/socket'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { onFieldKey, removeButton, valueOf } from './controls'
import { errorId, SettingsPart, valuesOf } from './part'

interface TaskTemplate {
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
}

interface ProjectTemplate {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly columns: readonly string[]
  readonly task_count: number
}

interface FoundTask {
  readonly id: string
  readonly key: string
  readonly title: string
}

interface Place {
  readonly path: 'task-templates' | 'project-templates'
  readonly row: { readonly id: string; readonly name: string }
}

export class TfSettingsTemplates extends SettingsPart {
  static override properties = { ofTasks: { state: true }, ofProjects: { state: true } }

  declare ofTasks: readonly TaskTemplate[] | null
  declare ofProjects: readonly ProjectTemplate[] | null
  #stop: (() => void) | null = null
  #leaveWorkspace: (() => void) | null = null

  constructor() {
    super()
    this.ofTasks = null
    this.ofProjects = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    const { id } = this.store.page.workspace
    const heard = ({ type }: { readonly type: string }): void => {
      if (type.startsWith('template.')) void this.#load()
    }
    const handlers = { event: heard, resync: () => void this.#load() }
    this.#leaveWorkspace = liveSocket().join(`workspace:${id}`, handlers)
    this.#stop = this.store.watch((event) => {
      if (
        event === null ||
        Object.keys(event.changes ?? {}).some((name) => name.startsWith('templates'))
      )
        void this.#load()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
    this.#leaveWorkspace?.()
  }

  protected override render(): TemplateResult {
    return html`${this.head(t('Templates'), t('What is made again and again starts from a template.'))}
      ${this.why('template')}
      <section class="settings-section" aria-labelledby="task-templates-title">
        <div class="section-head">
          <h2 id="task-templates-title">${t('Task templates')}</h2>
          ${this.can('template') ? html`<button class="button button-small" type="button" aria-haspopup="listbox" @click=${(event: Event) => this.#pickTask(event)}>${icon(Plus)}${t('Make one of a task')}</button>` : nothing}
        </div>
        ${this.#ofTasks()}
      </section>
      <section class="settings-section" aria-labelledby="project-templates-title">
        <div class="section-head">
          <h2 id="project-templates-title">${t('Project templates of the workspace')}</h2>
        </div>
        ${this.can('template') ? this.#saver() : nothing} ${this.#ofProjects()}
      </section>`
  }

  #ofTasks(): TemplateResult {
    const rows = this.ofTasks
    if (rows === null) return waiting()
    if (rows.length === 0)
      return html`<p class="settings-empty">
        ${t('None yet. Take a task that is filled in well, and others begin like it: description, labels, checklist and all.')}
      </p>`
    return html`<ul class="list settings-rows">
      ${rows.map((row) => this.#row({ path: 'task-templates', row }, Copy, String(row.values.title ?? '')))}
    </ul>`
  }

  #ofProjects(): TemplateResult {
    const rows = this.ofProjects
    if (rows === null) return waiting()
    if (rows.length === 0)
      return html`<p class="settings-empty">
        ${t('None yet. A saved one is offered whenever somebody makes a project.')}
      </p>`
    return html`<ul class="list settings-rows">
      ${rows.map((row) => {
        const tasks = row.task_count
          ? ` · ${tn('%(count)s task', '%(count)s tasks', row.task_count)}`
          : ''
        const words = `${row.description ? `${row.description} · ` : ''}${row.columns.join(', ')}${tasks}`
        return this.#row({ path: 'project-templates', row }, LayoutTemplate, words)
      })}
    </ul>`
  }

  #row(place: Place, sign: string, words: string): TemplateResult {
    const { id, name } = place.row
    const at = `${id}.name`
    return html`<li class="settings-row" data-row=${id}>
      <span class="settings-sign">${icon(sign)}</span>
      <div class="grow stack-tight">
        ${
          this.can('template')
            ? html`<input
                class="input input-bare input-small settings-name"
                maxlength="100"
                aria-label=${t('Name of %(name)s', { name })}
                aria-describedby=${errorId(at)}
                .value=${live(name)}
                @keydown=${(event: KeyboardEvent) => onFieldKey(event, name)}
                @change=${(event: Event) => void this.#rename(place, valueOf(event).trim())}
              />`
            : html`<span class="settings-name">${name}</span>`
        }
        <span class="meta truncate">${words}</span>
      </div>
      ${this.canRemove('remove_template', id) ? removeButton(t('Remove %(name)s', { name }), () => void this.#remove(place)) : nothing}
      ${this.errorOf(at)}
    </li>`
  }

  #saver(): TemplateResult {
    return html`<form class="card form" @submit=${(event: SubmitEvent) => void this.#save(event)}>
      <p>
        ${t('Save this project as a template: its columns, workflow, types, fields and labels.')}
      </p>
      <div class="settings-grid">
        <div class="field">
          <label for="template-name">${t('Name')}</label>
          <input
            class="input"
            id="template-name"
            name="name"
            required
            maxlength="100"
            autocomplete="off"
            .defaultValue=${this.store.state.project.name}
          />
          ${this.errorOf('save')}
        </div>
        <div class="field">
          <label for="template-words"
            >${t('Description')} <span class="field-optional">${t('(optional)')}</span></label
          >
          <input
            class="input"
            id="template-words"
            name="description"
            maxlength="300"
            autocomplete="off"
          />
        </div>
      </div>
      <div class="form-actions">
        <label class="check"
          ><input type="checkbox" name="with_tasks" value="yes" />${t('With its open tasks')}</label
        >
        <button class="button button-primary push">${t('Save as template')}</button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const { name, description, with_tasks: withTasks } = valuesOf(event)
    const body = {
      ...{ name, description, with_tasks: withTasks === 'yes' },
      project: this.store.page.project.id,
    }
    const path = `workspaces/${this.store.page.workspace.slug}/project-templates`
    const isDone = await this.act('save', () => this.store.make(path, body), {
      words: t('Saved “%(name)s” as a template', { name: name ?? '' }),
    })
    if (isDone) form.reset()
    await this.#load()
  }

  #pickTask(event: Event): void {
    const search = async (words: string): Promise<readonly PickerOption[]> => {
      const query = { limit: 20, fields: 'id,key,title', ...(words.trim() && { q: words.trim() }) }
      const path = `${this.store.path}/tasks`
      const { results } = await api.get<{ results: FoundTask[] }>(path, { query })
      tasks = results
      return results.map(({ id, title, key }) => ({ id, label: title, hint: key }))
    }
    let tasks: readonly FoundTask[] = []
    const anchor = event.currentTarget as HTMLElement
    const open = (options: readonly PickerOption[]): void => {
      openPicker({
        ...{ anchor, options, search, selected: [] },
        label: t('Task to make a template of'),
        onChange: ([id]) => {
          const task = tasks.find((each) => each.id === id)
          if (task !== undefined) void this.#make(task)
        },
      })
    }
    void this.act('', async () => open(await search('')))
  }

  async #make({ id, title }: FoundTask): Promise<void> {
    const body = { task: id, name: title.slice(0, 100) }
    await this.act('', () => this.store.make(`${this.store.path}/templates`, body), {
      words: t('Made a template of “%(name)s”', { name: title }),
    })
    await this.#load()
  }

  async #rename({ path, row }: Place, name: string): Promise<void> {
    if (name === row.name) return
    const put = (words: string): Promise<unknown> => api.patch(`${path}/${row.id}`, { name: words })
    await this.act(`${row.id}.name`, () => put(name), {
      words: t('Changed %(name)s', { name }),
      undo: () => put(row.name).then(() => this.#load()),
    })
    await this.#load()
  }

  async #remove({ path, row }: Place): Promise<void> {
    await this.removePart(`${path}/${row.id}`, row)
    await this.#load()
  }

  async #load(): Promise<void> {
    await this.act('', async () => {
      const path = `workspaces/${this.store.page.workspace.slug}/project-templates`
      const [ofTasks, ofProjects] = await Promise.all([
        api.get<{ results: TaskTemplate[] }>(`${this.store.path}/templates`),
        api.get<{ results: ProjectTemplate[] }>(path),
      ])
      this.ofTasks = ofTasks.results
      this.ofProjects = ofProjects.results
    })
  }
}

function waiting(): TemplateResult {
  return html`<div class="skeleton settings-waiting" aria-hidden="true"></div>`
}

customElements.define('tf-settings-templates', TfSettingsTemplates)
