/** One rule as a sentence of selects: when …, if …, then …. */

import { html, nothing, type TemplateResult } from 'lit'
import { Plus, X } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { PRIORITIES, STATES } from '../model'
import { priorityName, stateName } from '../parts/text'
import {
  actions,
  fields,
  triggers,
  watched,
  type Choice,
  type Part,
  type Rule,
  type RulesPage,
} from './model'

type Change = (rule: Rule) => void

export function builder(page: RulesPage, rule: Rule, change: Change): TemplateResult {
  const setAction = (at: number, action: Part | null): void => {
    const next = rule.actions.flatMap((each, place) => {
      if (place !== at) return [each]
      return action === null ? [] : [action]
    })
    change({ ...rule, actions: next })
  }
  return html`<div class="rule-sentence">
    <div class="rule-part">
      <span class="rule-word">${t('When')}</span>
      ${select(t('When'), triggers(), rule.trigger.kind, (kind) => change({ ...rule, trigger: newTrigger(kind) }))}
      ${triggerParts(page, rule.trigger, (trigger) => change({ ...rule, trigger }))}
    </div>
    <div class="rule-part">
      <span class="rule-word">${t('If')}</span>
      <input
        class="input rule-query"
        aria-label=${t('Which tasks: a query')}
        placeholder=${t('every task, or a query such as priority:high -is:blocked')}
        maxlength="5000"
        .value=${rule.condition.query ?? ''}
        @change=${(event: Event) => change({ ...rule, condition: { query: valueOf(event) } })}
      />
    </div>
    ${rule.actions.map(
      (action, at) =>
        html`<div class="rule-part">
          <span class="rule-word">${at === 0 ? t('Then') : t('and')}</span>
          ${select(t('Then'), actions(), action.kind, (kind) => setAction(at, newAction(page, kind)))}
          ${actionParts(page, action, (next) => setAction(at, next))}
          <button
            class="button button-ghost button-icon button-small"
            type="button"
            aria-label=${t('Remove this action')}
            ?disabled=${rule.actions.length === 1}
            @click=${() => setAction(at, null)}
          >
            ${icon(X)}
          </button>
        </div>`,
    )}
    <div class="rule-part">
      <button
        class="button button-small"
        type="button"
        ?disabled=${rule.actions.length >= 20}
        @click=${() => change({ ...rule, actions: [...rule.actions, newAction(page, 'set')] })}
      >
        ${icon(Plus)}${t('Another action')}
      </button>
    </div>
  </div>`
}

function newTrigger(kind: string): Part {
  if (kind === 'field.changed') return { kind, field: 'priority' }
  if (kind === 'schedule') return { kind, rule: 'FREQ=WEEKLY;BYDAY=MO', hour: 9 }
  if (kind === 'due.arrives') return { kind, days: 0 }
  return { kind }
}

function newAction(page: RulesPage, kind: string): Part {
  const first = (rows: readonly { id: string }[]): string => rows[0]?.id ?? ''
  switch (kind) {
    case 'set':
      return { kind, field: 'priority', value: 'high' }
    case 'move':
      return { kind, column: first(page.columns) }
    case 'label':
    case 'unlabel':
      return { kind, label: first(page.labels) }
    case 'template':
      return { kind, template: first(page.templates) }
    case 'assign':
      return { kind, user: page.me.id }
    case 'notify':
      return { kind, user: 'assignees' }
    case 'comment':
      return { kind, body: t('Please look at this.') }
    case 'create':
      return { kind, title: t('Follow up {key}'), as: 'subtask' }
    default:
      return { kind }
  }
}

function triggerParts(
  page: RulesPage,
  part: Part,
  set: (part: Part) => void,
): TemplateResult | typeof nothing {
  const put = (name: string) => (value: string) => set({ ...part, [name]: value || undefined })
  switch (part.kind) {
    case 'task.moved':
      return select(
        t('To'),
        [['', t('to any column')], ...named(page.columns)],
        part.column,
        put('column'),
      )
    case 'status.changed':
      return html`${select(t('From'), [['', t('from any')], ...states()], part.from, put('from'))}
      ${select(t('To'), [['', t('to any')], ...states()], part.to, put('to'))}`
    case 'field.changed':
      return select(t('Field'), watched(), part.field, put('field'))
    case 'due.arrives':
      return html`${number(t('Days before'), part.days, 0, 60, (days) => set({ ...part, days }))}
        <span>${t('days before')}</span>`
    case 'schedule':
      return html`${select(t('How often'), rhythms(part.rule), part.rule, put('rule'))}
        <span>${t('at')}</span>
        ${number(t('Hour'), part.hour, 0, 23, (hour) => set({ ...part, hour }))}
        <span>${t('o’clock')}</span>`
    default:
      return nothing
  }
}

