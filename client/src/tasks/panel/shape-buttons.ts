/** Choices out of what the project is made of: type, parent, sprint, milestone. */

import { Flag, ListTree, Zap } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { epicOf, isEpic } from '../epics'
import type { Sprint, Task } from '../model'
import { dayName } from '../parts/text'
import { typeMark } from '../parts/type-mark'
import type { ProjectStore } from '../project'
import { patch } from './fields'
import { blank, propertyButton } from './rows'
import { pickParent } from './task-picker'

const NONE = ''

interface Chosen {
  readonly label: string
  readonly none: string
  readonly options: readonly PickerOption[]
  readonly selected: string | null | undefined
  readonly choose: (id: string | null) => void
}

/** A button that opens a list of which one, or none, is chosen. */
export function oneOf(store: ProjectStore, { label, none, options, selected, choose }: Chosen) {
  const held = options.find(({ id }) => id === selected)
  const content =
    held === undefined
      ? blank(none)
      : html`${held.mark ?? ''}<span class="truncate">${held.label}</span>`
  const named = t('%(field)s: %(value)s', { field: label, value: held?.label ?? none })
  return propertyButton(store.canEdit, named, content, (anchor) => {
    openPicker({
      anchor,
      label,
      options: [{ id: NONE, label: none }, ...options],
      selected: [selected ?? NONE],
      onChange: ([id]) => {
        const next = id === undefined || id === NONE ? null : id
        if (next !== (selected ?? null)) choose(next)
      },
    })
  })
}

export function typeButton(store: ProjectStore, task: Task): TemplateResult {
  return oneOf(store, {
    label: t('Type'),
    none: t('Task'),
    options: store.state.types.map((type) => ({
      id: type.id,
      label: type.name,
      mark: html`${typeMark(type)}`,
      hint: type.level === 'epic' ? t('stands on top') : '',
    })),
    selected: task.type,
    choose: (type) => void patch(store, task, { type }),
  })
}

export function parentButton(store: ProjectStore, task: Task): TemplateResult {
  const parent = task.parent === null ? undefined : store.state.tasks.get(task.parent)
  const words = parentWords(task, parent)
  const epic = epicOf(task, store.state)
  const content =
    task.parent === null
      ? blank(words)
      : html`${icon(parent && isEpic(parent, store.state) ? Zap : ListTree, { size: 14 })}
          <span class="truncate"
            >${words}${epic !== null && epic.id !== task.id && epic.id !== task.parent ? html` <span class="quiet">· ${epic.title}</span>` : ''}</span
          >`
  return propertyButton(
    store.canEdit,
    t('Parent: %(value)s', { value: words }),
    content,
    (anchor) => pickParent(store, task, anchor),
  )
}

function parentWords(task: Task, parent: Task | undefined): string {
  if (task.parent === null) return t('None')
  return parent === undefined ? t('Another task') : `${parent.key} ${parent.title}`
}

function sprintHint(sprint: Sprint): string {
  switch (sprint.status) {
    case 'active':
      return t('active')
    case 'completed':
      return t('completed')
    case 'planned':
      return sprint.start_date === null ? t('planned') : dayName(sprint.start_date)
  }
}

export function sprintButton(store: ProjectStore, task: Task): TemplateResult {
  const open = store.state.sprints.filter(
    ({ id, status }) => status !== 'completed' || id === task.sprint,
  )
  return oneOf(store, {
    label: t('Sprint'),
    none: t('Backlog'),
    options: open.map((sprint) => ({
      id: sprint.id,
      label: sprint.name,
      hint: sprintHint(sprint),
    })),
    selected: task.sprint,
    choose: (sprint) => void patch(store, task, { sprint }),
  })
}

export function milestoneButton(store: ProjectStore, task: Task): TemplateResult {
  return oneOf(store, {
    label: t('Milestone'),
    none: t('None'),
    options: store.state.milestones.map(({ id, name, due_date: due, reached_at: reached }) => ({
      id,
      label: name,
      mark: html`${icon(Flag, { size: 14 })}`,
      hint: reached === null ? (due === null ? '' : dayName(due)) : t('reached'),
    })),
    selected: task.milestone,
    choose: (milestone) => void patch(store, task, { milestone }),
  })
}
