/** The dialogue that builds any query: rows in groups within groups, each turned by and, or, not. */

import { CirclePlus, Plus, X } from 'lucide-static'
import { html, LitElement, nothing, render, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { openPicker } from '../../common/ui/picker'
import type { Operator, Query } from '../query/ast'
import { fieldChoices, valueChoices } from '../query/choices'
import type { QueryContext } from '../query/context'
import {
  changed,
  draftOf,
  queryOf,
  type Draft,
  type DraftGroup,
  type DraftTerm,
} from '../query/draft'
import { QueryError } from '../query/errors'
import { isOrdered, sortOf } from '../query/fields'
import { print } from '../query/print'
import { operatorName } from '../query/wording'
import { optionsOf } from './choice-options'

const DEEPEST = 5
const ORDERS: readonly Operator[] = [':', '<', '<=', '>', '>=']

export class TfFilterBuilder extends LitElement {
  static override properties = {
    draft: { attribute: false },
    context: { attribute: false },
  }

  declare draft: DraftGroup
  declare context: QueryContext

  override createRenderRoot(): this {
    return this
  }

  get query(): Query | QueryError {
    return queryOf(this.draft)
  }

  protected override render(): TemplateResult {
    const { query } = this
    const isBad = query instanceof QueryError
    return html`${this.#group(this.draft, [])}
      <p class=${isBad ? 'builder-error' : 'builder-text'} role="status">
        ${isBad ? query.words : print(query) === '' ? t('Every task fits.') : html`<code>${print(query)}</code>`}
      </p>`
  }

  #set(path: readonly number[], change: (item: Draft) => Draft | null): void {
    this.draft = changed(this.draft, path, change)
    this.dispatchEvent(new Event('tf-draft'))
  }

  #group(draft: DraftGroup, path: readonly number[]): TemplateResult {
    const join = (event: Event) => {
      const value = (event.target as HTMLSelectElement).value
      this.#set(path, () => ({
        ...draft,
        join: value.endsWith('or') ? 'or' : 'and',
        isNot: value.startsWith('not'),
      }))
    }
    const chosen = `${draft.isNot ? 'not-' : ''}${draft.join}`
    const joins = [
      ['and', t('All of these')],
      ['or', t('Any of these')],
      ['not-and', t('Not all of these')],
      ['not-or', t('None of these')],
    ] as const
    const add = (item: Draft) =>
      this.#set(path, () => ({ ...draft, items: [...draft.items, item] }))
    return html`<fieldset class="builder-group">
      <legend class="visually-hidden">${t('Group of conditions')}</legend>
      <div class="builder-head">
        <select class="select" aria-label=${t('How they are joined')} @change=${join}>
          ${joins.map(([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`)}
        </select>
        ${path.length > 0 ? this.#remove(path, t('Remove this group')) : nothing}
      </div>
      ${draft.items.map((item, at) =>
        item.kind === 'group' ? this.#group(item, [...path, at]) : this.#row(item, [...path, at]),
      )}
      <div class="builder-adds">
        <button
          class="button button-small"
          type="button"
          data-add-row
          @click=${() => add(newRow())}
        >
          ${icon(Plus)} ${t('Condition')}
        </button>
        ${
          path.length < DEEPEST
            ? html`<button
                class="button button-ghost button-small"
                type="button"
                data-add-group
                @click=${() => add({ kind: 'group', join: 'or', isNot: false, items: [newRow()] })}
              >
                ${icon(CirclePlus)} ${t('Group')}
              </button>`
            : nothing
        }
      </div>
    </fieldset>`
  }

  #row(row: DraftTerm, path: readonly number[]): TemplateResult {
    return html`<div class="builder-row">
      ${this.#field(row, path)} ${this.#operator(row, path)} ${this.#value(row, path)}
      ${this.#remove(path, t('Remove this condition'))}
    </div>`
  }

  #field(row: DraftTerm, path: readonly number[]): TemplateResult {
    const fields = [{ text: 'text', label: t('Words') }, ...fieldChoices(this.context)]
    const choose = (event: Event) => {
      const field = (event.target as HTMLSelectElement).value
      this.#set(path, () => ({ ...row, field, operator: ':', values: [] }))
    }
    return html`<select class="select" data-field aria-label=${t('Field')} @change=${choose}>
      ${fields.map(
        ({ text, label }) =>
          html`<option value=${text} ?selected=${text === row.field}>${label}</option>`,
      )}
    </select>`
  }

  #operator(row: DraftTerm, path: readonly number[]): TemplateResult {
    const sort = sortOf(row.field) ?? 'text'
    const signs = isOrdered(sort) ? ORDERS : ORDERS.slice(0, 1)
    const choices = signs.flatMap((sign) => [
      { value: sign, label: operatorName(sign, false, sort === 'date') },
      ...(sign === ':' ? [{ value: '!', label: operatorName(':', true) }] : []),
    ])
    const chosen = row.isNot && row.operator === ':' ? '!' : row.operator
    const choose = (event: Event) => {
      const value = (event.target as HTMLSelectElement).value
      const isNot = value === '!'
      this.#set(path, () => ({ ...row, isNot, operator: isNot ? ':' : (value as Operator) }))
    }
    return html`<select
      class="select"
      data-operator
      aria-label=${t('Comparison')}
      @change=${choose}
    >
      ${choices.map(
        ({ value, label }) =>
          html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
      )}
    </select>`
  }

  #value(row: DraftTerm, path: readonly number[]): TemplateResult {
    const choices = valueChoices(row.field, this.context)
    const sort = sortOf(row.field)
    const isWritten = choices.length < 2 || sort === 'date' || sort === 'number'
    if (isWritten) return this.#written(row, path)
    const names = row.values.map(
      (text) => choices.find((choice) => choice.text === text)?.label ?? text,
    )
    const open = (event: Event) =>
      openPicker({
        anchor: event.currentTarget as HTMLElement,
        label: t('Values'),
        options: optionsOf(choices, this.context),
        selected: row.values,
        isMultiple: row.operator === ':',
        onChange: (values) => this.#set(path, () => ({ ...row, values })),
      })
    return html`<button
      class="button builder-value"
      type="button"
      data-value
      aria-haspopup="listbox"
      aria-expanded="false"
      @click=${open}
    >
      <span class="truncate">${names.length > 0 ? names.join(', ') : t('Choose…')}</span>
    </button>`
  }

  #written(row: DraftTerm, path: readonly number[]): TemplateResult {
    const hint = sortOf(row.field) === 'date' ? t('today, +7d, 2030-01-31…') : t('Value')
    const change = (event: Event) => {
      const value = (event.target as HTMLInputElement).value
      this.#set(path, () => ({ ...row, values: [value] }))
    }
    return html`<input
      class="input builder-value"
      data-value
      aria-label=${t('Value')}
      placeholder=${hint}
      maxlength="200"
      .value=${row.values.join(',')}
      @input=${change}
    />`
  }

  #remove(path: readonly number[], label: string): TemplateResult {
    return html`<button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${label}
      @click=${() => this.#set(path, () => null)}
    >
      ${icon(X)}
    </button>`
  }
}

customElements.define('tf-filter-builder', TfFilterBuilder)

function newRow(field = 'status'): DraftTerm {
  return { kind: 'term', field, operator: ':', isNot: false, values: [] }
}

/** Opens the dialogue; `field` adds a row for it. */
export function openBuilder(
  query: Query,
  context: QueryContext,
  apply: (query: Query) => void,
  field?: string,
): void {
  const builder = document.createElement('tf-filter-builder') as TfFilterBuilder
  const draft = draftOf(query)
  const isEmpty = draft.items.length === 0
  const more = field !== undefined ? [newRow(field)] : isEmpty ? [newRow()] : []
  builder.context = context
  builder.draft =
    draft.join === 'and' && !draft.isNot
      ? { ...draft, items: [...draft.items, ...more] }
      : { kind: 'group', join: 'and', isNot: false, items: [draft, ...more] }
  const take = () => {
    const built = builder.query
    if (built instanceof QueryError) return
    dialog.close()
    apply(built)
  }
  const dialog = openDialog({
    title: t('Filter tasks'),
    wide: true,
    body: html`${builder}`,
    foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
      <span class="builder-apply"></span>`,
  })
  const foot = dialog.querySelector<HTMLElement>('.builder-apply')
  const draw = () => {
    if (foot === null) return
    render(
      html`<button
        class="button button-primary"
        type="button"
        ?disabled=${builder.query instanceof QueryError}
        @click=${take}
      >
        ${t('Apply')}
      </button>`,
      foot,
    )
  }
  builder.addEventListener('tf-draft', draw)
  draw()
  dialog.addEventListener('keydown', (event) => {
    const isField = event.target instanceof HTMLInputElement
    if (event.key === 'Enter' && isField && dialog.contains(event.target)) take()
  })
}
