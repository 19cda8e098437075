/** What an import found, as people read it: pure templates over the job's result. */

import { html, nothing, type TemplateResult } from 'lit'
import { t, tn } from '../common/i18n'
import { columnsOf } from './import-columns'
import type {
  ImportDates,
  ImportList,
  ImportPerson,
  ImportResult,
  ImportSample,
} from './import-job'
import { STATES, type State, type User } from './model'
import { stateName } from './parts/text'

/** What the person chose in the preview: states of lists, and who is who. */
export interface Choices {
  /** Meanings of columns, by their place in the table. */
  readonly columns: Record<string, string>
  /** Which part of a date comes first, where the file does not tell. */
  dates?: 'day' | 'month'
  readonly states: Record<string, State>
  readonly people: Record<string, string>
}

export function previewOf(
  result: ImportResult,
  members: readonly User[],
  choices: Choices,
  choose: (index: number, meaning: string) => void,
  order: (first: 'day' | 'month') => void,
): TemplateResult {
  const { dates } = result.mapping
  const lists = result.mapping.lists.filter(({ is_closed }) => !is_closed)
  return html`<section class="section">
      <div class="section-head"><h2>${t('What will happen')}</h2></div>
      ${facts(result)}
    </section>
    ${columnsOf({ columns: result.mapping.columns, chosen: choices.columns, choose })}
    ${dates === null ? nothing : orderOf(dates, choices, order)}
    ${lists.length === 0 ? nothing : states(lists, choices)}
    ${result.mapping.people.length === 0 ? nothing : people(result, members, choices)}
    ${
      result.samples.length === 0
        ? nothing
        : html`<section class="section">
            <div class="section-head"><h2>${t('The first tasks')}</h2></div>
            <ul class="list">
              ${result.samples.map(sampleRow)}
            </ul>
          </section>`
    }
    ${problems(result)}`
}

function states(lists: readonly ImportList[], choices: Choices): TemplateResult {
  return html`<section class="section">
    <div class="section-head"><h2>${t('Lists')}</h2></div>
    <p class="quiet">
      ${t('Each list becomes a column. Say what it means where we had to guess.')}
    </p>
    <ul class="list">
      ${lists.map((list) => listRow(list, choices))}
    </ul>
  </section>`
}

function orderOf(
  { sample, is_day_first: isDayFirst }: ImportDates,
  { dates }: Choices,
  order: (first: 'day' | 'month') => void,
): TemplateResult {
  const now = dates ?? (isDayFirst ? 'day' : 'month')
  const ways = [
    ['day', t('Day first')],
    ['month', t('Month first')],
  ] as const
  return html`<section class="section">
    <div class="section-head"><h2>${t('Dates')}</h2></div>
    <p class="quiet">${t('The file does not tell how its dates are to be read.')}</p>
    <ul class="list">
      <li class="list-row">
        <span class="grow truncate">${sample}</span>
        ${dates === undefined ? html`<span class="chip chip-warning">${t('guessed')}</span>` : nothing}
        <select
          class="select select-small"
          aria-label=${t('How dates are written')}
          @change=${(event: Event) => {
            order((event.target as HTMLSelectElement).value as 'day' | 'month')
          }}
        >
          ${ways.map(
            ([way, name]) => html`<option value=${way} ?selected=${way === now}>${name}</option>`,
          )}
        </select>
      </li>
    </ul>
  </section>`
}

export function resultOf(result: ImportResult, report: string): TemplateResult {
  return html`<section class="section">
      <div class="section-head"><h2>${t('What happened')}</h2></div>
      ${facts(result)}
    </section>
    ${problems(result, report)}`
}

function facts(result: ImportResult): TemplateResult {
  const rows: readonly (readonly [string, number])[] = [
    [t('New tasks'), result.created],
    [t('Updated tasks'), result.updated],
    [t('Unchanged tasks'), result.unchanged],
    [t('Archived'), result.archived],
    [t('Lists'), result.lists],
    [t('Labels'), result.labels],
    [t('Comments'), result.comments],
    [t('Checklist items'), result.checklist_items],
    [t('Sprints'), result.sprints],
    [t('Relations'), result.relations],
    [t('Links'), result.attachments],
    [t('Left out'), result.skipped.length],
  ]
  return html`<dl class="import-facts">
    ${rows
      .filter(([, count], place) => place === 0 || count > 0)
      .map(
        ([name, count]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${count}</dd>
          </div>`,
      )}
  </dl>`
}

function listRow(list: ImportList, choices: Choices): TemplateResult {
  const chosen = choices.states[list.id] ?? list.state
  return html`<li class="list-row">
    <span class="grow truncate">${list.name}</span>
    ${list.is_guessed ? html`<span class="chip chip-warning">${t('guessed')}</span>` : nothing}
    <select
      class="select select-small"
      aria-label=${t('Meaning of %(name)s', { name: list.name })}
      @change=${(event: Event) => {
        choices.states[list.id] = (event.target as HTMLSelectElement).value as State
      }}
    >
      ${STATES.map(
        (state) =>
          html`<option value=${state} ?selected=${state === chosen}>${stateName(state)}</option>`,
      )}
    </select>
  </li>`
}

function people(result: ImportResult, members: readonly User[], choices: Choices): TemplateResult {
  return html`<section class="section">
    <div class="section-head"><h2>${t('People')}</h2></div>
    <p class="quiet">
      ${t('Nobody is invited. Cards of people who are not here keep their names in the text.')}
    </p>
    <ul class="list">
      ${result.mapping.people.map((person) => personRow(person, members, choices))}
    </ul>
  </section>`
}

function personRow(
  person: ImportPerson,
  members: readonly User[],
  choices: Choices,
): TemplateResult {
  const chosen = choices.people[person.id] ?? person.user?.id ?? ''
  return html`<li class="list-row">
    <span class="grow truncate">${person.name || person.username}</span>
    <select
      class="select select-small"
      aria-label=${t('Who is %(name)s here?', { name: person.name || person.username })}
      @change=${(event: Event) => {
        choices.people[person.id] = (event.target as HTMLSelectElement).value
      }}
    >
      <option value="" ?selected=${chosen === ''}>${t('Not here')}</option>
      ${members.map(
        ({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`,
      )}
    </select>
  </li>`
}

function sampleRow(sample: ImportSample): TemplateResult {
  const parts = [
    sample.list,
    ...sample.labels,
    sample.due_date ?? '',
    sample.comments > 0 ? tn('%(count)s comment', '%(count)s comments', sample.comments) : '',
  ]
  return html`<li class="list-row">
    <span class="grow truncate">${sample.title}</span>
    <span class="quiet truncate">${parts.filter((part) => part !== '').join(' · ')}</span>
  </li>`
}

function problems(result: ImportResult, report = ''): TemplateResult | typeof nothing {
  const kept = result.kept.map(({ row, fields }) =>
    t('“%(row)s” was edited here and keeps its %(fields)s.', {
      row,
      fields: fields.join(', '),
    }),
  )
  const skipped = result.skipped.map(({ row, reason }) => `${row}: ${reason}`)
  const lines = [...skipped, ...kept, ...result.warnings]
  if (lines.length === 0) return nothing
  return html`<details class="import-problems" ?open=${result.skipped.length > 0}>
    <summary>${tn('%(count)s remark', '%(count)s remarks', lines.length)}</summary>
    <ul>
      ${lines.slice(0, 200).map((line) => html`<li>${line}</li>`)}
    </ul>
    ${
      report === ''
        ? nothing
        : html`<p><a href=${report} download>${t('Download the report as CSV')}</a></p>`
    }
  </details>`
}
