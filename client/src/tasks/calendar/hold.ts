/** A task in the hand: dragged by its bar or an end of it, or picked up by the space bar. */

import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { reschedule, say } from '../time/changing'
import { daysBetween } from '../time/days'
import { dataAt, followPointer, type Point } from '../time/drag'
import { moved, resized, spanOf, type Edge, type Span } from '../time/span'
import type { Preview } from './entries'

const NO_DATE: Span = { start_date: null, due_date: null }

export interface HoldHost {
  readonly store: ProjectStore
  readonly selected: string
  readonly isMirrored: boolean
  requestUpdate(): void
  /** Turn to where the held task is now, and keep the focus on it. */
  follow(taskId: string, day: string | null): void
}

export class CalendarHold {
  preview: Preview | null = null
  heldId: string | null = null
  readonly #host: HoldHost

  constructor(host: HoldHost) {
    this.#host = host
  }

  readonly down = (event: PointerEvent, task: Task): void => {
    if (!this.#host.store.canEdit || this.heldId !== null) return
    const grip = (event.target as Element).closest<HTMLElement>('[data-edge]')
    const edge = grip?.dataset.edge as Edge | undefined
    let grabbed: string | null = null
    followPointer(event, {
      lift: (at) => {
        grabbed = dataAt(at, 'day')
        this.heldId = task.id
      },
      move: (at) => this.#dragged(task, at, grabbed, edge),
      drop: () => this.#drop(task),
      cancel: () => this.#letGo(),
    })
  }

  #dragged(task: Task, at: Point, grabbed: string | null, edge: Edge | undefined): void {
    const day = dataAt(at, 'day')
    const original = spanOf(task)
    if (day === null) {
      if (dataAt(at, 'tray') !== null && edge === undefined) this.#show(task, NO_DATE)
    } else if (grabbed === null) this.#show(task, { ...original, due_date: day })
    else {
      const days = daysBetween(grabbed, day)
      this.#show(task, edge === undefined ? moved(original, days) : resized(original, edge, days))
    }
  }

  #show(task: Task, span: Span): void {
    this.preview = { id: task.id, span }
    this.#host.requestUpdate()
  }

  #drop(task: Task): void {
    const { preview } = this
    this.#letGo()
    if (preview !== null) reschedule(this.#host.store, [{ task, span: preview.span }])
  }

  #letGo(): void {
    this.preview = null
    this.heldId = null
    this.#host.requestUpdate()
  }

  readonly keyed = (event: KeyboardEvent, task: Task): void => {
    if (!this.#host.store.canEdit) return
    if (this.heldId === null) {
      if (event.key === ' ') this.#pickUp(event, task)
      return
    }
    const span = this.#stepped(event, task)
    let day: string | null = null
    if (span !== null) {
      this.#show(task, span)
      day = event.shiftKey ? span.due_date : (span.start_date ?? span.due_date)
      say(task, span)
    } else if (event.key === 'Enter' || event.key === ' ') this.#drop(task)
    else if (event.key === 'Escape') this.#letGo()
    else if (event.key === 'Delete') this.#show(task, NO_DATE)
    else return
    event.preventDefault()
    event.stopPropagation()
    this.#host.follow(task.id, day)
  }

  #pickUp(event: KeyboardEvent, task: Task): void {
    event.preventDefault()
    this.heldId = task.id
    const words = t(
      '%(key)s picked up. Arrows move it, with Shift its end; Enter drops, Escape puts back.',
      { key: task.key },
    )
    announce(words, 'assertive')
    this.#host.requestUpdate()
  }

  #stepped(event: KeyboardEvent, task: Task): Span | null {
    const step = stepOf(event.key, this.#host.isMirrored)
    if (step === undefined) return null
    const now = this.preview?.id === task.id ? this.preview.span : spanOf(task)
    if (now.due_date === null && now.start_date === null)
      return { start_date: null, due_date: this.#host.selected }
    return event.shiftKey ? resized(now, 'end', step) : moved(now, step)
  }
}

/** How many days an arrow key goes. */
export function stepOf(key: string, isMirrored: boolean): number | undefined {
  const side = isMirrored ? -1 : 1
  const steps: Record<string, number> = {
    ArrowRight: side,
    ArrowLeft: -side,
    ArrowUp: -7,
    ArrowDown: 7,
  }
  return steps[key]
}
