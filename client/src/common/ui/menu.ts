/** Menus: `<tf-menu>` around a button and a `role="menu"` in the page, or `openMenu` from code. */

import { html, render, type TemplateResult } from 'lit'
import { Check } from 'lucide-static'
import { t } from '../i18n'
import { icon } from '../icons'
import { hostOf, placeBeside, type PlaceOptions } from './place'

export type MenuItem =
  | { readonly kind: 'line' }
  | { readonly kind: 'label'; readonly label: string }
  | {
      readonly kind?: 'item'
      readonly label: string
      /** A shape of lucide-static. */
      readonly icon?: string
      readonly keys?: string
      /** What it comes to, quietly at the end. */
      readonly hint?: string
      readonly isDangerous?: boolean
      readonly isChecked?: boolean
      readonly isDisabled?: boolean
      readonly run: () => void
    }

type Anchor = Element | { getBoundingClientRect(): DOMRect }

let closeOpen: ((returnFocus: boolean) => void) | undefined

/** Opens a menu of `items` beside `anchor` (an element, or a point for context menus). */
export function openMenu(
  anchor: Anchor,
  items: readonly MenuItem[],
  options: PlaceOptions & { readonly label?: string } = {},
): void {
  const menu = document.createElement('div')
  menu.className = 'menu'
  menu.setAttribute('role', 'menu')
  menu.setAttribute('aria-label', options.label ?? t('Menu'))
  render(html`${items.map((item) => itemTemplate(item))}`, menu)
  const host = anchor instanceof Element ? hostOf(anchor) : document.body
  host.append(menu)
  show(anchor, menu, options, () => menu.remove())
}

function itemTemplate(item: MenuItem): TemplateResult {
  if (item.kind === 'line') return html`<div class="menu-line" role="separator"></div>`
  if (item.kind === 'label') return html`<div class="menu-label">${item.label}</div>`
  const isChoice = item.isChecked !== undefined
  return html`<button
    class="menu-item ${item.isDangerous ? 'menu-item-danger' : ''}"
    type="button"
    tabindex="-1"
    role=${isChoice ? 'menuitemradio' : 'menuitem'}
    aria-checked=${isChoice ? String(item.isChecked) : 'false'}
    ?disabled=${item.isDisabled === true}
    @click=${item.run}
  >
    ${item.icon ? icon(item.icon) : ''}<span class="truncate">${item.label}</span>
    ${item.hint ? html`<span class="menu-hint meta">${item.hint}</span>` : ''}
    ${item.isChecked ? html`<span class="menu-hint">${icon(Check)}</span>` : ''}
    ${item.keys ? html`<kbd class="kbd">${item.keys}</kbd>` : ''}
  </button>`
}

export function closeMenu(): void {
  closeOpen?.(true)
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')]
}

function show(anchor: Anchor, menu: HTMLElement, options: PlaceOptions, closed: () => void): void {
  closeOpen?.(false)
  const opener = document.activeElement
  const stop = placeBeside(anchor, menu, options)
  if (anchor instanceof Element) anchor.setAttribute('aria-expanded', 'true')
  for (const item of itemsOf(menu)) item.tabIndex = -1

  const close = (returnFocus: boolean): void => {
    if (closeOpen !== close) return
    closeOpen = undefined
    stop()
    listening.abort()
    if (anchor instanceof Element) anchor.setAttribute('aria-expanded', 'false')
    if (returnFocus && opener instanceof HTMLElement) opener.focus()
    closed()
  }
  closeOpen = close

  const listening = new AbortController()
  const { signal } = listening
  menu.addEventListener('keydown', (event) => onKey(event, menu, close), { signal })
  menu.addEventListener(
    'click',
    (event) => {
      if (
        event.target instanceof Element &&
        event.target.closest('[role=menuitem], [role=menuitemradio]')
      )
        close(true)
    },
    { signal },
  )
  document.addEventListener(
    'pointerdown',
    (event) => {
      const path = event.composedPath()
      const isOwn = path.includes(menu) || (anchor instanceof Element && path.includes(anchor))
      if (!isOwn) close(false)
    },
    { signal, capture: true },
  )
  const current = menu.querySelector<HTMLElement>('[aria-checked=true]')
  ;(current ?? itemsOf(menu)[0])?.focus({ preventScroll: true })
}

let typed = ''
let typedAt = 0

function onKey(
  event: KeyboardEvent,
  menu: HTMLElement,
  close: (returnFocus: boolean) => void,
): void {
  const items = itemsOf(menu)
  const at = items.indexOf(document.activeElement as HTMLElement)
  const go = (index: number): void => {
    event.preventDefault()
    items.at(index % items.length)?.focus()
  }
  switch (event.key) {
    case 'ArrowDown':
      return go(at + 1)
    case 'ArrowUp':
      return go(at <= 0 ? -1 : at - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(-1)
    case 'Tab':
      return close(true)
    case 'Escape':
      event.preventDefault()
      event.stopPropagation()
      return close(true)
    default:
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) findTyped(event, items, at)
  }
}

function findTyped(event: KeyboardEvent, items: readonly HTMLElement[], at: number): void {
  if (event.key === ' ') return
  typed = event.timeStamp - typedAt < 700 ? typed + event.key : event.key
  typedAt = event.timeStamp
  const word = typed.toLocaleLowerCase()
  const from = typed.length === 1 ? at + 1 : at
  const order = [...items.slice(from), ...items.slice(0, from)]
  order.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(word))?.focus()
  event.stopPropagation()
}

/** A button and its menu, as the server wrote them. */
export class TfMenu extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', this.#onClick)
    this.addEventListener('keydown', this.#onKeyDown)
    this.#button?.setAttribute('aria-expanded', 'false')
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#onClick)
    this.removeEventListener('keydown', this.#onKeyDown)
  }

  get #button(): HTMLElement | null {
    return this.querySelector(':scope > button')
  }

  readonly #onClick = (event: Event): void => {
    if (event.target instanceof Node && this.#button?.contains(event.target)) this.#toggle()
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const isOpening = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    if (!isOpening || document.activeElement !== this.#button) return
    event.preventDefault()
    this.#toggle()
  }

  #toggle(): void {
    const button = this.#button
    const menu = this.querySelector<HTMLElement>(':scope > .menu')
    if (!button || !menu) return
    if (button.getAttribute('aria-expanded') === 'true') closeMenu()
    else show(button, menu, { placement: placementOf(this) }, () => undefined)
  }
}

const placementOf = (menu: HTMLElement): 'bottom-start' | 'bottom-end' | 'top-start' =>
  menu.dataset.placement === 'bottom-end' ? 'bottom-end' : 'bottom-start'
