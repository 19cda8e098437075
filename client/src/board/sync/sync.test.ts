import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { Outbox } from './outbox'
import { Presence } from './presence'
import {
  awarenessFrame,
  helloFrame,
  readFrame,
  stepOneFrame,
  stepTwoFrame,
  updateFrame,
} from './protocol'
import { BoardSocket, type Ending } from './socket'

function bytes(write: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder()
  write(to)
  return encoding.toUint8Array(to)
}

const doc = new Y.Doc()
doc.getMap('elements').set('a.g', [1, 2])

describe('the protocol', () => {
  it('writes what y-protocols writes, byte for byte', () => {
    const theirs = (write: (to: encoding.Encoder) => void) =>
      bytes((to) => {
        encoding.writeVarUint(to, 0)
        write(to)
      })
    const update = Y.encodeStateAsUpdate(doc)
    expect(stepOneFrame(Y.encodeStateVector(doc))).toEqual(
      theirs((to) => syncProtocol.writeSyncStep1(to, doc)),
    )
    expect(stepTwoFrame(update)).toEqual(theirs((to) => syncProtocol.writeSyncStep2(to, doc)))
    expect(updateFrame(update)).toEqual(theirs((to) => syncProtocol.writeUpdate(to, update)))
    const awareness = new Awareness(doc)
    const state = encodeAwarenessUpdate(awareness, [doc.clientID])
    const frame = decoding.createDecoder(awarenessFrame(state))
    expect(decoding.readVarUint(frame)).toBe(1)
    expect(decoding.readVarUint8Array(frame)).toEqual(state)
    awareness.destroy()
  })

  it('reads the frames of the server', () => {
    const text = (number: number, value: unknown) =>
      bytes((to) => {
        encoding.writeVarUint(to, number)
        encoding.writeVarString(to, JSON.stringify(value))
      })
    expect(readFrame(text(101, { seq: 5, access: 'view' }))).toEqual({
      type: 'welcome',
      welcome: { seq: 5, access: 'view' },
    })
    expect(readFrame(new Uint8Array([102, 3, 9]))).toEqual({
      type: 'acknowledged',
      count: 3,
      seq: 9,
    })
    expect(readFrame(text(105, { code: 'access', access: 'view' }))).toMatchObject({
      type: 'notice',
      access: 'view',
    })
    expect(readFrame(new Uint8Array([99]))).toEqual({ type: 'unknown' })
  })
})

/** The server's end of a socket, in the test's hands. */
class Line {
  static last: Line
  readonly sent: Uint8Array[] = []
  readyState = 1
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor() {
    Line.last = this
  }
  send(data: Uint8Array): void {
    this.sent.push(data)
  }
  close(): void {
    this.readyState = 3
  }
  hear(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer })
  }
  end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

vi.stubGlobal('WebSocket', { OPEN: 1 })

let number = 0
let outbox: Outbox
let board: Y.Doc
let socket: BoardSocket
let endings: Ending[]

async function open(name = `b${String(++number)}`): Promise<void> {
  outbox = await Outbox.open('me', name)
  board = new Y.Doc()
  endings = []
  const nothing = () => undefined
  socket = new BoardSocket({
    url: 'ws://test',
    doc: board,
    outbox,
    connect: () => new Line() as unknown as WebSocket,
    events: {
      onState: nothing,
      onSynced: nothing,
      onAwareness: nothing,
      onAskAwareness: nothing,
      onAccess: nothing,
      onEnd: (ending) => endings.push(ending),
    },
  })
  socket.start()
  Line.last.onopen?.()
}

const change = (value: number) => board.getMap('elements').set('a.g', [value])
const updates = () => Line.last.sent.filter((frame) => readFrame(frame).type === 'update')
const acknowledge = (count: number) => Line.last.hear(new Uint8Array([102, count, count]))
const askForAll = () => Line.last.hear(stepOneFrame(Y.encodeStateVector(new Y.Doc())))

