/**
 * A page over all projects names the sprints that run or ended lately; the older ones, of which
 * there may be thousands, are asked for when a row belongs to one.
 */

import { api } from '../../common/api'
import type { Sprint, Task } from '../model'
import type { ProjectNames } from '../query/context'

export class OlderSprints {
  readonly #asked = new Set<string>()
  readonly #found: (project: string, sprint: Sprint) => void

  constructor(found: (project: string, sprint: Sprint) => void) {
    this.#found = found
  }

  ask(rows: readonly Task[], projects: readonly ProjectNames[]): void {
    for (const { sprint, project } of rows) {
      if (!sprint || this.#asked.has(sprint)) continue
      const named = projects.find(({ id }) => id === project)?.sprints ?? []
      if (named.some(({ id }) => id === sprint)) continue
      this.#asked.add(sprint)
      void this.#read(project, sprint)
    }
  }

  async #read(project: string, sprint: string): Promise<void> {
    try {
      this.#found(project, await api.get<Sprint>(`sprints/${sprint}`, { isKept: true }))
    } catch {
      // Offline: the row that comes next asks again.
      this.#asked.delete(sprint)
    }
  }
}

export function withSprint(
  projects: readonly ProjectNames[],
  project: string,
  sprint: Sprint,
): readonly ProjectNames[] {
  return projects.map((each) =>
    each.id === project ? { ...each, sprints: [...each.sprints, sprint] } : each,
  )
}
