import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

interface Row {
  readonly owner: string
  readonly update: Uint8Array
}

interface Schema extends DBSchema {
  updates: { key: number; value: Row; indexes: { owner: string } }
  refused: { key: number; value: Row & { readonly reason: string; readonly at: number } }
}

const DATABASE = 'teamflow-board-outbox'

export interface Waiting {
  readonly key: number
  readonly update: Uint8Array
}

/**
 * A person's changes to a board that the server has not acknowledged. They are kept on this
 * machine until it has, through reloads and crashes; a browser that refuses to store anything
 * keeps them in memory.
 */
export class Outbox {
  private readonly waiting = new Map<number, Uint8Array>()
  private readonly keys = new Map<number, Promise<number | null>>()
  private next = 1

  private constructor(
    private readonly owner: string,
    private readonly database: IDBPDatabase<Schema> | null,
  ) {}

  static async open(userId: string, boardId: string): Promise<Outbox> {
    const owner = `${userId}/${boardId}`
    const database = await openDB<Schema>(DATABASE, 1, {
      upgrade(db) {
        db.createObjectStore('updates', { autoIncrement: true }).createIndex('owner', 'owner')
        db.createObjectStore('refused', { autoIncrement: true })
      },
    }).catch(() => null)
    const outbox = new Outbox(owner, database)
    await outbox.read()
    return outbox
  }

  get count(): number {
    return this.waiting.size
  }

  all(): Waiting[] {
    return Array.from(this.waiting, ([key, update]) => ({ key, update }))
  }

  /** Keeps an update; the answer is its key. */
  add(update: Uint8Array): number {
    const key = this.next++
    this.waiting.set(key, update)
    const stored = this.database?.add('updates', { owner: this.owner, update }).catch(() => null)
    this.keys.set(key, Promise.resolve(stored ?? null))
    return key
  }

  /** The server has these on disk. */
  async settle(keys: Iterable<number>): Promise<void> {
    const gone = [...keys]
    for (const key of gone) this.waiting.delete(key)
    await Promise.all(gone.map((key) => this.erase(key)))
  }

  /** The server will never take these: they are moved out of the way, not thrown away. */
  async setAside(keys: Iterable<number>, reason: string): Promise<void> {
    const refused = [...keys]
    for (const key of refused) {
      const update = this.waiting.get(key)
      if (!update) continue
      const row = { owner: this.owner, update, reason, at: Date.now() }
      await this.database?.add('refused', row).catch(() => null)
    }
    await this.settle(refused)
  }

  close(): void {
    this.database?.close()
  }

  private async read(): Promise<void> {
    if (!this.database) return
    const index = this.database.transaction('updates').store.index('owner')
    for await (const cursor of index.iterate(this.owner)) {
      const key = this.next++
      this.waiting.set(key, cursor.value.update)
      this.keys.set(key, Promise.resolve(cursor.primaryKey))
    }
  }

  private async erase(key: number): Promise<void> {
    const stored = await this.keys.get(key)
    this.keys.delete(key)
    if (stored !== null && stored !== undefined) {
      await this.database?.delete('updates', stored).catch(() => undefined)
    }
  }
}
