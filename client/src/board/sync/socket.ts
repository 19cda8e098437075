import * as Y from 'yjs'
import type { Outbox } from './outbox'
import type { Acts } from './acts'
import {
  awarenessFrame,
  helloFrame,
  readFrame,
  stepOneFrame,
  stepTwoFrame,
  updateFrame,
  type ServerFrame,
  type Welcome,
} from './protocol'

export type Line = 'connecting' | 'open' | 'offline'
export type Ending = 'signed-out' | 'forbidden' | 'missing' | 'refused'

export interface BoardSocketEvents {
  /** Line, counts or rights have changed. */
  readonly onState: () => void
  readonly onSynced: () => void
  readonly onAwareness: (update: Uint8Array) => void
  readonly onAskAwareness: () => void
  readonly onAccess: (canEdit: boolean) => void
  /** The socket will not come back by itself. */
  readonly onEnd: (ending: Ending, reason: string) => void
}

export interface BoardSocketOptions {
  readonly url: string
  readonly doc: Y.Doc
  readonly outbox: Outbox
  readonly events: BoardSocketEvents
  /** Asks for what is done in a workshop, and hears what is answered. */
  readonly acts?: Acts
  readonly connect?: (url: string) => WebSocket
}

/** Marks what came from the server, so that it is not sent back. */
export const REMOTE_ORIGIN = Symbol('remote')

const TICK_MS = 33
const SILENCE_MS = 45_000
const CLOSED_BY_US = 4000
const BACKOFF_FIRST = 400
const BACKOFF_MOST = 20_000
const EMPTY_UPDATE = new Uint8Array([0, 0])
const LIMITS = { message: 262_144, first: 1_048_576 }
const ENDINGS: Readonly<Record<number, Ending>> = {
  4400: 'refused',
  4401: 'signed-out',
  4403: 'forbidden',
  4404: 'missing',
}

