import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveSocket, type LiveEvent, type SocketMessage } from './socket'

/** The server's end of a line, as a test holds it. */
class Line extends EventTarget {
  static readonly all: Line[] = []
  readonly sent: SocketMessage[] = []
  readyState = 0

  constructor() {
    super()
    Line.all.push(this)
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as SocketMessage)
  }

  close(): void {
    this.readyState = 3
  }

  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  say(message: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }

  cut(code = 1006): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }
}

const ROOM = 'project:1'

function event(seq: number, room = ROOM): Partial<LiveEvent> {
  return { type: 'task.updated', room, seq, data: {} }
}

function connected(): { socket: LiveSocket; line: () => Line; heard: number[] } {
  const connect = () => new Line() as unknown as WebSocket
  const socket = new LiveSocket({ url: 'ws://x/ws/', connect, random: () => 1 })
  const heard: number[] = []
  socket.join(ROOM, { event: ({ seq }) => heard.push(seq) })
  socket.start()
  const line = () => Line.all.at(-1) as Line
  line().open()
  return { socket, line, heard }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', { OPEN: 1 })
  Line.all.length = 0
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the socket', () => {
  it('joins its rooms when the line opens, without a number at first', () => {
    const { line } = connected()

    expect(line().sent).toEqual([{ type: 'join', rooms: [ROOM], since: {} }])
  })

  it('asks for what came since the page was written, and since a room was left', () => {
    const connect = () => new Line() as unknown as WebSocket
    const socket = new LiveSocket({ url: 'ws://x/ws/', connect, heads: { [ROOM]: 7 } })
    const leave = socket.join(ROOM, {})
    socket.start()
    const line = Line.all.at(-1) as Line
    line.open()
    line.say({ type: 'joined', rooms: { [ROOM]: { seq: 7 } } })
    line.say(event(8))

    leave()
    socket.join(ROOM, {})
    socket.join('task:1', {})

    const joins = line.sent.filter(({ type }) => type === 'join').map(({ since }) => since)
    expect(joins).toEqual([{ [ROOM]: 7 }, { [ROOM]: 8 }, {}])
  })

  it('asks for what the page was written at', () => {
    const { socket, line } = connected()

    socket.join('project:2', {}, 41)

    expect(line().sent.at(-1)).toEqual({
      type: 'join',
      rooms: ['project:2'],
      since: { 'project:2': 41 },
    })
  })

  it('hears events once and in order, alone and in batches', () => {
    const { line, heard } = connected()
    line().say({ type: 'joined', rooms: { [ROOM]: { seq: 4 } }, denied: [] })

    line().say(event(5))
    line().say({ type: 'batch', events: [event(5), event(6), event(7)] })
    line().say(event(3))

    expect(heard).toEqual([5, 6, 7])
  })

  it('after a cut asks for exactly what was missed, and goes on', () => {
    const { socket, line, heard } = connected()
    line().say({ type: 'joined', rooms: { [ROOM]: { seq: 4 } } })
    line().say(event(5))

    line().cut()
    expect(socket.status).toBe('offline')
    vi.advanceTimersByTime(500)
    line().open()

    expect(line().sent).toEqual([{ type: 'join', rooms: [ROOM], since: { [ROOM]: 5 } }])
    line().say({ type: 'joined', rooms: { [ROOM]: { seq: 8 } } })
    for (const seq of [6, 7, 8, 9]) line().say(event(seq))
    expect(heard).toEqual([5, 6, 7, 8, 9])
    expect(socket.status).toBe('open')
  })

  it('waits longer each time, thirty seconds at most', () => {
    const { line } = connected()
    line().cut()
    const waits = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]

    for (const [at, wait] of waits.entries()) {
      vi.advanceTimersByTime(wait - 1)
      expect(Line.all).toHaveLength(at + 1)
      vi.advanceTimersByTime(1)
      expect(Line.all).toHaveLength(at + 2)
      line().cut()
    }
  })

  it('does not knock again when nobody is signed in', () => {
    const { socket, line } = connected()

    line().cut(4401)
    vi.advanceTimersByTime(120_000)

    expect(socket.status).toBe('signed-out')
    expect(Line.all).toHaveLength(1)
  })

  it('says when the log no longer reaches back, and goes on from its number', () => {
    const { socket, line } = connected()
    const resync = vi.fn()
    socket.join(ROOM, { resync })

    line().say({ type: 'resync', room: ROOM, seq: 90 })
    line().say(event(80))

    expect(resync).toHaveBeenCalledOnce()
    expect(socket.seqOf(ROOM)).toBe(90)
  })

  it('takes a silent line for dead', () => {
    const { socket, line } = connected()

    vi.advanceTimersByTime(20_000)
    expect(line().sent.at(-1)).toEqual({ type: 'ping' })
    vi.advanceTimersByTime(10_000)

    expect(socket.status).toBe('offline')
  })

  it('tells who is here, also to those who ask later', () => {
    const { socket, line } = connected()
    const users = [{ id: 'a', name: 'Ana' }]
    line().say({ type: 'joined', rooms: { [ROOM]: { seq: 1 } } })
    line().say({ type: 'presence', room: ROOM, data: { users, count: 1 } })
    const presence = vi.fn()

    socket.join(ROOM, { presence })

    expect(presence).toHaveBeenCalledWith(users)
  })

  it('leaves a room with its last listener', () => {
    const { socket, line } = connected()
    const leave = [socket.join('task:1', {}), socket.join('task:1', {})]

    leave[0]?.()
    expect(line().sent.at(-1)).toMatchObject({ type: 'join' })
    leave[1]?.()

    expect(line().sent.at(-1)).toEqual({ type: 'leave', rooms: ['task:1'] })
  })

  it('forgets a room that is denied', () => {
    const { socket, line } = connected()
    const denied = vi.fn()
    socket.join('task:9', { denied })

    line().say({ type: 'joined', rooms: {}, denied: ['task:9'] })
    line().cut()
    vi.advanceTimersByTime(500)
    line().open()

    expect(denied).toHaveBeenCalledOnce()
    expect(line().sent[0]).toMatchObject({ rooms: [ROOM] })
  })
})