describe('the socket', () => {
  beforeEach(() => open())

  it('says hello and asks for the state first', () => {
    expect(Line.last.sent[0]).toEqual(helloFrame())
    expect(readFrame(Line.last.sent[1]!).type).toBe('step1')
  })

  it('counts as saved only what was acknowledged', async () => {
    askForAll()
    acknowledge(1)
    change(1)
    expect(updates()).toHaveLength(1)
    expect(socket.unsaved).toBe(1)
    acknowledge(2)
    await vi.waitFor(() => expect(socket.unsaved).toBe(0))
  })

  it('sends the first change at once and gathers what follows within the tick', async () => {
    askForAll()
    for (let value = 0; value < 20; value++) change(value)
    expect(updates()).toHaveLength(1)
    await vi.waitFor(() => expect(updates()).toHaveLength(2))
    acknowledge(3)
    await vi.waitFor(() => expect(socket.unsaved).toBe(0))
  })

  it('does not send back what came from the server', () => {
    askForAll()
    Line.last.hear(updateFrame(Y.encodeStateAsUpdate(doc)))
    expect(board.getMap('elements').get('a.g')).toEqual([1, 2])
    expect(updates()).toHaveLength(0)
    expect(socket.unsaved).toBe(0)
  })

  it('keeps what is done offline and gives it with the next answer', async () => {
    askForAll()
    acknowledge(1)
    Line.last.end(1006)
    change(7)
    expect([socket.line, socket.unsaved]).toEqual(['offline', 1])
    socket.start()
    Line.last.onopen?.()
    askForAll()
    const answer = Line.last.sent.map(readFrame).find(({ type }) => type === 'step2')
    const other = new Y.Doc()
    Y.applyUpdate(other, (answer as { update: Uint8Array }).update)
    expect(other.getMap('elements').get('a.g')).toEqual([7])
    acknowledge(1)
    await vi.waitFor(() => expect(socket.unsaved).toBe(0))
  })

  it('keeps what is not acknowledged through a reload', async () => {
    const name = `b${String(++number)}`
    await open(name)
    change(42)
    await vi.waitFor(async () => expect((await Outbox.open('me', name)).count).toBe(1))
    socket.stop()
    await open(name)
    expect(board.getMap('elements').get('a.g')).toEqual([42])
    askForAll()
    acknowledge(1)
    await vi.waitFor(async () => expect((await Outbox.open('me', name)).count).toBe(0))
  })

  it('sets refused changes aside, and what was built on them', async () => {
    askForAll()
    acknowledge(1)
    change(1)
    await vi.waitFor(() => expect(updates()).toHaveLength(1))
    const refusal = JSON.stringify({ code: 'TOO_MANY', message: 'Too many elements.' })
    Line.last.hear(
      bytes((to) => {
        encoding.writeVarUint(to, 103)
        encoding.writeVarUint(to, 2)
        encoding.writeVarString(to, refusal)
      }),
    )
    change(2)
    Line.last.end(4400)
    await vi.waitFor(() => expect(endings).toEqual(['refused']))
    expect(socket.unsaved).toBe(0)
  })

  it('does not come back when there is no access', async () => {
    Line.last.end(4403)
    await vi.waitFor(() => expect(endings).toEqual(['forbidden']))
  })

  it("keeps other people's boards apart", async () => {
    const name = `b${String(++number)}`
    await open(name)
    change(1)
    expect((await Outbox.open('somebody else', name)).count).toBe(0)
  })
})

describe('presence', () => {
  it('shows where others point, and takes no nonsense', () => {
    const seen: Uint8Array[] = []
    const mine = new Presence(new Y.Doc(), { id: 'me', name: 'Me' }, (update) => seen.push(update), vi.fn()) // prettier-ignore
    const theirs = new Awareness(new Y.Doc())
    theirs.setLocalState({
      user: { id: 'u', name: 'Ana' },
      cursor: { x: 1, y: 2 },
      selection: ['a', 5],
      drag: { ids: ['a'], dx: 3, dy: 'far' },
    })
    mine.receive(encodeAwarenessUpdate(theirs, [theirs.clientID]))
    expect(mine.peers()).toMatchObject([
      { id: 'u', name: 'Ana', cursor: { x: 1, y: 2 }, selection: ['a'], drag: null },
    ])
    theirs.setLocalState({ cursor: { x: 1, y: 2 } })
    mine.receive(encodeAwarenessUpdate(theirs, [theirs.clientID]))
    expect(mine.peers()).toEqual([])
    mine.destroy()
    theirs.destroy()
  })

  it('sends at most one state each 50 ms', async () => {
    const send = vi.fn()
    const presence = new Presence(new Y.Doc(), { id: 'me', name: 'Me' }, send, vi.fn())
    presence.sendNow()
    for (let x = 0; x < 50; x++) presence.show('cursor', { x, y: 0 })
    expect(send).toHaveBeenCalledTimes(1)
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2))
    presence.destroy()
  })
})
