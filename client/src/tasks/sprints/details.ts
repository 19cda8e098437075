/** What of a project's sprints its shape leaves out, kept true by the project's room. */

import { pages } from '../../common/api'
import type { Sprint } from '../model'
import type { ProjectStore } from '../project'
import type { SprintDetail } from './figures'

export class SprintDetails {
  readonly #store: ProjectStore
  readonly #changed: () => void
  #known: ReadonlyMap<string, SprintDetail>
  #seen: readonly Sprint[]
  #isLoading = false
  #undo: (() => void)[] = []

  constructor(store: ProjectStore, given: readonly SprintDetail[], changed: () => void) {
    this.#store = store
    this.#changed = changed
    this.#known = new Map(given.map((sprint) => [sprint.id, sprint]))
    this.#seen = store.state.sprints
  }

  get(id: string): SprintDetail | undefined {
    return this.#known.get(id)
  }

  /** Planned and running ones in the project's order, the running one first. */
  get open(): readonly SprintDetail[] {
    const found = this.#store.state.sprints.flatMap((sprint) => {
      const detail = this.#known.get(sprint.id)
      return sprint.status === 'completed' || detail === undefined ? [] : [{ ...detail, ...sprint }]
    })
    return found.sort((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
  }

  put(sprint: SprintDetail): void {
    this.#known = new Map(this.#known).set(sprint.id, sprint)
    this.#changed()
  }

  follow(): void {
    this.#undo = [
      this.#store.watch(({ type, data }) => {
        if (type.startsWith('sprint.') && type !== 'sprint.deleted')
          this.put(data as unknown as SprintDetail)
      }),
      this.#store.subscribe(() => this.#look()),
    ]
  }

  stop(): void {
    for (const undo of this.#undo) undo()
  }

  /** After a gap the list may name sprints that nobody told of. */
  #look(): void {
    const { sprints } = this.#store.state
    if (sprints === this.#seen) return
    this.#seen = sprints
    if (sprints.some(({ id, status }) => status !== 'completed' && !this.#known.has(id)))
      void this.load()
  }

  async load(): Promise<void> {
    if (this.#isLoading) return
    this.#isLoading = true
    try {
      const path = `projects/${this.#store.id}/sprints`
      for await (const page of pages<SprintDetail>(path, {
        query: { status: 'planned,active' },
        isKept: true,
      }))
        for (const sprint of page) this.put(sprint)
    } catch {
      // The next change of the list asks again; until then it shows what it knows.
    } finally {
      this.#isLoading = false
    }
  }
}
