/** What is carried over the planning page, and over which place: one state for all hands. */

export type Hand = 'mouse' | 'touch' | 'keyboard'
export type Change = 'lifted' | 'moved' | 'dropped' | 'cancelled'

export const BACKLOG = 'backlog'

export interface Place {
  readonly listId: string
  /** The row that will follow; null is the end of the list. */
  readonly beforeId: string | null
}

export interface Carried {
  /** The row that the hand holds, and all that go with it. */
  readonly taskId: string
  readonly ids: readonly string[]
  readonly hand: Hand
  readonly place: Place | null
}

export interface Carrier {
  /** What goes along with this row; nothing where it may not be carried. */
  carriedWith(taskId: string): readonly string[]
  drop(ids: readonly string[], place: Place): void
  carryChanged(carried: Carried, what: Change): void
}

export class Carry {
  #now: Carried | null = null
  readonly #host: Carrier

  constructor(host: Carrier) {
    this.#host = host
  }

  get now(): Carried | null {
    return this.#now
  }

  lift(taskId: string, hand: Hand, place: Place | null = null): boolean {
    const ids = this.#host.carriedWith(taskId)
    if (ids.length === 0 || this.#now !== null) return false
    this.#now = { taskId, ids, hand, place }
    this.#host.carryChanged(this.#now, 'lifted')
    return true
  }

  over(place: Place | null): void {
    const now = this.#now
    if (now === null) return
    if (now.place?.listId === place?.listId && now.place?.beforeId === place?.beforeId) return
    this.#now = { ...now, place }
    this.#host.carryChanged(this.#now, 'moved')
  }

  drop(): void {
    const now = this.#now
    this.#now = null
    if (now === null) return
    if (now.place !== null) this.#host.drop(now.ids, now.place)
    this.#host.carryChanged(now, now.place === null ? 'cancelled' : 'dropped')
  }

  cancel(): void {
    const now = this.#now
    this.#now = null
    if (now !== null) this.#host.carryChanged(now, 'cancelled')
  }
}
