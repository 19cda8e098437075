/** One task on the planning page: what it is, what it costs, who has it. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import type { Task } from '../model'
import { patch } from '../panel/fields'
import { pendingMark, labelChip, priorityMark, stateMark } from '../parts/marks'
import type { ProjectStore } from '../project'

export interface RowFlags {
  readonly isHeld: boolean
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly isPending: boolean
  readonly isDropBefore: boolean
}

export function planRow(store: ProjectStore, task: Task, flags: RowFlags): TemplateResult {
  const { canEdit } = store
  return html`<li
    class="plan-row"
    data-task=${task.id}
    data-priority=${task.priority}
    ?data-held=${flags.isHeld}
    ?data-selected=${flags.isSelected}
    ?data-open=${flags.isOpen}
    ?data-drop=${flags.isDropBefore}
    ?data-done=${task.status === 'done'}
    ?data-movable=${canEdit}
  >
    ${
      canEdit
        ? html`<label class="plan-check">
            <input
              type="checkbox"
              data-select
              tabindex="-1"
              aria-label=${t('Select %(key)s', { key: task.key })}
              .checked=${flags.isSelected}
            />
          </label>`
        : nothing
    }
    ${stateMark(task.status, true)}
    <a
      class="plan-link"
      id="plan-${task.id}"
      href="?task=${task.key}"
      draggable="false"
      tabindex=${flags.isActive ? 0 : -1}
      aria-current=${flags.isOpen ? 'true' : nothing}
      aria-describedby=${canEdit ? 'plan-help' : nothing}
    >
      <span class="task-key">${task.key || t('New')}</span>
      <span class="plan-title">${task.title}</span>
    </a>
    ${flags.isPending ? pendingMark() : nothing}
    <span class="plan-labels">${task.labels.slice(0, 2).map(labelChip)}</span>
    ${priorityMark(task.priority)}
    <span class="plan-faces"
      >${task.assignees.length > 0 ? avatars(task.assignees, { most: 2, size: 20 }) : nothing}</span
    >
    ${estimate(store, task, flags.isActive)}
  </li>`
}

function estimate(store: ProjectStore, task: Task, isActive: boolean): TemplateResult {
  const label = t('Points of %(key)s', { key: task.key })
  if (!store.canEdit)
    return html`<span class="points" title=${label}>${task.story_points ?? '–'}</span>`
  const change = (event: Event) => {
    const field = event.target as HTMLInputElement
    const number = Math.round(Number(field.value))
    const points = field.value === '' ? null : Math.min(21, Math.max(1, number))
    field.value = points === null ? '' : String(points)
    if (points !== task.story_points) void patch(store, task, { story_points: points })
  }
  return html`<input
    class="input input-small plan-points"
    type="number"
    min="1"
    max="21"
    inputmode="numeric"
    placeholder="–"
    aria-label=${label}
    title=${label}
    tabindex=${isActive ? 0 : -1}
    .value=${task.story_points === null ? '' : String(task.story_points)}
    @change=${change}
  />`
}
