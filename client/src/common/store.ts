/**
 * A small observable store: what the server has said, with the person's own unacknowledged acts
 * replayed on top. Old state + events = fresh state; old state + events + pending = what is shown.
 */

export interface Pending<Op> {
  readonly id: string
  readonly op: Op
}

export type Apply<State, Op> = (state: State, op: Op) => State

export class Store<State, Op> {
  #confirmed: State
  #shown: State
  #pending: readonly Pending<Op>[] = []
  #isQueued = false
  readonly #apply: Apply<State, Op>
  readonly #listeners = new Set<() => void>()

  constructor(initial: State, apply: Apply<State, Op>) {
    this.#confirmed = initial
    this.#shown = initial
    this.#apply = apply
  }

  /** What the person sees. */
  get state(): State {
    return this.#shown
  }

  /** What the server has acknowledged. */
  get confirmed(): State {
    return this.#confirmed
  }

  get pending(): readonly Pending<Op>[] {
    return this.#pending
  }

  /** Take in what the server said. */
  update(change: (state: State) => State): void {
    const next = change(this.#confirmed)
    if (next === this.#confirmed) return
    this.#confirmed = next
    this.#replay()
  }

  /** Show an act of the person's at once, until `settle` is called with its id. */
  push(id: string, op: Op): void {
    if (this.#pending.some((entry) => entry.id === id)) return
    this.#pending = [...this.#pending, { id, op }]
    this.#shown = this.#apply(this.#shown, op)
    this.#announce()
  }

  /** The act was answered: with `change` (what the server made of it), or refused without. */
  settle(id: string, change: (state: State) => State = (state) => state): void {
    this.#pending = this.#pending.filter((entry) => entry.id !== id)
    this.#confirmed = change(this.#confirmed)
    this.#replay()
  }

  /** Rewrite acts that wait (a temporary id has become a real one). */
  rewrite(change: (op: Op) => Op): void {
    this.#pending = this.#pending.map(({ id, op }) => ({ id, op: change(op) }))
    this.#replay()
  }

  /** Listeners hear once a microtask, however many changes came together. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #replay(): void {
    this.#shown = this.#pending.reduce((state, { op }) => this.#apply(state, op), this.#confirmed)
    this.#announce()
  }

  #announce(): void {
    if (this.#isQueued) return
    this.#isQueued = true
    queueMicrotask(() => {
      this.#isQueued = false
      for (const listener of [...this.#listeners]) listener()
    })
  }
}
