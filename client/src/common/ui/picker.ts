/** A list to choose from with a field to search it: people, labels, priorities, columns. */

import { html, render, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { Check, Plus } from 'lucide-static'
import { t } from '../i18n'
import { icon } from '../icons'
import { bestMatches } from './match'
import { hostOf, placeBeside } from './place'

export type PickerOption = {
  readonly id: string
  readonly label: string
  /** What stands before the label: a face, a dot, an icon. */
  readonly mark?: TemplateResult
  readonly hint?: string
}

export type PickerOptions = {
  readonly anchor: HTMLElement
  /** What is chosen, in words: "Assignees". */
  readonly label: string
  readonly options: readonly PickerOption[]
  readonly selected: readonly string[]
  /** Several may be chosen: it stays open. */
  readonly isMultiple?: boolean
  readonly onChange: (selected: string[]) => void
  /** Offered for words that no option has; answers with the new option. */
  readonly onCreate?: (label: string) => Promise<PickerOption | undefined>
  readonly onClose?: () => void
  /** Finds options for what was typed, where there are too many to hand over. */
  readonly search?: (words: string) => readonly PickerOption[] | Promise<readonly PickerOption[]>
}

const TYPING = 120

type State = {
  options: readonly PickerOption[]
  selected: string[]
  query: string
  active: number
}

type Row = { readonly option: PickerOption } | { readonly create: string }

let number = 0
let closeOpen: (() => void) | undefined

/** Opens it beside its anchor; Escape, a choice (of one) or a click elsewhere closes it. */
export function openPicker(settings: PickerOptions): () => void {
  closeOpen?.()
  const id = `picker-${String((number += 1))}`
  const root = document.createElement('div')
  root.className = 'menu picker'
  root.addEventListener('keydown', (event) => onKey(event))
  hostOf(settings.anchor).append(root)
  const state: State = {
    options: settings.options,
    selected: [...settings.selected],
    query: '',
    active: 0,
  }
  const listening = new AbortController()
  const stop = placeBeside(settings.anchor, root)
  settings.anchor.setAttribute('aria-expanded', 'true')

  const close = (): void => {
    if (closeOpen !== close) return
    closeOpen = undefined
    listening.abort()
    stop()
    const hadFocus = root.contains(document.activeElement)
    root.remove()
    settings.anchor.setAttribute('aria-expanded', 'false')
    if (hadFocus) settings.anchor.focus()
    settings.onClose?.()
  }
  closeOpen = close

  const rows = (): Row[] => {
    if (settings.search) return state.options.map((option) => ({ option }))
    return rowsOf(state, settings.onCreate !== undefined)
  }
  const draw = (): void => {
    render(template({ id, label: settings.label, state, rows: rows(), type, choose }), root)
  }
  const type = (query: string): void => {
    state.query = query
    state.active = 0
    draw()
    seek(query)
  }
  let seeking: ReturnType<typeof setTimeout> | undefined
  let isSeeking = false
  // Enter came before the answer: what stands first in that is chosen then.
  let isChosen = false
  const seek = (query: string): void => {
    const { search } = settings
    if (!search) return
    clearTimeout(seeking)
    isSeeking = true
    isChosen = false
    seeking = setTimeout(() => find(query), TYPING)
  }
  const find = (query: string): void => {
    const found = settings.search?.(query) ?? []
    if (found instanceof Promise) void found.then((list) => take(query, list))
    else take(query, found as readonly PickerOption[])
  }
  const take = (query: string, found: readonly PickerOption[]): void => {
    // What was chosen by Enter counts, also where the next list was opened before the answer.
    if (state.query !== query || !isSeeking || (closeOpen !== close && !isChosen)) return
    state.options = found
    isSeeking = false
    draw()
    if (isChosen) void choose(rows()[0])
  }
  /** Enter does not wait until the typing has paused. */
  const chooseFirst = (): void => {
    if (isChosen) return
    isChosen = true
    clearTimeout(seeking)
    find(state.query)
  }
  const choose = async (row: Row | undefined): Promise<void> => {
    if (!row) return
    const option = 'option' in row ? row.option : await settings.onCreate?.(row.create)
    if (!option) return
    if ('create' in row) state.options = [...state.options, option]
    state.selected = toggled(state.selected, option.id, settings.isMultiple === true)
    state.query = ''
    settings.onChange([...state.selected])
    if (settings.isMultiple) draw()
    else close()
  }
  const onKey = (event: KeyboardEvent): void => {
    const count = rows().length
    if (event.key === 'ArrowDown') state.active = (state.active + 1) % Math.max(1, count)
    else if (event.key === 'ArrowUp') state.active = (state.active - 1 + count) % Math.max(1, count)
    else if (event.key === 'Enter' && isSeeking) chooseFirst()
    else if (event.key === 'Enter') void choose(rows()[state.active])
    else if (event.key === 'Escape' || event.key === 'Tab') {
      isChosen = false
      close()
    } else return
    event.stopPropagation()
    if (event.key !== 'Tab') event.preventDefault()
    if (event.key.startsWith('Arrow')) draw()
    root.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath()
      if (!path.includes(root) && !path.includes(settings.anchor)) close()
    },
    { capture: true, signal: listening.signal },
  )
  draw()
  root.querySelector('input')?.focus({ preventScroll: true })
  return close
}

