/** What the query bar of a rule offers: names of the project, from the page's shell. */

import { isoDate } from '../grammar'
import type { ViewSource } from '../parts/view-source'
import type { QueryContext } from '../query/context'
import type { RulesPage } from './model'

const known = new WeakMap<RulesPage, Pick<ViewSource, 'context'>>()

export function querySource(page: RulesPage): Pick<ViewSource, 'context'> {
  const found = known.get(page) ?? { context: () => context(page) }
  known.set(page, found)
  return found
}

function context(page: RulesPage): QueryContext {
  const { columns, labels, types, fields, milestones, sprints } = page
  return {
    me: page.me.id,
    today: isoDate(new Date()),
    dayOf: (time) => isoDate(new Date(time)),
    members: page.members,
    projects: [{ ...page.project, columns, labels, types, fields, milestones, sprints }],
    taskOf: () => undefined,
    epics: [],
    remote: new Map(),
  }
}
