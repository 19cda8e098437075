/** What stands below a sprint: how its scope changed, and, once it is over, what became of it. */

import { html, nothing, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import type { Task } from '../model'
import { openTask } from '../parts/address'
import { stateMark } from '../parts/marks'
import { ago, exactTime } from '../parts/text'
import type { SprintDetail, Velocity } from './figures'
import { pointsWords, tasksWords } from './words'

export interface ScopeChange {
  readonly at: string
  readonly kind: 'added' | 'removed' | 'estimated'
  readonly task: { readonly id: string; readonly key: string; readonly title: string }
  readonly points: readonly [number | null, number | null]
  readonly actor: { readonly id: string | null; readonly name: string } | null
}

function kindWords(kind: ScopeChange['kind']): string {
  switch (kind) {
    case 'added':
      return t('Added')
    case 'removed':
      return t('Removed')
    case 'estimated':
      return t('Estimated')
  }
}

function byPoints({ kind, points: [old, now] }: ScopeChange): string {
  if (kind === 'estimated') return `${String(old ?? '–')} → ${String(now ?? '–')}`
  if (kind === 'added') return now === null ? '–' : `+${String(now)}`
  return old === null ? '–' : `−${String(old)}`
}

function taskLink(key: string, title: string): TemplateResult {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    openTask(key)
  }
  return html`<a href="?task=${key}" @click=${open}
    ><span class="task-key">${key}</span> ${title}</a
  >`
}

export function scopePart(changes: readonly ScopeChange[], isStarted: boolean): TemplateResult {
  return html`<section class="sprint-part" aria-labelledby="sprint-scope">
    <h3 id="sprint-scope">${t('Changes of scope')}</h3>
    ${
      changes.length === 0
        ? html`<p class="help">
            ${isStarted ? t('The scope is what it was at the start.') : t('Counted from the start on.')}
          </p>`
        : html`<ul class="scope-list">
            ${changes.map(
              (change) =>
                html`<li>
                  <span class="chip">${kindWords(change.kind)}</span>
                  ${taskLink(change.task.key, change.task.title)}
                  <span class="number">${byPoints(change)}</span>
                  <span class="meta" title=${exactTime(change.at)}
                    >${change.actor === null ? nothing : `${change.actor.name} · `}${ago(
                      change.at,
                    )}</span
                  >
                </li>`,
            )}
          </ul>`
    }
  </section>`
}

export interface Review {
  readonly sprint: SprintDetail
  readonly tasks: readonly Task[]
  readonly done: ReadonlySet<string>
  readonly velocity: Velocity
  /** Where a task is now, in words. */
  readonly placeOf: (task: Task) => string
}

export function reviewPart(review: Review): TemplateResult {
  const { sprint, tasks, done, velocity } = review
  const { progress, committed } = sprint
  const finished = tasks.filter(({ id }) => done.has(id))
  const left = tasks.filter(({ id }) => !done.has(id))
  const figure = (name: string, value: string | number) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`
  return html`<section class="sprint-part" aria-labelledby="sprint-figures">
      <h3 id="sprint-figures">${t('Review')}</h3>
      <dl class="sprint-figures">
        ${figure(t('Points done'), progress.points_done)}
        ${figure(t('Points committed'), committed.points)}
        ${figure(t('Tasks done'), `${String(progress.tasks_done)} / ${String(progress.tasks)}`)}
        ${figure(t('Velocity, last three'), velocity.points ?? '–')}
      </dl>
    </section>
    ${taskPart('sprint-done', t('Done'), finished, (task) => pointsOfTask(task))}
    ${taskPart('sprint-left', t('Carried over'), left, review.placeOf)}`
}

function pointsOfTask({ story_points }: Task): string {
  return story_points === null ? '' : pointsWords(story_points)
}

function taskPart(
  id: string,
  name: string,
  tasks: readonly Task[],
  hint: (task: Task) => string,
): TemplateResult {
  return html`<section class="sprint-part" aria-labelledby=${id}>
    <h3 id=${id}>${name} · ${tasksWords(tasks.length)}</h3>
    ${
      tasks.length === 0
        ? html`<p class="help">${t('None')}</p>`
        : html`<ul class="review-list">
            ${tasks.map(
              (task) =>
                html`<li>
                  ${stateMark(task.status, true)} ${taskLink(task.key, task.title)}
                  <span class="meta">${hint(task)}</span>
                </li>`,
            )}
          </ul>`
    }
  </section>`
}