/** What choosing `id` makes of the choice. */
export function toggled(selected: readonly string[], id: string, isMultiple: boolean): string[] {
  const rest = selected.filter((each) => each !== id)
  if (!isMultiple) return [id]
  return rest.length === selected.length ? [...selected, id] : rest
}

function rowsOf(state: State, canCreate: boolean): Row[] {
  const found = bestMatches(state.options, state.query, (option) => option.label)
  const rows: Row[] = found.map((option) => ({ option }))
  const words = state.query.trim()
  const isNew = !state.options.some(
    (option) => option.label.toLocaleLowerCase() === words.toLocaleLowerCase(),
  )
  return canCreate && words !== '' && isNew ? [...rows, { create: words }] : rows
}

type View = {
  readonly id: string
  readonly label: string
  readonly state: State
  readonly rows: readonly Row[]
  readonly type: (query: string) => void
  readonly choose: (row: Row) => Promise<void>
}

function template({ id, label, state, rows, type, choose }: View): TemplateResult {
  return html`<div class="menu-search">
      <input
        class="input input-small"
        role="combobox"
        aria-expanded="true"
        aria-controls=${id}
        aria-activedescendant=${rows.length > 0 ? `${id}-${String(state.active)}` : ''}
        aria-label=${label}
        placeholder=${label}
        autocomplete="off"
        .value=${live(state.query)}
        @input=${(event: InputEvent) => type((event.target as HTMLInputElement).value)}
      />
    </div>
    <div id=${id} role="listbox" aria-label=${label} aria-multiselectable="true">
      ${rows.map(
        (row, index) =>
          html`<div
            class="menu-item"
            role="option"
            id="${id}-${index}"
            ?data-active=${index === state.active}
            aria-selected=${'option' in row && state.selected.includes(row.option.id)}
            @pointerdown=${keepFocus}
            @click=${() => void choose(row)}
          >
            ${'option' in row ? optionRow(row.option, state) : createRow(row.create)}
          </div>`,
      )}
    </div>
    ${rows.length === 0 ? html`<p class="menu-label" role="status">${t('Nothing found')}</p>` : ''}`
}

/** The search field stays the place of the keyboard: Escape in a dialogue closes the list alone. */
function keepFocus(event: Event): void {
  event.preventDefault()
}

function optionRow(option: PickerOption, state: State): TemplateResult {
  return html`${option.mark ?? ''}<span class="truncate">${option.label}</span>
    <span class="menu-hint"
      >${state.selected.includes(option.id) ? icon(Check) : html`<small>${option.hint ?? ''}</small>`}</span
    >`
}

function createRow(label: string): TemplateResult {
  return html`${icon(Plus)}<span class="truncate">${t('Create “%(label)s”', { label })}</span>`
}
