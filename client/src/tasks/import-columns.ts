/** What the columns of an imported table mean, as somebody may change it before it comes in. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import type { ImportColumn } from './import-job'

/** The meanings in the order in which people look for them; `''` leaves the column out. */
function meanings(): readonly (readonly [string, string])[] {
  return [
    ['', t('Leave out')],
    ['note', t('A line of the description')],
    ['title', t('Title')],
    ['description', t('Description')],
    ['key', t('Key')],
    ['id', t('Id')],
    ['status', t('Status')],
    ['category', t('Kind of status')],
    ['priority', t('Priority')],
    ['type', t('Type')],
    ['assignee', t('Assignee')],
    ['assignee_email', t('E-mail of the assignee')],
    ['assignee_id', t('Account of the assignee')],
    ['reporter', t('Reporter')],
    ['reporter_id', t('Account of the reporter')],
    ['watcher', t('Watcher')],
    ['watcher_id', t('Account of the watcher')],
    ['labels', t('Labels, parted by commas')],
    ['label', t('A label')],
    ['sprint', t('Sprint')],
    ['sprint_start', t('Start of the sprint')],
    ['sprint_end', t('End of the sprint')],
    ['points', t('Points')],
    ['estimate', t('Estimate in seconds')],
    ['spent', t('Time spent in seconds')],
    ['start_date', t('Start date')],
    ['due_date', t('Due date')],
    ['created_at', t('Created')],
    ['completed_at', t('Completed')],
    ['archived_at', t('Archived')],
    ['resolution', t('Resolution')],
    ['parent_key', t('Key of the parent')],
    ['parent_id', t('Id of the parent')],
    ['parent_title', t('Title of the parent')],
    ['blocks', t('Blocks')],
    ['blocked_by', t('Blocked by')],
    ['relates', t('Relates to')],
    ['duplicates', t('Duplicates')],
    ['comment', t('Comment')],
    ['attachment', t('Link')],
    ['environment', t('Environment')],
    ['rank', t('Order')],
  ]
}

export interface ColumnsView {
  readonly columns: readonly ImportColumn[]
  readonly chosen: Readonly<Record<string, string>>
  readonly choose: (index: number, meaning: string) => void
}

/** The columns that say something; those that nothing was made of stand folded below. */
export function columnsOf(view: ColumnsView): TemplateResult | typeof nothing {
  if (view.columns.length === 0) return nothing
  const used = view.columns.filter(({ meaning }) => meaning !== '')
  const unused = view.columns.filter(({ meaning }) => meaning === '')
  const isTitled = used.some(({ meaning }) => meaning === 'title')
  const list = (columns: readonly ImportColumn[]) =>
    html`<ul class="list">
      ${columns.map((column) => columnRow(column, view))}
    </ul>`
  return html`<section class="section">
    <div class="section-head"><h2>${t('Columns')}</h2></div>
    ${
      isTitled
        ? html`<p class="quiet">${t('What each column of the table becomes.')}</p>`
        : html`<p class="notice notice-warning" role="status">
            ${t('Which column holds the titles? Choose what the columns mean, then read the table again.')}
          </p>`
    }
    ${used.length > 0 ? list(used) : nothing}
    ${
      unused.length === 0
        ? nothing
        : html`<details class="import-problems" ?open=${!isTitled}>
            <summary>
              ${t('Columns that are left out: %(count)s', { count: unused.length })}
            </summary>
            ${list(unused)}
          </details>`
    }
  </section>`
}

function columnRow(
  { index, header, sample, meaning }: ImportColumn,
  { chosen, choose }: ColumnsView,
): TemplateResult {
  const now = chosen[String(index)] ?? meaning
  return html`<li class="list-row">
    <span class="grow truncate"
      >${header || t('Column %(n)s', { n: index + 1 })} <span class="quiet">${sample}</span></span
    >
    <select
      class="select select-small"
      aria-label=${t('What %(name)s means', { name: header || String(index + 1) })}
      @change=${(event: Event) => choose(index, (event.target as HTMLSelectElement).value)}
    >
      ${meanings().map(
        ([id, name]) => html`<option value=${id} ?selected=${id === now}>${name}</option>`,
      )}
    </select>
  </li>`
}
