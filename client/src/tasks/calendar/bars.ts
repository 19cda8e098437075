/** The bars on a calendar: one piece a week, each where its days are. */

import { Diamond, Flag } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { isLate } from '../late'
import type { Task } from '../model'
import { css } from '../parts/css'
import { priorityMark, stateMark } from '../parts/marks'
import { spanWords } from '../time/changing'
import type { Tone } from '../time/tone'
import type { CalendarEntry } from './entries'
import type { Segment, WeekLayout } from './layout'

export interface BarsView {
  readonly weeks: readonly WeekLayout<CalendarEntry>[]
  readonly head: number
  readonly lane: number
  readonly heldId: string | null
  readonly canEdit: boolean
  readonly sprintHref: (id: string) => string
  readonly tone: (task: Task) => Tone
  readonly down: (event: PointerEvent, task: Task) => void
  readonly keyed: (event: KeyboardEvent, task: Task) => void
  readonly open: (task: Task) => void
}

type Placed = { readonly week: number; readonly segment: Segment<CalendarEntry> }

export function bars(view: BarsView): TemplateResult {
  const placed = view.weeks.flatMap(({ shown }, week) =>
    shown.map((segment): Placed => ({ week, segment })),
  )
  return html`${repeat(
    placed,
    ({ week, segment }) => keyOf(week, segment, view),
    (each) => bar(each, view),
  )}`
}

/** The first piece keeps its element from week to week, so that a drag and the focus survive. */
function keyOf(week: number, { entry, isStart }: Segment<CalendarEntry>, view: BarsView): string {
  const isFirst = isStart || !view.weeks.slice(0, week).some((before) => has(before, entry.id))
  return isFirst ? entry.id : `${entry.id} ${String(week)}`
}

function has(week: WeekLayout<CalendarEntry>, id: string): boolean {
  return week.shown.some(({ entry }) => entry.id === id)
}

function place({ week, segment: { first, last, lane } }: Placed, view: BarsView) {
  const top = `${String((week / view.weeks.length) * 100)}%`
  return css({
    'inset-block-start': `calc(${top} + ${String(view.head + lane * view.lane)}px)`,
    'inset-inline-start': `calc(${String((first / 7) * 100)}% + 3px)`,
    'inline-size': `calc(${String(((last - first + 1) / 7) * 100)}% - 6px)`,
  })
}

function bar(placed: Placed, view: BarsView): TemplateResult {
  const { entry } = placed.segment
  if (entry.kind === 'task') return taskBar(placed, entry.task, view)
  if (entry.kind === 'sprint')
    // On a phone bars are drawn without their words.
    return html`<a
      class="cal-sprint"
      href=${view.sprintHref(entry.id)}
      aria-label=${t('Sprint: %(name)s', { name: entry.sprint.name })}
      ${place(placed, view)}
      >${icon(Flag, { size: 14 })}<span class="truncate">${entry.sprint.name}</span></a
    >`
  const words = t('Milestone: %(name)s', { name: entry.milestone.name })
  return html`<div
    class="cal-milestone"
    role="img"
    aria-label=${words}
    title=${words}
    ?data-reached=${entry.milestone.reached_at !== null}
    ${place(placed, view)}
  >
    ${icon(Diamond, { size: 14 })}<span class="truncate">${entry.milestone.name}</span>
  </div>`
}

function taskBar(placed: Placed, task: Task, view: BarsView): TemplateResult {
  const { isStart, isEnd } = placed.segment
  const tone = view.tone(task)
  const isHeld = view.heldId === task.id
  const isFirst = keyOf(placed.week, placed.segment, view) === task.id
  const words = `${task.key} ${task.title}, ${spanWords(task)}`
  return html`<button
    type="button"
    class="cal-bar"
    data-task=${task.id}
    data-state=${tone.state ?? nothing}
    data-priority=${tone.priority ?? nothing}
    data-color=${tone.color ?? nothing}
    data-hue=${tone.hue ?? nothing}
    ?data-held=${isHeld}
    ?data-done=${task.status === 'done'}
    ?data-late=${isLate(task)}
    ?data-goes-back=${!isStart}
    ?data-goes-on=${!isEnd}
    tabindex=${isFirst ? 0 : -1}
    aria-label=${words}
    aria-roledescription=${view.canEdit ? t('task that can be moved') : nothing}
    aria-pressed=${isHeld ? 'true' : nothing}
    title=${words}
    @pointerdown=${(event: PointerEvent) => view.down(event, task)}
    @keydown=${(event: KeyboardEvent) => view.keyed(event, task)}
    @click=${() => view.open(task)}
    ${place(placed, view)}
  >
    ${view.canEdit && isStart ? html`<span class="cal-grip" data-edge="start"></span>` : nothing}
    ${stateMark(task.status)}<span class="truncate">${task.title}</span>
    ${task.priority === 'critical' ? priorityMark(task.priority) : nothing}
    ${view.canEdit && isEnd ? html`<span class="cal-grip" data-edge="end"></span>` : nothing}
  </button>`
}
