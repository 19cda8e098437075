/** The bar that appears while tasks are chosen: one change for all of them, with one way back. */

import { Archive, CopyPlus, Ellipsis, FolderInput, Trash2, X } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { openMenu } from '../../common/ui/menu'
import { openPicker } from '../../common/ui/picker'
import { errorToast } from '../../common/ui/toast'
import { actWithToast } from '../acts'
import { offerChosen, onAll } from '../commands/targets'
import { batches, isBulkOp, type TaskChange } from '../bulk-ops'
import type { Label, Task } from '../model'
import type { Op } from '../ops'
import type { ProjectStore } from '../project'
import { asTaskChange, sheetFields, type SheetField } from '../sheet/fields'
import { pickerOptions } from '../sheet/show'
import { idsOf } from '../undo'
import { duplicateAll, moveAll, type Tell } from './bulk-acts'
import { openDates, openEstimate, openPoints } from './bulk-values'
import type { Selection } from './selection'

const CHOICES = ['status', 'assignees', 'priority'] as const
const MORE = ['type', 'sprint', 'milestone', 'parent'] as const

export class TfBulkBar extends LitElement {
  static override properties = {
    store: { attribute: false },
    selection: { attribute: false },
    progress: { state: true },
  }

  declare store: ProjectStore
  declare selection: Selection
  /** How far an act on very many is. */
  declare progress: Parameters<Tell>[0]
  /** How many tasks the act that is under way has in all. */
  #under = 0
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.progress = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#undo = [
      this.selection.subscribe(() => this.requestUpdate()),
      offerChosen(this.store, { tasks: () => this.#tasks, choice: () => this.selection }),
      this.store.subscribe(() => this.#heard()),
      this.store.outbox.onChange(() => this.#advance()),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  #heard(): void {
    const { store, selection } = this
    selection.keepOnly((id) => store.state.tasks.has(id))
    if (store.loadError === null || !selection.isGrowing) return
    selection.stopGrowing()
    errorToast(t('Not everything could be loaded.'))
  }

  get #tasks(): readonly Task[] {
    return [...this.selection.ids].flatMap((id) => this.store.state.tasks.get(id) ?? [])
  }

  protected override render(): TemplateResult | typeof nothing {
    const count = this.selection.ids.size
    if (this.progress !== null) return this.#progressBar(this.progress)
    if (count === 0 || !this.store.canEdit) return nothing
    const fields = new Map(this.#fields().map((field) => [field.id, field]))
    return html`<div class="bulk-bar" role="toolbar" aria-label=${t('Change the chosen tasks')}>
      <span class="bulk-count" role="status"
        >${tn('%(count)s task chosen', '%(count)s tasks chosen', count)}${this.selection.isGrowing ? html` <span class="meta">${t('more are loading')}</span>` : nothing}</span
      >
      ${CHOICES.map((id) => this.#choiceButton(fields.get(id)))} ${this.#labelButton()}
      ${this.#plainButton(t('Dates'), () => openDates((change) => this.#setAll(change)))}
      <span class="bulk-wide">${MORE.map((id) => this.#choiceButton(fields.get(id)))}</span>
      ${this.#button(t('More'), Ellipsis, (anchor) => this.#more(anchor))}
      ${this.#button(t('Archive'), Archive, () => this.#archive())}
      ${this.#button(t('Delete'), Trash2, () => this.#delete())}
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-label=${t('Choose none')}
        title=${t('Choose none (Escape)')}
        @click=${() => this.selection.clear()}
      >
        ${icon(X)}
      </button>
    </div>`
  }

  #progressBar({ done, of }: NonNullable<Parameters<Tell>[0]>): TemplateResult {
    const words = t('%(done)s of %(of)s tasks done', { done, of })
    return html`<div class="bulk-bar" role="status">
      <span class="bulk-count">${words}</span>
      <progress max=${of} value=${done} aria-label=${words}></progress>
    </div>`
  }

  readonly #tell: Tell = (progress) => {
    this.progress = progress
  }

  /** Batches go out one after the other; what is left of them says how far it is. */
  #advance(): void {
    if (this.#under === 0) return
    const waiting = this.store.outbox.entries
      .filter(({ scope }) => scope === this.store.id)
      .map(({ op }) => op as Op)
      .filter(isBulkOp)
    const left = waiting.reduce((sum, op) => sum + idsOf(op).length, 0)
    if (left === 0) this.#under = 0
    this.progress = left === 0 ? null : { done: Math.max(0, this.#under - left), of: this.#under }
  }

  /** One act for all, and how far it is where it takes several calls. */
  #act(ops: readonly Op[], words: string): void {
    if (ops.length > 1) this.#under = ops.reduce((sum, op) => sum + idsOf(op).length, 0)
    actWithToast(this.store, ops, words)
  }

  #fields(): readonly SheetField[] {
    const { state, members } = this.store
    return sheetFields({ state, members })
  }

  #button(label: string, shape: string, run: (anchor: HTMLElement) => void): TemplateResult {
    return html`<button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${(event: Event) => run(event.currentTarget as HTMLElement)}
    >
      ${icon(shape)}
    </button>`
  }

