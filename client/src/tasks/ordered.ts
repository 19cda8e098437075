/** The tasks that a view shows, in its order; worked out once for a state and a view. */

import type { Task } from './model'
import type { ProjectStore } from './project'
import { queryContext } from './query/context'
import type { Test } from './query/values'
import { shownMaker } from './shown'
import { comparator } from './sorting'
import { byRank, type ProjectState } from './state'
import type { ViewState } from './view-state'

/** Columns as they follow one another, then the order that people made by hand. */
export function byPlace(state: ProjectState): (a: Task, b: Task) => number {
  const places = new Map(state.columns.map(({ id }, at) => [id, at]))
  return (a, b) => (places.get(a.column.id) ?? 0) - (places.get(b.column.id) ?? 0) || byRank(a, b)
}

export function orderedMaker(store: ProjectStore): (view: ViewState) => readonly Task[] {
  const testFor = shownMaker(store)
  let asked: readonly unknown[] = []
  let test: Test | null = null
  let ordered: readonly Task[] = []
  return (view) => {
    const { state } = store
    const fits = testFor(view)
    if (test === fits && [state, view].every((part, at) => part === asked[at])) return ordered
    test = fits
    asked = [state, view]
    const order =
      view.sort.length === 0 ? byPlace(state) : comparator(view.sort, queryContext(store))
    ordered = [...state.tasks.values()].filter(fits).sort(order)
    return ordered
  }
}
