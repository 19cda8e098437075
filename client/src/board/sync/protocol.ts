import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** The frames of `/ws/boards/{id}/`, as docs/protocol.md numbers them. */
const SYNC = 0
const AWARENESS = 1
const DENIED = 2
const ASK_AWARENESS = 3
const HELLO = 100
const WELCOME = 101
const ACKNOWLEDGED = 102
const REFUSED = 103
const ROW = 104
const NOTICE = 105
const ACT = 106
const DONE = 107
const WORKSHOP = 108
const OWN = 109

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

export interface Welcome {
  readonly seq: number
  readonly access: 'view' | 'comment' | 'edit'
  readonly epoch?: string
  readonly limits?: { readonly message: number; readonly first: number }
}

export type ServerFrame =
  | { readonly type: 'step1'; readonly vector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'ask-awareness' }
  | { readonly type: 'denied'; readonly reason: string }
  | { readonly type: 'welcome'; readonly welcome: Welcome }
  | { readonly type: 'acknowledged'; readonly count: number; readonly seq: number }
  | {
      readonly type: 'refused'
      readonly frame: number
      readonly code: string
      readonly message: string
    }
  | { readonly type: 'row'; readonly seq: number }
  | { readonly type: 'notice'; readonly code: string; readonly access?: string }
  | { readonly type: 'done'; readonly number: number; readonly answer: Answer }
  | { readonly type: 'workshop'; readonly words: unknown }
  | { readonly type: 'own'; readonly words: unknown }
  | { readonly type: 'unknown' }

/** What became of an act. */
export interface Answer {
  readonly data?: unknown
  readonly error?: { readonly code: string; readonly message: string }
}

export function helloFrame(): Uint8Array {
  return frame((to) => {
    encoding.writeVarUint(to, HELLO)
    encoding.writeVarString(to, JSON.stringify({ client: 'teamflow', version: 1 }))
  })
}

export function actFrame(number: number, act: string, data: unknown): Uint8Array {
  return frame((to) => {
    encoding.writeVarUint(to, ACT)
    encoding.writeVarUint(to, number)
    encoding.writeVarString(to, JSON.stringify({ act, data }))
  })
}

export function stepOneFrame(vector: Uint8Array): Uint8Array {
  return syncFrame(STEP_1, vector)
}

export function stepTwoFrame(update: Uint8Array): Uint8Array {
  return syncFrame(STEP_2, update)
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(UPDATE, update)
}

export function awarenessFrame(update: Uint8Array): Uint8Array {
  return frame((to) => {
    encoding.writeVarUint(to, AWARENESS)
    encoding.writeVarUint8Array(to, update)
  })
}

/** Reads one frame; what later servers may send besides is "unknown" and left alone. */
export function readFrame(bytes: Uint8Array): ServerFrame {
  const from = decoding.createDecoder(bytes)
  switch (decoding.readVarUint(from)) {
    case SYNC:
      return readSync(from)
    case AWARENESS:
      return { type: 'awareness', update: decoding.readVarUint8Array(from) }
    case DENIED:
      decoding.readVarUint(from)
      return { type: 'denied', reason: decoding.readVarString(from) }
    case ASK_AWARENESS:
      return { type: 'ask-awareness' }
    case WELCOME:
      return { type: 'welcome', welcome: JSON.parse(decoding.readVarString(from)) as Welcome }
    case ACKNOWLEDGED:
      return {
        type: 'acknowledged',
        count: decoding.readVarUint(from),
        seq: decoding.readVarUint(from),
      }
    case REFUSED:
      return readRefusal(from)
    case ROW:
      return { type: 'row', seq: decoding.readVarUint(from) }
    case NOTICE: {
      const notice = JSON.parse(decoding.readVarString(from)) as { code: string; access?: string }
      return { type: 'notice', ...notice }
    }
    case DONE: {
      const number = decoding.readVarUint(from)
      const answer = JSON.parse(decoding.readVarString(from)) as Answer
      return { type: 'done', number, answer }
    }
    case WORKSHOP:
      return { type: 'workshop', words: JSON.parse(decoding.readVarString(from)) as unknown }
    case OWN:
      return { type: 'own', words: JSON.parse(decoding.readVarString(from)) as unknown }
    default:
      return { type: 'unknown' }
  }
}

function readSync(from: decoding.Decoder): ServerFrame {
  const step = decoding.readVarUint(from)
  const bytes = decoding.readVarUint8Array(from)
  if (step === STEP_1) return { type: 'step1', vector: bytes }
  if (step === STEP_2) return { type: 'step2', update: bytes }
  return step === UPDATE ? { type: 'update', update: bytes } : { type: 'unknown' }
}

function readRefusal(from: decoding.Decoder): ServerFrame {
  const number = decoding.readVarUint(from)
  const { code, message } = JSON.parse(decoding.readVarString(from)) as Record<string, string>
  return { type: 'refused', frame: number, code: code ?? '', message: message ?? '' }
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  return frame((to) => {
    encoding.writeVarUint(to, SYNC)
    encoding.writeVarUint(to, step)
    encoding.writeVarUint8Array(to, bytes)
  })
}

function frame(write: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder()
  write(to)
  return encoding.toUint8Array(to)
}
