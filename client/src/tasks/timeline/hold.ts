/** A bar in the hand, or a link that is being drawn. */

import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { toast } from '../../common/ui/toast'
import { isoDate } from '../grammar'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { reschedule, say } from '../time/changing'
import { dataAt, followPointer, type Point } from '../time/drag'
import { daysOf, moved, resized, spanOf, type Edge, type Span } from '../time/span'
import { pushedBy, type Blocking } from './graph'

export interface HoldHost {
  readonly store: ProjectStore
  readonly links: readonly Blocking[]
  readonly dayWidth: number
  requestUpdate(): void
  follow(taskId: string): void
  link(source: Task, target: Task): void
}

export class TimelineHold {
  preview: { readonly id: string; readonly span: Span } | null = null
  heldId: string | null = null
  /** From which task a link is drawn, and where its loose end is. */
  drawing: { readonly from: string; readonly at: Point; readonly over: string | null } | null = null
  readonly #host: HoldHost

  constructor(host: HoldHost) {
    this.#host = host
  }

  spanOf(task: Task): Span {
    return this.preview?.id === task.id ? this.preview.span : spanOf(task)
  }

  readonly down = (event: PointerEvent, task: Task): void => {
    const { store } = this.#host
    if (!store.canEdit || this.heldId !== null) return
    const grip = (event.target as Element).closest<HTMLElement>('[data-edge]')?.dataset.edge
    if (grip === 'link') {
      this.#draw(event, task)
      return
    }
    const from = event.clientX
    followPointer(event, {
      lift: () => {
        this.heldId = task.id
      },
      move: ({ x }) => {
        const days = Math.round((x - from) / this.#host.dayWidth)
        const original = spanOf(task)
        const isEdge = grip === 'start' || grip === 'end'
        this.#show(task, isEdge ? resized(original, grip as Edge, days) : moved(original, days))
      },
      drop: () => this.#drop(task),
      cancel: () => this.#letGo(),
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
    this.preview = { id: task.id, span }
    this.#host.requestUpdate()
  }

  #letGo(): void {
    this.preview = null
    this.heldId = null
    this.drawing = null
    this.#host.requestUpdate()
  }

  #drop(task: Task): void {
    const { preview } = this
    this.#letGo()
    if (preview === null) return
    const { store, links } = this.#host
    const tasks = [...store.state.tasks.values()]
    const isLater = (daysOf(preview.span)?.to ?? '') > (daysOf(task)?.to ?? '')
    reschedule(store, [{ task, span: preview.span }])
    if (isLater) this.#offerToPush(pushedBy({ id: task.id, ...preview.span }, tasks, links))
  }

  /** What follows may come along: asked, never done unasked. */
  #offerToPush(pushed: ReadonlyMap<string, Span>): void {
    if (pushed.size === 0) return
    const { store } = this.#host
    toast(t('What waits for it now begins too early.'), {
      actionLabel: t('Move the %(count)s that follow too', { count: pushed.size }),
      seconds: 12,
      undo: () =>
        reschedule(
          store,
          [...pushed].flatMap(([id, span]) => {
            const task = store.state.tasks.get(id)
            return task === undefined ? [] : [{ task, span }]
          }),
        ),
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
