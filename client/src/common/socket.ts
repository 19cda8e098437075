/**
 * The page's one socket to `/ws/` (docs/protocol.md, section 4). It joins rooms, hands each its
 * events once and in order, and after a cut line asks for exactly what was missed.
 */

import { frameData } from './frame-data'

export interface LiveEvent {
  readonly type: string
  readonly room: string
  readonly seq: number
  readonly at: string
  readonly actor: { readonly id: string | null; readonly name: string }
  readonly target?: { readonly kind: string; readonly id: string }
  readonly changes?: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, unknown>>
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly avatar?: string | null
}

/** What a member of a room wants to hear; every part is optional. */
export interface RoomHandlers {
  readonly event?: (event: LiveEvent) => void
  /** Messages without a number (job progress, typing): they may be lost. */
  readonly message?: (message: SocketMessage) => void
  /** The room was entered; `seq` is the number its log stood at. */
  readonly joined?: (seq: number) => void
  /** The log no longer reaches back: load afresh. The room goes on from now. */
  readonly resync?: () => void
  readonly denied?: () => void
  readonly presence?: (people: readonly Person[]) => void
}

export type SocketStatus = 'connecting' | 'open' | 'offline' | 'signed-out'
export type SocketMessage = { readonly type: string } & Readonly<Record<string, unknown>>

export interface SocketOptions {
  readonly url?: string
  readonly connect?: (url: string) => WebSocket
  readonly random?: () => number
  /** By room, how far its log went when the page was written. */
  readonly heads?: Readonly<Record<string, number>>
}

interface Room {
  readonly handlers: Set<RoomHandlers>
  seq: number | null
  isJoined: boolean
  people: readonly Person[]
}

const BACKOFF_FIRST = 500
const BACKOFF_MOST = 30_000
const QUIET_BEFORE_PING = 20_000
const PONG_WITHIN = 10_000
const CLOSED_BY_US = 4000

