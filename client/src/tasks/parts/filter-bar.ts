/** The row of filter chips above a view. The filter itself lives in the address. */

import { Calendar, Flag, ListFilter, Tag, User, X } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { DUES, isFiltering, NO_FILTER, type Due, type Filter } from '../filters'
import {
  PRIORITIES,
  STATES,
  type Label,
  type Priority,
  type State,
  type User as Person,
} from '../model'
import { priorityMark, stateMark } from './marks'
import { dueName, priorityName, stateName } from './text'

export class TfFilterBar extends LitElement {
  static override properties = {
    filter: { attribute: false },
    members: { attribute: false },
    labels: { attribute: false },
    withStatus: { attribute: false },
  }

  declare filter: Filter
  declare members: readonly Person[]
  declare labels: readonly Label[]
  /** Lists choose among statuses; a board shows them all side by side. */
  declare withStatus: boolean

  constructor() {
    super()
    this.filter = NO_FILTER
    this.members = []
    this.labels = []
    this.withStatus = false
  }

  override createRenderRoot(): this {
    return this
  }

  focusText(): void {
    this.querySelector<HTMLInputElement>('[data-filter-text]')?.focus()
  }

  protected override render(): TemplateResult {
    return html`<div class="filter-bar" role="search" aria-label=${t('Filter tasks')}>
      <span class="filter-text">
        ${icon(ListFilter)}
        <input
          class="input input-small"
          type="search"
          data-filter-text
          placeholder=${t('Filter by words')}
          aria-label=${t('Filter by words')}
          .value=${live(this.filter.text)}
          @input=${(event: Event) => this.#set({ text: (event.target as HTMLInputElement).value })}
        />
      </span>
      ${this.withStatus ? this.#statusChip() : nothing} ${this.#assigneeChip()} ${this.#labelChip()}
      ${this.#priorityChip()} ${this.#dueChip()}
      ${
        isFiltering(this.filter)
          ? html`<button
              class="button button-ghost button-small"
              type="button"
              @click=${() => this.#change(NO_FILTER)}
            >
              ${icon(X)} ${t('Clear')}
            </button>`
          : nothing
      }
    </div>`
  }

  #statusChip(): TemplateResult {
    const options = STATES.map((id) => ({ id, label: stateName(id), mark: stateMark(id) }))
    return this.#chip(t('Status'), ListFilter, options, this.filter.statuses, (ids) =>
      this.#set({ statuses: ids as State[] }),
    )
  }

  #assigneeChip(): TemplateResult {
    const options = this.members.map((user) => ({
      id: user.id,
      label: user.name,
      mark: avatar(user, 20),
    }))
    const nobody = { id: 'none', label: t('Nobody') }
    return this.#chip(t('Assignee'), User, [nobody, ...options], this.filter.assignees, (ids) =>
      this.#set({ assignees: ids }),
    )
  }

  #labelChip(): TemplateResult {
    const options = this.labels.map(({ id, name, color }) => ({
      id,
      label: name,
      mark: html`<span class="label-dot" data-color=${color}></span>`,
    }))
    return this.#chip(t('Label'), Tag, options, this.filter.labels, (ids) =>
      this.#set({ labels: ids }),
    )
  }

  #priorityChip(): TemplateResult {
    const options = PRIORITIES.map((id) => ({
      id,
      label: priorityName(id),
      mark: priorityMark(id, false),
    }))
    return this.#chip(t('Priority'), Flag, options, this.filter.priorities, (ids) =>
      this.#set({ priorities: ids as Priority[] }),
    )
  }

  #dueChip(): TemplateResult {
    const options = DUES.map((id) => ({ id, label: dueName(id) }))
    const chosen = this.filter.due === null ? [] : [this.filter.due]
    const choose = (ids: readonly string[]) => {
      const due = ids.at(-1) as Due | undefined
      this.#set({ due: due === undefined || due === this.filter.due ? null : due })
    }
    return this.#chip(t('Due'), Calendar, options, chosen, choose, false)
  }

  #chip(
    label: string,
    shape: string,
    options: readonly PickerOption[],
    selected: readonly string[],
    onChange: (ids: string[]) => void,
    isMultiple = true,
  ): TemplateResult {
    const names = selected.map((id) => options.find((option) => option.id === id)?.label ?? '…')
    const open = (event: Event) => {
      const anchor = event.currentTarget as HTMLElement
      openPicker({ anchor, label, options, selected, isMultiple, onChange })
    }
    const remove = () => onChange([])
    return html`<span class="filter-chip" ?data-on=${selected.length > 0}>
      <button type="button" aria-haspopup="listbox" aria-expanded="false" @click=${open}>
        ${icon(shape)} <span>${label}${names.length > 0 ? `: ${names.join(', ')}` : ''}</span>
      </button>
      ${
        selected.length > 0
          ? html`<button
              type="button"
              aria-label=${t('Remove filter %(label)s', { label })}
              @click=${label === t('Due') ? () => this.#set({ due: null }) : remove}
            >
              ${icon(X, { size: 14 })}
            </button>`
          : nothing
      }
    </span>`
  }

  #set(part: Partial<Filter>): void {
    this.#change({ ...this.filter, ...part })
  }

  #change(filter: Filter): void {
    this.filter = filter
    this.dispatchEvent(new CustomEvent<Filter>('tf-filter', { detail: filter, bubbles: true }))
  }
}

customElements.define('tf-filter-bar', TfFilterBar)
