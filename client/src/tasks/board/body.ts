/** The board as it is drawn: columns side by side, or a row of cells for each lane. */

import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { blockedIds } from '../blocked'
import type { Group } from '../grouping'
import { openTaskKey } from '../parts/address'
import type { ProjectStore } from '../project'
import { isFiltering, type ViewState } from '../view-state'
import './column'
import { addColumn } from './columns'
import { cellKey, pointsOf, type Grid } from './grid'
import type { Held } from './hold'
import type { Spot } from './keys'
import { foldedColumn, laneHead } from './lanes'
import { cardLook } from './look'
import './new-column'

export interface BoardView {
  readonly store: ProjectStore
  readonly view: ViewState
  readonly grid: Grid
  readonly folds: ReadonlySet<string>
  readonly held: Held | null
  readonly heldIds: ReadonlySet<string>
  readonly active: Spot | null
  readonly adding: string | null
  readonly chosenIds: ReadonlySet<string>
  readonly isOnlyId: boolean
  readonly mayDrag: () => boolean
  readonly fold: (id: string) => void
}

const NOTHING: ReadonlySet<string> = new Set()

interface Frame extends BoardView {
  readonly openId: string | null
  readonly pending: ReadonlySet<string>
  readonly look: ReturnType<typeof cardLook>
  readonly first: string | null
  readonly blocked: ReadonlySet<string>
}

export function boardBody(view: BoardView): TemplateResult {
  const { store, grid } = view
  const frame: Frame = {
    ...view,
    openId: store.task(openTaskKey() ?? '')?.id ?? null,
    pending: store.outbox.isStuck ? store.pendingIds : NOTHING,
    look: cardLook(store, view.view),
    blocked: blockedIds(store),
    first: view.active?.taskId ?? [...grid.cells.values()].flat()[0]?.id ?? null,
  }
  if (grid.lanes !== null) return lanesOf(frame, grid.lanes)
  return html`${columnsOf(frame, null)}
  ${
    store.canManage && grid.by === 'column'
      ? html`<tf-new-column
          @tf-new-column=${(event: CustomEvent<string>) => addColumn(store, event.detail)}
        ></tf-new-column>`
      : nothing
  }`
}

function lanesOf(frame: Frame, lanes: readonly Group[]): TemplateResult {
  const { store, grid, folds } = frame
  return html`<div class="lane-columns">
      ${repeat(
        grid.columns,
        ({ id }) => id,
        (group) =>
          folds.has(`column:${group.id}`)
            ? html`<div class="column-strip">
                ${foldedColumn(group, group.tasks.length, () => frame.fold(`column:${group.id}`))}
              </div>`
            : html`<tf-column-head
                .group=${group}
                .total=${group.tasks.length}
                .points=${pointsOf(group.tasks)}
                .canEdit=${store.canEdit}
                .canManage=${store.canManage}
              ></tf-column-head>`,
      )}
    </div>
    ${repeat(
      lanes,
      ({ id }) => id,
      (lane) => {
        const isFolded = folds.has(`lane:${lane.id}`)
        return html`<section class="lane" aria-label=${lane.name}>
          ${laneHead(lane, isFolded, () => frame.fold(`lane:${lane.id}`))}
          ${isFolded ? nothing : html`<div class="lane-cells">${columnsOf(frame, lane.id)}</div>`}
        </section>`
      },
    )}`
}

function columnsOf(frame: Frame, laneId: string | null): unknown {
  return repeat(
    frame.grid.columns,
    ({ id }) => id,
    (group) =>
      frame.folds.has(`column:${group.id}`)
        ? foldedCell(frame, group, laneId)
        : cell(frame, group, laneId),
  )
}

/** Whether what is carried with mouse or finger would land here. */
function isOver({ held }: Frame, group: Group, laneId: string | null): boolean {
  if (held === null || held.hand === 'keyboard') return false
  return held.place?.columnId === group.id && (held.place.laneId ?? null) === laneId
}

function foldedCell(frame: Frame, group: Group, laneId: string | null): TemplateResult {
  const unfold = () => frame.fold(`column:${group.id}`)
  return html`<div
    class="column-strip"
    data-column=${group.id}
    data-lane=${laneId ?? nothing}
    ?data-over=${isOver(frame, group, laneId)}
  >
    ${laneId === null ? foldedColumn(group, group.tasks.length, unfold) : nothing}
  </div>`
}

function cell(frame: Frame, group: Group, laneId: string | null): TemplateResult {
  const { store, active, held } = frame
  const key = cellKey(group.id, laneId)
  const tasks = frame.grid.cells.get(key) ?? []
  const over = isOver(frame, group, laneId)
  const isActive = active === null || (active.columnId === group.id && active.laneId === laneId)
  const { value } = group
  return html`<tf-column
    .store=${store}
    data-column=${group.id}
    data-cell=${key}
    data-lane=${laneId ?? nothing}
    data-state=${value.kind === 'column' ? value.column.state : nothing}
    ?data-over=${over}
    .group=${group}
    .laneId=${laneId}
    .tasks=${tasks}
    .total=${totalOf(frame, group, tasks.length)}
    .look=${frame.look}
    .heldIds=${frame.heldIds}
    .activeId=${isActive ? frame.first : null}
    .openId=${frame.openId}
    .chosenIds=${frame.chosenIds}
    .blockedIds=${frame.blocked}
    .dropBefore=${over ? held?.place?.beforeId : undefined}
    .isAdding=${frame.adding === key}
    .isOnlyId=${frame.isOnlyId}
    .canEdit=${store.canEdit}
    .canManage=${store.canManage}
    .isFiltered=${isFiltering(frame.view)}
    .pendingIds=${frame.pending}
    .marksState=${store.state}
    .mayDrag=${frame.mayDrag}
  ></tf-column>`
}

/** A column says how many are in it, hidden ones too, and those that are still loading. */
function totalOf({ store, view }: Frame, { value, tasks }: Group, shown: number): number {
  if (value.kind !== 'column') return tasks.length
  const { state } = store
  if (state.isComplete && !isFiltering(view) && !state.keepsArchived)
    return Math.max(tasks.length, shown)
  if (!state.isComplete) return Math.max(value.column.task_count ?? 0, tasks.length)
  let count = 0
  for (const { column, status } of state.tasks.values())
    if (column.id === value.column.id && status !== 'archived') count += 1
  return count
}
