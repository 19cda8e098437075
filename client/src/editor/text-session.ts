/**
 * One description that several people write in at once (docs/protocol.md): a Yjs text whose changes
 * go out by the API, one call at a time, and come in by the task's room. What is not acknowledged
 * is kept in the browser; a gap, a reconnect or a refusal ends in one exchange of what each lacks.
 */

import * as Y from 'yjs'
import { api, ApiError } from '../common/api'
import type { LiveSocket, SocketMessage } from '../common/socket'
import { decode, encode } from './base64'
import type { Unsent } from './unsent'

export interface Cursor {
  readonly user: { readonly id: string; readonly name: string }
  readonly place: Readonly<Record<string, unknown>>
  readonly at: number
}

interface Answer {
  readonly seq: number
  readonly update: string
  readonly state_vector: string
}

export type SessionStatus = 'saved' | 'saving' | 'offline' | 'refused'

const GATHER = 120
const SETTLE_AFTER = 1500
const RETRY = [500, 1000, 2000, 5000, 10_000]
const CURSOR_EVERY = 100
const CURSOR_FADES = 30_000

export class TextSession {
  readonly doc = new Y.Doc()
  readonly text = this.doc.getText('text')
  readonly undo = new Y.UndoManager(this.text, { captureTimeout: 400 })
  readonly cursors = new Map<string, Cursor>()
  status: SessionStatus = 'saved'
  /** Why the server does not take it. */
  refusal: unknown = null
  onStatus: (status: SessionStatus) => void = () => undefined
  readonly #taskId: string
  readonly #socket: LiveSocket
  readonly #unsent: Unsent
  readonly #client = String(this.doc.clientID)
  readonly #cursorListeners = new Set<() => void>()
  #seq = 0
  #waiting: Uint8Array[] = []
  #mustSync = false
  #mustSettle = false
  #isSending = false
  #isUnsettled = false
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #settleTimer: ReturnType<typeof setTimeout> | undefined
  #cursorTimer: ReturnType<typeof setTimeout> | undefined
  #cursor: Readonly<Record<string, unknown>> | null = null
  #leave: (() => void)[] = []

  constructor(taskId: string, socket: LiveSocket, unsent: Unsent) {
    this.#taskId = taskId
    this.#socket = socket
    this.#unsent = unsent
  }

