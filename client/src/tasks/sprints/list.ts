/** One list of the planning page, the backlog or a sprint: head, rows, a line to add to it. */

import {
  ChevronDown,
  ChevronRight,
  Ellipsis,
  Pencil,
  Play,
  Plus,
  SquareCheckBig,
  Trash2,
} from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openMenu } from '../../common/ui/menu'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { quickAdd } from '../quick/help'
import { peopleLoads, sprintLoad } from './capacity'
import { pointsOf, progressOf, riskOf, type SprintDetail } from './figures'
import { planRow, type RowFlags } from './row'
import { datesWords, leftWords, pointsWords, riskWords, statusWords, tasksWords } from './words'

export interface ListView {
  readonly store: ProjectStore
  readonly id: string
  readonly name: string
  /** Null for the backlog. */
  readonly sprint: SprintDetail | null
  /** All that is in it, and what of it the filter leaves. */
  readonly all: readonly Task[]
  readonly shown: readonly Task[]
  readonly limit: number
  readonly isDropEnd: boolean
  readonly isOver: boolean
  readonly isOpen: boolean
  readonly today: string
  readonly flagsOf: (task: Task) => RowFlags
  readonly acts: ListActs
}

export interface ListActs {
  readonly add: (listId: string, text: string) => void
  readonly showMore: (listId: string) => void
  readonly showPeople: (sprintId: string) => void
  readonly edit: (sprint: SprintDetail) => void
  readonly start: (sprint: SprintDetail) => void
  readonly complete: (sprint: SprintDetail) => void
  readonly remove: (sprint: SprintDetail) => void
  readonly setCapacity: (sprint: SprintDetail, user: string, points: number | null) => void
}

export function planList(view: ListView): TemplateResult {
  const shown = view.shown.slice(0, view.limit)
  return html`<section
    class="plan-list"
    data-list=${view.id}
    ?data-over=${view.isOver}
    data-status=${view.sprint?.status ?? 'backlog'}
    aria-labelledby="plan-head-${view.id}"
  >
    ${view.sprint === null ? backlogHead(view) : sprintHead(view, view.sprint)}
    <ul class="plan-rows" ?data-drop-end=${view.isDropEnd}>
      ${repeat(
        shown,
        (task) => task.id,
        (task) => planRow(view.store, task, view.flagsOf(task)),
      )}
      ${view.shown.length === 0 ? html`<li class="plan-empty">${emptyWords(view)}</li>` : nothing}
      ${
        view.shown.length > shown.length
          ? html`<li>
              <button
                class="button button-ghost button-small"
                type="button"
                @click=${() => view.acts.showMore(view.id)}
              >
                ${t('Show %(count)s more', { count: view.shown.length - shown.length })}
              </button>
            </li>`
          : nothing
      }
    </ul>
    ${view.store.canEdit ? adder(view) : nothing}
  </section>`
}

function emptyWords({ sprint, all, store }: ListView): string {
  if (all.length > 0) return t('Nothing here matches the filter')
  if (sprint === null)
    return store.canEdit
      ? t('The backlog is empty. Add what could be done one day.')
      : t('The backlog is empty.')
  return store.canEdit
    ? t('Drag tasks from the backlog into this sprint')
    : t('Nothing is planned yet')
}

function backlogHead({ id, name, all }: ListView): TemplateResult {
  return html`<header class="plan-head">
    <h2 id="plan-head-${id}">${name}</h2>
    <span class="meta">${tasksWords(all.length)} · ${pointsWords(pointsOf(all))}</span>
  </header>`
}

function sprintHead(view: ListView, sprint: SprintDetail): TemplateResult {
  const progress = progressOf(view.all)
  const isRunning = sprint.status === 'active'
  return html`<header class="plan-head">
      <h2 id="plan-head-${view.id}">
        <a href="${sprint.id}/" class="plan-name">${sprint.name}</a>
      </h2>
      <span class="chip ${isRunning ? 'chip-accent' : ''}">${statusWords(sprint.status)}</span>
      <span class="meta">${datesWords(sprint)}</span>
      ${view.store.canEdit ? headActs(view, sprint) : nothing}
    </header>
    ${sprint.goal === '' ? nothing : html`<p class="plan-goal">${sprint.goal}</p>`}
    <div class="plan-figures">
      <span class="meta">${tasksWords(progress.tasks)}</span>
      ${sprintLoad(sprint, view.all)}
      ${
        progress.unestimated > 0
          ? html`<span class="meta"
              >${t('%(count)s without points', { count: progress.unestimated })}</span
            >`
          : nothing
      }
      ${
        isRunning
          ? html`<span class="meta"
                >${t('%(done)s of %(points)s points done', { done: progress.points_done, points: progress.points })}</span
              >
              <span class="meta">${leftWords(sprint, view.today)}</span>
              <span class="chip" data-risk=${riskOf(sprint, progress, view.today)}
                >${riskWords(riskOf(sprint, progress, view.today))}</span
              >`
          : nothing
      }
      <button
        class="button button-ghost button-small"
        type="button"
        aria-expanded=${view.isOpen}
        @click=${() => view.acts.showPeople(sprint.id)}
      >
        ${icon(view.isOpen ? ChevronDown : ChevronRight, { flip: true })} ${t('People')}
      </button>
    </div>
    ${
      view.isOpen
        ? peopleLoads(view.store, sprint, view.all, (user, points) =>
            view.acts.setCapacity(sprint, user, points),
          )
        : nothing
    }`
}

function headActs({ acts }: ListView, sprint: SprintDetail): TemplateResult {
  const menu = (event: Event) =>
    openMenu(event.currentTarget as HTMLElement, [
      { icon: Pencil, label: t('Change'), run: () => acts.edit(sprint) },
      {
        icon: Trash2,
        label: t('Delete sprint'),
        isDangerous: true,
        isDisabled: sprint.status === 'active',
        run: () => acts.remove(sprint),
      },
    ])
  return html`<span class="plan-acts">
    ${
      sprint.status === 'active'
        ? html`<button
            class="button button-small"
            type="button"
            @click=${() => acts.complete(sprint)}
          >
            ${icon(SquareCheckBig)} ${t('Complete')}
          </button>`
        : html`<button class="button button-small" type="button" @click=${() => acts.start(sprint)}>
            ${icon(Play)} ${t('Start')}
          </button>`
    }
    <button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-haspopup="menu"
      aria-label=${t('More about %(name)s', { name: sprint.name })}
      @click=${menu}
    >
      ${icon(Ellipsis)}
    </button>
  </span>`
}

function adder({ id, name, acts, store }: ListView): TemplateResult {
  const keyed = (event: KeyboardEvent) => {
    const field = event.target as HTMLInputElement
    if (event.key === 'Escape') field.blur()
    if (event.key !== 'Enter' || event.isComposing || field.value.trim() === '') return
    acts.add(id, field.value.trim())
    field.value = ''
  }
  return html`<label class="plan-add"
    >${icon(Plus)}<input
      class="input input-bare input-small"
      maxlength="300"
      data-add=${id}
      aria-label=${t('Add a task to %(list)s', { list: name })}
      placeholder=${t('Add a task')}
      ${quickAdd(store)}
      @keydown=${keyed}
  /></label>`
}
