/** The list as it is drawn: the heads of its columns, and the rows that are in sight. */

import type { VirtualItem } from '@tanstack/virtual-core'
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { marksOf } from '../indexes'
import { openTaskKey } from '../parts/address'
import { css } from '../parts/css'
import type { ProjectStore } from '../project'
import { adderLine } from './adder'
import { columnHeads, groupHead } from './head'
import type { ListLook } from './look'
import { taskLine, type RowFlags } from './row'
import { keyOf, type Cell, type HeadRow, type Row, type TaskRow } from './rows'

/** A cell of a row, by the row's key and the field's name. */
export interface Active {
  readonly key: string
  readonly cell: string
}

export interface Body {
  readonly store: ProjectStore
  readonly sort: readonly string[]
  readonly look: ListLook
  readonly rows: readonly Row[]
  readonly items: readonly VirtualItem[]
  readonly slots: ReadonlyMap<string, number>
  readonly height: number
  readonly rowHeight: number
  readonly margin: number
  /** The head that stays in sight above the rows of its group. */
  readonly stuck: number | null
  readonly active: Active | null
  readonly editing: Active | null
  readonly chosen: ReadonlySet<string>
  readonly held: ReadonlySet<string>
  readonly blocked: ReadonlySet<string>
  readonly lineAt: number | null
  readonly isAllChosen: boolean
  readonly chooseAll: () => void
  readonly fold: (row: Row) => void
  readonly startAdding: (cell: Cell) => void
  readonly add: (cell: Cell, text: string) => void
  readonly stopAdding: () => void
}

export function listBody(body: Body): TemplateResult {
  const { look, store, items, rows, lineAt } = body
  const size = css({
    '--list-columns': look.template,
    'min-inline-size': `min(100%, ${String(look.width)}px)`,
  })
  const wide = css({ '--list-width': `${String(look.width)}px` })
  const choice = { isAll: body.isAllChosen, canChoose: store.canEdit, toggle: body.chooseAll }
  const pending = store.outbox.isStuck ? store.pendingIds : null
  return html`<div class="list-inner" role="presentation" ${size} ${wide}>
    ${columnHeads(look, body.sort, choice)}
    <div class="list-rows" role="rowgroup" ${css({ height: `${String(body.height)}px` })}>
      ${repeat(
        items,
        (item) => body.slots.get(String(item.key)),
        (item) => {
          const row = rows[item.index]
          return row === undefined ? nothing : line(body, row, item, pending)
        },
      )}
      <div
        class="list-landing"
        ?hidden=${lineAt === null}
        ${css({ transform: `translateY(${String((lineAt ?? 0) * body.rowHeight)}px)` })}
      ></div>
    </div>
  </div>`
}

function line(
  body: Body,
  row: Row,
  item: VirtualItem,
  pending: ReadonlySet<string> | null,
): TemplateResult {
  const isStuck = body.stuck === item.index
  const top = isStuck ? 'none' : `translateY(${String(item.start - body.margin)}px)`
  const isTask = row.kind === 'task'
  const hasBelow = row.kind === 'head' || (isTask && row.below > 0)
  return html`<div
    class="list-line"
    role="row"
    data-index=${item.index}
    data-key=${keyOf(row)}
    ?data-stuck=${isStuck}
    aria-rowindex=${item.index + 2}
    aria-level=${levelOf(row)}
    aria-expanded=${hasBelow ? !row.isFolded : nothing}
    aria-selected=${isTask ? body.chosen.has(row.task.id) : nothing}
    ${css({ transform: top })}
  >
    ${content(body, row, item.index, pending)}
  </div>`
}

function levelOf(row: Row): number {
  const group = row.laneId === null ? 1 : 2
  if (row.kind === 'head') return group
  return group + 1 + (row.kind === 'task' ? row.depth : 0)
}

function content(
  body: Body,
  row: Row,
  index: number,
  pending: ReadonlySet<string> | null,
): unknown {
  switch (row.kind) {
    case 'head':
      return head(body, row, index)
    case 'add':
      return adderLine(body.store, (text) => body.add(row, text), body.stopAdding)
    case 'task':
      return task(body, row, index, pending)
  }
}

function isActive({ active }: Body, row: Row, index: number): boolean {
  return active === null ? index === 0 : active.key === keyOf(row)
}

function head(body: Body, row: HeadRow, index: number): TemplateResult {
  return groupHead(row, {
    isActive: isActive(body, row, index),
    canEdit: body.store.canEdit,
    fold: () => body.fold(row),
    add: () => body.startAdding(row),
  })
}

function task(
  body: Body,
  row: TaskRow,
  index: number,
  pending: ReadonlySet<string> | null,
): unknown {
  const { store, look, active, editing } = body
  const { id, key, parent } = row.task
  const flags: RowFlags = {
    activeCell: isActive(body, row, index) ? (active?.cell ?? 'title') : null,
    editing: editing?.key === keyOf(row) ? editing.cell : null,
    isChosen: body.chosen.has(id),
    isHeld: body.held.has(id),
    isOpen: openTaskKey() === key,
    isPending: pending?.has(id) === true,
    isBlocked: body.blocked.has(id),
  }
  const marks = marksOf(row.task, store.state)
  // Where its parent does not stand above it, the row says whose part it is.
  const above = row.depth > 0 || parent === null ? '' : (store.state.tasks.get(parent)?.title ?? '')
  const { epic, progress } = marks
  const parts = [row.task, row.depth, row.below, row.isFolded, look, store.canEdit]
  const all = [...parts, epic, progress?.done, progress?.total, above, ...Object.values(flags)]
  return guard(all, () => taskLine({ store, look }, row, flags, { ...marks, above }))
}
