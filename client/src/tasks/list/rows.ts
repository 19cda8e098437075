/** The list as flat rows: a head for each column, then its tasks. Pure. */

import type { Column, Task } from '../model'
import type { Test } from '../query/values'
import { tasksByColumn, type ProjectState } from '../state'

export type Row =
  | { readonly kind: 'head'; readonly column: Column; readonly count: number }
  | { readonly kind: 'task'; readonly task: Task }

export function rowsOf(
  state: ProjectState,
  fits: Test,
  folded: ReadonlySet<string>,
): readonly Row[] {
  const groups = tasksByColumn(state)
  return state.columns.flatMap((column): Row[] => {
    const tasks = (groups.get(column.id) ?? []).filter(fits)
    const head: Row = { kind: 'head', column, count: tasks.length }
    if (folded.has(column.id)) return [head]
    return [head, ...tasks.map((task): Row => ({ kind: 'task', task }))]
  })
}

/** `rowsOf` that works only when something has changed: scrolling asks for the same rows again. */
export function rowsMaker(): typeof rowsOf {
  let asked: Parameters<typeof rowsOf> | null = null
  let rows: readonly Row[] = []
  return (...now) => {
    if (asked?.every((part, at) => part === now[at]) !== true) rows = rowsOf(...now)
    asked = now
    return rows
  }
}
