/** One card on the kanban. */

import {
  Archive,
  CalendarDays,
  CircleAlert,
  ListChecks,
  ListTree,
  MessageSquare,
  OctagonX,
  Trash2,
  Zap,
} from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import '../automation/standings'
import { isLate } from '../late'
import type { Marks, Progress } from '../indexes'
import type { ItemType, Task } from '../model'
import { pendingMark, labelChip, priorityMark } from '../parts/marks'
import { dayName, priorityName } from '../parts/text'
import { typeMark } from '../parts/type-mark'
import type { SheetField } from '../sheet/fields'

export interface CardFlags {
  readonly isHeld: boolean
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly isChosen: boolean
  readonly isPending: boolean
  readonly isOnlyId: boolean
  /** Another task that is not done holds it up. */
  readonly isBlocked: boolean
  readonly canEdit: boolean
}

/** What cards show, as the view chose it. */
export interface CardLook {
  readonly shows: (field: string) => boolean
  readonly types: ReadonlyMap<string, ItemType>
  /** Sprint, milestone and custom fields that are shown in words. */
  readonly fields: readonly SheetField[]
}

export function card(
  task: Task,
  flags: CardFlags,
  look: CardLook,
  { epic, progress }: Marks,
): TemplateResult {
  const { shows } = look
  return html`<a
      class="task-card"
      href="?task=${task.key}"
      id=${flags.isOnlyId ? `card-${task.id}` : nothing}
      data-task=${task.id}
      data-priority=${task.priority}
      ?data-held=${flags.isHeld}
      ?data-open=${flags.isOpen}
      ?data-chosen=${flags.isChosen}
      ?data-archived=${task.status === 'archived'}
      tabindex=${flags.isActive ? 0 : -1}
      aria-roledescription=${t('task card')}
      aria-describedby=${flags.canEdit ? 'kanban-help' : nothing}
      aria-current=${flags.isOpen ? 'true' : nothing}
      draggable=${flags.canEdit ? 'true' : 'false'}
    >
      <span class="task-card-top">
        ${typeMark(look.types.get(task.type ?? ''))}
        <span class="task-key">${task.key || t('New')}</span>
        ${task.status === 'blocked' || (flags.isBlocked && task.status !== 'done') ? blockedMark() : nothing}
        ${task.status === 'archived' ? archivedMark() : nothing}
        ${flags.isChosen ? html`<span class="visually-hidden">${t('Chosen')}</span>` : nothing}
        ${flags.isPending ? pendingMark() : nothing}
      </span>
      <span class="task-title">${task.title}</span>
      ${
        epic !== '' && shows('parent')
          ? html`<span class="task-epic"
              >${icon(Zap, { size: 14 })}<span class="truncate">${epic}</span></span
            >`
          : nothing
      }
      ${
        task.labels.length > 0 && shows('labels')
          ? html`<span class="task-labels">${task.labels.map(labelChip)}</span>`
          : nothing
      }
      ${ownFields(task, look)}
      <span class="task-card-foot">
        ${shows('priority') ? priorityMark(task.priority) : nothing}
        ${shows('due') ? dueMark(task) : nothing} ${targetMark(task)} ${progressMark(progress)}
        ${checklistMark(task)} ${commentMark(task)} ${shows('points') ? pointsMark(task) : nothing}
        <span class="task-faces"
          >${
            task.assignees.length > 0 && shows('assignees')
              ? avatars(task.assignees, { most: 3, size: 20 })
              : nothing
          }</span
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

function ownFields(task: Task, { fields }: CardLook): TemplateResult | typeof nothing {
  const filled = fields.map((field) => ({ name: field.name, text: field.text(task) }))
  const shown = filled.filter(({ text }) => text !== '' && text !== 'FALSE')
  if (shown.length === 0) return nothing
  return html`<span class="task-own"
    >${shown.map(
      ({ name, text }) =>
        html`<span class="meta" title="${name}: ${text}"
          ><span class="visually-hidden">${name}: </span
          ><span class="truncate">${text === 'TRUE' ? name : text}</span></span
        >`,
    )}</span
  >`
}

export function archivedMark(): TemplateResult {
  return html`<span class="meta">${icon(Archive, { size: 14 })} ${t('Archived')}</span>`
}

export function blockedMark(): TemplateResult {
  const label = t('Blocked')
  return html`<span class="meta task-blocked" title=${label}
    >${icon(OctagonX, { size: 14, label })}</span
  >`
}

function pointsMark({ story_points: points }: Task): TemplateResult | typeof nothing {
  if (points === null) return nothing
  return html`<span class="points" title=${tn('%(count)s point', '%(count)s points', points)}
    >${points}</span
  >`
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

/** What runs out under a service target of the project; a card not saved yet is under none. */
function targetMark({
  id,
  project,
  completed_at: completed,
}: Task): TemplateResult | typeof nothing {
  if (completed !== null || id.startsWith('tmp-')) return nothing
  return html`<tf-target-mark project=${project} task=${id}></tf-target-mark>`
}

/** How many of the subtasks are done. */
export function progressMark(progress: Progress | null): TemplateResult | typeof nothing {
  if (progress === null || progress.total === 0) return nothing
  const { done, total: of } = progress
  const label = t('%(done)s of %(of)s subtasks done', { done, of })
  return html`<span class="meta task-progress" title=${label}
    >${icon(ListTree, { size: 14, label })}<span aria-hidden="true">${done}/${of}</span></span
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
