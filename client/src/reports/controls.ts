/** Which questions a report takes, and the fields to ask them with. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import '../tasks/parts/query-bar'
import type { ViewSource } from '../tasks/parts/view-source'
import type { ItemType, Sprint, User } from '../tasks/model'
import type { ReportKind, Said } from './model'

export interface Choices {
  readonly sprints: readonly Sprint[]
  readonly types: readonly ItemType[]
  readonly people: readonly User[]
  /** What the query offers. */
  readonly source: Pick<ViewSource, 'context'>
}

type Param = 'sprint' | 'range' | 'unit' | 'by' | 'last' | 'weekends' | 'history'
type Option = readonly [value: string, label: string]

const TAKES: Readonly<Record<ReportKind, readonly Param[]>> = {
  burndown: ['sprint', 'range', 'unit', 'weekends'],
  burnup: ['sprint', 'range', 'unit', 'weekends'],
  velocity: ['last', 'unit'],
  flow: ['range', 'unit', 'by'],
  'cycle-time': ['range'],
  throughput: ['range'],
  age: [],
  workload: [],
  time: ['range', 'by'],
  'created-done': ['range', 'by'],
  forecast: ['sprint', 'unit', 'history'],
}
const FILTERS = ['person', 'type', 'query'] as const
const WORDS: Readonly<Record<Param, readonly string[]>> = {
  sprint: ['sprint'],
  range: ['from', 'to'],
  unit: ['unit'],
  by: ['by'],
  last: ['last'],
  weekends: ['weekends'],
  history: ['history'],
}

/** What of `said` the report of that kind understands. */
export function understood(kind: ReportKind, said: Said): Said {
  const names = new Set<string>([...TAKES[kind].flatMap((param) => WORDS[param]), ...FILTERS])
  const kept = Object.entries(said).filter(([name, value]) => names.has(name) && value !== '')
  const fits = kept.filter(
    ([name, value]) => name !== 'by' || byOptions(kind).some(([by]) => by === value),
  )
  return Object.fromEntries(fits)
}

type Change = (values: Said) => void

export function controlsView(
  kind: ReportKind,
  said: Said,
  choices: Choices,
  change: Change,
): TemplateResult {
  const takes = new Set(TAKES[kind])
  const isBurn = kind === 'burndown' || kind === 'burnup'
  const ofSprint = isBurn && said.sprint !== 'none' && said.from === undefined
  return html`<div class="report-controls">
    ${takes.has('sprint') ? sprintField(kind, said, choices, change) : nothing}
    ${takes.has('range') && !(ofSprint && choices.sprints.length > 0) ? rangeFields(said, change) : nothing}
    ${takes.has('by') ? select('by', t('By'), said, byOptions(kind), change) : nothing}
    ${takes.has('unit') ? select('unit', t('Count'), said, unitOptions(kind), change) : nothing}
    ${takes.has('last') ? select('last', t('Sprints'), said, lastOptions(), change) : nothing}
    ${takes.has('history') ? select('history', t('Draw from'), said, historyOptions(), change) : nothing}
    ${takes.has('weekends') ? weekendsField(said, change) : nothing}
    ${select('person', t('Person'), said, peopleOptions(choices), change)}
    ${choices.types.length === 0 ? nothing : select('type', t('Type'), said, typeOptions(choices), change)}
    ${queryField(said, choices, change)}
  </div>`
}

function select(
  name: string,
  label: string,
  said: Said,
  options: readonly Option[],
  change: Change,
): TemplateResult {
  // The first option is what is meant when nothing is said: it is not written into the address.
  const usual = options[0]?.[0] ?? ''
  const value = said[name] ?? usual
  return html`<label class="report-control">
    <span>${label}</span>
    <select
      class="select select-small"
      name=${name}
      @change=${(event: Event) => {
        const chosen = (event.target as HTMLSelectElement).value
        change({ [name]: chosen === usual ? '' : chosen })
      }}
    >
      ${options.map(
        ([each, words]) =>
          html`<option value=${each} ?selected=${each === value}>${words}</option>`,
      )}
    </select>
  </label>`
}

function sprintField(
  kind: ReportKind,
  said: Said,
  { sprints }: Choices,
  change: Change,
): TemplateResult | typeof nothing {
  if (sprints.length === 0) return nothing
  const named = [...sprints].reverse().map(({ id, name }): Option => [id, name])
  const options: readonly Option[] =
    kind === 'forecast'
      ? [['', t('Whole backlog')], ['active', t('Active sprint')], ...named]
      : [['', t('Current sprint')], ...named, ['none', t('Whole project')]]
  return select('sprint', t('Sprint'), said, options, (values) =>
    change({ ...values, from: '', to: '' }),
  )
}