  /** Fetch the text and what an earlier page left unsent; throws when there is no server. */
  async open(): Promise<void> {
    const left = await this.#unsent.of(this.#taskId)
    const answer = await this.#post({ state_vector: encode(Y.encodeStateVector(this.doc)) })
    this.#take(answer)
    for (const update of left) Y.applyUpdate(this.doc, update, 'kept')
    if (left.length > 0) this.#waiting.push(...left)
    this.doc.on('update', this.#changed)
    const room = `task:${this.#taskId}`
    this.#leave = [
      this.#socket.join(room, {
        message: (message) => this.#heard(message),
        joined: () => this.sync(),
        event: ({ type, changes }) => {
          // The bus may have lost a change, never the log: its writing says that there was one.
          if (type === 'task.updated' && changes !== undefined && 'description' in changes)
            this.#checkSoon()
        },
      }),
      this.#socket.onStatus((status) => {
        if (status === 'open') this.#hurry()
      }),
    ]
    if (left.length > 0) this.#schedule(0)
  }

  /** Exchange what each side lacks. */
  sync(): void {
    this.#mustSync = true
    this.#schedule(0)
  }

  /** Have the task's description say now what the text says. */
  settle(): void {
    if (!this.#isUnsettled && this.#waiting.length === 0) return
    this.#mustSettle = true
    this.#schedule(0)
  }

  /** Leave; what is still on its way goes on, and is kept until it arrived. */
  close(): void {
    this.showCursor(null)
    this.settle()
    for (const leave of this.#leave) leave()
    this.#leave = []
    this.doc.off('update', this.#changed)
  }

  /** Show others where this person writes; null when they do not. */
  showCursor(place: Readonly<Record<string, unknown>> | null): void {
    if (JSON.stringify(place) === JSON.stringify(this.#cursor)) return
    this.#cursor = place
    this.#cursorTimer ??= setTimeout(() => {
      this.#cursorTimer = undefined
      this.#socket.send({
        type: 'cursor',
        room: `task:${this.#taskId}`,
        client: this.#client,
        data: this.#cursor,
      })
    }, CURSOR_EVERY)
  }

  onCursors(listener: () => void): () => void {
    this.#cursorListeners.add(listener)
    return () => this.#cursorListeners.delete(listener)
  }

  readonly #changed = (update: Uint8Array, origin: unknown): void => {
    if (origin === 'remote' || origin === 'kept') return
    this.#waiting.push(update)
    this.#isUnsettled = true
    this.#unsent.keep(this.#taskId, update)
    this.#setStatus(this.#failures > 0 ? 'offline' : 'saving')
    clearTimeout(this.#settleTimer)
    this.#settleTimer = setTimeout(() => this.settle(), SETTLE_AFTER)
    this.#schedule(GATHER)
  }

  #heard(message: SocketMessage): void {
    const data = message.data as Readonly<Record<string, unknown>> | null
    if (message.type === 'cursor') this.#heardCursor(message)
    if (message.type !== 'text.update' || data === null) return
    const seq = Number(data.seq)
    // Applying what is here already changes nothing, so an echo of one's own is harmless.
    Y.applyUpdate(this.doc, decode(String(data.update)), 'remote')
    if (seq === this.#seq + 1) this.#seq = seq
    else if (seq > this.#seq && !this.#isSending) this.sync()
  }

  #heardCursor(message: SocketMessage): void {
    const client = String(message.client)
    if (client === this.#client) return
    const place = message.data as Readonly<Record<string, unknown>> | null
    if (place === null) this.cursors.delete(client)
    else this.cursors.set(client, { user: message.user as Cursor['user'], place, at: Date.now() })
    for (const [name, { at }] of this.cursors)
      if (at < Date.now() - CURSOR_FADES) this.cursors.delete(name)
    for (const listener of [...this.#cursorListeners]) listener()
  }

  #checkSoon(): void {
    setTimeout(() => {
      if (!this.#isSending && this.#leave.length > 0) this.sync()
    }, 250)
  }

  #hurry(): void {
    this.#failures = 0
    if (this.#waiting.length > 0 || this.#mustSync || this.#mustSettle) this.#schedule(0)
  }

  #schedule(delay: number): void {
    if (this.#isSending) return
    if (delay === 0) clearTimeout(this.#timer)
    else if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => void this.#send(), delay)
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#isSending) return
    const updates = this.#waiting
    const isSync = this.#mustSync
    const settle = this.#mustSettle
    if (updates.length === 0 && !isSync && !settle) return
    this.#isSending = true
    this.#waiting = []
    this.#mustSync = this.#mustSettle = false
    try {
      const answer = await this.#post({
        ...(updates.length > 0 && { update: encode(Y.mergeUpdates(updates)) }),
        state_vector: encode(Y.encodeStateVector(this.doc)),
        settle,
      })
      this.#take(answer)
      this.#failures = 0
      await this.#unsent.forget(this.#taskId, updates)
      if (settle && this.#waiting.length === 0) this.#isUnsettled = false
      if (this.#waiting.length === 0) this.#setStatus('saved')
    } catch (error) {
      this.#failed(error, updates, settle)
    } finally {
      this.#isSending = false
    }
    const delay =
      this.#failures > 0 ? (RETRY[Math.min(this.#failures, RETRY.length) - 1] ?? 500) : GATHER
    if (
      this.status !== 'refused' &&
      (this.#waiting.length > 0 || this.#mustSync || this.#mustSettle)
    )
      this.#schedule(delay)
  }

  #failed(error: unknown, updates: Uint8Array[], settle: boolean): void {
    this.#waiting = [...updates, ...this.#waiting]
    this.#mustSettle ||= settle
    if (error instanceof ApiError && error.status === 409) {
      // The server lacks what this builds upon: send all of it, of which it takes what is new.
      this.#waiting = [Y.encodeStateAsUpdate(this.doc)]
      this.#failures += 1
      return
    }
    if (error instanceof ApiError && error.status < 500 && error.status !== 429) {
      this.refusal = error
      this.#setStatus('refused')
      return
    }
    this.#failures += 1
    this.#setStatus('offline')
  }

  #take(answer: Answer): void {
    if (answer.update !== '') Y.applyUpdate(this.doc, decode(answer.update), 'remote')
    this.#seq = Math.max(this.#seq, answer.seq)
  }

  #post(body: Readonly<Record<string, unknown>>): Promise<Answer> {
    // Repeating a change is harmless, so no key is kept for it.
    return api.post<Answer>(`tasks/${this.#taskId}/text`, body, { retries: 0 })
  }

  #setStatus(status: SessionStatus): void {
    if (status === this.status) return
    this.status = status
    this.onStatus(status)
  }
}
