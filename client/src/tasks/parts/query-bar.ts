/** The field in which a query is typed, with what could come next offered below it. */

import { Search } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { placeBeside } from '../../common/ui/place'
import { complete, type Completion } from '../query/complete'
import { doubtOf, type Doubt } from '../query/doubts'
import { QueryError } from '../query/errors'
import { tryParse } from '../query/parser'
import { print } from '../query/print'
import { canonical } from '../view-state'
import type { ViewSource } from './view-source'

const PAUSE_MS = 250
let number = 0

export class TfQueryBar extends LitElement {
  static override properties = {
    source: { attribute: false },
    query: { attribute: false },
    label: { attribute: false },
    hint: { attribute: false },
    name: {},
    text: { state: true },
    completion: { state: true },
    active: { state: true },
  }

  declare source: Pick<ViewSource, 'context'>
  /** What the address says; what is being typed stands until the field is left. */
  declare query: string
  /** The name of the field, and what it shows while it is empty. */
  declare label: string
  declare hint: string
  /** What a form calls the field. */
  declare name: string
  declare text: string
  declare completion: Completion | null
  declare active: number
  readonly #id = `query-${String((number += 1))}`
  #stop: (() => void) | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.query = ''
    this.label = t('Query')
    this.hint = t('Words, or assignee:me due<+7d')
    this.name = ''
    this.text = ''
    this.completion = null
    this.active = -1
  }

  override createRenderRoot(): this {
    return this
  }

  override focus(): void {
    this.#field?.focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isTyping = this.#field !== null && document.activeElement === this.#field
    if (changed.has('query') && (!isTyping || canonical(this.text) !== this.query)) {
      this.text = this.query
    }
  }

  protected override updated(): void {
    const isOpen = (this.completion?.options.length ?? 0) > 0
    const list = this.querySelector<HTMLElement>('.query-options')
    if (isOpen && this.#stop === undefined && this.#field !== null && list !== null) {
      this.#stop = placeBeside(this.#field, list)
    } else if (!isOpen) {
      this.#stop?.()
      this.#stop = undefined
    }
    list?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    this.#stop?.()
    this.#stop = undefined
  }

  get #field(): HTMLInputElement | null {
    return this.querySelector('input')
  }

  /** What is wrong with what stands in the field, which is then not told. */
  get error(): QueryError | null {
    const query = tryParse(this.text)
    return query instanceof QueryError ? query : null
  }

  /** A name that nothing here bears; the query is told all the same. */
  get #doubt(): Doubt | null {
    const query = tryParse(this.text)
    return query instanceof QueryError ? null : doubtOf(query, this.source.context())
  }

  protected override render(): TemplateResult {
    const error = this.error
    const options = this.completion?.options ?? []
    const isOpen = options.length > 0
    const activeId = this.active >= 0 ? `${this.#id}-${String(this.active)}` : nothing
    return html`<span
      class="query-bar"
      ?data-bad=${error !== null && !isOpen}
      ?data-doubtful=${this.#doubt !== null && !isOpen}
    >
      ${icon(Search)}
      <input
        class="input input-small"
        type="text"
        role="combobox"
        name=${this.name || nothing}
        data-filter-text
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="5000"
        aria-label=${this.label}
        aria-expanded=${isOpen}
        aria-controls="${this.#id}-list"
        aria-autocomplete="list"
        aria-activedescendant=${activeId}
        aria-invalid=${error !== null}
        aria-describedby="${this.#id}-error"
        placeholder=${this.hint}
        .value=${live(this.text)}
        @input=${this.#typed}
        @keydown=${this.#keyed}
        @focus=${() => this.#offer()}
        @click=${() => this.#offer()}
        @blur=${this.#left}
      />
      <span
        id="${this.#id}-error"
        class="query-error"
        role="status"
        ?hidden=${error === null || isOpen}
        >${error === null || isOpen ? nothing : error.words}</span
      >
      ${isOpen ? nothing : this.#doubtNote()}
      <ul
        id="${this.#id}-list"
        class="menu query-options"
        role="listbox"
        aria-label=${t('Suggestions')}
        ?hidden=${!isOpen}
      >
        ${options.map(
          (option, at) =>
            html`<li
              class="menu-item"
              role="option"
              id="${this.#id}-${at}"
              aria-selected=${at === this.active}
              ?data-active=${at === this.active}
              @pointerdown=${(event: Event) => this.#chosen(event, at)}
            >
              <span class="truncate">${option.label}</span>
              <span class="menu-hint"><code>${option.text}${option.after.trim()}</code></span>
            </li>`,
        )}
      </ul>
    </span>`
  }

  #doubtNote(): TemplateResult | typeof nothing {
    const doubt = this.#doubt
    if (doubt === null) return nothing
    const { suggestion, mended } = doubt
    return html`<span class="query-doubt">
      <span role="status">${doubt.words}</span>
      ${
        suggestion === null || mended === null
          ? nothing
          : html`<button
              class="link-button"
              type="button"
              data-mend
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#mend(print(mended))}
            >
              ${t('Did you mean “%(word)s”?', { word: suggestion })}
            </button>`
      }
    </span>`
  }

  #mend(text: string): void {
    this.text = text
    this.#field?.focus()
    this.completion = null
    this.#commit()
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value
    this.#offer()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#commit(), PAUSE_MS)
  }

  #offer(): void {
    const field = this.#field
    if (field === null) return
    const caret = field.selectionStart ?? this.text.length
    const found = complete(this.text, caret, this.source.context())
    const piece = this.text.slice(found.from, found.to)
    // Nothing typed and nothing begun: the whole list would only stand in the way.
    const isIdle = piece === '' && this.text !== '' && !/[:<>=,]$/.test(this.text.slice(0, caret))
    const isWhole = found.options.length === 1 && found.options[0]?.text === piece
    this.completion = isIdle || isWhole ? null : found
    this.active = -1
    const count = this.completion?.options.length ?? 0
    if (count > 0) announce(tn('%(count)s suggestion', '%(count)s suggestions', count))
  }

  #keyed = (event: KeyboardEvent): void => {
    const count = this.completion?.options.length ?? 0
    if (event.key === 'Escape' && count > 0) this.completion = null
    else if (event.key === 'Escape') this.#field?.blur()
    else if (event.key === 'ArrowDown' && count > 0) this.active = (this.active + 1) % count
    else if (event.key === 'ArrowUp' && count > 0) this.active = (this.active - 1 + count) % count
    else if (event.key === 'ArrowDown') this.#offer()
    else if (event.key === 'Tab' && this.active >= 0) this.#take(this.active)
    else if (event.key === 'Enter' && !event.isComposing) this.#entered()
    else return
    event.stopPropagation()
    event.preventDefault()
  }

  #entered(): void {
    if (this.active >= 0) {
      this.#take(this.active)
      return
    }
    this.completion = null
    this.#commit()
    if (this.error === null) this.text = canonical(this.text)
  }

  #chosen(event: Event, at: number): void {
    event.preventDefault()
    this.#take(at)
  }

  #take(at: number): void {
    const option = this.completion?.options[at]
    const field = this.#field
    if (this.completion === null || option === undefined || field === null) return
    const { from, to } = this.completion
    const head = `${this.text.slice(0, from)}${option.text}${option.after}`
    const rest = this.text.slice(to)
    this.text = head + (option.after === ' ' ? rest.trimStart() : rest)
    void this.updateComplete.then(() => {
      field.focus()
      field.setSelectionRange(head.length, head.length)
      this.#offer()
      this.#commit()
    })
  }

  #left = (): void => {
    this.completion = null
    clearTimeout(this.#timer)
    this.#commit()
    if (this.error === null) this.text = canonical(this.text)
  }

  #commit(): void {
    clearTimeout(this.#timer)
    if (this.error !== null) return
    const detail = canonical(this.text)
    if (detail === this.query) return
    this.dispatchEvent(new CustomEvent<string>('tf-query', { detail, bubbles: true }))
  }
}

customElements.define('tf-query-bar', TfQueryBar)
