/** Changes of texts that no server has acknowledged, kept in the browser: a closed tab loses none. */

import { frameData } from '../common/frame-data'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

export interface Unsent {
  of(taskId: string): Promise<Uint8Array[]>
  keep(taskId: string, update: Uint8Array): void
  forget(taskId: string, updates: readonly Uint8Array[]): Promise<void>
}

interface Shelf extends DBSchema {
  updates: {
    key: number
    value: { readonly task: string; readonly update: Uint8Array }
    indexes: { task: string }
  }
}

let opened: Promise<IDBPDatabase<Shelf>> | null = null

function shelf(): Promise<IDBPDatabase<Shelf>> {
  // One a person: nobody sends, or reads, what another one typed on this device.
  opened ??= openDB<Shelf>(`teamflow-texts-${frameData().me}`, 1, {
    upgrade(database) {
      database.createObjectStore('updates', { autoIncrement: true }).createIndex('task', 'task')
    },
  })
  return opened
}

/** IndexedDB; where it is forbidden, the text is only as safe as the page. */
export class UnsentShelf implements Unsent {
  readonly #keys = new Map<Uint8Array, Promise<number | null>>()

  async of(taskId: string): Promise<Uint8Array[]> {
    try {
      const database = await shelf()
      const keys = await database.getAllKeysFromIndex('updates', 'task', taskId)
      const rows = await database.getAllFromIndex('updates', 'task', taskId)
      for (const [index, { update }] of rows.entries())
        this.#keys.set(update, Promise.resolve(keys[index] ?? null))
      return rows.map(({ update }) => update)
    } catch {
      return []
    }
  }

  keep(taskId: string, update: Uint8Array): void {
    const key = shelf()
      .then((database) => database.add('updates', { task: taskId, update }))
      .catch(() => null)
    this.#keys.set(update, key)
  }

  async forget(_taskId: string, updates: readonly Uint8Array[]): Promise<void> {
    for (const update of updates) {
      const key = await this.#keys.get(update)
      this.#keys.delete(update)
      if (key === null || key === undefined) continue
      await shelf()
        .then((database) => database.delete('updates', key))
        .catch(() => undefined)
    }
  }
}
