/** Editors of the fields that a project adds, one for each kind; what cannot be is said at once. */

import { ExternalLink } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { locale, t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import type { CustomField, FieldOption, FieldValue, Task } from '../model'
import { dayName } from '../parts/text'
import type { ProjectStore } from '../project'
import { patch } from './fields'
import { blank, propertyButton } from './rows'
import { oneOf } from './shape-buttons'

/** What an editor needs beside the field: where it stands, and how to say what is wrong. */
export interface OwnFieldHost {
  readonly store: ProjectStore
  readonly task: Task
  problem(fieldId: string): string
  setProblem(fieldId: string, words: string): void
}

export function heldIn(task: Task, field: CustomField): FieldValue {
  return task.fields?.[field.id] ?? null
}

export function isFilled(task: Task, field: CustomField): boolean {
  const held = heldIn(task, field)
  if (Array.isArray(held)) return held.length > 0
  return held !== null && held !== '' && held !== false
}

export function ownField(host: OwnFieldHost, field: CustomField): TemplateResult {
  const { store, task } = host
  switch (field.kind) {
    case 'checkbox':
      return checkbox(host, field)
    case 'select':
      return oneOf(store, {
        label: field.name,
        none: t('None'),
        options: field.options.map((each) => ({ id: each.id, label: each.name, mark: dot(each) })),
        selected: heldIn(task, field) as string | null,
        choose: (id) => set(host, field, id),
      })
    case 'person':
      return oneOf(store, {
        label: field.name,
        none: t('Nobody'),
        options: people(store, heldIn(task, field)),
        selected: heldIn(task, field) as string | null,
        choose: (id) => set(host, field, id),
      })
    case 'multi_select':
      return several(host, field)
    default:
      return typed(host, field)
  }
}

/** Those who are here; who is held and left, or is not read yet, has no name but is not nobody. */
function people(store: ProjectStore, held: FieldValue): PickerOption[] {
  const options: PickerOption[] = store.members.map((user) => ({
    id: user.id,
    label: user.name,
    mark: avatar(user, 20),
  }))
  const isKnown = held === null || options.some(({ id }) => id === held)
  return isKnown ? options : [...options, { id: String(held as string), label: t('Somebody') }]
}

function set({ store, task }: OwnFieldHost, field: CustomField, value: FieldValue): void {
  const seen = store.state.tasks.get(task.id) ?? task
  void patch(store, seen, { fields: { [field.id]: value } })
}

function dot({ color }: FieldOption): TemplateResult {
  return html`<span class="label-dot" data-color=${color}></span>`
}

function checkbox(host: OwnFieldHost, field: CustomField): TemplateResult {
  return html`<label class="property-text"
    ><input
      type="checkbox"
      aria-label=${field.name}
      .checked=${heldIn(host.task, field) === true}
      ?disabled=${!host.store.canEdit}
      @change=${(event: Event) => set(host, field, (event.target as HTMLInputElement).checked)}
  /></label>`
}

function several(host: OwnFieldHost, field: CustomField): TemplateResult {
  const held = (heldIn(host.task, field) ?? []) as readonly string[]
  const chosen = field.options.filter(({ id }) => held.includes(id))
  const words = chosen.map(({ name }) => name).join(', ') || t('None')
  const content =
    chosen.length === 0
      ? blank(t('None'))
      : html`<span class="task-labels"
          >${chosen.map(({ name, color }) => html`<span class="task-label" data-color=${color}>${name}</span>`)}</span
        >`
  const label = t('%(field)s: %(value)s', { field: field.name, value: words })
  return propertyButton(host.store.canEdit, label, content, (anchor) => {
    openPicker({
      anchor,
      label: field.name,
      isMultiple: true,
      options: field.options.map((each) => ({ id: each.id, label: each.name, mark: dot(each) })),
      selected: held,
      onChange: (ids) => set(host, field, ids.length === 0 ? null : ids),
    })
  })
}

/** Text, numbers, dates and addresses are typed. */
function typed(host: OwnFieldHost, field: CustomField): TemplateResult {
  const { store, task } = host
  const held = heldIn(task, field)
  const text = held === null ? '' : String(held as string | number)
  if (!store.canEdit) return shown(field, text)
  const problem = host.problem(field.id)
  const change = (event: Event) => {
    const input = event.target as HTMLInputElement
    const read = readValue(field, input)
    host.setProblem(field.id, read.problem)
    if (read.problem === '' && read.value !== held) set(host, field, read.value)
  }
  const errorId = `problem-${field.id}`
  return html`<div class="property-typed">
      <input
        class="input input-bare input-small property-number"
        type=${field.kind === 'date' ? 'date' : 'text'}
        inputmode=${field.kind === 'number' ? 'decimal' : field.kind === 'url' ? 'url' : 'text'}
        placeholder=${t('None')}
        aria-label=${field.name}
        aria-invalid=${problem !== ''}
        aria-describedby=${problem === '' ? nothing : errorId}
        ?data-empty=${text === ''}
        .value=${text}
        @change=${change}
      />
      ${field.kind === 'url' && text !== '' ? follow(text) : nothing}
    </div>
    ${problem === '' ? nothing : html`<p class="field-error" role="alert" id=${errorId}>${problem}</p>`}`
}

function shown(field: CustomField, text: string): TemplateResult {
  if (text === '') return html`<span class="property-text">${blank(t('None'))}</span>`
  if (field.kind === 'url')
    return html`<a
      class="property-text truncate"
      href=${text}
      rel="noopener noreferrer"
      target="_blank"
      >${text}</a
    >`
  const words =
    field.kind === 'date'
      ? dayName(text)
      : field.kind === 'number'
        ? Number(text).toLocaleString(locale())
        : text
  return html`<span class="property-text">${words}</span>`
}

function follow(address: string): TemplateResult {
  return html`<a
    class="button button-ghost button-icon button-small"
    href=${address}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${t('Open %(address)s', { address })}
    >${icon(ExternalLink, { size: 14 })}</a
  >`
}

interface Read {
  readonly value: FieldValue
  readonly problem: string
}

/** What was typed as the field's value, or why it is none. */
export function readValue(
  { kind }: Pick<CustomField, 'kind'>,
  input: Pick<HTMLInputElement, 'value'> & Partial<Pick<HTMLInputElement, 'validity'>>,
): Read {
  const text = input.value.trim()
  if (kind === 'date' && input.validity?.badInput === true)
    return { value: null, problem: t('This is no date.') }
  if (text === '') return { value: null, problem: '' }
  if (kind === 'number') {
    const number = Number(text.replace(/\s/g, '').replace(',', '.'))
    if (!Number.isFinite(number))
      return { value: null, problem: t('Write a number, such as 12.5.') }
    return { value: number, problem: '' }
  }
  if (kind === 'url') {
    const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
    const isWeb = /^https?:\/\/[^\s/]+\.?[^\s]*$/i.test(address)
    return isWeb
      ? { value: address, problem: '' }
      : { value: null, problem: t('Write an address that begins with https://.') }
  }
  return { value: text, problem: '' }
}
