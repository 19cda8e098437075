/** Writes that the server refused for good, kept in the browser until the person has seen to them. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Entry } from '../../common/outbox'

export interface Refused {
  readonly key: string
  readonly at: number
  readonly entry: Entry
  /** What the server said. */
  readonly why: string
  /** What it was about is no more: trying again is in vain. */
  readonly isGone?: boolean
}

interface Shelf extends DBSchema {
  writes: { key: string; value: Refused }
}

const MOST = 200

/** One a person, as the outbox is. */
export class RefusedShelf {
  readonly #name: string
  #rows: readonly Refused[] = []
  #opened: Promise<IDBPDatabase<Shelf>> | null = null

  constructor(userId: string) {
    this.#name = `teamflow-refused-${userId}`
  }

  get rows(): readonly Refused[] {
    return this.#rows
  }

  async load(): Promise<void> {
    const kept = await this.#shelf()
      .then((shelf) => shelf.getAll('writes'))
      .catch(() => [])
    const known = new Set(this.#rows.map(({ key }) => key))
    const all = [...kept.filter(({ key }) => !known.has(key)), ...this.#rows]
    this.#rows = all.sort((a, b) => a.entry.order - b.entry.order)
  }

  put(row: Refused): void {
    this.#rows = [...this.#rows.filter(({ key }) => key !== row.key), row].slice(-MOST)
    this.#write((shelf) => shelf.put('writes', row))
  }

  remove(key: string): void {
    this.#rows = this.#rows.filter((row) => row.key !== key)
    this.#write((shelf) => shelf.delete('writes', key))
  }

  /** A thing that was made after all: what was refused on it means the real one. */
  rename(tempId: string, id: string): void {
    for (const row of this.#rows) {
      const text = JSON.stringify(row)
      if (text.includes(tempId)) this.put(JSON.parse(text.replaceAll(tempId, id)) as Refused)
    }
  }

  #write(work: (shelf: IDBPDatabase<Shelf>) => Promise<unknown>): void {
    // Where storage is forbidden they are shown for as long as the page stands.
    void this.#shelf()
      .then(work)
      .catch(() => undefined)
  }

  #shelf(): Promise<IDBPDatabase<Shelf>> {
    this.#opened ??= openDB<Shelf>(this.#name, 1, {
      upgrade: (database) => void database.createObjectStore('writes', { keyPath: 'key' }),
    })
    return this.#opened
  }
}
