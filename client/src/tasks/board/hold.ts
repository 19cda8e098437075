/** What the person holds, and over which place: one state for mouse, touch and keyboard. */

import type { Task } from '../model'
import type { Place } from './place'

export type Hand = 'mouse' | 'touch' | 'keyboard'

export type HoldChange = 'lifted' | 'moved' | 'dropped' | 'cancelled'

export interface Held {
  readonly task: Task
  readonly hand: Hand
  readonly place: Place | null
}

export interface HoldHost {
  /** The card as it stands now; undefined when somebody deleted it. */
  findTask(id: string): Task | undefined
  drop(task: Task, place: Place): void
  holdChanged(held: Held | null, what: HoldChange): void
}

export class Hold {
  #held: Held | null = null
  readonly #host: HoldHost

  constructor(host: HoldHost) {
    this.#host = host
  }

  get held(): Held | null {
    return this.#held
  }

  lift(taskId: string, hand: Hand, place: Place | null = null): boolean {
    const task = this.#host.findTask(taskId)
    if (task === undefined || this.#held !== null) return false
    this.#held = { task, hand, place }
    this.#host.holdChanged(this.#held, 'lifted')
    return true
  }

  over(place: Place | null): void {
    if (this.#held === null || isSame(this.#held.place, place)) return
    this.#held = { ...this.#held, place }
    this.#host.holdChanged(this.#held, 'moved')
  }

  drop(): void {
    const held = this.#held
    if (held === null) return
    this.#held = null
    const task = this.#host.findTask(held.task.id)
    const isDropped = held.place !== null && task !== undefined
    if (isDropped) this.#host.drop(task, held.place)
    this.#host.holdChanged(held, isDropped ? 'dropped' : 'cancelled')
  }

  cancel(): void {
    const held = this.#held
    if (held === null) return
    this.#held = null
    this.#host.holdChanged(held, 'cancelled')
  }
}

function isSame(a: Place | null, b: Place | null): boolean {
  return a?.columnId === b?.columnId && a?.laneId === b?.laneId && a?.beforeId === b?.beforeId
}
