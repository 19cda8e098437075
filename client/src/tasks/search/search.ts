/** `<tf-search>`: what is found while one types, by kind, chosen by keys. */

import { ListFilter, Search, SearchX, X } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { frameData } from '../../common/frame-data'
import { NetworkError } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { emptyState, failedState } from '../../common/ui/empty'
import { rememberOpened, rememberSearch } from '../../common/ui/recent'
import { readAcrossPage, type AcrossPage } from '../across/page'
import { complete, type Completion } from '../query/complete'
import { namesContext } from '../query/context'
import { kindName, KINDS } from '../../common/ui/found-kinds'
import { ask, askPage, byKind, forgetHere, NOTHING_FOUND } from './finding'
import { MOST_COUNTED, type Answer, type Find } from './finding'
import { searchNotes } from './notes'
import { findRow, startState } from './rows'

const PAUSE_MS = 120
const SHOWN_OF_A_KIND = 8
type State = 'idle' | 'asking' | 'failed' | 'offline'
type Row =
  | { readonly sort: 'find'; readonly find: Find }
  | {
      readonly sort: 'word'
      readonly label: string
      readonly value: string
      readonly text: string
    }

export class TfSearch extends LitElement {
  static override properties = {
    text: { state: true },
    kind: { state: true },
    answer: { state: true },
    standing: { state: true },
    active: { state: true },
  }

  declare text: string
  declare kind: string
  declare answer: Answer
  declare standing: State
  declare active: number
  readonly #page: AcrossPage & { readonly answer?: Answer; readonly asked?: string } =
    readAcrossPage()
  readonly #context = namesContext(this.#page)
  #asked: AbortController | undefined
  /** Enter was pressed before the answer came. */
  #awaits: { readonly inNewTab: boolean } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    const said = new URLSearchParams(location.search)
    this.text = said.get('q') ?? ''
    this.kind = said.get('kind') ?? ''
    const isOfThese = this.#page.asked === this.text.trim()
    this.answer = (isOfThese ? this.#page.answer : undefined) ?? NOTHING_FOUND
    this.standing = 'idle'
    this.active = -1
  }

  override createRenderRoot(): this {
    // What the server wrote stands until here, for those without scripts.
    this.replaceChildren()
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('online', this.#online)
    clearTimeout(this.#timer)
    this.#asked?.abort()
  }

  protected override firstUpdated(): void {
    const field = this.#field
    field?.focus()
    field?.setSelectionRange(this.text.length, this.text.length)
    window.addEventListener('online', this.#online)
    // A page that was kept without a network holds the answer of another time.
    if (this.text.trim() !== '' && this.#page.asked !== this.text.trim()) void this.#ask()
  }

  #online = (): void => {
    if (this.standing === 'offline' && this.text.trim() !== '') void this.#ask()
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('active')) return
    this.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }

  get #field(): HTMLInputElement | null {
    return this.querySelector('input')
  }

  /** What could complete the filter word that is being typed; nothing for plain words. */
  get #completion(): Completion | null {
    const caret = this.#field?.selectionStart ?? this.text.length
    if (!/[A-Za-z.]+(?::|<|>|<=|>=|!=)[^\s"]*$/.test(this.text.slice(0, caret))) return null
    const found = complete(this.text, caret, this.#context)
    const piece = this.text.slice(found.from, found.to)
    return found.options.some(({ text }) => text === piece) ? null : found
  }

  get #groups(): readonly (readonly [string, readonly Row[]])[] {
    const { text } = this
    const found = this.#completion
    const words = (found?.options ?? []).slice(0, 6).map(({ label, text: value, after }) => ({
      ...{ sort: 'word' as const, label, value },
      text: `${text.slice(0, found?.from)}${value}${after}${text.slice(found?.to)}`,
    }))
    const most = this.kind === '' ? SHOWN_OF_A_KIND : 100
    const finds = text.trim() === '' ? [] : byKind(this.answer.results)
    return [
      ...(words.length > 0 ? [[t('Filters'), words] as const] : []),
      ...finds.map(
        ([kind, rows]) =>
          [
            kindName(kind),
            rows.slice(0, most).map((find) => ({ sort: 'find' as const, find })),
          ] as const,
      ),
    ]
  }

  #typed = (event: Event): void => {
    this.#say((event.target as HTMLInputElement).value)
  }

  #say(text: string): void {
    this.text = text
    this.active = -1
    this.#awaits = null
    clearTimeout(this.#timer)
    this.#asked?.abort()
    if (text.trim() === '') {
      this.answer = NOTHING_FOUND
      this.standing = 'idle'
      this.#address()
      return
    }
    this.standing = 'asking'
    this.#timer = setTimeout(() => void this.#ask(), PAUSE_MS)
  }

  async #ask(): Promise<void> {
    const asked = new AbortController()
    this.#asked = asked
    this.#address()
    this.standing = 'asking'
    try {
      const answer = await ask(this.text.trim(), this.kind, asked.signal)
      if (asked.signal.aborted) return
      forgetHere()
      // The tabs keep their numbers while one kind alone is looked at.
      this.answer = this.kind === '' ? answer : { ...answer, counts: this.#kept(answer) }
      this.standing = 'idle'
      const count = answer.results.length
      announce(tn('%(count)s result', '%(count)s results', count))
      const awaits = this.#awaits
      this.#awaits = null
      const first = byKind(answer.results)[0]?.[1][0]
      if (awaits !== null && first !== undefined)
        this.#take({ sort: 'find', find: first }, awaits.inNewTab)
    } catch (error) {
      if (asked.signal.aborted) return
      const isOffline = error instanceof NetworkError
      const here = isOffline ? await askPage(this.text, this.kind) : NOTHING_FOUND
      if (asked.signal.aborted) return
      this.standing = isOffline ? 'offline' : 'failed'
      this.answer = here
    }
  }

  #kept(answer: Answer): Answer['counts'] {
    return { ...this.answer.counts, ...answer.counts }
  }

