/** How far a sprint is: what is done, and beside it how much of its time is over. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import type { Sprint } from '../model'
import { css } from '../parts/css'
import { shareDone, shareOver, type Progress } from './figures'

export function progressBar(
  sprint: Pick<Sprint, 'name' | 'start_date' | 'end_date' | 'status'>,
  progress: Progress,
  today: string,
): TemplateResult {
  const done = Math.round(shareDone(progress) * 100)
  const over = Math.round(shareOver(sprint, today) * 100)
  const words =
    progress.points > 0
      ? t('%(done)s of %(points)s points done', {
          done: progress.points_done,
          points: progress.points,
        })
      : t('%(done)s of %(tasks)s tasks done', { done: progress.tasks_done, tasks: progress.tasks })
  const isRunning = sprint.status === 'active'
  return html`<div class="sprint-progress">
    <div class="sprint-progress-words">
      <strong>${done} %</strong> <span class="meta">${words}</span>
      ${isRunning ? html`<span class="meta push">${t('%(over)s % of the time', { over })}</span>` : nothing}
    </div>
    <div
      class="sprint-bar"
      role="progressbar"
      aria-label=${t('Progress of %(name)s', { name: sprint.name })}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${done}
      aria-valuetext=${words}
    >
      <span class="sprint-bar-done" ${css({ 'inline-size': `${String(done)}%` })}></span>
      ${
        isRunning
          ? html`<span
              class="sprint-bar-now"
              ${css({ 'inset-inline-start': `${String(over)}%` })}
            ></span>`
          : nothing
      }
    </div>
  </div>`
}
