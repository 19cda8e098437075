/** Which fields a rule can watch and set, the project's own among them, and how a value is chosen. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { PRIORITIES, STATES, type CustomField } from '../model'
import { priorityName, stateName } from '../parts/text'
import { named, number, select, several, text } from './controls'
import { fields, watched, type Choice, type Part, type RulesPage } from './model'

const OWN = 'fields.'

export function settable(page: RulesPage): Choice[] {
  return [...fields(), ...own(page)]
}

export function watchable(page: RulesPage): Choice[] {
  return [...watched(), ...own(page)]
}

function own({ fields: custom }: RulesPage): Choice[] {
  return custom.map(({ id, name }): Choice => [OWN + id, name])
}

function ownField(page: RulesPage, field: unknown): CustomField | undefined {
  return page.fields.find(({ id }) => OWN + id === field)
}

/** What a field is set to until somebody says otherwise. */
export function start(page: RulesPage, field: string): { value: unknown } {
  const values: Readonly<Record<string, unknown>> = {
    priority: 'high',
    status: 'done',
    due_date: '+7d',
    start_date: 'today',
    story_points: 1,
    estimate_minutes: 60,
    type: page.types[0]?.id ?? null,
    milestone: page.milestones[0]?.id ?? null,
  }
  const custom = ownField(page, field)
  return { value: custom ? startOfOwn(custom) : (values[field] ?? null) }
}

function startOfOwn({ kind, options }: CustomField): unknown {
  switch (kind) {
    case 'select':
      return options[0]?.id ?? null
    case 'multi_select':
      return options.slice(0, 1).map(({ id }) => id)
    case 'number':
      return 0
    case 'checkbox':
      return true
    default:
      return null
  }
}

export function valueField(page: RulesPage, part: Part, set: (part: Part) => void): TemplateResult {
  const custom = ownField(page, part.field)
  if (custom) return ownValue(page, custom, part, set)
  const put = (value: string): void => set({ ...part, value: value || null })
  const choices = choicesOf(page, String(part.field))
  if (choices !== null) return select(t('Value'), choices, part.value ?? '', put)
  if (part.field === 'story_points')
    return number(t('Value'), part.value, 1, 21, (value) => set({ ...part, value }))
  if (part.field === 'estimate_minutes')
    return number(t('Value'), part.value, 0, 600_000, (value) => set({ ...part, value }))
  return text(t('A date, or a span such as +7d'), part.value, 40, put)
}

function choicesOf(page: RulesPage, field: string): Choice[] | null {
  switch (field) {
    case 'priority':
      return PRIORITIES.map((id): Choice => [id, priorityName(id)])
    case 'status':
      return states()
    case 'type':
      return [['', t('none')], ...named(page.types)]
    case 'milestone':
      return [['', t('none')], ...named(page.milestones)]
    default:
      return null
  }
}

function ownValue(
  page: RulesPage,
  field: CustomField,
  part: Part,
  set: (part: Part) => void,
): TemplateResult {
  const put = (value: unknown): void => set({ ...part, value: value === '' ? null : value })
  const nothing: Choice = ['', t('nothing')]
  switch (field.kind) {
    case 'select':
      return select(t('Value'), [nothing, ...named(field.options)], part.value ?? '', put)
    case 'person':
      return select(t('Value'), [nothing, ...named(page.members)], part.value ?? '', put)
    case 'checkbox': {
      const choices: Choice[] = [
        ['yes', t('Yes')],
        ['no', t('No')],
      ]
      const now = part.value === true ? 'yes' : 'no'
      return select(t('Value'), choices, now, (value) => put(value === 'yes'))
    }
    case 'multi_select': {
      const chosen = Array.isArray(part.value) ? part.value.map(String) : []
      return several(t('Value'), named(field.options), chosen, put)
    }
    case 'number':
      return html`<input
        class="input input-number"
        type="number"
        step="any"
        aria-label=${t('Value')}
        .value=${String(part.value ?? '')}
        @change=${(event: Event) => {
          const { valueAsNumber } = event.target as HTMLInputElement
          put(Number.isNaN(valueAsNumber) ? null : valueAsNumber)
        }}
      />`
    case 'date':
      return html`<input
        class="input"
        type="date"
        aria-label=${t('Value')}
        .value=${String(part.value ?? '')}
        @change=${(event: Event) => put((event.target as HTMLInputElement).value)}
      />`
    default:
      return text(t('Value'), part.value, 1000, put)
  }
}

export const states = (): Choice[] => STATES.map((id): Choice => [id, stateName(id)])
