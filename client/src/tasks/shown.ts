/** Which tasks of a project the address asks for, worked out once a change. */

import { askArchived } from './archive'
import type { ProjectStore } from './project'
import { queryContext } from './query/context'
import type { Test } from './query/values'
import { testOf, wantsArchived, type ViewState } from './view-state'

/** The same test for as long as the state, the address and the day are the same. */
export function shownMaker(store: ProjectStore): (view: ViewState) => Test {
  let asked: readonly unknown[] = []
  let test: Test = () => true
  return (view) => {
    const context = queryContext(store)
    const now = [store.state, store.members, view, context.today, context.remote]
    if (!now.every((part, at) => part === asked[at])) {
      test = within(store, testOf(view, context))
      if (wantsArchived(view)) askArchived(store)
    }
    asked = now
    return test
  }
}

/** A page of a part of the project (a sprint's) shows nothing else, whatever is asked. */
function within(store: ProjectStore, test: Test): Test {
  const part = store.within
  return part === null ? test : (task) => part.fits(task) && test(task)
}
