/** Which tasks are chosen: one model for board, list and table. Pure but for its listeners. */

export class Selection {
  #ids: ReadonlySet<string> = new Set()
  /** Where a range begins: the last one chosen alone. */
  #anchor: string | null = null
  readonly #listeners = new Set<() => void>()

  get ids(): ReadonlySet<string> {
    return this.#ids
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  toggle(id: string): void {
    const ids = new Set(this.#ids)
    if (!ids.delete(id)) ids.add(id)
    this.#anchor = id
    this.#set(ids)
  }

  /** All from the anchor to `id` in the order in which they are shown. */
  extendTo(id: string, order: readonly string[]): void {
    const from = order.indexOf(this.#anchor ?? id)
    const to = order.indexOf(id)
    if (to < 0) return
    const start = from < 0 ? to : Math.min(from, to)
    const range = order.slice(start, Math.max(from, to) + 1)
    this.#set(new Set([...this.#ids, ...range]))
    this.#anchor ??= id
  }

  choose(ids: Iterable<string>): void {
    this.#set(new Set(ids))
  }

  clear(): void {
    this.#anchor = null
    if (this.#ids.size > 0) this.#set(new Set())
  }

  /** What is no longer there cannot be chosen. */
  keepOnly(isThere: (id: string) => boolean): void {
    const kept = [...this.#ids].filter(isThere)
    if (kept.length < this.#ids.size) this.#set(new Set(kept))
  }

  #set(ids: ReadonlySet<string>): void {
    this.#ids = ids
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What a click with these keys means for the choice; false when it means to open. */
export function clickedWith(
  selection: Selection,
  event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  id: string,
  order: () => readonly string[],
): boolean {
  if (event.shiftKey) selection.extendTo(id, order())
  else if (event.ctrlKey || event.metaKey) selection.toggle(id)
  else return false
  return true
}
