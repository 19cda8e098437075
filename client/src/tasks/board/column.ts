/** One column of the kanban: head, cards (as many as are near the view), quick add. */

import { ArrowLeft, ArrowRight, Ellipsis, Gauge, Pencil, Plus, Trash2 } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { openMenu } from '../../common/ui/menu'
import type { Column, Task } from '../model'
import { stateMark } from '../parts/marks'
import { stateName } from '../parts/text'
import { card, type CardFlags } from './card'
import { makeDraggable, scrollWhileDragging } from './mouse'

const STEP = 40

/** What the column asks of the board; sent as `tf-column` events. */
export type ColumnRequest =
  | { readonly kind: 'quick-add'; readonly columnId: string; readonly text: string }
  | { readonly kind: 'adding'; readonly columnId: string | null }
  | { readonly kind: 'rename'; readonly columnId: string; readonly name: string }
  | { readonly kind: 'limit'; readonly columnId: string; readonly limit: number | null }
  | { readonly kind: 'shift'; readonly columnId: string; readonly by: -1 | 1 }
  | { readonly kind: 'delete'; readonly columnId: string }

export class TfColumn extends LitElement {
  static override properties = {
    column: { attribute: false },
    tasks: { attribute: false, hasChanged: isOtherList },
    total: { attribute: false },
    heldId: { attribute: false },
    activeId: { attribute: false },
    openId: { attribute: false },
    dropBefore: { attribute: false },
    isAdding: { attribute: false },
    canEdit: { attribute: false },
    canManage: { attribute: false },
    isFiltered: { attribute: false },
    pendingIds: { attribute: false, hasChanged: isOtherSet },
    edit: { state: true },
    limit: { state: true },
  }

  declare column: Column
  declare tasks: readonly Task[]
  declare total: number
  declare heldId: string | null
  declare activeId: string | null
  declare openId: string | null
  /** Where the held card would land: a card's id, null for the end, undefined for not here. */
  declare dropBefore: string | null | undefined
  declare isAdding: boolean
  declare canEdit: boolean
  declare canManage: boolean
  declare isFiltered: boolean
  declare pendingIds: ReadonlySet<string>
  declare edit: 'name' | 'limit' | null
  declare limit: number
  mayDrag: () => boolean = () => true
  #observer: IntersectionObserver | null = null
  #stopScrolling: (() => void) | null = null
  readonly #draggables = new Map<HTMLElement, () => void>()

