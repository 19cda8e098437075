/** Which tasks are chosen: one model for board, list and table. Pure but for its listeners. */

/** All that are shown, in their order, as it is when it is asked. */
type Order = () => readonly string[]

export class Selection {
  #ids: ReadonlySet<string> = new Set()
  /** Where a range begins: the last one chosen alone. */
  #anchor: string | null = null
  /** All were chosen while more were on their way: those are chosen as they come. */
  #growth: { readonly order: Order; readonly known: Set<string> } | null = null
  #waiting: ((isWhole: boolean) => void)[] = []
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
    this.#endGrowth(false)
    this.#set(new Set(ids))
  }

  /** All that are shown and all that will be, until `grow` hears that no more come. */
  chooseAll(order: Order): void {
    const known = new Set(order())
    this.choose(known)
    this.#growth = { order, known }
    this.#tell()
  }

  /** All, or none where all are chosen. */
  turnAll(order: Order): void {
    if (this.#ids.size > 0 && this.#ids.size >= order().length) this.clear()
    else this.chooseAll(order)
  }

  get isGrowing(): boolean {
    return this.#growth !== null
  }

  /** Tells of tasks that may have come; `isLast`: no more will. */
  grow(isLast: boolean): void {
    if (this.#growth === null) return
    const { order, known } = this.#growth
    const fresh = order().filter((id) => !known.has(id))
    for (const id of fresh) known.add(id)
    if (fresh.length > 0) this.#set(new Set([...this.#ids, ...fresh]))
    if (!isLast) return
    this.#endGrowth(true)
    this.#tell()
  }

  /** Whether all that were meant are here, as soon as that is known. */
  whole(): Promise<boolean> {
    if (this.#growth === null) return Promise.resolve(true)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** No more come after all: what is chosen stays, and whoever waits for the rest hears so. */
  stopGrowing(): void {
    if (this.#growth === null) return
    this.#endGrowth(false)
    this.#tell()
  }

  #endGrowth(isWhole: boolean): void {
    this.#growth = null
    for (const resolve of this.#waiting.splice(0)) resolve(isWhole)
  }

  clear(): void {
    this.#anchor = null
    this.#endGrowth(false)
    if (this.#ids.size > 0) this.#set(new Set())
  }

  /** What is no longer there cannot be chosen. */
  keepOnly(isThere: (id: string) => boolean): void {
    const kept = [...this.#ids].filter(isThere)
    if (kept.length < this.#ids.size) this.#set(new Set(kept))
  }

  #set(ids: ReadonlySet<string>): void {
    this.#ids = ids
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

/** What a click with these keys means for the choice; false when it means to open. */
export function clickedWith(
  selection: Selection,
  event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  id: string,
  order: Order,
): boolean {
  if (event.shiftKey) selection.extendTo(id, order())
  else if (event.ctrlKey || event.metaKey) selection.toggle(id)
  else return false
  return true
}
