/** Title and description, edited where they stand; every keystroke is kept until it is saved. */

import { Pencil } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { forgetDraft, keepDraft, readDraft } from '../drafts'
import type { Task, TaskFields } from '../model'
import type { ProjectStore } from '../project'

/** Send a change of fields, made on the task as it was at `seen`. */
export async function patch(store: ProjectStore, seen: Task, fields: TaskFields): Promise<boolean> {
  const names = Object.keys(fields) as (keyof TaskFields)[]
  const before = Object.fromEntries(names.map((name) => [name, seen[name]]))
  const { id: taskId, version } = seen
  const outcome = await store.do({ kind: 'task.patch', taskId, fields, before, version })
  return outcome.kind === 'done'
}

abstract class TextField extends LitElement {
  static override properties = {
    task: { attribute: false },
    isEditing: { state: true },
    problem: { state: true },
  }

  declare task: Task
  declare isEditing: boolean
  declare problem: string
  store!: ProjectStore
  protected abstract readonly field: 'title' | 'description'
  /** The task as it was when typing began: later changes by others are merged or asked about. */
  protected seen: Task | null = null
  protected text = ''

  constructor() {
    super()
    this.isEditing = false
    this.problem = ''
  }

  override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('task')
    if (!changed.has('task') || before?.id === this.task.id) return
    if (before !== undefined && this.isEditing) this.save(before)
    this.isEditing = false
    this.#takeUpDraft()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.isEditing) this.save()
  }

  #takeUpDraft(): void {
    const draft = readDraft(this.task.id, this.field)
    if (draft === null || !this.store.canEdit || draft.text === (this.task[this.field] ?? ''))
      return
    this.seen = { ...this.task, [this.field]: draft.base, version: draft.version }
    this.text = draft.text
    this.isEditing = true
  }

  edit(): void {
    if (this.isEditing || !this.store.canEdit || this.task[this.field] === undefined) return
    this.seen = this.task
    this.text = this.task[this.field] ?? ''
    this.problem = ''
    this.isEditing = true
    void this.updateComplete.then(() => {
      const area = this.querySelector('textarea')
      area?.focus()
      area?.setSelectionRange(area.value.length, area.value.length)
    })
  }

  protected typed = (event: Event): void => {
    this.text = (event.target as HTMLTextAreaElement).value
    const { seen } = this
    if (seen === null) return
    const base = seen[this.field] ?? ''
    keepDraft(seen.id, this.field, { text: this.text, base, version: seen.version })
  }

  /** Send what was typed; the draft stays until the server has it. */
  protected save(task = this.task): void {
    const { seen, text, field } = this
    if (seen === null) return
    const value = field === 'title' ? text.replace(/\s+/g, ' ').trim() : text
    if (field === 'title' && value.length < 3) {
      this.problem = t('A title has at least three characters.')
      return
    }
    this.isEditing = false
    this.seen = null
    if (value === (seen[field] ?? '')) {
      forgetDraft(task.id, field)
      return
    }
    void patch(this.store, seen, { [field]: value }).then((isSaved) => {
      if (isSaved) forgetDraft(task.id, field)
    })
  }

  protected giveUp(): void {
    this.isEditing = false
    this.seen = null
    this.problem = ''
    forgetDraft(this.task.id, this.field)
  }
}

export class TfTitleField extends TextField {
  protected override readonly field = 'title'

  protected override render(): TemplateResult {
    if (!this.store.canEdit) return html`<h2 class="panel-title">${this.task.title}</h2>`
    if (!this.isEditing) {
      return html`<h2 class="panel-title">
        <button
          type="button"
          class="panel-title-button"
          title=${t('Edit the title')}
          @click=${() => this.edit()}
        >
          ${this.task.title}
        </button>
      </h2>`
    }
    return html`<textarea
        class="textarea panel-title-input"
        rows="2"
        maxlength="200"
        aria-label=${t('Title')}
        aria-invalid=${this.problem !== ''}
        .value=${this.text}
        @input=${this.typed}
        @blur=${() => this.save()}
        @keydown=${this.#keyed}
      ></textarea>
      ${this.problem === '' ? nothing : html`<p class="field-error" role="alert">${this.problem}</p>`}`
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      this.save()
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      this.giveUp()
    }
  }
}

export class TfDescription extends TextField {
  protected override readonly field = 'description'
  #lastHtml = ''

  protected override render(): TemplateResult {
    return html`<section class="panel-section" aria-label=${t('Description')}>
      <header class="panel-section-head">
        <h3>${t('Description')}</h3>
        ${
          this.store.canEdit && !this.isEditing
            ? html`<button
                class="button button-ghost button-small"
                type="button"
                @click=${() => this.edit()}
              >
                ${icon(Pencil)} ${t('Edit')}
              </button>`
            : nothing
        }
      </header>
      ${this.isEditing ? this.#editor() : this.#shown()}
    </section>`
  }

  #shown(): TemplateResult {
    const { description, description_html: rendered } = this.task
    if (rendered !== undefined) this.#lastHtml = rendered
    if (description === undefined && this.#lastHtml === '') {
      return html`<div class="skeleton skeleton-text" aria-busy="true"></div>`
    }
    if (description === '') {
      return this.store.canEdit
        ? html`<button class="panel-empty" type="button" @click=${() => this.edit()}>
            ${t('Say what is to be done, and how one knows that it is. Markdown works.')}
          </button>`
        : html`<p class="help">${t('No description')}</p>`
    }
    // The server rendered and sanitised it; a text on its way to the server is shown as typed.
    return rendered === undefined && description !== undefined
      ? html`<div class="prose prose-plain">${description}</div>`
      : html`<div class="prose" @dblclick=${() => this.edit()}>${unsafeHTML(this.#lastHtml)}</div>`
  }

  #editor(): TemplateResult {
    return html`<textarea
        class="textarea panel-description-input"
        maxlength="50000"
        rows="8"
        aria-label=${t('Description')}
        .value=${this.text}
        @input=${this.typed}
        @blur=${this.#blurred}
        @keydown=${this.#keyed}
      ></textarea>
      <p class="form-actions">
        <button
          class="button button-primary button-small"
          type="button"
          @click=${() => this.save()}
        >
          ${t('Save')}
        </button>
        <button class="button button-small" type="button" data-cancel @click=${() => this.giveUp()}>
          ${t('Cancel')}
        </button>
        <span class="help">${t('Markdown. Ctrl-Enter saves.')}</span>
      </p>`
  }

  readonly #blurred = (event: FocusEvent): void => {
    const next = event.relatedTarget
    if (next instanceof Element && this.contains(next)) return
    this.save()
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      this.save()
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      this.save()
    }
  }
}

customElements.define('tf-title-field', TfTitleField)
customElements.define('tf-description', TfDescription)
