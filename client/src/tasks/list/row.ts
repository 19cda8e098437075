/** A task as one line of the list. */

import { ChevronDown, ChevronRight, CornerDownRight, Ellipsis, Zap } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import { archivedMark, blockedMark, dueMark, progressMark } from '../board/card'
import type { Marks } from '../indexes'
import type { Label, Task } from '../model'
import { pendingMark, labelChip, priorityMark, stateMark } from '../parts/marks'
import { css } from '../parts/css'
import { typeMark } from '../parts/type-mark'
import type { ProjectStore } from '../project'
import type { SheetField } from '../sheet/fields'
import { shownValue } from '../sheet/show'
import type { ListLook } from './look'
import type { TaskRow } from './rows'

export interface RowFlags {
  /** The cell that has, or would get, the focus; null in every other row. */
  readonly activeCell: string | null
  readonly editing: string | null
  readonly isChosen: boolean
  readonly isHeld: boolean
  readonly isOpen: boolean
  readonly isPending: boolean
  /** Another task that is not done holds it up. */
  readonly isBlocked: boolean
}

export interface RowView {
  readonly store: ProjectStore
  readonly look: ListLook
}

const MOST_LABELS = 2

export function taskLine(
  { store, look }: RowView,
  row: TaskRow,
  flags: RowFlags,
  marks: Marks & { readonly above: string },
): TemplateResult {
  const { task } = row
  const { canEdit } = store
  return html`<div
    class="list-task"
    role="presentation"
    data-task=${task.id}
    data-priority=${task.priority}
    draggable=${canEdit ? 'true' : 'false'}
    ?data-open=${flags.isOpen}
    ?data-chosen=${flags.isChosen}
    ?data-held=${flags.isHeld}
    ?data-pending=${flags.isPending}
    ?data-archived=${task.status === 'archived'}
  >
    <span class="list-cell list-check" role="gridcell"
      >${
        canEdit
          ? html`<input
              type="checkbox"
              tabindex="-1"
              data-choose
              aria-label=${t('Choose %(key)s', { key: task.key })}
              .checked=${live(flags.isChosen)}
            />`
          : nothing
      }</span
    >
    ${look.shows('priority') ? cell(look.all.get('priority'), task, flags, priorityMark(task.priority, false), canEdit) : nothing}
    ${
      look.shows('key')
        ? html`<span class="list-cell task-key" role="gridcell">${task.key || t('New')}</span>`
        : nothing
    }
    ${look.shows('status') ? cell(look.all.get('status'), task, flags, stateMark(task.status), canEdit) : nothing}
    ${titleCell(look, row, flags, marks)}
    ${look.fields.map((field) => cell(field, task, flags, valueOf(field, task, store), canEdit))}
    <span class="list-cell list-acts" role="gridcell"
      ><button
        class="button button-ghost button-icon button-small"
        type="button"
        data-cell="acts"
        data-menu
        aria-haspopup="menu"
        aria-label=${t('What can be done with %(key)s', { key: task.key })}
        tabindex=${flags.activeCell === 'acts' ? 0 : -1}
      >
        ${icon(Ellipsis)}
      </button></span
    >
  </div>`
}

