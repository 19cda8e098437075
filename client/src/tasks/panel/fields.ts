/** The title, edited where it stands; every keystroke is kept until it is saved. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
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

/** What a list of choices makes of `now`: others may have added to it while the list stood open. */
export function rechosen(
  now: readonly string[],
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const kept = now.filter((id) => after.includes(id) || !before.includes(id))
  return [...kept, ...after.filter((id) => !before.includes(id) && !now.includes(id))]
}

export abstract class TextField extends LitElement {
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

customElements.define('tf-title-field', TfTitleField)
