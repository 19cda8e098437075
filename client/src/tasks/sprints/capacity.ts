/** Bars of what is planned against what fits: of the whole sprint, and person by person. */

import { TriangleAlert } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import type { Task } from '../model'
import { css } from '../parts/css'
import type { ProjectStore } from '../project'
import { capacityOf, isOver, loadsOf, pointsOf, type Load, type SprintDetail } from './figures'
import { pointsWords } from './words'

/** `12 / 20`, with a bar under it; over the capacity a sign and words say by how much. */
export function loadBar(points: number, capacity: number | null, name: string): TemplateResult {
  const over = isOver(points, capacity)
  const share = capacity === null || capacity === 0 ? (over ? 1 : 0) : points / capacity
  const words =
    capacity === null
      ? pointsWords(points)
      : t('%(points)s of %(capacity)s points', { points, capacity })
  const excess = capacity === null ? 0 : Math.round((points - capacity) * 10) / 10
  return html`<span class="load" ?data-over=${over}>
    ${
      capacity === null
        ? nothing
        : html`<span
            class="load-bar"
            role="meter"
            aria-label=${name}
            aria-valuemin="0"
            aria-valuemax=${capacity}
            aria-valuenow=${Math.min(points, capacity)}
            aria-valuetext=${words}
            ><span
              class="load-fill"
              ${css({ 'inline-size': `${String(Math.min(100, share * 100))}%` })}
            ></span
          ></span>`
    }
    <span class="load-words">${words}</span>
    ${
      over
        ? html`<span class="load-over"
            >${icon(TriangleAlert, { size: 14 })} ${t('%(excess)s over', { excess })}</span
          >`
        : nothing
    }
  </span>`
}

export function sprintLoad(sprint: SprintDetail, tasks: readonly Task[]): TemplateResult {
  return loadBar(
    pointsOf(tasks),
    capacityOf(sprint),
    t('Capacity of %(name)s', { name: sprint.name }),
  )
}

/** Everybody who has tasks or time in it; `change` sets somebody's points. */
export function peopleLoads(
  store: ProjectStore,
  sprint: SprintDetail,
  tasks: readonly Task[],
  change: (userId: string, points: number | null) => void,
): TemplateResult {
  const loads = loadsOf(tasks, sprint.people, store.members)
  const known = new Set(loads.map(({ user }) => user.id))
  const rest = store.canEdit
    ? store.members
        .filter(({ id }) => !known.has(id))
        .map((user): Load => ({ user, points: 0, tasks: 0, capacity: null }))
    : []
  const nobodys = pointsOf(tasks.filter(({ assignees }) => assignees.length === 0))
  return html`<ul class="loads">
    ${[...loads, ...rest].map((load) => personLoad(store, load, change))}
    ${
      nobodys > 0
        ? html`<li class="load-row">
            <span class="load-name">${t('Nobody yet')}</span>
            <span class="load"><span class="load-words">${pointsWords(nobodys)}</span></span>
          </li>`
        : nothing
    }
  </ul>`
}

function personLoad(
  store: ProjectStore,
  { user, points, capacity }: Load,
  change: (userId: string, points: number | null) => void,
): TemplateResult {
  const changed = (event: Event) => {
    const field = event.target as HTMLInputElement
    const number = Math.min(1000, Math.max(0, Math.round(Number(field.value))))
    change(user.id, field.value === '' ? null : number)
  }
  return html`<li class="load-row">
    <span class="load-name">${avatar(user, 20)} <span class="truncate">${user.name}</span></span>
    ${loadBar(points, capacity, t('Load of %(name)s', { name: user.name }))}
    ${
      store.canEdit
        ? html`<input
            class="input input-small load-capacity"
            type="number"
            min="0"
            max="1000"
            inputmode="numeric"
            placeholder="–"
            aria-label=${t('Points that %(name)s can take', { name: user.name })}
            .value=${capacity === null ? '' : String(capacity)}
            @change=${changed}
          />`
        : nothing
    }
  </li>`
}
