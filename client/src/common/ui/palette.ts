/** The command palette: places, projects, boards, tasks and everything that can be done here. */

import { html, render, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { ArrowRight, Check, ChevronRight } from 'lucide-static'
import { t, tn } from '../i18n'
import { icon } from '../icons'
import { keepFocused, type Action } from './actions'
import { keyCaps } from './keys'
import { bestMatches, matchRanges } from './match'
import {
  askServer,
  choiceEntries,
  jumpEntry,
  remember,
  rootEntries,
  searchText,
  type Entry,
} from './palette-entries'

const ASK_AFTER = 120
const MOST = 60

export class Palette {
  readonly #dialog = document.createElement('dialog')
  #query = ''
  #active = 0
  /** The action whose answers are shown; none: everything. */
  #page: Action | null = null
  /** It was opened for that action alone: Backspace has nowhere to go back to. */
  #isDirect = false
  #own: readonly Entry[] = []
  #found: readonly Entry[] = []
  #asked: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    this.#dialog.className = 'dialog palette'
    this.#dialog.setAttribute('aria-label', t('Search and commands'))
    this.#dialog.addEventListener('keydown', (event) => this.#onKey(event))
    this.#dialog.addEventListener('close', () => {
      if (!this.#dialog.open) keepFocused(null)
    })
    document.body.append(this.#dialog)
  }

  /** Everything; or, with an action, the answers to what it asks. */
  open(page: Action | null = null): void {
    if (this.#dialog.open) {
      this.#dialog.close()
      if (page === null) return
    }
    keepFocused(document.activeElement)
    this.#isDirect = page !== null
    this.#turnTo(page)
    this.#dialog.showModal()
    this.#dialog.querySelector('input')?.focus()
  }

  #turnTo(page: Action | null): void {
    clearTimeout(this.#timer)
    this.#asked?.abort()
    this.#page = page
    this.#query = ''
    this.#found = []
    this.#read()
    this.#active = Math.max(
      0,
      this.#own.findIndex(({ isChecked }) => isChecked === true),
    )
    this.#draw()
  }

  /** What there is to choose from; asked once a page, for every letter only sifts it. */
  #read(): void {
    this.#own = this.#page === null ? rootEntries() : choiceEntries(this.#page)
  }

  get #entries(): Entry[] {
    const own = bestMatches(this.#own, this.#query, searchText).slice(0, MOST)
    const jump = this.#page === null ? jumpEntry(this.#query) : null
    const said = jump === null ? typedEntry(this.#page, this.#query) : [jump]
    return [...said, ...(this.#query === '' ? own : byGroup(own)), ...this.#found]
  }

  #type(query: string): void {
    this.#query = query
    this.#active = 0
    this.#draw()
    clearTimeout(this.#timer)
    this.#asked?.abort()
    if (this.#page !== null || query.trim().length < 2) this.#found = []
    else this.#timer = setTimeout(() => void this.#ask(query.trim()), ASK_AFTER)
  }

  async #ask(query: string): Promise<void> {
    this.#asked = new AbortController()
    const { signal } = this.#asked
    try {
      this.#found = await askServer(query, signal)
    } catch {
      // Offline or cut short by the next letter: the page's own entries are still there.
      if (signal.aborted) return
      this.#found = []
    }
    this.#draw()
  }

  #onKey(event: KeyboardEvent): void {
    const count = this.#entries.length
    const isEmpty = this.#query === ''
    if (event.key === 'ArrowDown') this.#active = (this.#active + 1) % Math.max(1, count)
    else if (event.key === 'ArrowUp') this.#active = (this.#active - 1 + count) % Math.max(1, count)
    else if (event.key === 'Enter' && !event.isComposing)
      this.#run(this.#entries[this.#active], event.ctrlKey || event.metaKey)
    else if (event.key === 'Backspace' && isEmpty && this.#page && !this.#isDirect)
      this.#turnTo(null)
    else return
    event.preventDefault()
    this.#draw()
    this.#dialog.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }

  #run(entry: Entry | undefined, inNewTab = false): void {
    if (!entry) return
    if (inNewTab && entry.href !== undefined) {
      window.open(entry.href, '_blank', 'noopener')
      return
    }
    if (this.#page === null) remember(entry.id)
    if (entry.opens) {
      this.#turnTo(entry.opens)
      return
    }
    if (entry.staysOpen === true) {
      entry.run()
      this.#read()
      this.#query = ''
      this.#active = Math.max(
        0,
        this.#own.findIndex(({ id }) => id === entry.id),
      )
      this.#draw()
      return
    }
    // First the focus goes back to where it was, then the act may take it elsewhere.
    this.#dialog.close()
    entry.run()
  }

  #draw(): void {
    const entries = this.#entries
    const page = this.#page
    const label = page?.label ?? t('Search and commands')
    const count = tn('%(count)s result', '%(count)s results', entries.length)
    render(
      html`${page === null ? '' : this.#pageHead(page)}
        <input
          class="palette-input"
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="palette-list"
          aria-activedescendant=${entries.length > 0 ? `palette-${String(this.#active)}` : ''}
          aria-label=${label}
          placeholder=${page === null ? t('Search tasks, boards and commands') : (page.ask ?? label)}
          autocomplete="off"
          spellcheck="false"
          .value=${live(this.#query)}
          @input=${(event: InputEvent) => this.#type((event.target as HTMLInputElement).value)}
        />
        <div
          class="palette-list"
          id="palette-list"
          role="listbox"
          aria-label=${t('Results')}
          tabindex="-1"
        >
          ${entries.map((entry, index) => this.#row(entry, index, entries[index - 1]))}
          ${entries.length === 0 ? this.#emptyWords() : ''}
        </div>
        <p class="visually-hidden" role="status">${this.#query === '' ? '' : count}</p>
        ${foot(page !== null && !this.#isDirect)}`,
      this.#dialog,
    )
  }

  #emptyWords(): TemplateResult {
    const query = this.#query.trim()
    const words =
      query === ''
        ? t('There is nothing to choose here.')
        : t('Nothing here is called “%(query)s”.', { query })
    return html`<div class="palette-empty">${words}</div>`
  }

  #pageHead(page: Action): TemplateResult {
    const about = page.about?.() ?? ''
    return html`<p class="palette-page">
      <span class="chip">${page.label}</span>
      ${about === '' ? '' : html`<span class="meta">${about}</span>`}
    </p>`
  }

  #row(entry: Entry, index: number, previous: Entry | undefined): TemplateResult {
    const heading =
      this.#page !== null || entry.group === previous?.group
        ? ''
        : html`<div class="menu-label" role="presentation">${entry.group}</div>`
    return html`${heading}
      <div
        class="menu-item"
        role="option"
        id="palette-${index}"
        aria-selected=${index === this.#active}
        ?data-active=${index === this.#active}
        @click=${() => this.#run(entry)}
      >
        ${entry.mark ?? (entry.icon ? icon(entry.icon, { flip: entry.icon === ArrowRight }) : '')}<span
          class="truncate"
          dir="auto"
          >${marked(entry.label, this.#query)}</span
        >
        ${entry.hint ? html`<span class="meta">${entry.hint}</span>` : ''}
        ${entry.isChecked === true ? html`<span class="menu-hint">${icon(Check, { label: t('Chosen') })}</span>` : ''}
        ${entry.keys ? caps(entry.keys) : entry.opens ? html`<span class="menu-hint">${icon(ChevronRight, { flip: true })}</span>` : ''}
      </div>`
  }
}

/** What was found, with the letters that were asked for. */
function marked(text: string, query: string): unknown {
  const ranges = matchRanges(query, text)
  if (ranges.length === 0) return text
  return ranges.map(([from, to], at) => {
    const gap = text.slice(at === 0 ? 0 : (ranges[at - 1]?.[1] ?? 0), from)
    const rest = at === ranges.length - 1 ? text.slice(to) : ''
    return html`${gap}<mark>${text.slice(from, to)}</mark>${rest}`
  })
}

/** Best first, and what belongs together under one heading. */
function byGroup(entries: readonly Entry[]): Entry[] {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry])
  return [...groups.values()].flat()
}

/** The answer that was typed rather than chosen. */
function typedEntry(page: Action | null, query: string): readonly Entry[] {
  const choice = query.trim() === '' ? null : (page?.typed?.(query) ?? null)
  return choice === null ? [] : [{ ...choice, group: page?.label ?? '' }]
}

function caps(keys: string): TemplateResult {
  return html`<span class="menu-hint shortcuts-keys"
    >${keyCaps(keys).map((cap) => html`<kbd class="kbd">${cap}</kbd>`)}</span
  >`
}

function foot(canGoBack: boolean): TemplateResult {
  return html`<div class="palette-foot hide-narrow" aria-hidden="true">
    <span class="row"><kbd class="kbd">↑</kbd><kbd class="kbd">↓</kbd> ${t('choose')}</span>
    <span class="row"><kbd class="kbd">↵</kbd> ${t('open')}</span>
    ${canGoBack ? html`<span class="row"><kbd class="kbd">⌫</kbd> ${t('back')}</span>` : ''}
    <span class="row"><kbd class="kbd">Esc</kbd> ${t('close')}</span>
  </div>`
}