  #plainButton(label: string, run: () => void): TemplateResult {
    return html`<button
      class="button button-small"
      type="button"
      aria-haspopup="dialog"
      @click=${run}
    >
      ${label}
    </button>`
  }

  #choiceButton(field: SheetField | undefined): TemplateResult | typeof nothing {
    if (field === undefined || (field.choices?.().length ?? 0) === 0) return nothing
    return html`<button
      class="button button-small"
      type="button"
      aria-haspopup="listbox"
      aria-expanded="false"
      @click=${(event: Event) => this.#choose(event.currentTarget as HTMLElement, field)}
    >
      ${field.name}
    </button>`
  }

  #choose(anchor: HTMLElement, field: SheetField): void {
    const canBeEmpty = !['status', 'priority'].includes(field.id)
    const options = pickerOptions(field, this.store)
    openPicker({
      anchor,
      label: field.name,
      options: canBeEmpty ? [{ id: '', label: t('None') }, ...options] : options,
      selected: [],
      onChange: ([id]) => {
        const ids = [id ?? ''].filter(Boolean)
        this.apply((task) => asTaskChange(task, field.choose?.(ids, task) ?? {}))
      },
    })
  }

  /** Labels are put on all, or taken off all that wear them. */
  #labelButton(): TemplateResult {
    const open = (anchor: HTMLElement) => {
      const tasks = this.#tasks
      const { labels } = this.store.state
      const wornByAll = labels.filter((label) => tasks.every((task) => wears(task, label)))
      let before = new Set(wornByAll.map(({ id }) => id))
      const field = this.#fields().find(({ id }) => id === 'labels')
      if (field === undefined) return
      openPicker({
        anchor,
        label: t('Labels'),
        isMultiple: true,
        options: pickerOptions(field, this.store),
        selected: [...before],
        onChange: (ids) => {
          const added = labels.filter(({ id }) => ids.includes(id) && !before.has(id))
          const removed = new Set([...before].filter((id) => !ids.includes(id)))
          before = new Set(ids)
          this.apply((task) => {
            const kept = task.labels.filter((label) => !removed.has(label.id))
            const more = added.filter((label) => !wears(task, label))
            return { taskId: task.id, fields: { labels: [...kept, ...more] } }
          })
        },
      })
    }
    return html`<button
      class="button button-small"
      type="button"
      aria-haspopup="listbox"
      aria-expanded="false"
      @click=${(event: Event) => open(event.currentTarget as HTMLElement)}
    >
      ${t('Labels')}
    </button>`
  }

  #more(anchor: HTMLElement): void {
    const fields = new Map(this.#fields().map((field) => [field.id, field]))
    const own = this.store.state.fields.map(({ id }) => `field:${id}`)
    const choices = [...MORE, ...own].flatMap((id) => {
      const field = fields.get(id)
      if (field === undefined || (field.choices?.().length ?? 0) === 0) return []
      return [{ label: field.name, run: () => this.#choose(anchor, field) }]
    })
    const onEach = (act: (tasks: readonly Task[]) => Promise<void>) =>
      onAll(this.store, this.#tasks, (all) => void act(all.filter(({ key }) => key !== '')))
    openMenu(anchor, [
      ...choices,
      { label: t('Points'), run: () => openPoints((change) => this.#setAll(change)) },
      { label: t('Estimate'), run: () => openEstimate((change) => this.#setAll(change)) },
      { label: t('Take out of the task above'), run: () => this.#setAll({ parent: null }) },
      { kind: 'line' },
      {
        icon: CopyPlus,
        label: t('Duplicate'),
        run: () => onEach((tasks) => duplicateAll(this.store, tasks, this.#tell)),
      },
      {
        icon: FolderInput,
        label: t('Move to another project…'),
        run: () =>
          setTimeout(() => onEach((tasks) => moveAll(this.store, tasks, anchor, this.#tell))),
      },
    ])
  }

  #setAll(fields: TaskChange['fields']): void {
    this.apply((task) => ({ taskId: task.id, fields }))
  }

  #archive(): void {
    const words = (count: number) =>
      tn('Archived %(count)s task', 'Archived %(count)s tasks', count)
    this.apply((task) => ({ taskId: task.id, fields: {}, isArchived: true }), words)
  }

  #delete(): void {
    onAll(this.store, this.#tasks, (tasks) => {
      const ids = tasks.map(({ id }) => id)
      const ops = batches(ids).map((part): Op => ({ kind: 'tasks.delete', ids: part }))
      this.#act(ops, tn('Deleted %(count)s task', 'Deleted %(count)s tasks', ids.length))
    })
  }

  /** One act for all that are chosen. */
  apply(changeOf: (task: Task) => TaskChange, words = changedWords): void {
    onAll(this.store, this.#tasks, (chosen) => {
      const tasks = chosen.filter(({ key }) => key !== '')
      const ops = batches(tasks.map(changeOf)).map((changes): Op => ({
        kind: 'tasks.update',
        changes,
      }))
      this.#act(ops, words(tasks.length))
    })
  }
}

function changedWords(count: number): string {
  return tn('Changed %(count)s task', 'Changed %(count)s tasks', count)
}

function wears(task: Task, label: Label): boolean {
  return task.labels.some(({ id }) => id === label.id)
}

customElements.define('tf-bulk-bar', TfBulkBar)
