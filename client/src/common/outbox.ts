/**
 * The person's writes on their way to the server, in order, one at a time, each with its
 * idempotency key. They are kept in IndexedDB until answered: a closed tab or a dead network
 * loses nothing. Another tab that opens later takes over what a closed one left.
 */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { ApiError, isPassing, newKey, request, type Method } from './api'

export interface Write {
  readonly method: Method
  readonly path: string
  readonly body?: unknown
  /** Whose page understands `op` (a project's id); other pages only send it. */
  readonly scope: string
  /** What the page shows while this waits; plain data, so that it can be kept. */
  readonly op: unknown
  /** A stand-in id used until the server gives the real one (`tmp-…`). */
  readonly tempId?: string
  /** The page where this was made, for whoever must look at it again elsewhere. */
  readonly place?: string
}

/** Entries are kept across releases: one that reads differently gets another number here. */
export const FORMAT = 1

export interface Entry extends Write {
  readonly key: string
  readonly order: number
  readonly tab: string
  /** Missing in the entries of the first releases. */
  readonly format?: number
}

export type Outcome =
  | { readonly kind: 'done'; readonly entry: Entry; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly entry: Entry; readonly error: unknown }

export interface OutboxStorage {
  load(): Promise<Entry[]>
  put(entry: Entry): Promise<void>
  remove(key: string): Promise<void>
}

export interface OutboxOptions {
  readonly storage: OutboxStorage
  readonly send?: (entry: Entry) => Promise<unknown>
  readonly tab?: string
  readonly isTabAlive?: (tab: string) => Promise<boolean>
  /** Runs `then` once the tab is closed, in one tab at a time. */
  readonly whenTabGone?: (tab: string, then: () => Promise<void>) => void
  readonly wait?: (milliseconds: number) => Promise<void>
}

const FAULTS_BEFORE_REFUSAL = 4
const WAIT_FIRST = 500
const WAIT_MOST = 30_000

export class Outbox {
  readonly #options: Required<Omit<OutboxOptions, 'wait'>> & Pick<OutboxOptions, 'wait'>
  readonly #settled = new Set<(outcome: Outcome) => void>()
  readonly #changed = new Set<() => void>()
  readonly #adopted = new Set<(entries: readonly Entry[]) => void>()
  readonly #promises = new Map<string, (outcome: Outcome) => void>()
  readonly #prepares = new Map<string, (entry: Entry) => Entry>()
  #entries: Entry[] = []
  #isSending = false
  #isHeld = false
  #wake: (() => void) | null = null
  #failures = 0
  #order = 0