function actionParts(
  page: RulesPage,
  part: Part,
  set: (part: Part) => void,
): TemplateResult | typeof nothing {
  const put = (name: string) => (value: string) => set({ ...part, [name]: value || undefined })
  switch (part.kind) {
    case 'set':
      return html`${select(t('Field'), fields(), part.field, (field) => set({ kind: 'set', field, ...start(page, field) }))}
        <span>${t('to')}</span> ${valueField(page, part, set)}`
    case 'move':
      return select(t('Column'), named(page.columns), part.column, put('column'))
    case 'assign':
      return select(t('Who'), [...people(page), ['', t('nobody')]], part.user ?? '', put('user'))
    case 'notify': {
      const groups: Choice[] = [
        ['assignees', t('its assignees')],
        ['creator', t('whoever made it')],
        ['watchers', t('its watchers')],
      ]
      const members = named(page.members)
      return select(t('Who'), [...groups, ...members], part.user, put('user'))
    }
    case 'label':
    case 'unlabel':
      return select(t('Label'), named(page.labels), part.label, put('label'))
    case 'template':
      return select(t('Template'), named(page.templates), part.template, put('template'))
    case 'comment':
      return text(t('Comment'), part.body, 5000, put('body'))
    case 'create':
      return html`${text(t('Title'), part.title, 200, put('title'))}
      ${select(
        t('As'),
        [
          ['subtask', t('as its subtask')],
          ['task', t('as a task beside it')],
        ],
        part.as,
        put('as'),
      )}`
    default:
      return nothing
  }
}

function start(page: RulesPage, field: string): { value: unknown } {
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
  return { value: values[field] ?? null }
}

function valueField(page: RulesPage, part: Part, set: (part: Part) => void): TemplateResult {
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

function rhythms(rule: unknown): Choice[] {
  const known: Choice[] = [
    ['FREQ=DAILY', t('every day')],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', t('every weekday')],
    ['FREQ=WEEKLY;BYDAY=MO', t('every Monday')],
    ['FREQ=WEEKLY;BYDAY=FR', t('every Friday')],
    ['FREQ=MONTHLY;BYMONTHDAY=1', t('on the first of the month')],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', t('on the last of the month')],
  ]
  const isKnown = known.some(([id]) => id === rule)
  return isKnown ? known : [...known, [String(rule), String(rule)]]
}

const states = (): Choice[] => STATES.map((id): Choice => [id, stateName(id)])

function people(page: RulesPage): Choice[] {
  return [['creator', t('whoever made it')], ...named(page.members)]
}

function named(rows: readonly { readonly id: string; readonly name: string }[]): Choice[] {
  return rows.map(({ id, name }): Choice => [id, name])
}

function select(
  label: string,
  choices: readonly Choice[],
  value: unknown,
  set: (value: string) => void,
): TemplateResult {
  return html`<select
    class="select"
    aria-label=${label}
    @change=${(event: Event) => set(valueOf(event))}
  >
    ${choices.map(([id, name]) => html`<option value=${id} ?selected=${id === (value ?? '')}>${name}</option>`)}
  </select>`
}

function number(
  label: string,
  value: unknown,
  low: number,
  high: number,
  set: (value: number) => void,
): TemplateResult {
  return html`<input
    class="input input-number"
    type="number"
    min=${low}
    max=${high}
    aria-label=${label}
    .value=${String(value ?? low)}
    @change=${(event: Event) => set(Math.min(high, Math.max(low, Math.round(Number(valueOf(event))))))}
  />`
}

function text(
  label: string,
  value: unknown,
  limit: number,
  set: (value: string) => void,
): TemplateResult {
  return html`<input
    class="input rule-query"
    aria-label=${label}
    maxlength=${limit}
    .value=${String(value ?? '')}
    @change=${(event: Event) => set(valueOf(event))}
  />`
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value
}