  #address(): void {
    const said = new URLSearchParams()
    if (this.text.trim() !== '') said.set('q', this.text.trim())
    if (this.kind !== '') said.set('kind', this.kind)
    const query = said.toString()
    history.replaceState(history.state, '', query === '' ? location.pathname : `?${query}`)
  }

  #choose(kind: string): void {
    this.kind = kind
    this.active = -1
    void this.#ask()
    this.#field?.focus()
  }

  #keyed = (event: KeyboardEvent): void => {
    const rows = this.#groups.flatMap(([, each]) => each)
    const count = rows.length
    if (event.isComposing) return
    if (event.key === 'ArrowDown' && count > 0) this.active = (this.active + 1) % count
    else if (event.key === 'ArrowUp' && count > 0) this.active = (this.active - 1 + count) % count
    else if (event.key === 'Tab' && !event.shiftKey && rows[0]?.sort === 'word')
      this.#take(rows[Math.max(0, this.active)] ?? rows[0])
    else if (event.key === 'Enter') this.#enter(rows, event.ctrlKey || event.metaKey)
    else if (event.key === 'Escape' && this.text !== '') this.#say('')
    else return
    event.preventDefault()
  }

  #enter(rows: readonly Row[], inNewTab: boolean): void {
    const key = /^[A-Za-z]{2,6}-[1-9]\d{0,8}$/.exec(this.text.trim())
    const isAwaited = this.standing === 'asking' && this.active < 0
    const row = rows[this.active] ?? (key === null ? rows.find(isFind) : undefined)
    // Faster than the answer: the first of what comes is meant, not of what stands there.
    if (isAwaited && key === null) this.#awaits = { inNewTab }
    else if (row !== undefined) this.#take(row, inNewTab)
    else if (key !== null) this.#go(this.#path(`t/${key[0].toUpperCase()}/`), inNewTab)
  }

  #take(row: Row, inNewTab = false): void {
    if (row.sort === 'find') {
      this.#opened(row.find)
      this.#go(row.find.url, inNewTab)
      return
    }
    this.#say(row.text)
    void this.updateComplete.then(() => {
      const field = this.#field
      field?.focus()
      field?.setSelectionRange(row.text.length, row.text.length)
    })
  }

  #go(url: string, inNewTab: boolean): void {
    if (inNewTab) window.open(url, '_blank', 'noopener')
    else location.assign(url)
  }

  #opened(find: Find): void {
    rememberSearch(this.text)
    rememberOpened(find)
  }

  #path(rest: string): string {
    return `/w/${frameData().workspace.slug}/${rest}`
  }

  protected override render(): TemplateResult {
    const groups = this.#groups
    const isEmpty = this.text.trim() === ''
    return html`<div class="search" aria-busy=${this.standing === 'asking'}>
      <div class="search-field" role="search">
        ${icon(Search)}
        <input
          class="input"
          type="text"
          inputmode="search"
          enterkeyhint="search"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          maxlength="1000"
          aria-label=${t('Words to look for')}
          aria-expanded=${groups.length > 0}
          aria-autocomplete="list"
          aria-controls="search-list"
          aria-activedescendant=${this.active < 0 ? nothing : `search-${String(this.active)}`}
          placeholder=${t('Words, “a phrase”, -without, status:todo, or TF-12')}
          .value=${live(this.text)}
          @input=${this.#typed}
          @keydown=${this.#keyed}
        />
        ${isEmpty ? nothing : this.#clearButton()}
      </div>
      ${isEmpty ? nothing : this.#tabs()}
      ${searchNotes({
        ...{ text: this.text.trim(), answer: this.answer, isOffline: this.standing === 'offline' },
        listUrl: (query) => this.#path(`tasks/?query=${encodeURIComponent(query)}`),
        again: (text) => this.#again(text),
      })}
      <div id="search-list" role="listbox" aria-label=${t('Results')} class="search-list">
        ${this.#lists(groups)}
      </div>
      ${isEmpty ? startState((text) => this.#again(text)) : this.#missing(groups.length)}
    </div>`
  }

  #clearButton(): TemplateResult {
    return html`<button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${t('Clear')}
      @click=${() => {
        this.#say('')
        this.#field?.focus()
      }}
    >
      ${icon(X)}
    </button>`
  }

  #tabs(): TemplateResult | typeof nothing {
    const { counts } = this.answer
    const kinds = KINDS.filter(({ kind }) => (counts[kind] ?? 0) > 0 || kind === this.kind)
    if (kinds.length === 0) return nothing
    const tab = (kind: string, name: string, count: string): TemplateResult =>
      html`<button
        class="tab"
        type="button"
        aria-current=${this.kind === kind ? 'true' : nothing}
        @click=${() => this.#choose(kind)}
      >
        ${name}${count === '' ? nothing : html` <span class="meta number">${count}</span>`}
      </button>`
    return html`<div class="tabs search-tabs" role="group" aria-label=${t('Kinds')}>
      ${tab('', t('All'), '')}
      ${kinds.map(({ kind, name }) => {
        const count = counts[kind] ?? 0
        return tab(kind, name(), count >= MOST_COUNTED ? `${String(count)}+` : String(count))
      })}
    </div>`
  }

  #lists(groups: readonly (readonly [string, readonly Row[]])[]): readonly TemplateResult[] {
    let at = -1
    return groups.map(([name, rows]) => {
      const shown = rows.map((row) => {
        at += 1
        return row.sort === 'word'
          ? this.#word(row, at)
          : findRow(row.find, at, at === this.active, () => this.#opened(row.find))
      })
      return html`<div role="group" aria-label=${name} class="search-group">
        <h2 class="meta" role="presentation">${name}</h2>
        ${shown}
      </div>`
    })
  }

  #word(row: Row & { readonly sort: 'word' }, at: number): TemplateResult {
    return html`<div
      class="list-row search-row"
      role="option"
      id="search-${at}"
      aria-selected=${at === this.active}
      ?data-active=${at === this.active}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take(row)}
    >
      ${icon(ListFilter)}<span class="grow truncate">${row.label}</span
      ><code class="meta">${row.value}</code>
    </div>`
  }

  /** A search of before, or, without one, the list of them drawn anew. */
  #again(text: string | null): void {
    if (text === null) this.requestUpdate()
    else {
      this.#say(text)
      this.#field?.focus()
    }
  }

  #missing(groups: number): TemplateResult | typeof nothing {
    if (this.standing === 'failed') {
      return failedState(t('The search did not answer.'), () => void this.#ask())
    }
    if (groups > 0 || this.standing === 'asking') return nothing
    const isHere = this.standing === 'offline'
    return emptyState({
      mark: SearchX,
      title: t('Nothing has “%(words)s” in it', { words: this.text.trim() }),
      text: isHere
        ? t('Only what this browser keeps was looked at. It is asked again when you are online.')
        : t('Try fewer words, or only the beginning of one. Archived tasks need is:archived.'),
    })
  }
}

function isFind(row: Row): boolean {
  return row.sort === 'find'
}

customElements.define('tf-search', TfSearch)
