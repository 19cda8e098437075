/** What a cell shows, and what opens to change it. */

import { Square, SquareCheck } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { createLabel } from '../adding'
import { isLate } from '../late'
import type { Priority, Task } from '../model'
import { labelChip, priorityMark, stateMark } from '../parts/marks'
import { dayName } from '../parts/text'
import type { ProjectStore } from '../project'
import type { CellChange, SheetField } from './fields'

/** A value as people read it. */
export function shownValue(
  field: SheetField,
  task: Task,
  store: ProjectStore,
): TemplateResult | string | typeof nothing {
  switch (field.id) {
    case 'status':
      return html`${stateMark(task.status)} <span class="truncate">${task.column.name}</span>`
    case 'priority':
      return html`${priorityMark(task.priority, false)}
        <span class="truncate">${field.text(task)}</span>`
    case 'assignees':
      return people(task)
    case 'labels':
      return html`${task.labels.map(labelChip)}`
    default:
      return plainValue(field, task, store)
  }
}

function people({ assignees }: Task): TemplateResult | typeof nothing {
  const [only] = assignees
  if (only === undefined) return nothing
  if (assignees.length === 1)
    return html`${avatar(only, 20)} <span class="truncate">${only.name}</span>`
  return html`${assignees.map((user) => avatar(user, 20))}`
}

function plainValue(
  field: SheetField,
  task: Task,
  store: ProjectStore,
): TemplateResult | string | typeof nothing {
  const text = field.text(task)
  if (field.sort === 'checkbox') {
    const isOn = text === 'TRUE'
    return icon(isOn ? SquareCheck : Square, { label: isOn ? t('Yes') : t('No') })
  }
  if (text === '') return nothing
  if (field.sort === 'date') {
    const late = field.id === 'due' && isLate(task)
    return html`<span class="meta" ?data-late=${late} title=${text}>${dayName(text)}</span>`
  }
  if (field.sort === 'choice' || field.sort === 'choices') {
    const ids = field.chosen?.(task) ?? []
    const found = field.choices?.().filter(({ id }) => ids.includes(id)) ?? []
    const faces = new Set(store.members.map(({ id }) => id))
    return html`${found.map(({ id, name, color }) =>
      color === undefined || faces.has(id)
        ? html`<span class="truncate">${name}</span>`
        : html`<span class="task-label" data-color=${color}>${name}</span>`,
    )}`
  }
  return html`<span class="truncate">${text}</span>`
}

/** The choices of a field as a picker shows them. */
export function pickerOptions(field: SheetField, store: ProjectStore): PickerOption[] {
  const states = new Map(store.state.columns.map(({ id, state }) => [id, state]))
  const people = new Map(store.members.map((user) => [user.id, user]))
  return (field.choices?.() ?? []).map(({ id, name, color }) => {
    const state = states.get(id)
    const person = people.get(id)
    if (field.id === 'priority')
      return { id, label: name, mark: priorityMark(id as Priority, false) }
    if (state !== undefined) return { id, label: name, mark: stateMark(state) }
    if (person !== undefined) return { id, label: name, mark: avatar(person, 20) }
    return {
      ...{ id, label: name },
      ...(color !== undefined && {
        mark: html`<span class="label-dot" data-color=${color}></span>`,
      }),
    }
  })
}

const NOTHING = 'none'

export interface ChoiceCell {
  readonly anchor: HTMLElement
  readonly field: SheetField
  readonly task: Task
  readonly store: ProjectStore
  readonly onClose?: () => void
}

/** Opens the choices of a cell; `change` is what the choice writes. */
export function openChoices(
  { anchor, field, task, store, onClose }: ChoiceCell,
  change: (change: CellChange) => void,
): void {
  const isMultiple = field.sort === 'choices'
  const canBeEmpty = !isMultiple && !['status', 'priority'].includes(field.id)
  const options = pickerOptions(field, store)
  openPicker({
    anchor,
    label: field.name,
    isMultiple,
    options: canBeEmpty ? [{ id: NOTHING, label: t('None') }, ...options] : options,
    selected: [...(field.chosen?.(task) ?? [])],
    onChange: (ids) => {
      const now = store.state.tasks.get(task.id) ?? task
      const chosen = ids.filter((id) => id !== NOTHING)
      const made = field.choose?.(chosen, now)
      if (made !== undefined) change(made)
    },
    ...(field.id === 'labels' && {
      onCreate: (name: string) => {
        const { id, name: label } = createLabel(store, name)
        return Promise.resolve({ id, label })
      },
    }),
    ...(onClose !== undefined && { onClose }),
  })
}
