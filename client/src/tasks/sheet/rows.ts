/** The rows of the table as they are drawn. */

import { Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { addQuickTask } from '../adding'
import type { Task } from '../model'
import { css } from '../parts/css'
import { pendingMark } from '../parts/marks'
import type { ProjectStore } from '../project'
import { quickAdd } from '../quick/help'
import type { SheetField } from './fields'
import { isIn, type Box, type Cell } from './range'
import { shownValue } from './show'

export interface RowsView {
  readonly store: ProjectStore
  readonly fields: readonly SheetField[]
  readonly active: Cell
  readonly box: Box
  readonly editing: { readonly cell: Cell; readonly text: string } | null
  readonly chosen: ReadonlySet<string>
  readonly choose: (task: Task, event: MouseEvent) => void
  readonly typed: (event: InputEvent) => void
  readonly left: () => void
}

export function sheetRow(view: RowsView, task: Task, row: number, start: number): TemplateResult {
  const isChosen = view.chosen.has(task.id)
  return html`<div
    class="sheet-row sheet-line"
    role="row"
    aria-rowindex=${row + 2}
    aria-selected=${isChosen}
    data-row=${task.id}
    ${css({ transform: `translateY(${String(start)}px)` })}
  >
    <span class="sheet-cell sheet-number" role="rowheader" aria-colindex="1">
      <input
        type="checkbox"
        tabindex="-1"
        aria-label=${t('Choose %(key)s', { key: task.key })}
        .checked=${live(isChosen)}
        @click=${(event: MouseEvent) => view.choose(task, event)}
      />
      <a
        class="task-key"
        href="?task=${task.key}"
        tabindex="-1"
        data-open-task=${task.key || task.id}
        >${task.key || t('New')}</a
      >
    </span>
    ${view.fields.map((field, column) => gridCell(view, task, field, { row, column }))}
  </div>`
}

function gridCell(view: RowsView, task: Task, field: SheetField, cell: Cell): TemplateResult {
  const { active, box, editing } = view
  const isActive = active.row === cell.row && active.column === cell.column
  const isEditing = editing?.cell.row === cell.row && editing.cell.column === cell.column
  const isEnd = cell.row === box.bottom && cell.column === box.right
  return html`<span
    class="sheet-cell ${cell.column === 0 ? 'sheet-frozen' : ''}"
    role="gridcell"
    aria-colindex=${cell.column + 2}
    aria-selected=${isIn(box, cell)}
    aria-readonly=${field.sort === 'fixed' ? 'true' : nothing}
    data-cell="${cell.row}:${cell.column}"
    data-sort=${field.sort}
    ?data-active=${isActive}
    tabindex=${isActive && !isEditing ? 0 : -1}
    >${isEditing ? editor(view, field) : shownValue(field, task, view.store)}${
      cell.column === 0 && view.store.outbox.isStuck && view.store.isPending(task.id)
        ? pendingMark()
        : nothing
    }${
      isEnd && view.store.canEdit && !isEditing
        ? html`<span class="sheet-fill" data-fill title=${t('Drag to fill')}></span>`
        : nothing
    }</span
  >`
}

function editor(view: RowsView, field: SheetField): TemplateResult {
  return html`<input
    class="sheet-input"
    aria-label=${field.name}
    inputmode=${field.sort === 'number' ? 'decimal' : nothing}
    maxlength="2000"
    .value=${live(view.editing?.text ?? '')}
    @input=${view.typed}
    @blur=${view.left}
  />`
}

/** How many, and the sums of numbers. */
export function totals(fields: readonly SheetField[], tasks: readonly Task[]): TemplateResult {
  return html`<div class="sheet-row sheet-totals" role="row">
    <span class="sheet-cell sheet-number" role="rowheader">${tasks.length}</span>
    ${fields.map((field, at) => {
      const { number } = field
      const sum = number && tasks.reduce((all, task) => all + (number(task) ?? 0), 0)
      return html`<span
        class="sheet-cell ${at === 0 ? 'sheet-frozen' : ''}"
        role="gridcell"
        data-sort=${field.sort}
        >${sum === undefined ? nothing : Math.round(sum * 100) / 100}</span
      >`
    })}
  </div>`
}

/** The line below the last task, in which a new one is typed. */
export function newRow(store: ProjectStore, goUp: () => void): TemplateResult {
  const keyed = (event: KeyboardEvent) => {
    event.stopPropagation()
    const field = event.target as HTMLInputElement
    const [column] = store.state.columns
    if (event.key === 'ArrowUp') goUp()
    if (event.key !== 'Enter' || event.isComposing || column === undefined) return
    if (field.value.trim() === '') return
    addQuickTask(store, column, field.value.trim())
    field.value = ''
  }
  return html`<div class="sheet-row sheet-new" role="row">
    <span class="sheet-cell sheet-number" role="presentation">${icon(Plus)}</span>
    <span class="sheet-cell sheet-frozen" role="gridcell"
      ><input
        class="sheet-input"
        maxlength="300"
        placeholder=${t('New task')}
        aria-label=${t('Title of the new task')}
        ${quickAdd(store)}
        @keydown=${keyed}
    /></span>
  </div>`
}
