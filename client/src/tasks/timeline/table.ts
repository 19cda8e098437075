/** The same as a table: for screen readers, for print, for whoever prefers it. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { dayName } from '../parts/text'
import type { Task } from '../model'
import type { Link } from './links'

export interface TableView {
  readonly tasks: readonly Task[]
  readonly links: readonly Link[]
  readonly keyOf: (id: string) => string
  readonly isCritical: (id: string) => boolean
  readonly open: (task: Task) => void
}

export function timelineTable(view: TableView): TemplateResult {
  const waits = new Map<string, string[]>()
  const blocks = new Map<string, string[]>()
  for (const { source, target } of view.links) {
    waits.set(target, [...(waits.get(target) ?? []), view.keyOf(source)])
    blocks.set(source, [...(blocks.get(source) ?? []), view.keyOf(target)])
  }
  const day = (value: string | null) => (value === null ? '–' : dayName(value))
  const list = (keys: readonly string[] | undefined) => keys?.join(', ') ?? '–'
  return html`<div class="line-table table-wrap" tabindex="0">
    <table class="table">
      <caption class="visually-hidden">
        ${t('Tasks with their dates and what blocks what')}
      </caption>
      <thead>
        <tr>
          ${[t('Task'), t('Start'), t('Due'), t('Waits for'), t('Blocks'), t('Critical path')].map(
            (name) => html`<th scope="col">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${view.tasks.map(
          (task) =>
            html`<tr>
              <th scope="row">
                <button class="line-title" type="button" @click=${() => view.open(task)}>
                  <span class="task-key">${task.key}</span> ${task.title}
                </button>
              </th>
              <td>${day(task.start_date)}</td>
              <td>${day(task.due_date)}</td>
              <td>${list(waits.get(task.id))}</td>
              <td>${list(blocks.get(task.id))}</td>
              <td>${view.isCritical(task.id) ? t('yes') : '–'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
