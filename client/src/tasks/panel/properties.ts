/** The properties of a task, in one column: each is a button that opens what changes it. */

import { html, nothing, type TemplateResult } from 'lit'
import { t, tn } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openPicker } from '../../common/ui/picker'
import { createLabel } from '../adding'
import { isLate } from '../late'
import { PRIORITIES, type Label, type Priority, type Task } from '../model'
import { labelChip, priorityMark, stateMark } from '../parts/marks'
import { ago, exactTime, priorityName } from '../parts/text'
import type { ProjectStore } from '../project'
import { tasksIn } from '../state'
import { rankBetween } from '../../common/rank'
import { patch, rechosen } from './fields'
import './more-properties'
import { blank, propertyButton, row } from './rows'
import { typeButton } from './shape-buttons'
import './watching'

export function properties(store: ProjectStore, task: Task): TemplateResult {
  const hasTypes = store.state.types.length > 0
  return html`<dl class="properties">
      ${row(t('Status'), statusButton(store, task))}
      ${hasTypes ? row(t('Type'), typeButton(store, task)) : nothing}
      ${row(t('Assignees'), assigneesButton(store, task))}
      ${row(t('Priority'), priorityButton(store, task))}
      ${row(t('Labels'), labelsButton(store, task))} ${row(t('Points'), pointsField(store, task))}
      ${row(t('Start'), dateField(store, task, 'start_date', t('Start date')))}
      ${row(t('Due'), dateField(store, task, 'due_date', t('Due date')))}
    </dl>
    <tf-more-properties .store=${store} .task=${task}></tf-more-properties>
    <dl class="properties">
      ${row(
        t('Repeats'),
        html`<tf-recurrence
          task-id=${task.id}
          starts-on=${task.due_date ?? ''}
          project-id=${store.page.project.id}
          ?can-edit=${store.canEdit}
        ></tf-recurrence>`,
      )}
      ${row(t('Watchers'), html`<tf-watching .store=${store} .task=${task}></tf-watching>`)}
      ${row(
        t('Created'),
        html`<span class="property-text" title=${exactTime(task.created_at)}
          >${ago(task.created_at)}${task.created_by ? html` · ${task.created_by.name}` : nothing}</span
        >`,
      )}
    </dl>`
}

export function moveToColumn(store: ProjectStore, task: Task, columnId: string): void {
  const column = store.state.columns.find(({ id }) => id === columnId)
  if (column === undefined || column.id === task.column.id) return
  const last = tasksIn(store.state, column.id).at(-1)
  const { id, name, state } = column
  void store.do({
    kind: 'task.move',
    taskId: task.id,
    column: { id, name, state },
    rank: rankBetween(last?.rank ?? null, null),
    before: null,
    after: null,
  })
}

export function statusButton(store: ProjectStore, task: Task): TemplateResult {
  const content = html`${stateMark(task.status)} <span>${task.column.name}</span>`
  const label = t('Status: %(value)s', { value: task.column.name })
  return propertyButton(store.canEdit, label, content, (anchor) => {
    openPicker({
      anchor,
      label: t('Status'),
      options: store.state.columns.map((column) => ({
        id: column.id,
        label: column.name,
        mark: stateMark(column.state),
      })),
      selected: [task.column.id],
      onChange: ([columnId]) => moveToColumn(store, task, columnId ?? ''),
    })
  })
}

export function assigneesButton(store: ProjectStore, task: Task): TemplateResult {
  const names = task.assignees.map(({ name }) => name).join(', ')
  const content =
    task.assignees.length === 0
      ? blank(t('Nobody'))
      : html`${task.assignees.map((user) => html`<span class="property-person">${avatar(user, 20)} <span>${user.name}</span></span>`)}`
  const label = t('Assignees: %(value)s', { value: names || t('Nobody') })
  return propertyButton(store.canEdit, label, content, (anchor) => {
    let chosen: readonly string[] = task.assignees.map(({ id }) => id)
    openPicker({
      anchor,
      label: t('Assignees'),
      isMultiple: true,
      options: store.members.map((user) => ({
        id: user.id,
        label: user.name,
        mark: avatar(user, 20),
      })),
      selected: chosen,
      onChange: (ids) => {
        const now = store.state.tasks.get(task.id) ?? task
        const held = now.assignees.map(({ id }) => id)
        const wanted = rechosen(held, chosen, ids)
        chosen = ids
        // Somebody who left the workspace stays until they are taken off.
        const people = [...store.members, ...now.assignees]
        const assignees = wanted.flatMap((id) => people.find((user) => user.id === id) ?? [])
        void patch(store, now, { assignees })
      },
    })
  })
}

