/** One rule as a sentence of selects: when …, if …, then …. */

import { html, nothing, type TemplateResult } from 'lit'
import { Plus, X } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import '../parts/query-bar'
import { named, number, select, text } from './controls'
import { settable, start, states, valueField, watchable } from './fields'
import {
  actions,
  rhythms,
  triggers,
  type Choice,
  type Part,
  type Rule,
  type RulesPage,
} from './model'
import { querySource } from './source'

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
      <tf-query-bar
        class="rule-query"
        .label=${t('Which tasks: a query')}
        .hint=${t('every task, or a query such as priority:high -is:blocked')}
        .source=${querySource(page)}
        .query=${rule.condition.query ?? ''}
        @tf-query=${(event: CustomEvent<string>) => change({ ...rule, condition: { query: event.detail } })}
      ></tf-query-bar>
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
      return select(t('Field'), watchable(page), part.field, put('field'))
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
      return html`${select(t('Field'), settable(page), part.field, (field) => set({ kind: 'set', field, ...start(page, field) }))}
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

function people(page: RulesPage): Choice[] {
  return [['creator', t('whoever made it')], ...named(page.members)]
}
