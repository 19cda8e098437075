/** The numbers behind a chart, as a table. */

import { html, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import { format } from './format'
import type { Report, ReportField, Row } from './model'

const NUMBERS = new Set(['number', 'days', 'minutes', 'percent'])

export function tableView(report: Report, slug: string): TemplateResult {
  return html`<div
    class="table-wrap report-table"
    tabindex="0"
    role="region"
    aria-label=${t('Numbers')}
  >
    <table class="table">
      <thead>
        <tr>
          ${report.fields.map(
            ({ label, kind }) =>
              html`<th scope="col" class=${NUMBERS.has(kind) ? 'number' : ''}>${label}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${report.rows.map(
          (row) =>
            html`<tr>
              ${report.fields.map((field) => cellView(field, row, slug))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function cellView(field: ReportField, row: Row, slug: string): TemplateResult {
  const value = row[field.key]
  if (field.kind === 'task' && typeof value === 'string')
    return html`<td><a href="/w/${slug}/t/${value}/">${value}</a></td>`
  if (field.key === 'day' && value === null) return html`<td>${t('Start')}</td>`
  return html`<td class=${NUMBERS.has(field.kind) ? 'number' : ''}>
    ${format(value, field.kind)}
  </td>`
}
