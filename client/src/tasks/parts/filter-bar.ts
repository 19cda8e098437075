/**
 * The row above a view: the query as text and as chips (both edit the one query of the address),
 * how it is displayed, and what of it is saved.
 */

import { ListFilter, Plus, SlidersHorizontal, TriangleAlert, X } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { openPicker } from '../../common/ui/picker'
import { EVERYTHING, group, negated, type Query, type Term } from '../query/ast'
import { fieldChoices, fieldName, valueChoices } from '../query/choices'
import { doubtOf } from '../query/doubts'
import { QueryError } from '../query/errors'
import { sortOf } from '../query/fields'
import { parse, tryParse } from '../query/parser'
import { print, printField, printValue } from '../query/print'
import { partName } from '../query/wording'
import { onViewState, partsOf, setViewState, viewState, type ViewState } from '../view-state'
import { optionsOf } from './choice-options'
import './display-menu'
import { openBuilder } from './filter-builder'
import './query-bar'
import type { TfQueryBar } from './query-bar'
import './saved-view'
import type { ViewSource } from './view-source'

export class TfFilterBar extends LitElement {
  static override properties = {
    source: { attribute: false },
    state: { state: true },
  }

  declare source: ViewSource
  declare state: ViewState
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.state = viewState()
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const group = t('View')
    this.#undo = [
      onViewState((state) => {
        this.state = state
      }),
      registerActions([
        {
          id: 'view.query',
          label: t('Type a query'),
          group,
          keys: '/',
          run: () => this.focusText(),
        },
        {
          id: 'view.filter',
          label: t('Filter tasks'),
          group,
          keys: 'f',
          icon: ListFilter,
          run: () => this.#openFields(),
        },
        {
          id: 'view.builder',
          label: t('Build a filter'),
          group,
          keys: 'shift+f',
          icon: SlidersHorizontal,
          run: () => this.#openBuilder(),
        },
        {
          id: 'view.clear',
          label: t('Clear the filter'),
          group,
          keys: 'alt+shift+f',
          isEnabled: () => this.state.query !== '',
          run: () => setViewState({ query: '' }),
        },
      ]),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  protected override firstUpdated(): void {
    this.#undo.push(this.source.subscribe(() => this.requestUpdate()))
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('state')) this.source.ask(this.state.query)
  }

  focusText(): void {
    this.querySelector<TfQueryBar>('tf-query-bar')?.focus()
  }

  get #query(): Query {
    const query = tryParse(this.state.query)
    return query instanceof QueryError ? EVERYTHING : query
  }

  protected override render(): TemplateResult {
    const parts = partsOf(this.#query)
    return html`<div class="filter-bar" role="search" aria-label=${t('Filter tasks')}>
        <tf-query-bar
          .source=${this.source}
          .query=${this.state.query}
          @tf-query=${(event: CustomEvent<string>) => setViewState({ query: event.detail })}
        ></tf-query-bar>
        <button
          class="button button-small"
          type="button"
          data-add-filter
          aria-haspopup="listbox"
          aria-expanded="false"
          data-tooltip=${t('Filter tasks')}
          data-shortcut="f"
          @click=${() => this.#openFields()}
        >
          ${icon(Plus)} ${t('Filter')}
        </button>
        ${parts.map((part, at) => this.#chip(part, at))}
        <button
          class="button button-ghost button-icon button-small"
          type="button"
          data-open-builder
          aria-label=${t('Build a filter')}
          data-tooltip=${t('Build a filter')}
          @click=${() => this.#openBuilder()}
        >
          ${icon(SlidersHorizontal)}
        </button>
        ${
          parts.length > 0
            ? html`<button
                class="button button-ghost button-small"
                type="button"
                @click=${() => setViewState({ query: '' })}
              >
                ${icon(X)} ${t('Clear')}
              </button>`
            : nothing
        }
      </div>
      <tf-display-menu .source=${this.source} .state=${this.state}></tf-display-menu>
      <tf-saved-view .source=${this.source} .state=${this.state}></tf-saved-view>`
  }

  #chip(part: Query, at: number): TemplateResult {
    const context = this.source.context()
    const name = partName(part, context)
    const doubt = doubtOf(part, context)
    return html`<span class="filter-chip" data-on data-chip ?data-doubtful=${doubt !== null}>
      <button
        type="button"
        aria-haspopup="dialog"
        title=${doubt?.words ?? nothing}
        @click=${(event: Event) => this.#edit(part, at, event.currentTarget as HTMLElement)}
      >
        ${doubt === null ? nothing : icon(TriangleAlert, { size: 14, label: doubt.words })}
        <span>${name}</span>
      </button>
      <button
        type="button"
        aria-label=${t('Remove filter %(label)s', { label: name })}
        @click=${() => this.#replace(at, null)}
      >
        ${icon(X, { size: 14 })}
      </button>
    </span>`
  }

  #replace(at: number, part: Query | null): void {
    const parts = partsOf(this.#query).flatMap((old, place) => {
      if (place !== at) return [old]
      return part === null ? [] : [part]
    })
    setViewState({ query: print(group('and', parts)) })
  }

  /** Values are chosen in place; what is more than a field with values opens the builder. */
  #edit(part: Query, at: number, anchor: HTMLElement): void {
    const isNot = part.kind === 'not'
    const term = part.kind === 'not' ? part.part : part
    const choices = term.kind === 'term' ? valueChoices(term.field, this.source.context()) : []
    const isPlain = term.kind === 'term' && term.operator === ':' && isPicked(term.field)
    if (term.kind !== 'term' || !isPlain || choices.length === 0) {
      this.#openBuilder()
      return
    }
    openPicker({
      anchor,
      label: fieldName(term.field, this.source.context()),
      options: optionsOf(choices, this.source.context()),
      selected: term.values.map(printValue),
      isMultiple: true,
      onChange: (values) => {
        const next = values.length === 0 ? null : termOf(term.field, values)
        this.#replace(at, next !== null && isNot ? negated(next) : next)
      },
    })
  }

  #openFields(): void {
    const anchor = this.querySelector<HTMLElement>('[data-add-filter]')
    if (anchor === null) return
    const context = this.source.context()
    const advanced = { id: '', label: t('Build with and, or, not…') }
    openPicker({
      anchor,
      label: t('Field'),
      options: [...fieldChoices(context).map(({ text, label }) => ({ id: text, label })), advanced],
      selected: [],
      onChange: ([field]) => queueMicrotask(() => this.#openValues(field ?? '', anchor)),
    })
  }

  #openValues(field: string, anchor: HTMLElement): void {
    const context = this.source.context()
    const choices = valueChoices(field, context)
    if (field === '' || !isPicked(field) || choices.length < 2) {
      this.#openBuilder(field === '' ? undefined : field)
      return
    }
    const before = partsOf(this.#query)
    openPicker({
      anchor,
      label: fieldName(field, context),
      options: optionsOf(choices, context),
      selected: [],
      isMultiple: true,
      onChange: (values) => {
        const more = values.length === 0 ? [] : [termOf(field, values)]
        setViewState({ query: print(group('and', [...before, ...more])) })
      },
    })
  }

  #openBuilder(field?: string): void {
    const apply = (query: Query) => setViewState({ query: print(query) })
    openBuilder(this.#query, this.source.context(), apply, field)
  }
}

/** Days and numbers are compared, not picked. */
function isPicked(field: string): boolean {
  const sort = sortOf(field)
  return sort !== 'date' && sort !== 'number' && sort !== 'duration' && sort !== 'text'
}

function termOf(field: string, values: readonly string[]): Term | Query {
  return parse(`${printField(field)}:${values.join(',')}`)
}

customElements.define('tf-filter-bar', TfFilterBar)
