/** The command palette: places, projects, boards, tasks and everything that can be done here. */

import { html, render, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { ArrowRight, CircleDot, CornerDownLeft, LayoutGrid, SquarePen } from 'lucide-static'
import { api } from '../api'
import { frameData } from '../frame-data'
import { t } from '../i18n'
import { icon } from '../icons'
import { enabledActions } from './actions'
import { keyCaps } from './keys'
import { bestMatches } from './match'

type Entry = {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly hint?: string
  readonly icon: string
  readonly keys?: string
  readonly words?: string
  readonly run: () => void
}

type Found = { readonly results: readonly FoundThing[] }
type FoundThing = {
  readonly kind: string
  readonly id: string
  readonly key?: string
  readonly title: string
  readonly url: string
}

const ASK_AFTER = 120
const MOST = 40

export class Palette {
  readonly #dialog = document.createElement('dialog')
  #query = ''
  #active = 0
  #found: readonly Entry[] = []
  #asked: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    this.#dialog.className = 'dialog palette'
    this.#dialog.setAttribute('aria-label', t('Search and commands'))
    this.#dialog.addEventListener('keydown', (event) => this.#onKey(event))
    document.body.append(this.#dialog)
  }

  open(): void {
    if (this.#dialog.open) return this.#dialog.close()
    this.#query = ''
    this.#active = 0
    this.#found = []
    this.#draw()
    this.#dialog.showModal()
    this.#dialog.querySelector('input')?.focus()
  }

  get #entries(): Entry[] {
    const own = bestMatches([...placeEntries(), ...actionEntries()], this.#query, searchText)
    return [...own.slice(0, MOST), ...this.#found]
  }

  #type(query: string): void {
    this.#query = query
    this.#active = 0
    this.#draw()
    clearTimeout(this.#timer)
    this.#asked?.abort()
    if (query.trim().length < 2) this.#found = []
    else this.#timer = setTimeout(() => void this.#ask(query.trim()), ASK_AFTER)
  }

  async #ask(query: string): Promise<void> {
    const { workspace } = frameData()
    if (workspace.slug === '') return
    this.#asked = new AbortController()
    const { signal } = this.#asked
    try {
      const parameters = { q: query, workspace: workspace.slug, limit: 8 }
      const found = await api.get<Found>('search', { query: parameters, signal, retries: 0 })
      this.#found = [...found.results.map(foundEntry), allResults(workspace.slug, query)]
    } catch {
      // Offline or cut short by the next letter: the page's own entries are still there.
      if (signal.aborted) return
      this.#found = []
    }
    this.#draw()
  }

  #onKey(event: KeyboardEvent): void {
    const count = this.#entries.length
    if (event.key === 'ArrowDown') this.#active = (this.#active + 1) % Math.max(1, count)
    else if (event.key === 'ArrowUp') this.#active = (this.#active - 1 + count) % Math.max(1, count)
    else if (event.key === 'Enter' && !event.isComposing) this.#run(this.#entries[this.#active])
    else return
    event.preventDefault()
    this.#draw()
    this.#dialog.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }

  #run(entry: Entry | undefined): void {
    if (!entry) return
    this.#dialog.close()
    entry.run()
  }

  #draw(): void {
    const entries = this.#entries
    render(
      html`<input
          class="palette-input"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant=${entries.length > 0 ? `palette-${String(this.#active)}` : ''}
          aria-label=${t('Search and commands')}
          placeholder=${t('Search tasks, boards and commands')}
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
          ${entries.length === 0 ? html`<div class="menu-label">${t('Nothing found')}</div>` : ''}
        </div>
        <div class="palette-foot hide-narrow" aria-hidden="true">
          <span class="row"><kbd class="kbd">↑</kbd><kbd class="kbd">↓</kbd> ${t('choose')}</span>
          <span class="row"><kbd class="kbd">↵</kbd> ${t('open')}</span>
          <span class="row"><kbd class="kbd">Esc</kbd> ${t('close')}</span>
        </div>`,
      this.#dialog,
    )
  }

  #row(entry: Entry, index: number, previous: Entry | undefined): TemplateResult {
    const heading =
      entry.group === previous?.group
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
        ${icon(entry.icon)}<span class="truncate">${entry.label}</span>
        ${entry.hint ? html`<span class="meta">${entry.hint}</span>` : ''}
        ${
          entry.keys
            ? html`<span class="menu-hint shortcuts-keys"
                >${keyCaps(entry.keys).map((cap) => html`<kbd class="kbd">${cap}</kbd>`)}</span
              >`
            : ''
        }
      </div>`
  }
}

const searchText = (entry: Entry): string =>
  `${entry.label} ${entry.hint ?? ''} ${entry.words ?? ''}`

const go = (href: string) => (): void => location.assign(href)

function placeEntries(): Entry[] {
  const { places, projects, boards } = frameData()
  return [
    ...projects.map((project) => ({
      id: project.href,
      group: t('Projects'),
      label: project.label,
      hint: project.key,
      icon: LayoutGrid,
      run: go(project.href),
    })),
    ...boards.map((board) => ({
      id: board.href,
      group: t('Boards'),
      label: board.label,
      icon: SquarePen,
      run: go(board.href),
    })),
    ...places.map((place) => ({
      id: place.href,
      group: t('Go to'),
      label: place.label,
      icon: ArrowRight,
      run: go(place.href),
    })),
  ]
}

function actionEntries(): Entry[] {
  return enabledActions()
    .filter((action) => action.isKeyOnly !== true)
    .map((action) => ({ ...action, icon: action.icon ?? CornerDownLeft }))
}

function foundEntry(thing: FoundThing): Entry {
  const shape =
    thing.kind === 'board' ? SquarePen : thing.kind === 'project' ? LayoutGrid : CircleDot
  const hint = thing.key === undefined ? {} : { hint: thing.key }
  return {
    id: thing.url,
    group: t('Found'),
    label: thing.title,
    icon: shape,
    run: go(thing.url),
    ...hint,
  }
}

function allResults(slug: string, query: string): Entry {
  const href = `/w/${slug}/search/?q=${encodeURIComponent(query)}`
  const label = t('All results for “%(query)s”', { query })
  return { id: href, group: t('Found'), label, icon: ArrowRight, run: go(href) }
}
