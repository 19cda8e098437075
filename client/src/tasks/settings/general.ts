/** `<tf-settings-general>`: what the project is called and wears, who leads it, when, and its end. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { Archive, ArchiveRestore, Trash2 } from 'lucide-static'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { dayName } from '../parts/text'
import { isoDate } from '../grammar'
import { HEALTHS, healthName, STAGES, stageName } from '../roadmap/model'
import { askKey, askToDelete } from './ends'
import { onFieldKey, valueOf } from './controls'
import type { ProjectDetail } from './model'
import { errorId, SettingsPart } from './part'
import './project-mark'

type Name = keyof ProjectDetail

export class TfSettingsGeneral extends SettingsPart {
  protected override render(): TemplateResult {
    const { project } = this.store.state
    const canEdit = this.can('manage')
    return html`${this.head(t('General'), t('What the project is, who leads it, and from when to when.'))}
      ${this.why('manage')}
      ${project.archived_at === null ? nothing : html`<p class="notice notice-warning" role="status">${icon(Archive)}<span>${t('This project is archived: it no longer stands in lists.')}</span></p>`}
      <div class="settings-section">
        <div class="settings-pair">
          <tf-project-mark></tf-project-mark>
          ${this.#text('name', t('Name'), 100)}
        </div>
        ${this.#key(project)} ${this.#words(project)}
      </div>
      <div class="settings-section settings-grid">
        ${this.#select(
          'lead',
          t('Lead'),
          this.store.page.members.map(({ id, name }) => [id, name]),
          t('Nobody'),
        )}
        ${this.#select(
          'stage',
          t('Stage'),
          STAGES.map((stage) => [stage, stageName(stage)]),
        )}
        ${this.#select(
          'health',
          t('Health'),
          HEALTHS.map((health) => [health, healthName(health)]),
          t('Not said'),
        )}
        ${this.#day('start_date', t('Start'))} ${this.#day('target_date', t('Target'))}
      </div>
      <dl class="facts settings-section">
        <dt>${t('Made from')}</dt>
        <dd>${templateName(project.template)}</dd>
        <dt>${t('Created')}</dt>
        <dd>${dayName(isoDate(new Date(project.created_at)))}</dd>
      </dl>
      ${canEdit ? this.#end(project) : nothing}`
  }

  #text(name: 'name', label: string, limit: number): TemplateResult {
    const value = this.store.state.project[name]
    return html`<div class="field grow">
      <label for=${`project-${name}`}>${label}</label>
      <input
        class="input"
        id=${`project-${name}`}
        maxlength=${limit}
        ?readonly=${!this.can('manage')}
        aria-invalid=${this.problem(name) === '' ? 'false' : 'true'}
        aria-describedby=${errorId(name)}
        .value=${live(value)}
        @keydown=${(event: KeyboardEvent) => onFieldKey(event, value)}
        @change=${(event: Event) => void this.#save(name, valueOf(event).trim())}
      />
      ${this.errorOf(name)}
    </div>`
  }

  #words(project: ProjectDetail): TemplateResult {
    return html`<div class="field">
      <label for="project-description">${t('What is it about?')}</label>
      <textarea
        class="textarea"
        id="project-description"
        rows="3"
        maxlength="5000"
        ?readonly=${!this.can('manage')}
        .value=${live(project.description)}
        @change=${(event: Event) => void this.#save('description', valueOf(event))}
      ></textarea>
      ${this.errorOf('description')}
    </div>`
  }

  #key(project: ProjectDetail): TemplateResult {
    const former = project.former_keys.join(', ')
    return html`<div class="field">
      <span class="label">${t('Key')}</span>
      <div class="row row-wrap">
        <code class="settings-key">${project.key}</code>
        <span class="quiet grow"
          >${t('Tasks are called %(key)s-1, %(key)s-2 and so on.', { key: project.key })}
          ${former === '' ? nothing : t('Former keys still lead here: %(keys)s.', { keys: former })}</span
        >
        ${this.can('manage') ? html`<button class="button button-small" type="button" @click=${() => askKey(this)}>${t('Change the key…')}</button>` : nothing}
      </div>
    </div>`
  }

  #select(
    name: 'lead' | 'stage' | 'health',
    label: string,
    choices: readonly (readonly [string, string])[],
    none?: string,
  ): TemplateResult {
    const value = this.store.state.project[name] ?? ''
    const empty = name === 'lead' ? null : ''
    return html`<div class="field">
      <label for=${`project-${name}`}>${label}</label>
      <select
        class="select"
        id=${`project-${name}`}
        ?disabled=${!this.can('manage')}
        .value=${live(value)}
        @change=${(event: Event) => void this.#save(name, valueOf(event) || empty)}
      >
        ${none === undefined ? nothing : html`<option value="" ?selected=${value === ''}>${none}</option>`}
        ${choices.map(([id, words]) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}
      </select>
      ${this.errorOf(name)}
    </div>`
  }

  #day(name: 'start_date' | 'target_date', label: string): TemplateResult {
    const value = this.store.state.project[name] ?? ''
    return html`<div class="field">
      <label for=${`project-${name}`}>${label}</label>
      <input
        class="input"
        type="date"
        id=${`project-${name}`}
        ?readonly=${!this.can('manage')}
        aria-invalid=${this.problem(name) === '' ? 'false' : 'true'}
        aria-describedby=${errorId(name)}
        .value=${live(value)}
        @change=${(event: Event) => void this.#save(name, valueOf(event) || null)}
      />
      ${this.errorOf(name)}
    </div>`
  }

  #end(project: ProjectDetail): TemplateResult {
    const isArchived = project.archived_at !== null
    return html`<section class="danger-zone settings-ends" aria-labelledby="end-title">
      <h2 id="end-title">${t('Danger zone')}</h2>
      <div class="row row-wrap">
        <span class="grow"
          >${isArchived ? t('Take the project back into the lists.') : t('Put the project aside. Its tasks stay and can be found.')}</span
        >
        <button class="button" type="button" @click=${() => void this.#archive(!isArchived)}>
          ${icon(isArchived ? ArchiveRestore : Archive)}${isArchived ? t('Take back') : t('Archive')}
        </button>
      </div>
      ${
        this.can('remove')
          ? html`<div class="row row-wrap">
              <span class="grow"
                >${t('Delete the project with all its tasks, for everybody.')}</span
              >
              <button
                class="button button-danger"
                type="button"
                @click=${() => askToDelete(this, project)}
              >
                ${icon(Trash2)}${t('Delete project…')}
              </button>
            </div>`
          : nothing
      }
    </section>`
  }

  async #archive(archived: boolean): Promise<void> {
    const put = (is: boolean): Promise<unknown> => api.patch(this.store.path, { archived: is })
    await this.act('', () => put(archived), {
      words: archived ? t('Archived the project') : t('Took the project back'),
      undo: () => put(!archived),
    })
  }

  async #save(name: Name, value: string | null): Promise<void> {
    const { project } = this.store.state
    const before = project[name]
    if (before === value) return
    this.store.set({ project: { ...project, [name]: value } })
    const put = (to: unknown): Promise<unknown> => api.patch(this.store.path, { [name]: to })
    const isDone = await this.act(name, () => put(value), {
      words: t('Saved'),
      undo: () => put(before),
    })
    // A day that was refused stays to be mended; other fields go back to what they were.
    if (!isDone && !name.endsWith('_date'))
      this.store.set({ project: { ...this.store.state.project, [name]: before } })
  }
}

function templateName(template: string): string {
  const names: Readonly<Record<string, string>> = {
    software: t('Software'),
    marketing: t('Marketing'),
    operations: t('Operations'),
    blank: t('Blank'),
    custom: t('A template of this workspace'),
  }
  return names[template] ?? template
}

customElements.define('tf-settings-general', TfSettingsGeneral)
