/** One row of the timeline: its name at the left, its bar on the days. */

import { ChevronDown, ChevronLeft, ChevronRight, Ellipsis } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import { isLate } from '../late'
import type { Task } from '../model'
import { css } from '../parts/css'
import { stateMark } from '../parts/marks'
import { spanWords } from '../time/changing'
import { daysOf, type Days, type Span } from '../time/span'
import type { Tone } from '../time/tone'
import type { Sight } from './head'
import { xOf, type Scale } from './scale'
import type { TimelineRow } from './rows'

export interface RowView {
  readonly scale: Scale
  readonly canEdit: boolean
  readonly heldId: string | null
  readonly overId: string | null
  /** What of the days is in sight. */
  readonly sight: Sight
  readonly spanOf: (task: Task) => Span
  readonly jump: (day: string) => void
  /** The field by which bars are coloured. */
  readonly color: string
  readonly tone: (task: Task) => Tone
  readonly isCritical: (id: string) => boolean
  readonly isFolded: (id: string) => boolean
  readonly fold: (id: string) => void
  readonly open: (task: Task) => void
  readonly menu: (anchor: HTMLElement, task: Task) => void
  readonly down: (event: PointerEvent, task: Task) => void
  readonly keyed: (event: KeyboardEvent, task: Task) => void
}

export function boxOf(days: Days, scale: Scale): { readonly left: number; readonly right: number } {
  const left = xOf(days.from, scale)
  return { left, right: xOf(days.to, scale) + scale.width }
}

/** All that a row's drawing depends on: while it is the same, nothing is drawn anew. */
export function partsOf(row: TimelineRow, view: RowView): readonly unknown[] {
  const { scale, canEdit, color } = view
  if (row.kind === 'group') return [row, scale, view.isFolded(row.id)]
  const { task } = row
  const span = view.spanOf(task)
  const { id } = task
  const marks = [view.heldId === id, view.overId === id, view.isCritical(id), view.isFolded(id)]
  const side = sideOf(daysOf(span), view)
  return [row, scale, canEdit, color, span.start_date, span.due_date, side, ...marks]
}

export function rowTemplate(row: TimelineRow, view: RowView): TemplateResult {
  return row.kind === 'group' ? groupRow(row, view) : taskRow(row, view)
}

function groupRow(row: Extract<TimelineRow, { kind: 'group' }>, view: RowView): TemplateResult {
  const box = row.days === null ? null : boxOf(row.days, view.scale)
  return html`<div class="line-name line-group">
      ${foldButton(row.id, row.name, view)} <strong class="truncate">${row.name}</strong>
      <span class="meta">${row.count}</span>
    </div>
    ${
      box === null
        ? nothing
        : html`<div
            class="line-hull"
            ${css({ left: px(box.left), width: px(box.right - box.left) })}
          ></div>`
    }`
}

function foldButton(id: string, name: string, view: RowView): TemplateResult {
  const isFolded = view.isFolded(id)
  return html`<button
    class="line-fold"
    type="button"
    aria-expanded=${!isFolded}
    aria-label=${isFolded ? t('Unfold %(name)s', { name }) : t('Fold %(name)s', { name })}
    @click=${() => view.fold(id)}
  >
    ${icon(isFolded ? ChevronRight : ChevronDown, { size: 14 })}
  </button>`
}

function taskRow(row: Extract<TimelineRow, { kind: 'task' }>, view: RowView): TemplateResult {
  const { task, depth } = row
  const days = daysOf(view.spanOf(task))
  return html`<div class="line-name" ${css({ 'padding-left': px(10 + depth * 16) })}>
      ${row.hasChildren ? foldButton(task.id, task.key, view) : html`<span class="line-fold"></span>`}
      ${stateMark(task.status)}
      <button
        class="line-title truncate"
        type="button"
        data-name=${task.id}
        title=${task.title}
        @click=${() => view.open(task)}
        @keydown=${(event: KeyboardEvent) => view.keyed(event, task)}
      >
        <span class="task-key">${task.key}</span> ${task.title}
      </button>
      ${avatars(task.assignees, { most: 2, size: 20 })} ${jumpOf(task, days, view)}
      <button
        class="line-menu button button-ghost button-icon button-small"
        type="button"
        aria-haspopup="menu"
        aria-label=${t('What %(key)s blocks, and more', { key: task.key })}
        @click=${(event: Event) => view.menu(event.currentTarget as HTMLElement, task)}
      >
        ${icon(Ellipsis)}
      </button>
    </div>
    ${days === null ? nothing : barOf(task, days, view)}`
}

/** On which side of what is in sight a bar lies; null where it is seen, or where there is none. */
export function sideOf(days: Days | null, { scale, sight }: RowView): 'before' | 'after' | null {
  if (days === null) return null
  const { left, right } = boxOf(days, scale)
  if (right <= sight.left) return 'before'
  return left < sight.right ? null : 'after'
}

/** Where a bar is out of sight: the way to it. By keys one comes there without it. */
function jumpOf(task: Task, days: Days | null, view: RowView): TemplateResult | typeof nothing {
  const side = sideOf(days, view)
  if (days === null || side === null) return nothing
  const label = t('Go to %(key)s, %(days)s', { key: task.key, days: spanWords(view.spanOf(task)) })
  return html`<button
    class="line-jump"
    type="button"
    tabindex="-1"
    data-side=${side}
    aria-label=${label}
    title=${label}
    @click=${() => view.jump(days.from)}
  >
    ${icon(side === 'before' ? ChevronLeft : ChevronRight, { size: 14 })}
  </button>`
}

function barOf(task: Task, days: Days, view: RowView): TemplateResult {
  const { left, right } = boxOf(days, view.scale)
  const span = view.spanOf(task)
  const isPoint = span.start_date === null || span.due_date === null
  const width = Math.max(right - left, 6)
  const tone = view.tone(task)
  const isHeld = view.heldId === task.id
  const words = `${task.key} ${task.title}, ${spanWords(span)}`
  return html`<button
      type="button"
      class="line-bar"
      data-bar=${task.id}
      data-state=${tone.state ?? nothing}
      data-priority=${tone.priority ?? nothing}
      data-color=${tone.color ?? nothing}
      data-hue=${tone.hue ?? nothing}
      ?data-point=${isPoint}
      ?data-held=${isHeld}
      ?data-over=${view.overId === task.id}
      ?data-critical=${view.isCritical(task.id)}
      ?data-late=${isLate(task)}
      aria-label=${words}
      aria-pressed=${isHeld ? 'true' : nothing}
      aria-roledescription=${view.canEdit ? t('task that can be moved') : nothing}
      title=${words}
      @pointerdown=${(event: PointerEvent) => view.down(event, task)}
      @keydown=${(event: KeyboardEvent) => view.keyed(event, task)}
      @click=${() => view.open(task)}
      ${css({ left: px(left), width: px(width) })}
    >
      ${view.canEdit ? grips() : nothing}
    </button>
    <span class="line-words truncate" ${css({ left: px(left + width + 16) })}>${task.title}</span>`
}

function grips(): TemplateResult {
  return html`<span class="line-grip" data-edge="start"></span
    ><span class="line-grip" data-edge="end"></span
    ><span
      class="line-knob"
      data-edge="link"
      title=${t('Draw to the task that waits for this')}
    ></span>`
}

const px = (value: number): string => `${String(Math.round(value))}px`
