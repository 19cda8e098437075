/** The head of a lane: its name, how much is in it, and whether it is open. */

import { ChevronDown, ChevronRight } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { tn } from '../../common/i18n'
import type { Group } from '../grouping'
import { groupMark } from '../parts/group-mark'
import { pointsOf } from './grid'

export function laneHead(lane: Group, isFolded: boolean, fold: () => void): TemplateResult {
  const count = lane.tasks.length
  const points = pointsOf(lane.tasks)
  return html`<h2 class="lane-head">
    <button type="button" class="list-fold" aria-expanded=${!isFolded} @click=${fold}>
      ${icon(isFolded ? ChevronRight : ChevronDown, { flip: true })} ${groupMark(lane.value)}
      <span>${lane.name}</span>
      <span class="meta" aria-label=${tn('%(count)s task', '%(count)s tasks', count)}
        >${count}</span
      >
      ${
        points === 0
          ? ''
          : html`<span class="column-points"
              >${tn('%(count)s point', '%(count)s points', points)}</span
            >`
      }
    </button>
  </h2>`
}

/** A folded column: its name, upright, and the way to open it; cards can still be dropped on it. */
export function foldedColumn(group: Group, count: number, unfold: () => void): TemplateResult {
  return html`<button
    type="button"
    class="column-folded"
    aria-expanded="false"
    title=${group.name}
    @click=${unfold}
  >
    ${groupMark(group.value)} <span class="column-count">${count}</span>
    <span class="column-folded-name">${group.name}</span>
  </button>`
}