function titleCell(
  look: ListLook,
  row: TaskRow,
  flags: RowFlags,
  { epic, progress, above }: Marks & { readonly above: string },
): TemplateResult {
  const { task, depth, below, isFolded } = row
  const type = look.shows('type') ? look.types.get(task.type ?? '') : undefined
  return html`<span
    class="list-cell list-title"
    role="gridcell"
    ${css({ '--depth': String(Math.min(depth, 8)) })}
  >
    ${
      below > 0
        ? html`<button
            class="list-twist"
            type="button"
            tabindex="-1"
            data-twist
            aria-expanded=${!isFolded}
            aria-label=${isFolded ? t('Show the subtasks of %(key)s', { key: task.key }) : t('Hide the subtasks of %(key)s', { key: task.key })}
          >
            ${icon(isFolded ? ChevronRight : ChevronDown, { size: 14, flip: true })}
          </button>`
        : depth > 0
          ? html`<span class="list-twist" aria-hidden="true"
              >${icon(CornerDownRight, { size: 14, flip: true })}</span
            >`
          : nothing
    }
    ${typeMark(type)}
    ${
      flags.editing === 'title'
        ? input(task, look.all.get('title'), t('Title of %(key)s', { key: task.key }))
        : html`<a
            class="list-link truncate"
            id="row-${task.id}"
            data-cell="title"
            href="?task=${task.key}"
            draggable="false"
            tabindex=${flags.activeCell === 'title' ? 0 : -1}
            aria-describedby="list-help"
            aria-current=${flags.isOpen ? 'true' : nothing}
            >${task.title}</a
          >`
    }
    ${flags.isPending ? pendingMark() : nothing}
    ${task.status === 'archived' ? archivedMark() : nothing}
    ${flags.isBlocked && task.status !== 'done' ? blockedMark() : nothing}
    ${above === '' ? nothing : html`<span class="list-above truncate" title=${above}>› ${above}</span>`}
    ${look.shows('subtasks') ? progressMark(progress) : nothing}
    ${
      epic === '' || epic === above || depth > 0 || !look.shows('parent')
        ? nothing
        : html`<span class="task-epic list-epic" title=${epic}
            >${icon(Zap, { size: 14 })}<span class="truncate">${epic}</span></span
          >`
    }
  </span>`
}

function cell(
  field: SheetField | undefined,
  task: Task,
  flags: RowFlags,
  content: unknown,
  canEdit: boolean,
): TemplateResult | typeof nothing {
  if (field === undefined) return nothing
  const words = field.text(task) || t('None')
  const label = `${field.name}: ${words}`
  if (flags.editing === field.id) {
    return html`<span class="list-cell" role="gridcell" data-field=${field.id}
      >${input(task, field, label)}</span
    >`
  }
  const isFixed = field.sort === 'fixed' || !canEdit
  const isChoice = field.sort === 'choice' || field.sort === 'choices'
  return html`<span class="list-cell" role="gridcell" data-field=${field.id} data-sort=${field.sort}
    >${
      isFixed
        ? html`<span class="list-value" title=${label}
            ><span class="visually-hidden">${label}</span
            ><span class="list-shown" aria-hidden="true">${content}</span></span
          >`
        : html`<button
            class="list-value"
            type="button"
            data-cell=${field.id}
            tabindex=${flags.activeCell === field.id ? 0 : -1}
            aria-label=${label}
            title=${label}
            aria-haspopup=${isChoice ? 'listbox' : nothing}
            aria-expanded=${isChoice ? 'false' : nothing}
          >
            ${content}
          </button>`
    }</span
  >`
}

function input(task: Task, field: SheetField | undefined, label: string): TemplateResult {
  const type = field?.sort === 'date' ? 'date' : 'text'
  return html`<input
    class="input input-small list-input"
    type=${type}
    data-editor
    aria-label=${label}
    inputmode=${field?.sort === 'number' ? 'decimal' : nothing}
    maxlength="2000"
    .value=${field?.text(task) ?? ''}
  />`
}

function valueOf(field: SheetField, task: Task, store: ProjectStore): unknown {
  switch (field.id) {
    case 'assignees':
      return task.assignees.length === 0
        ? html`<span class="list-nobody"></span>`
        : avatars(task.assignees, { most: 3, size: 20 })
    case 'labels':
      return labels(task.labels)
    case 'due':
      return dueMark(task)
    case 'points':
      return task.story_points === null
        ? nothing
        : html`<span class="points">${task.story_points}</span>`
    default:
      return shownValue(field, task, store)
  }
}

function labels(list: readonly Label[]): TemplateResult {
  const more = list.length - MOST_LABELS
  return html`${list.slice(0, MOST_LABELS).map(labelChip)}${
    more > 0
      ? html`<span class="meta" title=${tn('%(count)s more', '%(count)s more', more)}
          >+${more}</span
        >`
      : nothing
  }`
}