  constructor(options: OutboxOptions) {
    this.#options = {
      send: sendEntry,
      tab: newKey(),
      isTabAlive: () => Promise.resolve(false),
      whenTabGone: () => undefined,
      ...options,
    }
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  /** Waiting for a network that is not there (rather than just on its way). */
  get isStuck(): boolean {
    return (this.#failures > 0 || this.#isHeld) && this.#entries.length > 0
  }

  /** Bring back what closed tabs left, and later what those leave that are open now. */
  async start(): Promise<void> {
    const tabs = new Set((await this.#load()).map(({ tab }) => tab))
    const { tab: own, isTabAlive, whenTabGone } = this.#options
    const gone = new Set<string>()
    for (const tab of tabs) {
      if (tab === own || !(await isTabAlive(tab))) gone.add(tab)
      else whenTabGone(tab, () => this.#adopt(new Set([tab])))
    }
    await this.#adopt(gone)
  }

  async #adopt(tabs: ReadonlySet<string>): Promise<void> {
    if (tabs.size === 0) return
    const known = new Set(this.#entries.map(({ key }) => key))
    const left = (await this.#load()).filter(({ tab, key }) => tabs.has(tab) && !known.has(key))
    if (left.length === 0) return
    const adopted = left.map((entry) => ({ ...entry, tab: this.#options.tab }))
    for (const entry of adopted) await this.#options.storage.put(entry).catch(ignore)
    this.#entries = [...adopted, ...this.#entries]
    for (const listener of [...this.#adopted]) listener(adopted)
    this.#notify()
    void this.#run()
  }

  /** What is kept, oldest first; an entry that a later release wrote is left to that one. */
  async #load(): Promise<Entry[]> {
    const all = await this.#options.storage.load().catch((): Entry[] => [])
    return all.filter(({ format = 1 }) => format <= FORMAT).sort((a, b) => a.order - b.order)
  }

  /** Queue a write; resolves when the server has answered, however long that takes. */
  add(write: Write, key = newKey()): Promise<Outcome> {
    this.#order = Math.max(Date.now(), this.#order + 1)
    const { tab } = this.#options
    const entry: Entry = { ...write, key, order: this.#order, tab, format: FORMAT }
    this.#entries = [...this.#entries, entry]
    const answered = new Promise<Outcome>((resolve) => this.#promises.set(key, resolve))
    // Where storage is full or forbidden the write still goes out, only less safely.
    void this.#options.storage.put(entry).catch(ignore)
    this.#notify()
    void this.#run()
    return answered
  }

  /**
   * Last look at an entry of `scope` right before it goes out (fresh versions). Each scope has its
   * own: a page over several projects sends all their writes through one outbox.
   */
  prepare(scope: string, prepare: (entry: Entry) => Entry): void {
    this.#prepares.set(scope, prepare)
  }

  onSettled(listener: (outcome: Outcome) => void): () => void {
    this.#settled.add(listener)
    return () => this.#settled.delete(listener)
  }

  /** Hear of entries that came from closed tabs. */
  onAdopted(listener: (entries: readonly Entry[]) => void): () => void {
    this.#adopted.add(listener)
    return () => this.#adopted.delete(listener)
  }

  onChange(listener: () => void): () => void {
    this.#changed.add(listener)
    return () => this.#changed.delete(listener)
  }

  /** The network is back, or the person signed in again: try now. */
  kick(): void {
    this.#isHeld = false
    this.#wake?.()
    void this.#run()
  }

  async #run(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    let faults = 0
    while (!this.#isHeld) {
      const entry = this.#entries[0]
      if (entry === undefined) break
      const outcome = await this.#attempt(entry)
      if (outcome === 'signed-out') {
        this.#isHeld = true
      } else if (outcome === 'offline') {
        await this.#backOff()
      } else if (outcome === 'fault' && faults + 1 < FAULTS_BEFORE_REFUSAL) {
        faults += 1
        await this.#backOff()
      } else {
        faults = 0
        this.#failures = 0
        this.#settle(typeof outcome === 'object' ? outcome : refusal(entry))
      }
    }
    this.#isSending = false
    this.#notify()
  }

  async #attempt(entry: Entry): Promise<Outcome | 'offline' | 'fault' | 'signed-out'> {
    try {
      const prepare = this.#prepares.get(entry.scope)
      const answer = await this.#options.send(prepare === undefined ? entry : prepare(entry))
      return { kind: 'done', entry, answer }
    } catch (error) {
      if (isPassing(error)) return 'offline'
      if (!(error instanceof ApiError)) return { kind: 'refused', entry, error }
      if (error.status === 401) return 'signed-out'
      if (error.status === 429) return 'offline'
      if (error.status >= 500) return 'fault'
      return { kind: 'refused', entry, error }
    }
  }

  #settle(outcome: Outcome): void {
    const { entry } = outcome
    this.#entries = this.#entries.filter((other) => other.key !== entry.key)
    if (outcome.kind === 'done' && entry.tempId !== undefined) {
      const id = idOf(outcome.answer)
      if (id !== null) this.#rename(entry.tempId, id)
    }
    for (const listener of [...this.#settled]) listener(outcome)
    this.#promises.get(entry.key)?.(outcome)
    this.#promises.delete(entry.key)
    void this.#options.storage.remove(entry.key).catch(ignore)
    this.#notify()
  }

  /** What was typed on a thing before the server named it now means the real thing. */
  #rename(tempId: string, id: string): void {
    this.#entries = this.#entries.map((entry) => {
      const text = JSON.stringify(entry)
      if (!text.includes(tempId)) return entry
      const renamed = JSON.parse(text.replaceAll(tempId, id)) as Entry
      void this.#options.storage.put(renamed).catch(ignore)
      return renamed
    })
  }

  async #backOff(): Promise<void> {
    this.#failures += 1
    this.#notify()
    const milliseconds = Math.min(WAIT_MOST, WAIT_FIRST * 2 ** (this.#failures - 1))
    if (this.#options.wait) {
      await this.#options.wait(milliseconds)
      return
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds * (0.5 + Math.random() / 2))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = null
  }

  #notify(): void {
    for (const listener of [...this.#changed]) listener()
  }
}

interface Shelf extends DBSchema {
  writes: { key: string; value: Entry }
}

/** The shelf in IndexedDB; one a person, so that nobody sends another's words. */
export function indexedStorage(userId: string): OutboxStorage {
  let opened: Promise<IDBPDatabase<Shelf>> | null = null
  const shelf = () =>
    (opened ??= openDB<Shelf>(`teamflow-outbox-${userId}`, 1, {
      upgrade: (database) => void database.createObjectStore('writes', { keyPath: 'key' }),
    }))
  return {
    load: async () => (await shelf()).getAll('writes'),
    put: async (entry) => void (await (await shelf()).put('writes', entry)),
    remove: async (key) => (await shelf()).delete('writes', key),
  }
}

/** Whether another tab still lives: each holds a lock under its name until it closes. */
export async function isTabAlive(tab: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some((lock) => lock.name === `teamflow-tab-${tab}`)
}

export function openOutbox(userId: string): Outbox {
  const tab = newKey()
  const hasLocks = 'locks' in navigator
  if (hasLocks) {
    void navigator.locks.request(`teamflow-tab-${tab}`, () => new Promise<void>(() => undefined))
  }
  return new Outbox({
    storage: indexedStorage(userId),
    tab,
    // Without locks (plain http off localhost) two tabs may send the same write: same key, one effect.
    isTabAlive: hasLocks ? isTabAlive : () => Promise.resolve(false),
    whenTabGone: (gone, then) => void navigator.locks.request(`teamflow-tab-${gone}`, then),
  })
}

function sendEntry(entry: Entry): Promise<unknown> {
  return request(entry.method, entry.path, {
    body: entry.body,
    idempotencyKey: entry.key,
    retries: 0,
  })
}

function refusal(entry: Entry): Outcome {
  return { kind: 'refused', entry, error: new Error('The server failed on this again and again.') }
}

function idOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return null
  return typeof answer.id === 'string' ? answer.id : null
}

function ignore(): void {
  // Storage is a second safety net; the queue in memory goes on without it.
}
