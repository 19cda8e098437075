/** What the query bar of a rule offers: names of the project, from the page's shell. */

import type { ViewSource } from '../parts/view-source'
import { namesContext, type QueryContext } from '../query/context'
import type { RulesPage } from './model'

/** As much of a page as names are taken from. */
export type Names = Pick<
  RulesPage,
  | 'me'
  | 'members'
  | 'project'
  | 'columns'
  | 'labels'
  | 'types'
  | 'fields'
  | 'milestones'
  | 'sprints'
>

const known = new WeakMap<Names, Pick<ViewSource, 'context'>>()

export function querySource(page: Names): Pick<ViewSource, 'context'> {
  const found = known.get(page) ?? { context: () => context(page) }
  known.set(page, found)
  return found
}

function context(page: Names): QueryContext {
  const { columns, labels, types, fields, milestones, sprints } = page
  const project = { ...page.project, columns, labels, types, fields, milestones, sprints }
  return namesContext({ ...page, projects: [project] })
}