/** Keeps one board in step with the server, and knows what the server has not yet acknowledged. */
export class BoardSocket {
  line: Line = 'connecting'
  isSynced = false
  welcome: Welcome | null = null
  private socket: WebSocket | null = null
  private failures = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private silenceTimer: ReturnType<typeof setTimeout> | undefined
  private tickTimer: ReturnType<typeof setTimeout> | undefined
  private gathered: { key: number; update: Uint8Array }[] = []
  /** Outbox keys by the number of the content frame that carried them. */
  private frames: (readonly number[])[] = []
  private acknowledged = 0
  private refusal: { readonly frame: number; readonly message: string } | null = null
  private isStopped = false
  private readonly onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE_ORIGIN) this.keep(update)
  }

  constructor(private readonly options: BoardSocketOptions) {
    const { doc, outbox } = options
    for (const { update } of outbox.all()) Y.applyUpdate(doc, update, REMOTE_ORIGIN)
    doc.on('update', this.onUpdate)
  }

  /** How many changes the server has not acknowledged. */
  get unsaved(): number {
    return this.options.outbox.count
  }

  start(): void {
    if (this.socket || this.isStopped) return
    clearTimeout(this.retryTimer)
    this.line = 'connecting'
    const socket = (this.options.connect ?? ((url) => new WebSocket(url)))(this.options.url)
    socket.binaryType = 'arraybuffer'
    this.socket = socket
    this.frames = []
    this.acknowledged = 0
    this.refusal = null
    socket.onopen = () => this.opened()
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      this.expectTraffic()
      if (socket === this.socket) this.handle(readFrame(new Uint8Array(data)))
    }
    socket.onclose = ({ code }) => {
      if (socket === this.socket) void this.closed(code)
    }
    this.options.events.onState()
  }

  /** The network is gone: say so now, rather than when the silence has lasted long enough. */
  interrupt(): void {
    const socket = this.socket
    if (!socket) return
    void this.closed(CLOSED_BY_US)
    socket.close(CLOSED_BY_US)
  }

  stop(): void {
    this.isStopped = true
    this.options.doc.off('update', this.onUpdate)
    for (const timer of [this.retryTimer, this.silenceTimer, this.tickTimer]) clearTimeout(timer)
    const socket = this.socket
    this.socket = null
    socket?.close(1000)
  }

  sendAwareness(update: Uint8Array): void {
    this.send(awarenessFrame(update))
  }

  private get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN
  }

  private opened(): void {
    this.send(helloFrame())
    this.send(stepOneFrame(Y.encodeStateVector(this.options.doc)))
    this.line = 'open'
    this.expectTraffic()
    this.options.events.onState()
  }

  private handle(frame: ServerFrame): void {
    const { doc, events } = this.options
    switch (frame.type) {
      case 'step1':
        return this.answer(frame.vector)
      case 'step2':
        Y.applyUpdate(doc, frame.update, REMOTE_ORIGIN)
        return this.synced()
      case 'update':
        Y.applyUpdate(doc, frame.update, REMOTE_ORIGIN)
        return
      case 'awareness':
        return events.onAwareness(frame.update)
      case 'ask-awareness':
        return events.onAskAwareness()
      case 'welcome':
        this.failures = 0
        this.welcome = frame.welcome
        this.options.acts?.opened((bytes) => this.send(bytes))
        return events.onAccess(frame.welcome.access === 'edit')
      case 'acknowledged':
        return this.settle(frame.count)
      case 'refused':
        this.refusal = frame
        return
      case 'notice':
        if (frame.code === 'access') events.onAccess(frame.access === 'edit')
        return
      case 'denied':
        return events.onAccess(false)
      case 'done':
      case 'workshop':
      case 'own':
        return this.options.acts?.hear(frame)
      case 'row':
      case 'unknown':
        return
    }
  }

  /** Gives the server what it lacks: at once when that is small, else change by change. */
  private answer(vector: Uint8Array): void {
    const { doc, outbox } = this.options
    const limits = this.welcome?.limits ?? LIMITS
    const missing = Y.encodeStateAsUpdate(doc, vector)
    const waiting = outbox.all()
    this.gathered = []
    if (missing.length < limits.first * 0.9) {
      return this.sendContent(
        stepTwoFrame(missing),
        waiting.map(({ key }) => key),
      )
    }
    this.sendContent(stepTwoFrame(EMPTY_UPDATE), [])
    for (const { key, update } of waiting) this.sendContent(updateFrame(update), [key])
  }

  private synced(): void {
    if (this.isSynced) return
    this.isSynced = true
    this.options.events.onSynced()
    this.options.events.onState()
  }

  private keep(update: Uint8Array): void {
    const key = this.options.outbox.add(update)
    this.options.events.onState()
    // Before the server has asked (its step 1), everything kept goes into the answer.
    if (!this.isOpen || this.frames.length === 0) return
    this.gathered.push({ key, update })
    if (this.tickTimer === undefined) this.flush()
  }

  /** The first change goes at once, what follows within the tick goes together. */
  private flush(): void {
    this.tickTimer = undefined
    if (this.gathered.length === 0 || !this.isOpen) return
    const most = (this.welcome?.limits ?? LIMITS).message / 2
    let batch: typeof this.gathered = []
    let size = 0
    for (const item of this.gathered) {
      if (batch.length > 0 && size + item.update.length > most) {
        this.sendBatch(batch)
        batch = []
        size = 0
      }
      batch.push(item)
      size += item.update.length
    }
    this.sendBatch(batch)
    this.gathered = []
    this.tickTimer = setTimeout(() => this.flush(), TICK_MS)
  }

  private sendBatch(batch: readonly { key: number; update: Uint8Array }[]): void {
    const [only] = batch
    if (!only) return
    const update =
      batch.length === 1 ? only.update : Y.mergeUpdates(batch.map((item) => item.update))
    this.sendContent(
      updateFrame(update),
      batch.map(({ key }) => key),
    )
  }

  private sendContent(bytes: Uint8Array, keys: readonly number[]): void {
    this.frames.push(keys)
    this.send(bytes)
    this.options.events.onState()
  }

  private send(bytes: Uint8Array): void {
    if (this.isOpen) this.socket?.send(bytes as Uint8Array<ArrayBuffer>)
  }

  private settle(count: number): void {
    const done = this.frames.slice(this.acknowledged, count).flat()
    this.acknowledged = Math.max(this.acknowledged, count)
    void this.options.outbox.settle(done).then(this.options.events.onState)
    this.options.events.onState()
  }

  private async closed(code: number): Promise<void> {
    this.socket = null
    this.options.acts?.lost()
    clearTimeout(this.silenceTimer)
    clearTimeout(this.tickTimer)
    this.tickTimer = undefined
    this.gathered = []
    this.line = 'offline'
    const ending = ENDINGS[code]
    if (ending) return this.end(ending)
    this.options.events.onState()
    this.failures += code === 1008 || code === 4429 ? 3 : 1
    const ceiling = Math.min(BACKOFF_MOST, BACKOFF_FIRST * 2 ** Math.min(8, this.failures - 1))
    const pause = code === 4409 ? 0 : ceiling * (0.5 + Math.random() / 2)
    if (!this.isStopped) this.retryTimer = setTimeout(() => this.start(), pause)
  }

  private async end(ending: Ending): Promise<void> {
    this.isStopped = true
    if (ending === 'refused') await this.setRefusedAside()
    this.options.events.onState()
    this.options.events.onEnd(ending, this.refusal?.message ?? '')
  }

  /** What came after the refused change builds on it, and goes aside with it. */
  private async setRefusedAside(): Promise<void> {
    const first = (this.refusal?.frame ?? this.acknowledged + 1) - 1
    const sent = this.frames.slice(first).flat()
    const before = new Set(this.frames.slice(0, first).flat())
    const rest = this.options.outbox.all().filter(({ key }) => !before.has(key))
    const keys = new Set([...sent, ...rest.map(({ key }) => key)])
    await this.options.outbox.setAside(keys, this.refusal?.message ?? '')
  }

  private expectTraffic(): void {
    clearTimeout(this.silenceTimer)
    this.silenceTimer = setTimeout(() => this.interrupt(), SILENCE_MS)
  }
}
