/** What people do to columns: rename, limit, reorder, delete, add. */

import { newKey } from '../../common/api'
import { t } from '../../common/i18n'
import { rankBetween } from '../../common/rank'
import { confirmAct } from '../../common/ui/dialog'
import { errorToast } from '../../common/ui/toast'
import type { Column } from '../model'
import type { ProjectStore } from '../project'
import { tasksIn } from '../state'

export function renameColumn(store: ProjectStore, id: string, name: string): void {
  void store.do({ kind: 'column.patch', id, change: { name } })
}

export function limitColumn(store: ProjectStore, id: string, limit: number | null): void {
  void store.do({ kind: 'column.patch', id, change: { wip_limit: limit } })
}

/** One place towards the start or the end; at the edge nothing happens. */
export function shiftColumn(store: ProjectStore, id: string, by: -1 | 1): void {
  const { columns } = store.state
  const at = columns.findIndex((column) => column.id === id)
  const next = columns[at + by]
  if (next === undefined) return
  const beyond = columns[at + 2 * by]?.rank ?? null
  const rank = by < 0 ? rankBetween(beyond, next.rank) : rankBetween(next.rank, beyond)
  const place = by < 0 ? { before: next.id } : { after: next.id }
  void store.do({ kind: 'column.patch', id, change: { rank }, place })
}

export async function deleteColumn(store: ProjectStore, id: string): Promise<void> {
  const column = store.state.columns.find((each) => each.id === id)
  if (column === undefined) return
  if (tasksIn(store.state, id).length > 0) {
    errorToast(t('Move the tasks of “%(name)s” to another column first.', { name: column.name }))
    return
  }
  const isSure = await confirmAct({
    title: t('Delete “%(name)s”?', { name: column.name }),
    text: t('The column is empty; no task is lost.'),
    action: t('Delete column'),
    isDangerous: true,
  })
  if (isSure) void store.do({ kind: 'column.delete', id })
}

export function addColumn(store: ProjectStore, name: string): void {
  const rank = rankBetween(store.state.columns.at(-1)?.rank ?? null, null)
  const column: Column = {
    id: `tmp-${newKey()}`,
    name,
    state: 'in_progress',
    rank,
    wip_limit: null,
  }
  void store.do({ kind: 'column.create', column })
}
