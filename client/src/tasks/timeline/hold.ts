/** A bar in the hand, or a link that is being drawn. */

import { t, tn } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { toast } from '../../common/ui/toast'
import { isoDate } from '../grammar'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { reschedule, say, type Rescheduled, type Rescheduling } from '../time/changing'
import { dataAt, followPointer, type Point } from '../time/drag'
import { EdgePull } from '../time/edge-pull'
import { daysOf, moved, resized, spanOf, type Edge, type Span } from '../time/span'
import { pushedBy, type Blocking, type Dated } from './graph'

export interface HoldHost {
  readonly store: ProjectStore
  readonly links: readonly Blocking[]
  readonly dayWidth: number
  /** Whether what waits for a task moves along with it. */
  readonly pushesAlong: boolean
  /** What scrolls the days; null before anything is drawn. */
  readonly scroller: Element | null
  requestUpdate(): void
  follow(taskId: string): void
  link(source: Task, target: Task): void
}

export class TimelineHold {
  /** Where the held task would be, and, where they move along, those that wait for it. */
  preview: ReadonlyMap<string, Span> = new Map()
  heldId: string | null = null
  /** From which task a link is drawn, and where its loose end is. */
  drawing: { readonly from: string; readonly at: Point; readonly over: string | null } | null = null
  readonly #host: HoldHost

  constructor(host: HoldHost) {
    this.#host = host
  }

  spanOf(task: Task): Span {
    return this.preview.get(task.id) ?? spanOf(task)
  }

  get isPreviewing(): boolean {
    return this.preview.size > 0
  }

  readonly down = (event: PointerEvent, task: Task): void => {
    const { store } = this.#host
    if (!store.canEdit || this.heldId !== null) return
    const grip = (event.target as Element).closest<HTMLElement>('[data-edge]')?.dataset.edge
    if (grip === 'link') {
      this.#draw(event, task)
      return
    }
    const scrolled = () => this.#host.scroller?.scrollLeft ?? 0
    const from = event.clientX + scrolled()
    const show = ({ x }: Point): void => {
      const days = Math.round((x + scrolled() - from) / this.#host.dayWidth)
      const original = spanOf(task)
      const isEdge = grip === 'start' || grip === 'end'
      this.#show(task, isEdge ? resized(original, grip as Edge, days) : moved(original, days))
    }
    const pull = new EdgePull(() => this.#host.scroller, show)
    followPointer(event, {
      lift: () => {
        this.heldId = task.id
      },
      move: (at) => {
        show(at)
        pull.hold(at)
      },
      drop: () => {
        pull.release()
        this.#drop(task)
      },
      cancel: () => {
        pull.release()
        this.#letGo()
      },
    })
  }

  #draw(event: PointerEvent, task: Task): void {
    event.stopPropagation()
    const show = (at: Point): void => {
      this.drawing = { from: task.id, at, over: dataAt(at, 'bar') }
      this.#host.requestUpdate()
    }
    followPointer(event, {
      lift: show,
      move: show,
      drop: (at) => {
        const target = this.#host.store.state.tasks.get(dataAt(at, 'bar') ?? '')
        this.#letGo()
        if (target !== undefined && target.id !== task.id) this.#host.link(task, target)
      },
      cancel: () => this.#letGo(),
    })
  }

  #show(task: Task, span: Span): void {
    const shown = new Map([[task.id, span]])
    if (this.#host.pushesAlong && isLater(task, span))
      for (const [id, later] of this.#pushed({ id: task.id, ...span })) shown.set(id, later)
    this.preview = shown
    this.#host.requestUpdate()
  }

  #pushed(change: Dated): ReadonlyMap<string, Span> {
    const { store, links } = this.#host
    return pushedBy(change, [...store.state.tasks.values()], links)
  }

  #letGo(): void {
    this.preview = new Map()
    this.heldId = null
    this.drawing = null
    this.#host.requestUpdate()
  }

  #drop(task: Task): void {
    const { preview } = this
    this.#letGo()
    const moved = this.#changesOf(preview)
    const span = preview.get(task.id)
    const rescheduled = reschedule(this.#host.store, moved)
    if (rescheduled === null || span === undefined || !isLater(task, span)) return
    if (!this.#host.pushesAlong) this.#offerToPush(task.id, rescheduled)
  }

  #changesOf(spans: ReadonlyMap<string, Span>): readonly Rescheduling[] {
    const { tasks } = this.#host.store.state
    return [...spans].flatMap(([id, span]) => {
      const task = tasks.get(id)
      return task === undefined ? [] : [{ task, span }]
    })
  }

  /**
   * What follows may come along: asked, never done unasked; then it is one act with what it
   * follows. Whatever was undone or changed meanwhile is reckoned with when it is agreed to.
   */
  #offerToPush(id: string, rescheduled: Rescheduled): void {
    const { store } = this.#host
    const pushed = () => {
      const task = store.state.tasks.get(id)
      return task === undefined ? new Map<string, Span>() : this.#pushed(task)
    }
    const count = pushed().size
    if (count === 0) return
    const words = tn(
      'Move the %(count)s that follows too',
      'Move the %(count)s that follow too',
      count,
    )
    toast(t('What waits for it now begins too early.'), {
      actionLabel: words,
      seconds: 12,
      undo: () => void reschedule(store, this.#changesOf(pushed()), rescheduled),
    })
  }

  readonly keyed = (event: KeyboardEvent, task: Task): boolean => {
    if (!this.#host.store.canEdit) return false
    if (this.heldId === null) return event.key === ' ' && this.#pickUp(event, task)
    const span = this.#stepped(event, task)
    if (span !== null) {
      this.#show(task, span)
      say(task, span)
    } else if (event.key === 'Enter' || event.key === ' ') this.#drop(task)
    else if (event.key === 'Escape') this.#letGo()
    else return false
    event.preventDefault()
    event.stopPropagation()
    this.#host.follow(task.id)
    return true
  }

  #pickUp(event: KeyboardEvent, task: Task): boolean {
    event.preventDefault()
    this.heldId = task.id
    if (daysOf(task) === null) this.#show(task, { start_date: null, due_date: isoDate(new Date()) })
    const words = t(
      '%(key)s picked up. Left and right move it by a day, up and down by a week, with Shift its end; Enter drops, Escape puts back.',
      { key: task.key },
    )
    announce(words, 'assertive')
    this.#host.requestUpdate()
    this.#host.follow(task.id)
    return true
  }

  #stepped(event: KeyboardEvent, task: Task): Span | null {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowUp: -7,
      ArrowDown: 7,
    }
    const step = steps[event.key]
    if (step === undefined) return null
    const now = this.spanOf(task)
    return event.shiftKey ? resized(now, 'end', step) : moved(now, step)
  }
}

function isLater(task: Task, span: Span): boolean {
  return (daysOf(span)?.to ?? '') > (daysOf(task)?.to ?? '')
}
