/** The tasks below a task: how far they are, tick, open, add, put in order. */

import { Unlink } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import { addQuickTask } from '../adding'
import { childrenIn, placeAmong, placed, type Child } from '../children'
import { isTemporary, type State, type Task } from '../model'
import { openTask } from '../parts/address'
import { stateMark } from '../parts/marks'
import type { ProjectStore } from '../project'
import { quickAdd } from '../quick/help'
import { RowOrder } from '../settings/sorting'
import { patch } from './fields'
import { moveToColumn } from './properties'

const DONE: readonly State[] = ['done', 'archived']

type Named = Child & { readonly name: string }

function nameOf({ key, title }: Child): string {
  return key === '' ? title : `${key} ${title}`
}

export class TfSubtasks extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    full: { type: Boolean },
  }

  declare store: ProjectStore
  declare task: Task
  declare full: boolean
  readonly #order = new RowOrder(this, ({ id }, order) => this.#move(id, order))

  constructor() {
    super()
    this.full = false
  }

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, task } = this
    const list = childrenIn(store.state, task)
    if (list.length === 0 && !store.canEdit) return nothing
    const rows = this.#order.arranged(list.map((child) => ({ ...child, name: nameOf(child) })))
    const done = list.filter(({ status }) => DONE.includes(status)).length
    return html`<section class="panel-section" aria-label=${t('Subtasks')}>
      <header class="panel-section-head">
        <h3>${t('Subtasks')}</h3>
        ${
          list.length === 0
            ? nothing
            : html`<span class="meta">${t('%(done)s of %(of)s', { done, of: list.length })}</span>
                <progress
                  class="progress"
                  max=${list.length}
                  .value=${done}
                  aria-label=${t('Subtasks done')}
                ></progress>`
        }
      </header>
      <ul class="children" data-rows>
        ${repeat(
          rows,
          ({ id }) => id,
          (child) => this.#row(child, rows),
        )}
      </ul>
      ${
        store.canEdit
          ? html`<input
              class="input input-small checklist-new"
              maxlength="300"
              placeholder=${t('Add a subtask')}
              aria-label=${t('Add a subtask')}
              ${quickAdd(store)}
              @keydown=${this.#keyed}
            />`
          : nothing
      }
    </section>`
  }

  #row(child: Named, all: readonly Named[]): TemplateResult {
    const isDone = DONE.includes(child.status)
    const { task } = child
    const href = `/w/${this.store.page.workspace.slug}/t/${child.key}/`
    const rows = all.filter(({ id }) => !isTemporary(id))
    return html`<li class="child-line" data-row=${child.id} ?data-held=${this.#order.isHeld(child)}>
      ${this.store.canEdit && rows.length > 1 && !isTemporary(child.id) ? this.#order.handle(child, rows) : nothing}
      ${
        this.store.canEdit && task !== undefined
          ? html`<input
              type="checkbox"
              aria-label=${t('%(title)s is done', { title: child.title })}
              .checked=${isDone}
              ?disabled=${isTemporary(child.id)}
              @change=${(event: Event) => this.#tick(task, event.target as HTMLInputElement)}
            />`
          : nothing
      }
      <a
        class="child grow"
        href=${href}
        ?data-done=${isDone}
        @click=${(event: MouseEvent) => this.#open(event, child)}
      >
        ${stateMark(child.status, true)} <span class="task-key">${child.key || t('New')}</span>
        <span class="truncate">${child.title}</span>
        ${task !== undefined && task.assignees.length > 0 ? html`<span class="push">${avatars(task.assignees, { most: 2, size: 20 })}</span>` : nothing}
      </a>
      ${
        this.store.canEdit && task !== undefined && !isTemporary(child.id)
          ? html`<button
              class="button button-ghost button-icon button-small child-act"
              type="button"
              aria-label=${t('Take %(key)s out', { key: child.key })}
              data-tooltip=${t('Take it out: it stands by itself then')}
              @click=${() => void patch(this.store, task, { parent: null })}
            >
              ${icon(Unlink, { size: 14 })}
            </button>`
          : nothing
      }
    </li>`
  }

  /** Beside its new neighbour, so that two who do so at once both get what they meant. */
  #move(id: string, order: readonly string[]): void {
    const ids = childrenIn(this.store.state, this.task).map((child) => child.id)
    const [was, place] = [placeAmong(ids, id), placeAmong(order, id)]
    if (was === null || place === null || placed(ids, id, place).join() === ids.join()) return
    void this.store.do({ kind: 'child.move', taskId: this.task.id, id, place, was })
  }

  #open(event: MouseEvent, child: Child): void {
    if (child.key === '') event.preventDefault()
    if (this.full || child.key === '' || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    openTask(child.key)
  }

  /** Into the first column that means done, or back into the first one. */
  #tick(task: Task, box: HTMLInputElement): void {
    const { columns } = this.store.state
    const wanted: State = box.checked ? 'done' : 'todo'
    const column =
      columns.find(({ state }) => state === wanted) ?? (box.checked ? undefined : columns[0])
    if (column === undefined) box.checked = !box.checked
    else moveToColumn(this.store, task, column.id)
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    const field = event.currentTarget as HTMLInputElement
    const [column] = this.store.state.columns
    const text = field.value.trim()
    if (event.key !== 'Enter' || event.isComposing || text === '' || column === undefined) return
    event.preventDefault()
    addQuickTask(this.store, column, text, { parent: this.task.id })
    field.value = ''
  }
}

customElements.define('tf-subtasks', TfSubtasks)
