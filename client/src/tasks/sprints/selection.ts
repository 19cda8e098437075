/** Which rows are chosen: one by one, or from the last one to another. */

export class Selection {
  #ids: ReadonlySet<string> = new Set()
  #anchor: string | null = null
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get isEmpty(): boolean {
    return this.#ids.size === 0
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** The chosen among `list`, in its order: what is no longer shown is not carried along. */
  of<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
    return list.filter(({ id }) => this.#ids.has(id))
  }

  toggle(id: string): void {
    const ids = new Set(this.#ids)
    if (!ids.delete(id)) ids.add(id)
    this.#anchor = id
    this.#set(ids)
  }

  /** All from the last one touched to `id`; without one in this list, `id` alone. */
  extend(id: string, list: readonly { readonly id: string }[]): void {
    const from = list.findIndex((each) => each.id === this.#anchor)
    const to = list.findIndex((each) => each.id === id)
    if (from < 0 || to < 0) {
      this.toggle(id)
      return
    }
    const between = list.slice(Math.min(from, to), Math.max(from, to) + 1)
    this.#set(new Set([...this.#ids, ...between.map((each) => each.id)]))
  }

  clear(): void {
    if (this.#ids.size > 0) this.#set(new Set())
    this.#anchor = null
  }

  #set(ids: ReadonlySet<string>): void {
    this.#ids = ids
    this.#changed()
  }
}
