/** One card on the kanban. */

import {
  CalendarDays,
  CircleAlert,
  CloudUpload,
  ListChecks,
  MessageSquare,
  Trash2,
} from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { isLate } from '../filters'
import type { Task } from '../model'
import { avatars } from '../../common/ui/avatar'
import { labelChip, priorityMark } from '../parts/marks'
import { dayName, priorityName } from '../parts/text'

export interface CardFlags {
  readonly isHeld: boolean
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly isPending: boolean
  readonly canEdit: boolean
}

export function card(task: Task, flags: CardFlags): TemplateResult {
  return html`<a
      class="task-card"
      href="?task=${task.key}"
      id="card-${task.id}"
      data-task=${task.id}
      data-priority=${task.priority}
      ?data-held=${flags.isHeld}
      ?data-open=${flags.isOpen}
      tabindex=${flags.isActive ? 0 : -1}
      aria-roledescription=${t('task card')}
      aria-describedby=${flags.canEdit ? 'kanban-help' : nothing}
      aria-current=${flags.isOpen ? 'true' : nothing}
      draggable=${flags.canEdit ? 'true' : 'false'}
    >
      <span class="task-card-top">
        <span class="task-key">${task.key || t('New')}</span>
        ${
          flags.isPending
            ? html`<span class="task-pending" title=${t('Not saved yet')}
                >${icon(CloudUpload, { size: 14, label: t('Not saved yet') })}</span
              >`
            : nothing
        }
      </span>
      <span class="task-title">${task.title}</span>
      ${
        task.labels.length > 0
          ? html`<span class="task-labels">${task.labels.map(labelChip)}</span>`
          : nothing
      }
      <span class="task-card-foot">
        ${priorityMark(task.priority)} ${dueMark(task)} ${checklistMark(task)} ${commentMark(task)}
        ${
          task.story_points === null
            ? nothing
            : html`<span
                class="points"
                title=${tn('%(count)s point', '%(count)s points', task.story_points)}
                >${task.story_points}</span
              >`
        }
        <span class="task-faces"
          >${task.assignees.length > 0 ? avatars(task.assignees, { most: 3, size: 20 }) : nothing}</span
        >
      </span>
    </a>
    ${
      flags.canEdit
        ? html`<button
            class="button button-ghost button-icon button-small card-action"
            type="button"
            data-delete=${task.id}
            tabindex=${flags.isActive ? 0 : -1}
            aria-label=${t('Delete %(key)s', { key: task.key })}
            title=${t('Delete')}
          >
            ${icon(Trash2)}
          </button>`
        : nothing
    }`
}

/** The card in one breath, for screen readers' announcements. */
export function cardName(task: Task): string {
  return `${task.key} ${task.title}, ${priorityName(task.priority)}`
}

export function dueMark(task: Task): TemplateResult | typeof nothing {
  if (task.due_date === null) return nothing
  const late = isLate(task)
  const day = dayName(task.due_date)
  const label = late ? t('Late: was due %(day)s', { day }) : t('Due %(day)s', { day })
  return html`<span class="meta" ?data-late=${late} title=${label}
    >${icon(late ? CircleAlert : CalendarDays, { size: 14, label })}<span aria-hidden="true"
      >${day}</span
    ></span
  >`
}

function checklistMark(task: Task): TemplateResult | typeof nothing {
  if (task.checklist.length === 0) return nothing
  const done = task.checklist.filter((item) => item.done).length
  const of = task.checklist.length
  const label = t('%(done)s of %(of)s steps done', { done, of })
  return html`<span class="meta" title=${label}
    >${icon(ListChecks, { size: 14, label })}<span aria-hidden="true">${done}/${of}</span></span
  >`
}

function commentMark(task: Task): TemplateResult | typeof nothing {
  const count = task.comment_count ?? 0
  if (count === 0) return nothing
  const label = tn('%(count)s comment', '%(count)s comments', count)
  return html`<span class="meta" title=${label}
    >${icon(MessageSquare, { size: 14, label })}<span aria-hidden="true">${count}</span></span
  >`
}
