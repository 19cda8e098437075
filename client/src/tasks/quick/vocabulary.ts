/** What lines of quick add may name in a project. */

import { epicsOf } from '../epics'
import type { Vocabulary } from '../grammar'
import type { ProjectStore } from '../project'

export function vocabularyOf({ state, members }: ProjectStore): Vocabulary {
  const { labels, types, sprints, milestones } = state
  const today = new Date()
  return { members, labels, types, sprints, milestones, epics: epicsOf(state), today }
}