export function priorityButton(store: ProjectStore, task: Task): TemplateResult {
  const content = html`${priorityMark(task.priority, false)}
    <span>${priorityName(task.priority)}</span>`
  const label = t('Priority: %(priority)s', { priority: priorityName(task.priority) })
  return propertyButton(store.canEdit, label, content, (anchor) => {
    openPicker({
      anchor,
      label: t('Priority'),
      options: PRIORITIES.map((id) => ({
        id,
        label: priorityName(id),
        mark: priorityMark(id, false),
      })),
      selected: [task.priority],
      onChange: ([priority]) => void patch(store, task, { priority: priority as Priority }),
    })
  })
}

export function labelsButton(store: ProjectStore, task: Task): TemplateResult {
  const content =
    task.labels.length === 0
      ? blank(t('None'))
      : html`<span class="task-labels">${task.labels.map(labelChip)}</span>`
  const names = task.labels.map(({ name }) => name).join(', ')
  return propertyButton(
    store.canEdit,
    t('Labels: %(value)s', { value: names || t('None') }),
    content,
    (anchor) => {
      let chosen: readonly string[] = task.labels.map(({ id }) => id)
      openPicker({
        anchor,
        label: t('Labels'),
        isMultiple: true,
        options: store.state.labels.map(labelOption),
        selected: chosen,
        onCreate: (name) => Promise.resolve(labelOption(createLabel(store, name))),
        onChange: (ids) => {
          const now = store.state.tasks.get(task.id) ?? task
          const held = now.labels.map(({ id }) => id)
          const wanted = rechosen(held, chosen, ids)
          chosen = ids
          const labels = store.state.labels.filter(({ id }) => wanted.includes(id))
          void patch(store, now, { labels })
        },
      })
    },
  )
}

function labelOption({ id, name, color }: Label) {
  return { id, label: name, mark: html`<span class="label-dot" data-color=${color}></span>` }
}

export function pointsField(store: ProjectStore, task: Task): TemplateResult {
  if (!store.canEdit) {
    const words =
      task.story_points === null
        ? t('None')
        : tn('%(count)s point', '%(count)s points', task.story_points)
    return html`<span class="property-text">${words}</span>`
  }
  const change = (event: Event) => {
    const field = event.target as HTMLInputElement
    const points =
      field.value === '' ? null : Math.min(21, Math.max(1, Math.round(Number(field.value))))
    field.value = points === null ? '' : String(points)
    if (points !== task.story_points) void patch(store, task, { story_points: points })
  }
  return html`<input
    class="input input-bare input-small property-number"
    type="number"
    min="1"
    max="21"
    inputmode="numeric"
    placeholder=${t('None')}
    aria-label=${t('Points')}
    .value=${task.story_points === null ? '' : String(task.story_points)}
    @change=${change}
  />`
}

export function dateField(
  store: ProjectStore,
  task: Task,
  field: 'start_date' | 'due_date',
  label: string,
): TemplateResult {
  const change = (event: Event) => {
    const value = (event.target as HTMLInputElement).value
    const date = value === '' ? null : value
    if (date !== task[field]) void patch(store, task, { [field]: date })
  }
  return html`<input
    class="input input-bare input-small property-date"
    type="date"
    aria-label=${label}
    ?disabled=${!store.canEdit}
    ?data-late=${field === 'due_date' && isLate(task)}
    ?data-empty=${task[field] === null}
    .value=${task[field] ?? ''}
    @change=${change}
  />`
}
