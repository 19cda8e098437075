/** The head of a column: what it holds, how much of it, and what can be done with it. */

import {
  ArrowLeft,
  ArrowRight,
  ChevronsLeft,
  Ellipsis,
  Gauge,
  Pencil,
  Plus,
  Trash2,
} from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import type { Group } from '../grouping'
import type { Column } from '../model'
import { groupMark } from '../parts/group-mark'
import { stateName } from '../parts/text'

/** What a column asks of the board; sent as `tf-column` events. */
export type ColumnRequest =
  | {
      readonly kind: 'quick-add'
      readonly columnId: string
      readonly laneId: string | null
      readonly text: string
    }
  | { readonly kind: 'adding'; readonly columnId: string | null; readonly laneId: string | null }
  | { readonly kind: 'rename'; readonly columnId: string; readonly name: string }
  | { readonly kind: 'limit'; readonly columnId: string; readonly limit: number | null }
  | { readonly kind: 'shift'; readonly columnId: string; readonly by: -1 | 1 }
  | { readonly kind: 'fold'; readonly columnId: string }
  | { readonly kind: 'delete'; readonly columnId: string }

export class TfColumnHead extends LitElement {
  static override properties = {
    group: { attribute: false },
    total: { attribute: false },
    points: { attribute: false },
    canEdit: { attribute: false },
    canManage: { attribute: false },
    edit: { state: true },
  }

  declare group: Group
  declare total: number
  declare points: number
  declare canEdit: boolean
  declare canManage: boolean
  declare edit: 'name' | 'limit' | null

  constructor() {
    super()
    this.edit = null
  }

  override createRenderRoot(): this {
    return this
  }

  /** The column of the workflow that it heads, if it heads one. */
  get #column(): Column | null {
    const { value } = this.group
    return value.kind === 'column' ? value.column : null
  }

  protected override render(): TemplateResult {
    const { name } = this.group
    return html`<header class="column-head">
      ${groupMark(this.group.value)} ${this.edit === 'name' ? this.#nameField() : this.#name()}
      ${this.edit === 'limit' ? this.#limitField() : this.#count()}
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-haspopup="menu"
        aria-label=${t('More about %(column)s', { column: name })}
        @click=${(event: Event) => this.#openMenu(event.currentTarget as HTMLElement)}
      >
        ${icon(Ellipsis)}
      </button>
      ${
        this.canEdit
          ? html`<button
              class="button button-ghost button-icon button-small"
              type="button"
              aria-label=${t('Add a task to %(column)s', { column: name })}
              title=${t('Add a task')}
              @click=${() => this.#ask({ kind: 'adding', columnId: this.group.id, laneId: null })}
            >
              ${icon(Plus)}
            </button>`
          : nothing
      }
    </header>`
  }

  #name(): TemplateResult {
    const column = this.#column
    return html`<h2
      class="column-name"
      id="column-${this.group.id}"
      title=${column === null ? this.group.name : stateName(column.state)}
      @dblclick=${() => (this.edit = this.canManage && column !== null ? 'name' : null)}
    >
      ${this.group.name}
    </h2>`
  }

  #count(): TemplateResult {
    const most = this.#column?.wip_limit ?? null
    const { total, points } = this
    const isOver = most !== null && total > most
    const tasks =
      most === null
        ? tn('%(count)s task', '%(count)s tasks', total)
        : t('%(count)s tasks of at most %(most)s', { count: total, most })
    const sum = points > 0 ? tn('%(count)s point', '%(count)s points', points) : ''
    const label = sum === '' ? tasks : `${tasks}, ${sum}`
    return html`<span class="column-count" ?data-over=${isOver} title=${label}
      ><span aria-hidden="true"
        >${total}${most === null ? '' : ` / ${String(most)}`}${
          points > 0 ? html` <span class="column-points">${points}</span>` : ''
        }</span
      ><span class="visually-hidden">${label}</span></span
    >`
  }

  #nameField(): TemplateResult {
    return html`<input
      class="input input-small column-name-field"
      maxlength="60"
      aria-label=${t('Name of the column')}
      .value=${this.group.name}
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
      .value=${String(this.#column?.wip_limit ?? '')}
      @keydown=${this.#editKeys}
      @blur=${(event: Event) => this.#setLimit(event.currentTarget as HTMLInputElement)}
    />`
  }

  #editKeys = (event: KeyboardEvent): void => {
    const field = event.currentTarget as HTMLInputElement
    if (event.key === 'Enter') field.blur()
    if (event.key !== 'Escape') return
    event.stopPropagation()
    field.value = this.edit === 'name' ? this.group.name : String(this.#column?.wip_limit ?? '')
    field.blur()
  }

  #rename(field: HTMLInputElement): void {
    this.edit = null
    const name = field.value.trim()
    if (name === '' || name === this.group.name) return
    this.#ask({ kind: 'rename', columnId: this.group.id, name })
  }

  #setLimit(field: HTMLInputElement): void {
    this.edit = null
    const limit = field.value === '' ? null : Math.max(1, Math.round(Number(field.value)))
    if (limit === this.#column?.wip_limit || Number.isNaN(limit)) return
    this.#ask({ kind: 'limit', columnId: this.group.id, limit })
  }

  #openMenu(anchor: HTMLElement): void {
    const { id: columnId } = this.group
    const fold: MenuItem = {
      icon: ChevronsLeft,
      label: t('Fold'),
      run: () => this.#ask({ kind: 'fold', columnId }),
    }
    const isOwn = this.#column !== null && this.canManage
    openMenu(anchor, isOwn ? [fold, ...this.#managing(columnId)] : [fold])
  }

  #managing(columnId: string): MenuItem[] {
    return [
      { icon: Pencil, label: t('Rename'), run: () => this.#startEdit('name') },
      { icon: Gauge, label: t('Limit work in progress'), run: () => this.#startEdit('limit') },
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
    ]
  }

  #startEdit(edit: 'name' | 'limit'): void {
    this.edit = edit
    void this.updateComplete.then(() => {
      const field = this.querySelector<HTMLInputElement>('input')
      field?.focus()
      field?.select()
    })
  }

  #ask(detail: ColumnRequest): void {
    this.dispatchEvent(new CustomEvent('tf-column', { detail, bubbles: true }))
  }
}

customElements.define('tf-column-head', TfColumnHead)
