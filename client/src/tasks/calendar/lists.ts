/** Beside and below the calendar: tasks without a date, and what a phone shows of one day. */

import { CalendarOff } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { locale, t } from '../../common/i18n'
import type { Task } from '../model'
import { priorityMark, stateMark } from '../parts/marks'
import { inWords } from '../time/days'

const SHOWN = 200

export interface TrayView {
  readonly tasks: readonly Task[]
  readonly isLoaded: boolean
  readonly canEdit: boolean
  readonly heldId: string | null
  readonly down: (event: PointerEvent, task: Task) => void
  readonly keyed: (event: KeyboardEvent, task: Task) => void
  readonly open: (task: Task) => void
}

export function tray(view: TrayView): TemplateResult {
  return html`<aside class="cal-tray" data-tray aria-label=${t('Tasks without a date')}>
    <h3>${t('No date')}</h3>
    ${view.isLoaded ? nothing : html`<div class="skeleton"></div>`}
    ${
      view.isLoaded && view.tasks.length === 0
        ? html`<p class="quiet">${icon(CalendarOff)} ${t('Every open task has a date.')}</p>`
        : nothing
    }
    ${repeat(
      view.tasks.slice(0, SHOWN),
      ({ id }) => id,
      (task) =>
        html`<button
          type="button"
          class="cal-waiting"
          data-task=${task.id}
          ?data-held=${view.heldId === task.id}
          aria-label=${`${task.key} ${task.title}`}
          title=${view.canEdit ? t('Drag it onto a day, or press Space') : nothing}
          @pointerdown=${(event: PointerEvent) => view.down(event, task)}
          @keydown=${(event: KeyboardEvent) => view.keyed(event, task)}
          @click=${() => view.open(task)}
        >
          ${priorityMark(task.priority)}<span class="task-key">${task.key}</span>
          <span class="truncate">${task.title}</span>
        </button>`,
    )}
    ${
      view.tasks.length > SHOWN
        ? html`<p class="quiet">
            ${t('%(count)s more; filter to find them.', { count: view.tasks.length - SHOWN })}
          </p>`
        : nothing
    }
  </aside>`
}

/** What is due on the day that was tapped; only phones show it. */
export function dayList(
  day: string,
  tasks: readonly Task[],
  open: (task: Task) => void,
): TemplateResult {
  return html`<section class="cal-day" aria-label=${inWords(day, locale())}>
    <h3>${inWords(day, locale(), { weekday: 'long', day: 'numeric', month: 'long' })}</h3>
    ${tasks.length === 0 ? html`<p class="quiet">${t('Nothing on this day.')}</p>` : nothing}
    ${tasks.map(
      (task) =>
        html`<button type="button" class="cal-waiting" @click=${() => open(task)}>
          ${stateMark(task.status)}<span class="task-key">${task.key}</span>
          <span class="truncate">${task.title}</span>
        </button>`,
    )}
  </section>`
}
