/** The choices of the dialogue of a new task. */

import { html, nothing, type TemplateResult } from 'lit'
import { ListTree, X } from 'lucide-static'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import { avatar } from '../common/ui/avatar'
import { openPicker, type PickerOption } from '../common/ui/picker'
import { createLabel } from './adding'
import { PRIORITIES, type Column, type Label } from './model'
import type { NewTask } from './new-task-draft'
import { pickTask } from './panel/task-picker'
import { labelChip } from './parts/marks'
import { priorityName } from './parts/text'
import type { ProjectStore } from './project'

type Named = { readonly id: string; readonly name: string }

/** Where the draft stands, and how it changes. */
export interface NewTaskHost {
  readonly store: ProjectStore
  readonly draft: NewTask
  set(change: Partial<NewTask>): void
}

/** The column that the task goes to: the chosen one while it stands, else the first. */
export function columnOf({ store, draft }: NewTaskHost): Column | undefined {
  const { columns } = store.state
  return columns.find(({ id }) => id === draft.column) ?? columns[0]
}

/** What a new task may hold beside its words. */
export function newTaskFields(host: NewTaskHost): TemplateResult {
  const { store, draft } = host
  const { columns, types, sprints, milestones } = store.state
  const open = sprints.filter(({ status }) => status !== 'completed')
  const to =
    (name: keyof NewTask) =>
    (event: Event): void =>
      host.set({ [name]: (event.target as HTMLSelectElement).value || null })
  const priorities = PRIORITIES.map((id) => ({ id, name: priorityName(id) }))
  return html`${select(t('Status'), columnOf(host)?.id ?? '', columns, null, to('column'))}
  ${types.length === 0 ? nothing : select(t('Type'), draft.type, types, t('Task'), to('type'))}
  ${select(t('Priority'), draft.priority, priorities, null, to('priority'))} ${people(host)}
  ${labels(host)} ${due(host)} ${points(host)}
  ${open.length === 0 ? nothing : select(t('Sprint'), draft.sprint, open, t('Backlog'), to('sprint'))}
  ${milestones.length === 0 ? nothing : select(t('Milestone'), draft.milestone, milestones, t('None'), to('milestone'))}
  ${parent(host)}`
}

/** A field of which one thing, or none, is chosen. */
export function select(
  label: string,
  chosen: string | null,
  options: readonly Named[],
  none: string | null,
  change: (event: Event) => void,
): TemplateResult {
  return html`<label class="field"
    ><span>${label}</span>
    <select class="select" @change=${change}>
      ${none === null ? nothing : html`<option value="" .selected=${chosen === null}>${none}</option>`}
      ${options.map(({ id, name }) => html`<option value=${id} .selected=${id === chosen}>${name}</option>`)}
    </select></label
  >`
}

function people(host: NewTaskHost): TemplateResult {
  const { members } = host.store
  const chosen = members.filter(({ id }) => host.draft.assignees.includes(id))
  const options = members.map((user) => ({
    id: user.id,
    label: user.name,
    mark: avatar(user, 20),
  }))
  const shown = chosen.map((user) => html`${avatar(user, 20)} <bdi>${user.name}</bdi>`)
  return several(t('Assignees'), t('Nobody'), options, chosen, shown, (assignees) =>
    host.set({ assignees }),
  )
}

function labels(host: NewTaskHost): TemplateResult {
  const { store, draft } = host
  const chosen = store.state.labels.filter(({ id }) => draft.labels.includes(id))
  const option = ({ id, name, color }: Label): PickerOption => ({
    id,
    label: name,
    mark: html`<span class="label-dot" data-color=${color}></span>`,
  })
  return several(
    t('Labels'),
    t('None'),
    store.state.labels.map(option),
    chosen,
    chosen.map(labelChip),
    (labels) => host.set({ labels }),
    (name) => Promise.resolve(option(createLabel(store, name))),
  )
}

function several(
  label: string,
  none: string,
  options: readonly PickerOption[],
  chosen: readonly Named[],
  shown: readonly unknown[],
  change: (ids: string[]) => void,
  onCreate?: (name: string) => Promise<PickerOption>,
): TemplateResult {
  const words = chosen.map(({ name }) => name).join(', ') || none
  return html`<div class="field">
    <span aria-hidden="true">${label}</span>
    <button
      class="select new-task-several"
      type="button"
      aria-haspopup="listbox"
      aria-expanded="false"
      aria-label=${t('%(field)s: %(value)s', { field: label, value: words })}
      @click=${(event: Event) =>
        openPicker({
          anchor: event.currentTarget as HTMLElement,
          label,
          options,
          selected: chosen.map(({ id }) => id),
          isMultiple: true,
          onChange: change,
          ...(onCreate && { onCreate }),
        })}
    >
      ${shown.length === 0 ? html`<span class="quiet">${none}</span>` : shown}
    </button>
  </div>`
}

function due(host: NewTaskHost): TemplateResult {
  return html`<label class="field"
    ><span>${t('Due')}</span>
    <input
      class="input"
      type="date"
      .value=${host.draft.due_date ?? ''}
      @change=${(event: Event) => host.set({ due_date: (event.target as HTMLInputElement).value || null })}
  /></label>`
}

function points(host: NewTaskHost): TemplateResult {
  const change = (event: Event): void => {
    const { value } = event.target as HTMLInputElement
    const points = Math.min(21, Math.max(1, Math.round(Number(value))))
    host.set({ story_points: value === '' ? null : points })
  }
  const points = host.draft.story_points
  return html`<label class="field"
    ><span>${t('Points')}</span>
    <input
      class="input"
      type="number"
      min="1"
      max="21"
      inputmode="numeric"
      placeholder=${t('None')}
      .value=${points === null ? '' : String(points)}
      @change=${change}
  /></label>`
}

function parent(host: NewTaskHost): TemplateResult {
  const { store, draft } = host
  const parent = draft.parent === null ? undefined : store.state.tasks.get(draft.parent)
  const words =
    parent === undefined
      ? draft.parent === null
        ? t('None')
        : t('Another task')
      : `${parent.key} ${parent.title}`
  const pick = (event: Event): void =>
    pickTask(store, event.currentTarget as HTMLElement, t('Parent'), new Set(), ({ id }) =>
      host.set({ parent: id }),
    )
  return html`<div class="field">
    <span aria-hidden="true">${t('Parent')}</span>
    <span class="new-task-parent">
      <button
        class="select new-task-several"
        type="button"
        aria-haspopup="listbox"
        aria-expanded="false"
        aria-label=${t('Parent: %(value)s', { value: words })}
        @click=${pick}
      >
        ${draft.parent === null ? html`<span class="quiet">${words}</span>` : html`${icon(ListTree, { size: 14 })}<bdi class="truncate">${words}</bdi>`}
      </button>
      ${
        draft.parent === null
          ? nothing
          : html`<button
              class="button button-ghost button-icon"
              type="button"
              aria-label=${t('No parent')}
              @click=${() => host.set({ parent: null })}
            >
              ${icon(X)}
            </button>`
      }
    </span>
  </div>`
}