function rangeFields(said: Said, change: Change): TemplateResult {
  const day = (name: 'from' | 'to', label: string) =>
    html`<label class="report-control">
      <span>${label}</span>
      <input
        class="input input-small"
        type="date"
        name=${name}
        .value=${said[name] ?? ''}
        @change=${(event: Event) => change({ [name]: (event.target as HTMLInputElement).value })}
      />
    </label>`
  return html`<label class="report-control">
      <span>${t('Time')}</span>
      <select
        class="select select-small"
        name="preset"
        @change=${(event: Event) => change(presetRange((event.target as HTMLSelectElement).value))}
      >
        ${presets().map(
          ([value, words]) =>
            html`<option value=${value} ?selected=${value === presetOf(said)}>${words}</option>`,
        )}
      </select>
    </label>
    ${presetOf(said) === 'own' ? html`${day('from', t('From'))} ${day('to', t('To'))}` : nothing}`
}

function presets(): readonly Option[] {
  return [
    ['', t('Usual')],
    ['14', t('Two weeks')],
    ['30', t('30 days')],
    ['90', t('90 days')],
    ['180', t('Half a year')],
    ['365', t('A year')],
    ['own', t('Own dates')],
  ]
}

function daysAgo(count: number): string {
  const day = new Date()
  day.setDate(day.getDate() - count)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(day.getFullYear())}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

export function presetRange(preset: string): Said {
  if (preset === '') return { from: '', to: '' }
  const count = Number(preset)
  return Number.isFinite(count)
    ? { from: `-${String(count - 1)}d`, to: '' }
    : { from: daysAgo(59), to: daysAgo(0) }
}

function presetOf(said: Said): string {
  if (said.from === undefined && said.to === undefined) return ''
  const found = presets().find(
    ([value]) =>
      said.to === undefined && Number(value) > 0 && said.from === `-${String(Number(value) - 1)}d`,
  )
  return found?.[0] ?? 'own'
}

function unitOptions(kind: ReportKind): readonly Option[] {
  const points: Option = ['points', t('Story points')]
  const tasks: Option = ['count', t('Tasks')]
  return kind === 'flow' || kind === 'forecast' ? [tasks, points] : [points, tasks]
}

function byOptions(kind: ReportKind): readonly Option[] {
  if (kind === 'flow')
    return [
      ['status', t('State')],
      ['column', t('Column')],
    ]
  if (kind === 'time')
    return [
      ['person', t('Person')],
      ['task', t('Task')],
      ['week', t('Week')],
    ]
  return [
    ['week', t('Week')],
    ['day', t('Day')],
  ]
}

function lastOptions(): readonly Option[] {
  const others = [3, 4, 5, 7, 8, 9, 10].map((count): Option => [
    String(count),
    t('Last %(count)s', { count }),
  ])
  return [['6', t('Last %(count)s', { count: 6 })], ...others]
}

function historyOptions(): readonly Option[] {
  return [
    ['90', t('the last 90 days')],
    ['30', t('the last 30 days')],
    ['180', t('the last 180 days')],
    ['365', t('the last year')],
  ]
}

function peopleOptions({ people }: Choices): readonly Option[] {
  const named = people.map(({ id, name }): Option => [id, name])
  return [['', t('Everybody')], ...named, ['none', t('Nobody')]]
}

function typeOptions({ types }: Choices): readonly Option[] {
  return [['', t('Every type')], ...types.map(({ id, name }): Option => [id, name])]
}

function weekendsField(said: Said, change: Change): TemplateResult {
  return html`<label class="check report-check">
    <input
      type="checkbox"
      name="weekends"
      .checked=${said.weekends !== 'false'}
      @change=${(event: Event) =>
        change({ weekends: (event.target as HTMLInputElement).checked ? '' : 'false' })}
    />
    <span>${t('Weekends')}</span>
  </label>`
}

function queryField(said: Said, { source }: Choices, change: Change): TemplateResult {
  const words = t('Only tasks that fit')
  return html`<div class="report-control report-query">
    <span aria-hidden="true">${words}</span>
    <tf-query-bar
      .label=${words}
      .hint=${'label:bug priority>=high'}
      .source=${source}
      .query=${said.query ?? ''}
      @tf-query=${(event: CustomEvent<string>) => change({ query: event.detail })}
    ></tf-query-bar>
  </div>`
}