  constructor() {
    super()
    this.tasks = []
    this.pendingIds = new Set()
    this.limit = STEP
    this.edit = null
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer?.disconnect()
    this.#observer = null
    this.#stopScrolling?.()
    this.#stopScrolling = null
    for (const undo of this.#draggables.values()) undo()
    this.#draggables.clear()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('activeId') || this.activeId === null) return
    const at = this.tasks.findIndex(({ id }) => id === this.activeId)
    if (at >= this.limit) this.limit = at + STEP
  }

  protected override updated(): void {
    this.#watchEnd()
    this.#watchCards()
    this.#placeLine()
  }

  protected override render(): TemplateResult {
    const shown = this.tasks.slice(0, this.limit)
    return html`<section class="column" aria-labelledby="column-${this.column.id}">
      ${this.#head()}
      <ul class="column-cards" data-cards>
        ${repeat(
          shown,
          (task) => task.id,
          (task) => html`<li class="card-slot">${this.#card(task)}</li>`,
        )}
        ${this.tasks.length > shown.length ? html`<li class="column-more" data-more></li>` : nothing}
        ${this.tasks.length === 0 ? html`<li class="column-empty">${this.#emptyWords()}</li>` : nothing}
      </ul>
      <div class="drop-line" ?hidden=${this.dropBefore === undefined}></div>
      ${this.canEdit ? this.#quickAdd() : nothing}
    </section>`
  }

  #card(task: Task): unknown {
    const flags: CardFlags = {
      isHeld: this.heldId === task.id,
      isActive: this.activeId === task.id,
      isOpen: this.openId === task.id,
      isPending: this.pendingIds.has(task.id),
      canEdit: this.canEdit,
    }
    return guard([task, ...Object.values(flags)], () => card(task, flags))
  }

  #head(): TemplateResult {
    const { column } = this
    return html`<header class="column-head">
      ${stateMark(column.state)} ${this.edit === 'name' ? this.#nameField() : this.#name()}
      ${this.edit === 'limit' ? this.#limitField() : this.#count()}
      ${
        this.canManage
          ? html`<button
              class="button button-ghost button-icon button-small"
              type="button"
              aria-haspopup="menu"
              aria-label=${t('More about %(column)s', { column: column.name })}
              @click=${(event: Event) => this.#openMenu(event.currentTarget as HTMLElement)}
            >
              ${icon(Ellipsis)}
            </button>`
          : nothing
      }
      ${
        this.canEdit
          ? html`<button
              class="button button-ghost button-icon button-small"
              type="button"
              aria-label=${t('Add a task to %(column)s', { column: column.name })}
              title=${t('Add a task')}
              @click=${() => this.#ask({ kind: 'adding', columnId: column.id })}
            >
              ${icon(Plus)}
            </button>`
          : nothing
      }
    </header>`
  }

  #name(): TemplateResult {
    return html`<h2
      class="column-name"
      id="column-${this.column.id}"
      title=${stateName(this.column.state)}
      @dblclick=${() => (this.edit = this.canManage ? 'name' : null)}
    >
      ${this.column.name}
    </h2>`
  }

  #count(): TemplateResult {
    const { wip_limit: most } = this.column
    const isOver = most !== null && this.total > most
    const label =
      most === null
        ? tn('%(count)s task', '%(count)s tasks', this.total)
        : t('%(count)s tasks of at most %(most)s', { count: this.total, most })
    return html`<span class="column-count" ?data-over=${isOver} title=${label}
      ><span aria-hidden="true">${this.total}${most === null ? '' : ` / ${String(most)}`}</span
      ><span class="visually-hidden">${label}</span></span
    >`
  }

  #nameField(): TemplateResult {
    return html`<input
      class="input input-small column-name-field"
      maxlength="60"
      aria-label=${t('Name of the column')}
      .value=${this.column.name}
      @keydown=${this.#editKeys}
      @blur=${(event: Event) => this.#rename(event.currentTarget as HTMLInputElement)}
    />`
  }

  #limitField(): TemplateResult {
    return html`<input
      class="input input-small column-limit-field"
      type="number"
      min="1"
      max="999"
      aria-label=${t('Most tasks at a time')}
      .value=${String(this.column.wip_limit ?? '')}
      @keydown=${this.#editKeys}
      @blur=${(event: Event) => this.#setLimit(event.currentTarget as HTMLInputElement)}
    />`
  }

  #editKeys = (event: KeyboardEvent): void => {
    const field = event.currentTarget as HTMLInputElement
    if (event.key === 'Enter') field.blur()
    if (event.key !== 'Escape') return
    event.stopPropagation()
    field.value = this.edit === 'name' ? this.column.name : String(this.column.wip_limit ?? '')
    field.blur()
  }

  #rename(field: HTMLInputElement): void {
    this.edit = null
    const name = field.value.trim()
    if (name === '' || name === this.column.name) return
    this.#ask({ kind: 'rename', columnId: this.column.id, name })
  }

  #setLimit(field: HTMLInputElement): void {
    this.edit = null
    const limit = field.value === '' ? null : Math.max(1, Math.round(Number(field.value)))
    if (limit === this.column.wip_limit || Number.isNaN(limit)) return
    this.#ask({ kind: 'limit', columnId: this.column.id, limit })
  }

  #openMenu(anchor: HTMLElement): void {
    const { id: columnId } = this.column
    const startEdit = (edit: 'name' | 'limit') => {
      this.edit = edit
      void this.updateComplete.then(() => {
        const field = this.querySelector<HTMLInputElement>('.column-head input')
        field?.focus()
        field?.select()
      })
    }
    openMenu(anchor, [
      { icon: Pencil, label: t('Rename'), run: () => startEdit('name') },
      { icon: Gauge, label: t('Limit work in progress'), run: () => startEdit('limit') },
      {
        icon: ArrowLeft,
        label: t('Move towards the start'),
        run: () => this.#ask({ kind: 'shift', columnId, by: -1 }),
      },
      {
        icon: ArrowRight,
        label: t('Move towards the end'),
        run: () => this.#ask({ kind: 'shift', columnId, by: 1 }),
      },
      {
        icon: Trash2,
        label: t('Delete column'),
        isDangerous: true,
        run: () => this.#ask({ kind: 'delete', columnId }),
      },
    ])
  }

  #emptyWords(): string {
    if (this.isFiltered && this.total > 0) return t('Nothing here matches the filter')
    return this.canEdit ? t('Drop a card here, or add one') : t('Nothing here')
  }

  #quickAdd(): TemplateResult {
    if (!this.isAdding) {
      return html`<button
        class="column-add"
        type="button"
        @click=${() => this.#ask({ kind: 'adding', columnId: this.column.id })}
      >
        ${icon(Plus)} ${t('Add task')}
      </button>`
    }
    return html`<form class="quick-add" @submit=${(event: Event) => event.preventDefault()}>
      <textarea
        class="textarea"
        rows="2"
        maxlength="300"
        enterkeyhint="done"
        placeholder=${t('Fix login !high @ana #bug tomorrow 3pts')}
        aria-label=${t('Title of the new task in %(column)s', { column: this.column.name })}
        @keydown=${this.#quickKeys}
        @blur=${this.#quickBlur}
      ></textarea>
      <p class="help">${t('Enter adds and stays, Escape closes')}</p>
    </form>`
  }

  focusQuickAdd(): void {
    void this.updateComplete.then(() =>
      this.querySelector<HTMLTextAreaElement>('.quick-add textarea')?.focus(),
    )
  }

  #quickKeys = (event: KeyboardEvent): void => {
    const field = event.currentTarget as HTMLTextAreaElement
    if (event.key === 'Escape') {
      event.stopPropagation()
      field.value = ''
      this.#ask({ kind: 'adding', columnId: null })
    }
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    this.#ask({ kind: 'quick-add', columnId: this.column.id, text })
    // The new card is the last one: bring it into view above the field.
    void this.updateComplete.then(() => {
      this.limit = Math.max(this.limit, this.tasks.length + 1)
      const cards = this.querySelector('[data-cards]')
      requestAnimationFrame(() => cards?.scrollTo({ top: cards.scrollHeight }))
    })
  }

  #quickBlur = (event: FocusEvent): void => {
    const field = event.currentTarget as HTMLTextAreaElement
    if (field.value.trim() === '') this.#ask({ kind: 'adding', columnId: null })
  }

  #ask(detail: ColumnRequest): void {
    this.dispatchEvent(new CustomEvent('tf-column', { detail, bubbles: true }))
  }

  /** More cards are drawn when the end of the drawn ones comes near. */
  #watchEnd(): void {
    this.#observer ??= new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.limit += STEP
      },
      { rootMargin: '800px' },
    )
    this.#observer.disconnect()
    const end = this.querySelector('[data-more]')
    if (end !== null) this.#observer.observe(end)
  }

  #watchCards(): void {
    const cards = this.querySelector<HTMLElement>('[data-cards]')
    if (cards !== null) this.#stopScrolling ??= scrollWhileDragging(cards)
    if (!this.canEdit) return
    const now = new Set(this.querySelectorAll<HTMLElement>('[data-task]'))
    for (const [element, undo] of this.#draggables) {
      if (now.has(element)) continue
      undo()
      this.#draggables.delete(element)
    }
    for (const element of now) {
      if (this.#draggables.has(element)) continue
      this.#draggables.set(
        element,
        makeDraggable(element, () => this.mayDrag()),
      )
    }
  }

  /** The line that shows the landing place is laid over the cards: nothing moves for it. */
  #placeLine(): void {
    const line = this.querySelector<HTMLElement>('.drop-line')
    const list = this.querySelector<HTMLElement>('[data-cards]')
    if (line === null || list === null || this.dropBefore === undefined) return
    const slots = [...list.querySelectorAll<HTMLElement>('.card-slot')]
    const next = slots.find((slot) =>
      slot.querySelector(`#card-${CSS.escape(this.dropBefore ?? '')}`),
    )
    const last = slots.at(-1)
    const end = last === undefined ? 4 : last.offsetTop + last.offsetHeight + 2
    const y = (next === undefined ? end : next.offsetTop - 5) - list.scrollTop
    line.style.transform = `translateY(${String(list.offsetTop + Math.max(0, Math.min(y, list.clientHeight)))}px)`
  }
}

function isOtherList(now: readonly Task[], before: readonly Task[] | undefined): boolean {
  return now.length !== before?.length || now.some((task, at) => task !== before[at])
}

function isOtherSet(now: ReadonlySet<string>, before: ReadonlySet<string> | undefined): boolean {
  return now.size !== before?.size || [...now].some((id) => !before.has(id))
}

customElements.define('tf-column', TfColumn)
