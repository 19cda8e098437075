/** The steps of a task: tick, word anew, reorder (by their handle, or Alt with arrows), delete, add. */

import { ListTree, Trash2 } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { newKey } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { toast } from '../../common/ui/toast'
import { actWithToast } from '../acts'
import { blankTask } from '../adding'
import { placeAmong } from '../children'
import type { ChecklistItem, Task } from '../model'
import type { Neighbour } from '../ops'
import type { ProjectStore } from '../project'
import { RowOrder } from '../settings/sorting'

type Named = ChecklistItem & { readonly name: string }

function named(item: ChecklistItem): Named {
  return { ...item, name: item.title }
}

export class TfChecklist extends LitElement {
  static override properties = { task: { attribute: false } }

  declare task: Task
  store!: ProjectStore
  readonly #order = new RowOrder(this, ({ id }, order) => {
    const place = placeAmong(order, id)
    if (place !== null) this.#move(id, place)
  })

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult {
    const items = this.#order.arranged(this.task.checklist.map(named))
    const done = items.filter((item) => item.done).length
    return html`<section class="panel-section" aria-label=${t('Checklist')}>
      <header class="panel-section-head">
        <h3>${t('Checklist')}</h3>
        ${
          items.length > 0
            ? html`<span class="meta">${t('%(done)s of %(of)s', { done, of: items.length })}</span>
                <progress
                  class="progress"
                  max=${items.length}
                  value=${done}
                  aria-label=${t('Steps done')}
                ></progress>`
            : nothing
        }
      </header>
      <ul class="checklist" data-rows>
        ${repeat(
          items,
          (item) => item.id,
          (item) => this.#item(item, items),
        )}
      </ul>
      ${
        this.store.canEdit
          ? html`<input
              class="input input-small checklist-new"
              maxlength="500"
              placeholder=${t('Add a step')}
              aria-label=${t('Add a step')}
              @keydown=${this.#addKeys}
            />`
          : nothing
      }
    </section>`
  }

  #item(item: Named, items: readonly Named[]): TemplateResult {
    const { canEdit } = this.store
    return html`<li
      class="checklist-item"
      data-row=${item.id}
      ?data-held=${this.#order.isHeld(item)}
    >
      ${canEdit ? this.#order.handle(item, items) : nothing}
      <input
        type="checkbox"
        aria-label=${item.title}
        .checked=${item.done}
        ?disabled=${!canEdit}
        @change=${(event: Event) => this.#change(item, { done: (event.target as HTMLInputElement).checked })}
      />
      <input
        class="input input-bare input-small checklist-title"
        maxlength="500"
        aria-label=${t('Step')}
        ?data-done=${item.done}
        ?readonly=${!canEdit}
        .value=${item.title}
        @keydown=${(event: KeyboardEvent) => this.#titleKeys(event, item)}
        @change=${(event: Event) => this.#retitle(event.target as HTMLInputElement, item)}
      />
      ${
        canEdit
          ? html`<button
                class="button button-ghost button-icon button-small checklist-delete"
                type="button"
                aria-label=${t('Make “%(title)s” a subtask', { title: item.title })}
                data-tooltip=${t('Make it a subtask')}
                @click=${() => this.#promote(item)}
              >
                ${icon(ListTree, { size: 14 })}
              </button>
              <button
                class="button button-ghost button-icon button-small checklist-delete"
                type="button"
                aria-label=${t('Delete step “%(title)s”', { title: item.title })}
                @click=${() => this.#delete(item)}
              >
                ${icon(Trash2, { size: 14 })}
              </button>`
          : nothing
      }
    </li>`
  }

  #change(item: ChecklistItem, change: { title?: string; done?: boolean }): void {
    void this.store.do({ kind: 'item.patch', taskId: this.task.id, id: item.id, change })
  }

  #retitle(field: HTMLInputElement, item: ChecklistItem): void {
    const title = field.value.trim()
    if (title === '') field.value = item.title
    else if (title !== item.title) this.#change(item, { title })
  }

  #titleKeys(event: KeyboardEvent, item: ChecklistItem): void {
    const field = event.target as HTMLInputElement
    if (event.key === 'Enter') field.blur()
    if (event.key === 'Escape') {
      event.stopPropagation()
      field.value = item.title
      field.blur()
    }
    this.#moveByKey(event, item)
  }

  #delete(item: ChecklistItem): void {
    const { id: taskId } = this.task
    void this.store.do({ kind: 'item.delete', taskId, id: item.id })
    toast(t('Deleted the step'), { undo: () => this.#add(item.title, taskId) })
  }

  #promote({ id, title, done }: ChecklistItem): void {
    const { store, task } = this
    const { columns } = store.state
    const column = (done ? columns.find(({ state }) => state === 'done') : undefined) ?? columns[0]
    if (column === undefined) return
    const made = { ...blankTask(store, column), title, parent: task.id }
    const op = { kind: 'item.promote', taskId: task.id, id, task: made } as const
    actWithToast(store, [op], t('Made “%(title)s” a subtask', { title }))
  }

  #addKeys = (event: KeyboardEvent): void => {
    const field = event.currentTarget as HTMLInputElement
    if (event.key !== 'Enter' || event.isComposing || field.value.trim() === '') return
    this.#add(field.value.trim(), this.task.id)
    field.value = ''
  }

  #add(title: string, taskId: string): void {
    void this.store.do({ kind: 'item.create', taskId, id: `tmp-${newKey()}`, title })
  }

  #moveByKey(event: KeyboardEvent, item: ChecklistItem): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined || !event.altKey) return
    event.preventDefault()
    const items = this.task.checklist
    const next = items[items.findIndex(({ id }) => id === item.id) + step]
    if (next === undefined) return
    this.#move(item.id, step < 0 ? { before: next.id } : { after: next.id })
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(
        `[data-row="${CSS.escape(item.id)}"] .checklist-title`,
      )?.focus(),
    )
  }

  #move(id: string, place: Neighbour): void {
    void this.store.do({ kind: 'item.move', taskId: this.task.id, id, place })
  }
}

customElements.define('tf-checklist', TfChecklist)
