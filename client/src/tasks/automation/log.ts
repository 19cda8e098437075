/** What a rule did, and what it would do. */

import { html, nothing, type TemplateResult } from 'lit'
import { t, tn } from '../../common/i18n'
import { ago, exactTime } from '../parts/text'
import type { Run, Tried } from './model'

export function runLog(rows: readonly Run[], slug: string): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet rule-log">${t('It did not run yet.')}</p>`
  return html`<ul class="rule-log" aria-label=${t('Run log')}>
    ${rows.map(
      (run) =>
        html`<li class="rule-run">
          <span class="chip ${toneOf(run.status)}">${statusName(run.status)}</span>
          <span class="rule-run-words">
            ${run.task ? html`<a class="link-quiet" href="/w/${slug}/t/${run.task.key}/"><span class="task-key">${run.task.key}</span> ${run.task.title}</a>` : nothing}
            <span class="quiet">${run.words || run.lines.join(' · ')}</span>
          </span>
          <time class="meta" datetime=${run.created_at} title=${exactTime(run.created_at)}
            >${ago(run.created_at)}</time
          >
        </li>`,
    )}
  </ul>`
}

export function trial(tried: Tried): TemplateResult {
  const count = tn(
    'It is about %(count)s task now.',
    'It is about %(count)s tasks now.',
    tried.count,
  )
  const rest = tried.count - tried.tasks.length
  return html`<div class="rule-trial" role="status">
    <p><strong>${count}</strong> <span class="quiet">${t('Nothing was changed.')}</span></p>
    ${tried.lines.length === 0 ? nothing : html`<p>${tried.lines.join(' · ')}</p>`}
    ${
      tried.tasks.length === 0
        ? nothing
        : html`<ul class="rule-lines">
            ${tried.tasks.map(
              (task) =>
                html`<li>
                  <span class="task-key">${task.key}</span>
                  <span class="truncate">${task.title}</span>
                  <span class="rule-line-words" ?data-refused=${task.error !== ''}
                    >${task.error || task.lines.join(' · ')}</span
                  >
                </li>`,
            )}
          </ul>`
    }
    ${rest > 0 ? html`<p class="meta">${tn('and %(count)s more', 'and %(count)s more', rest)}</p>` : nothing}
  </div>`
}

function statusName(status: Run['status']): string {
  switch (status) {
    case 'waiting':
      return t('Waiting')
    case 'done':
      return t('Done')
    case 'skipped':
      return t('Skipped')
    case 'failed':
      return t('Failed')
    case 'stopped':
      return t('Stopped')
  }
}

function toneOf(status: Run['status']): string {
  if (status === 'done') return 'chip-success'
  if (status === 'failed') return 'chip-danger'
  return status === 'stopped' ? 'chip-warning' : ''
}