export class LiveSocket {
  status: SocketStatus = 'connecting'
  readonly #rooms = new Map<string, Room>()
  readonly #listeners = new Set<(status: SocketStatus) => void>()
  readonly #url: string
  readonly #connect: (url: string) => WebSocket
  readonly #random: () => number
  /** Up to where the page knows of rooms that it is not in. */
  readonly #heads: Map<string, number>
  #socket: WebSocket | null = null
  #failures = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #quietTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SocketOptions = {}) {
    this.#url = options.url ?? defaultUrl()
    this.#connect = options.connect ?? ((url) => new WebSocket(url))
    this.#random = options.random ?? Math.random
    this.#heads = new Map(Object.entries(options.heads ?? {}))
  }

  /** Connect, unless that is so already; a waiting reconnect is brought forward. */
  start(): void {
    if (this.#socket !== null) return
    clearTimeout(this.#retryTimer)
    const socket = this.#connect(this.#url)
    this.#socket = socket
    socket.addEventListener('open', () => this.#opened())
    socket.addEventListener('message', (event: MessageEvent<string>) => {
      if (socket === this.#socket) this.#received(event.data)
    })
    socket.addEventListener('close', (event: CloseEvent) => {
      if (socket === this.#socket) this.#closed(event.code)
    })
  }

  stop(): void {
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#quietTimer)
    const socket = this.#socket
    this.#socket = null
    socket?.close(1000)
  }

  /**
   * Enter `room`; the answer leaves it again. `since` asks for what came after that number: without
   * one, after the page was written (or the room was left), where that is known, and null from now.
   */
  join(room: string, handlers: RoomHandlers, since?: number | null): () => void {
    let entry = this.#rooms.get(room)
    if (entry === undefined) {
      const seq = since === undefined ? (this.#heads.get(room) ?? null) : since
      entry = { handlers: new Set(), seq, isJoined: false, people: [] }
      this.#rooms.set(room, entry)
      this.#sendJoin([room])
    } else if (entry.isJoined) {
      handlers.joined?.(entry.seq ?? 0)
      if (entry.people.length > 0) handlers.presence?.(entry.people)
    }
    entry.handlers.add(handlers)
    return () => this.#leave(room, handlers)
  }

  /** The number up to which this page has seen the room's log. */
  seqOf(room: string): number | null {
    return this.#rooms.get(room)?.seq ?? null
  }

  onStatus(listener: (status: SocketStatus) => void): () => void {
    this.#listeners.add(listener)
    listener(this.status)
    return () => this.#listeners.delete(listener)
  }

  /** Send if the line is open; for what is worthless later (presence, pings). */
  send(message: SocketMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  /** Give the line up as if it had been cut; a new one is tried after the usual wait. */
  drop(): void {
    const socket = this.#socket
    this.#closed(CLOSED_BY_US)
    socket?.close(CLOSED_BY_US)
  }

  #leave(room: string, handlers: RoomHandlers): void {
    const entry = this.#rooms.get(room)
    if (entry?.handlers.delete(handlers) !== true || entry.handlers.size > 0) return
    this.#rooms.delete(room)
    if (entry.seq !== null) this.#heads.set(room, entry.seq)
    this.send({ type: 'leave', rooms: [room] })
  }

  #sendJoin(rooms: readonly string[]): void {
    if (rooms.length === 0) return
    const since: Record<string, number> = {}
    for (const room of rooms) {
      const seq = this.#rooms.get(room)?.seq
      if (seq !== null && seq !== undefined) since[room] = seq
    }
    this.send({ type: 'join', rooms, since })
  }

  #opened(): void {
    this.#sendJoin([...this.#rooms.keys()])
    this.#expectTraffic()
    // The failure count falls only when the server speaks: a proxy may accept and then drop.
    this.#setStatus('open')
  }

  #closed(code: number): void {
    this.#socket = null
    clearTimeout(this.#quietTimer)
    for (const room of this.#rooms.values()) room.isJoined = false
    if (code === 4401) {
      this.#setStatus('signed-out')
      return
    }
    this.#setStatus('offline')
    this.#failures += code === 1008 || code === 4429 ? 4 : 1
    const ceiling = Math.min(BACKOFF_MOST, BACKOFF_FIRST * 2 ** (this.#failures - 1))
    this.#retryTimer = setTimeout(() => this.start(), ceiling * (0.5 + this.#random() / 2))
  }

  #received(text: string): void {
    this.#failures = 0
    this.#expectTraffic()
    const message = parse(text)
    if (message !== null) this.#handle(message)
  }

  #handle(message: SocketMessage): void {
    switch (message.type) {
      case 'batch':
        for (const event of listOf(message.events)) this.#handle(event as SocketMessage)
        return
      case 'joined':
        this.#joined(message)
        return
      case 'resync':
        this.#resync(message)
        return
      case 'presence':
        this.#presence(message)
        return
      case 'denied':
        this.#denied(message.rooms)
        return
      case 'error':
        console.warn('The socket was told:', message.error)
        return
      case 'ping':
      case 'pong':
        return
      default:
        this.#deliver(message)
    }
  }

  #joined(message: SocketMessage): void {
    const rooms = (message.rooms ?? {}) as Record<string, { seq?: number }>
    for (const [name, { seq }] of Object.entries(rooms)) {
      const room = this.#rooms.get(name)
      if (room === undefined) continue
      room.isJoined = true
      // With `since` the missed events follow and raise the number one by one.
      room.seq ??= seq ?? 0
      for (const handlers of [...room.handlers]) handlers.joined?.(seq ?? room.seq)
    }
    this.#denied(message.denied)
  }

  /** The door is shut, now or since; the room is forgotten, so that nobody knocks again. */
  #denied(names: unknown): void {
    for (const name of listOf(names)) {
      const handlers = this.#handlersOf(String(name))
      this.#rooms.delete(String(name))
      for (const each of handlers) each.denied?.()
    }
  }

  #resync(message: SocketMessage): void {
    const room = this.#rooms.get(String(message.room))
    if (room === undefined) return
    room.isJoined = true
    room.seq = typeof message.seq === 'number' ? message.seq : null
    for (const handlers of [...room.handlers]) handlers.resync?.()
  }

  #presence(message: SocketMessage): void {
    const room = this.#rooms.get(String(message.room))
    if (room === undefined) return
    room.people = listOf((message.data as { users?: unknown } | undefined)?.users) as Person[]
    for (const handlers of [...room.handlers]) handlers.presence?.(room.people)
  }

  #deliver(message: SocketMessage): void {
    const room = this.#rooms.get(String(message.room))
    if (room === undefined) return
    if (typeof message.seq !== 'number') {
      for (const handlers of [...room.handlers]) handlers.message?.(message)
      return
    }
    if (room.seq !== null && message.seq <= room.seq) return
    room.seq = message.seq
    for (const handlers of [...room.handlers]) {
      handlers.event?.(message as unknown as LiveEvent)
    }
  }

  #handlersOf(name: string): RoomHandlers[] {
    return [...(this.#rooms.get(name)?.handlers ?? [])]
  }

  /** A line that says nothing for a while is asked; without an answer it is taken for dead. */
  #expectTraffic(): void {
    clearTimeout(this.#quietTimer)
    this.#quietTimer = setTimeout(() => {
      this.send({ type: 'ping' })
      this.#quietTimer = setTimeout(() => this.drop(), PONG_WITHIN)
    }, QUIET_BEFORE_PING)
  }

  #setStatus(status: SocketStatus): void {
    if (status === this.status) return
    this.status = status
    for (const listener of [...this.#listeners]) listener(status)
  }
}

let shared: LiveSocket | null = null

/** The page's socket, connected at first use. */
export function liveSocket(): LiveSocket {
  if (shared === null) {
    const socket = new LiveSocket({ heads: frameData().heads })
    shared = socket
    socket.start()
    window.addEventListener('online', () => {
      if (socket.status === 'offline') socket.start()
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && socket.status === 'offline') socket.start()
    })
  }
  return shared
}

function defaultUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/`
}

function parse(text: string): SocketMessage | null {
  try {
    const message = JSON.parse(text) as unknown
    const isMessage = typeof message === 'object' && message !== null && 'type' in message
    return isMessage ? (message as SocketMessage) : null
  } catch {
    return null
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
