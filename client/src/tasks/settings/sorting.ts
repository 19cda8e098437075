/** Rows in the person's own order: taken by their handle with a pointer, or with the arrow keys. */

import {
  html,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit'
import { GripVertical } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { announce } from '../../common/ui/announce'

interface Row {
  readonly id: string
  readonly name: string
}

/** `drop` gets the row and the whole order as it is to be. */
export type Drop = (row: Row, order: readonly string[]) => void

export class RowOrder implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #drop: Drop
  /** While a row is held. */
  #held: { readonly row: Row; readonly first: readonly string[]; order: readonly string[] } | null =
    null
  #listening: AbortController | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, drop: Drop) {
    this.#host = host
    this.#drop = drop
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#end()
  }

  #end(): void {
    this.#held = null
    this.#listening?.abort()
  }

  /** The rows as they are to be shown: while one is held, with it where the pointer is. */
  arranged<T extends Row>(rows: readonly T[]): readonly T[] {
    const order = this.#held?.order
    if (order === undefined) return rows
    const place = new Map(order.map((id, at) => [id, at]))
    return [...rows].sort((a, b) => (place.get(a.id) ?? 1e9) - (place.get(b.id) ?? 1e9))
  }

  isHeld(row: Row): boolean {
    return this.#held?.row.id === row.id
  }

  handle(row: Row, rows: readonly Row[]): TemplateResult {
    const ids = rows.map(({ id }) => id)
    return html`<button
      class="settings-grip"
      type="button"
      data-grip=${row.id}
      aria-label=${t('Move %(name)s: arrow keys or drag', { name: row.name })}
      ?disabled=${rows.length < 2}
      @keydown=${(event: KeyboardEvent) => this.#key(event, row, ids)}
      @pointerdown=${(event: PointerEvent) => this.#take(event, row, ids)}
    >
      ${icon(GripVertical)}
    </button>`
  }

  #key(event: KeyboardEvent, row: Row, ids: readonly string[]): void {
    if (event.key === 'Escape' && this.#held !== null) {
      event.preventDefault()
      this.#giveUp()
      return
    }
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const to = ids.indexOf(row.id) + by
    if (to < 0 || to >= ids.length) return
    this.#drop(row, moved(ids, row.id, to))
    announce(
      t('%(name)s: place %(at)s of %(all)s', { name: row.name, at: to + 1, all: ids.length }),
    )
    void this.#focus(row.id)
  }

  #take(event: PointerEvent, row: Row, ids: readonly string[]): void {
    if (event.button !== 0) return
    const handle = event.currentTarget as HTMLElement
    const list = handle.closest('[data-rows]')
    // A finger's pointer belongs to its handle, which loses it when its row changes places.
    if (handle.hasPointerCapture(event.pointerId)) handle.releasePointerCapture(event.pointerId)
    this.#held = { row, first: ids, order: ids }
    this.#listening = new AbortController()
    const { signal } = this.#listening
    window.addEventListener('pointermove', (move) => this.#move(move, list), { signal })
    window.addEventListener('pointerup', () => this.#letGo(), { signal })
    window.addEventListener('pointercancel', () => this.#giveUp(), { signal })
    this.#host.requestUpdate()
  }

  #move(event: PointerEvent, list: Element | null): void {
    const held = this.#held
    if (held === null) return
    const others = [...(list?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? [])].filter(
      (each) => each.dataset.row !== held.row.id,
    )
    const to = others.filter((each) => isAbove(each, event.clientY)).length
    const order = moved(held.order, held.row.id, to)
    if (order.join() === held.order.join()) return
    held.order = order
    this.#host.requestUpdate()
  }

  #letGo(): void {
    const held = this.#held
    this.#end()
    this.#host.requestUpdate()
    if (held !== null && held.order.join() !== held.first.join()) this.#drop(held.row, held.order)
  }

  #giveUp(): void {
    this.#end()
    this.#host.requestUpdate()
  }

  /** A row that changes its place in the page loses the focus: give it back. */
  async #focus(id: string): Promise<void> {
    await this.#host.updateComplete
    this.#host.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus()
  }
}

/** `ids` with one of them at another place. */
export function moved(ids: readonly string[], id: string, to: number): readonly string[] {
  const others = ids.filter((each) => each !== id)
  return [...others.slice(0, to), id, ...others.slice(to)]
}

function isAbove(row: HTMLElement, y: number): boolean {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2 < y
}
