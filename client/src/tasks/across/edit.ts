/** What of a row is changed in place: where it stands, how urgent it is, who does it, by when. */

import { t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { PRIORITIES, type Priority, type Task, type TaskFields } from '../model'
import { priorityMark, stateMark } from '../parts/marks'
import { dayName, priorityName } from '../parts/text'
import { dayOf } from '../query/dates'
import type { AcrossStore } from './store'

/** Another column, or other values. */
export type Edit = { readonly column: Task['column'] } | { readonly fields: TaskFields }

export type Editable = 'status' | 'priority' | 'assignees' | 'due'
type Make = (edit: Edit) => void

export function openEdit(
  what: Editable,
  anchor: HTMLElement,
  task: Task,
  store: AcrossStore,
  make: Make,
): void {
  switch (what) {
    case 'status':
      return pickColumn(anchor, task, store, make)
    case 'priority':
      return pickPriority(anchor, task, make)
    case 'assignees':
      return pickPeople(anchor, task, store, make)
    case 'due':
      return pickDay(anchor, task, store.context().today, make)
  }
}

function pickColumn(anchor: HTMLElement, task: Task, store: AcrossStore, make: Make): void {
  const columns = store.columnsOf(task)
  openPicker({
    anchor,
    label: t('Status'),
    options: columns.map(({ id, name, state }) => ({ id, label: name, mark: stateMark(state) })),
    selected: [task.column.id],
    onChange: ([id]) => {
      const column = columns.find((each) => each.id === id)
      if (column === undefined || column.id === task.column.id) return
      const { name, state } = column
      make({ column: { id: column.id, name, state } })
    },
  })
}

function pickPriority(anchor: HTMLElement, task: Task, make: Make): void {
  openPicker({
    anchor,
    label: t('Priority'),
    options: PRIORITIES.map((each) => ({
      id: each,
      label: priorityName(each),
      mark: priorityMark(each, false),
    })),
    selected: [task.priority],
    onChange: ([id]) => {
      const priority = id as Priority | undefined
      if (priority !== undefined && priority !== task.priority) make({ fields: { priority } })
    },
  })
}

function pickPeople(anchor: HTMLElement, task: Task, store: AcrossStore, make: Make): void {
  const { members } = store.page
  const before = task.assignees.map(({ id }) => id)
  let chosen: readonly string[] = before
  openPicker({
    anchor,
    label: t('Assignees'),
    options: members.map((user) => ({ id: user.id, label: user.name, mark: avatar(user, 20) })),
    selected: [...before],
    isMultiple: true,
    onChange: (ids) => {
      chosen = ids
    },
    // Everybody is told once, of the whole choice.
    onClose: () => {
      if ([...chosen].sort().join() === [...before].sort().join()) return
      const assignees = members.filter(({ id }) => chosen.includes(id))
      make({ fields: { assignees } })
    },
  })
}

function pickDay(anchor: HTMLElement, task: Task, today: string, make: Make): void {
  const option = (label: string, text: string): PickerOption => {
    const day = dayOf(text, today) ?? ''
    return { id: day, label, hint: day === '' ? '' : dayName(day) }
  }
  const usual = [
    option(t('Today'), 'today'),
    option(t('Tomorrow'), 'tomorrow'),
    option(t('End of the week'), 'endofweek'),
    option(t('In a week'), '+1w'),
    option(t('In two weeks'), '+2w'),
    option(t('End of the month'), 'endofmonth'),
    { id: 'none', label: t('No due date') },
  ]
  openPicker({
    anchor,
    label: t('Due: a day, +3d, 2030-01-31'),
    options: usual,
    selected: task.due_date === null ? ['none'] : [],
    search: (words) => {
      const typed = words.trim().toLowerCase()
      const day = typed === '' ? null : dayOf(typed, today)
      if (day !== null) return [{ id: day, label: dayName(day), hint: day }]
      return usual.filter(({ label }) => label.toLowerCase().includes(typed))
    },
    onChange: ([id]) => {
      if (id === undefined || id === '') return
      const day = id === 'none' ? null : id
      if (day !== task.due_date) make({ fields: { due_date: day } })
    },
  })
}
