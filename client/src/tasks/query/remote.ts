/**
 * Terms that a row cannot answer: lists do not say who made or watches a task, nor what blocks it.
 * The server is asked which tasks fit each such term, and again after tasks changed.
 */

import { pages } from '../../common/api'
import type { ProjectStore } from '../project'
import { group, termsOf, type Query } from './ast'
import { print } from './print'

const FAR = ['creator', 'watcher', 'blocked']
const PAUSE_MS = 400

class RemoteTerms {
  readonly sets = new Map<string, ReadonlySet<string>>()
  /** What `sets` was last read by; a new map lets whoever remembers one notice. */
  known: ReadonlyMap<string, ReadonlySet<string>> = new Map()
  readonly #store: ProjectStore
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(store: ProjectStore) {
    this.#store = store
    store.watch(() => this.#stale())
  }

  want(texts: readonly string[]): void {
    for (const text of texts) {
      if (this.sets.has(text)) continue
      this.sets.set(text, new Set())
      void this.#load(text)
    }
  }

  #stale(): void {
    if (this.sets.size === 0) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      for (const text of this.sets.keys()) void this.#load(text)
    }, PAUSE_MS)
  }

  async #load(text: string): Promise<void> {
    const ids = new Set<string>()
    const query = { query: text, fields: 'id', limit: 100 }
    try {
      const path = `projects/${this.#store.id}/tasks`
      for await (const page of pages<{ id: string }>(path, { query, isKept: true })) {
        for (const { id } of page) ids.add(id)
      }
    } catch {
      // Offline: what was known stays, and the next event asks again.
      return
    }
    this.sets.set(text, ids)
    this.known = new Map(this.sets)
    this.#store.refresh()
  }
}

const known = new WeakMap<ProjectStore, RemoteTerms>()

function termsFor(store: ProjectStore): RemoteTerms {
  const found = known.get(store) ?? new RemoteTerms(store)
  known.set(store, found)
  return found
}

export function remoteTerms(store: ProjectStore): ReadonlyMap<string, ReadonlySet<string>> {
  return termsFor(store).known
}

/** Have the server answer what rows cannot say of `query`. */
export function askRemote(store: ProjectStore, query: Query): void {
  const texts = farTexts(query)
  if (texts.length > 0) termsFor(store).want(texts)
}

/** The terms, one for each value, as the server is asked them. */
export function farTexts(query: Query): readonly string[] {
  const texts = termsOf(query).flatMap((term) => {
    const isBlocked = term.field === 'is' && print(group('and', [term])).includes('blocked')
    if (isBlocked || term.field === 'blocked') return ['is:blocked']
    if (!FAR.includes(term.field)) return []
    return term.values.map((value) => print({ ...term, values: [value] }))
  })
  return [...new Set(texts)]
}
