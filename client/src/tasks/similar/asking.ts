/** Asks for open tasks that mean much the same as a title, once its writer pauses. */

import { api } from '../../common/api'
import type { TaskRef } from '../model'

const PAUSE_MS = 350
/** The server answers shorter titles with nothing. */
const SHORTEST = 10

export class SimilarAsker {
  results: readonly TaskRef[] = []
  readonly #changed: () => void
  #title = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked: AbortController | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  ask(project: string, said: string): void {
    const title = said.replace(/\s+/g, ' ').trim()
    if (title === this.#title) return
    this.stop()
    this.#title = title
    if (title.length < SHORTEST) {
      this.#take([])
      return
    }
    this.#timer = setTimeout(() => void this.#ask(project, title), PAUSE_MS)
  }

  /** Hear nothing more of what was asked. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#asked?.abort()
    this.#title = ''
  }

  async #ask(project: string, title: string): Promise<void> {
    const asked = new AbortController()
    this.#asked = asked
    const options = { query: { title }, signal: asked.signal, retries: 0 }
    // It is only a hint: without a server there is none.
    const found = await api
      .get<{ results: TaskRef[] }>(`projects/${project}/similar-tasks`, options)
      .catch(() => ({ results: [] }))
    if (!asked.signal.aborted) this.#take(found.results)
  }

  #take(results: readonly TaskRef[]): void {
    if (results.length === 0 && this.results.length === 0) return
    this.results = results
    this.#changed()
  }
}
