/** A move that the workflow refused: what is missing, filled where it stands, and the move again. */

import { Circle, CircleCheck } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import type { Task } from '../model'
import { openTask } from '../parts/address'
import type { ProjectStore } from '../project'
import './approvals'
import { estimateField } from './more-properties'
import { isMet, ownFieldId, type Need, type WantedMove } from './needs'
import { ownField, type OwnFieldHost } from './own-fields'
import { assigneesButton, dateField, labelsButton, moveToColumn, pointsField } from './properties'
import { milestoneButton, parentButton, sprintButton, typeButton } from './shape-buttons'

/** Say what is missing and offer to fill it; the task stands where it stood. */
export function offerToFill(
  store: ProjectStore,
  { taskId, column }: WantedMove,
  needs: readonly Need[],
): void {
  const body = document.createElement('tf-missing') as TfMissing
  Object.assign(body, { store, taskId, columnId: column.id, needs })
  const dialog = openDialog({
    title: t('“%(column)s” asks for more', { column: column.name }),
    body: html`${body}`,
  })
  body.close = () => dialog.close()
  // Lists leave the description out, and only the task itself knows its steps' last news.
  void store.loadTask(taskId).catch(() => undefined)
}

export class TfMissing extends LitElement implements OwnFieldHost {
  static override properties = {
    store: { attribute: false },
    taskId: { attribute: false },
    columnId: { attribute: false },
    needs: { attribute: false },
    problems: { state: true },
  }

  declare store: ProjectStore
  declare taskId: string
  declare columnId: string
  declare needs: readonly Need[]
  declare problems: Readonly<Record<string, string>>
  close: () => void = () => undefined
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.problems = {}
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leave = this.store.subscribe(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  get task(): Task {
    const task = this.store.state.tasks.get(this.taskId)
    if (task === undefined) throw new Error('The task is gone')
    return task
  }

  problem(fieldId: string): string {
    return this.problems[fieldId] ?? ''
  }

  setProblem(fieldId: string, words: string): void {
    this.problems = { ...this.problems, [fieldId]: words }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.store.state.tasks.has(this.taskId)) {
      return html`<p role="status">${t('This task is not here any more.')}</p>`
    }
    const { task } = this
    const values = { key: task.key, column: task.column.name }
    return html`<p>
        ${t('%(key)s stays in “%(column)s” for now. Fill what is missing, then move it again.', values)}
      </p>
      <ul class="missing">
        ${this.needs.map((need) => this.#line(task, need))}
      </ul>
      <p class="form-actions">
        <button class="button" type="button" data-closes>${t('Leave it there')}</button>
        <button class="button button-primary" type="button" @click=${() => this.#again(task)}>
          ${t('Move to “%(column)s”', { column: this.#columnName() })}
        </button>
      </p>`
  }

  #columnName(): string {
    return this.store.state.columns.find(({ id }) => id === this.columnId)?.name ?? ''
  }

  #line(task: Task, { field, words }: Need): TemplateResult {
    const met = isMet(task, field)
    return html`<li class="missing-line" data-met=${met === true}>
      <p>
        ${icon(met === true ? CircleCheck : Circle, { label: met === true ? t('Filled') : t('Missing') })}
        <span>${words}</span>
      </p>
      <div class="missing-value">${this.#editor(task, field)}</div>
    </li>`
  }

  #editor(task: Task, field: string): TemplateResult | typeof nothing {
    const { store } = this
    const own = store.state.fields.find(({ id }) => id === ownFieldId(field))
    if (own !== undefined) return ownField(this, own)
    switch (field) {
      case 'assignees':
        return assigneesButton(store, task)
      case 'labels':
        return labelsButton(store, task)
      case 'story_points':
        return pointsField(store, task)
      case 'estimate_minutes':
        return estimateField(this)
      case 'start_date':
        return dateField(store, task, 'start_date', t('Start date'))
      case 'due_date':
        return dateField(store, task, 'due_date', t('Due date'))
      case 'type':
        return typeButton(store, task)
      case 'sprint':
        return sprintButton(store, task)
      case 'milestone':
        return milestoneButton(store, task)
      case 'parent':
        return parentButton(store, task)
      case 'approvals':
        return html`<tf-approvals
          .store=${store}
          .task=${task}
          .only=${this.columnId}
        ></tf-approvals>`
      default:
        return this.#inTask(task)
    }
  }

  /** What takes more than a line is done in the task itself. */
  #inTask(task: Task): TemplateResult | typeof nothing {
    if (this.store.page.task !== undefined) return nothing
    const open = (): void => {
      this.close()
      openTask(task.key)
    }
    return html`<button class="button button-small" type="button" @click=${open}>
      ${t('Open %(key)s', { key: task.key })}
    </button>`
  }

  #again(task: Task): void {
    this.close()
    moveToColumn(this.store, task, this.columnId)
  }
}

customElements.define('tf-missing', TfMissing)
