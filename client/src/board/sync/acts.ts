import { actFrame, type Answer, type ServerFrame } from './protocol'

/** The workshop of a board as everybody may see it (docs/protocol.md, "The workshop"). */
export interface WorkshopState {
  readonly version: number
  readonly now: number
  readonly timer: Timer | null
  readonly vote: OpenVote | null
  readonly writing: { readonly id: string; readonly by: string } | null
  readonly results: VoteResults | null
}

export interface Timer {
  readonly ends_at: number | null
  readonly left: number | null
  readonly total: number
}

export interface OpenVote {
  readonly id: string
  readonly question: string
  readonly votes_each: number
  readonly elements: readonly string[]
  readonly ends_with_timer: boolean
  readonly by: string
}

export interface VoteResults {
  readonly id: string
  readonly question: string
  readonly votes_each: number
  readonly results: readonly VoteRow[]
  readonly voters: number
  readonly ended_at: number
}

export interface VoteRow {
  readonly element: string
  readonly label: string
  readonly votes: number
}

/** What only this person may see. */
export interface OwnState {
  readonly votes: Readonly<Record<string, number>>
  readonly notes: Readonly<Record<string, string>>
}

/** An act that the server did not do, with its reason in words. */
export class ActRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const NOTHING: WorkshopState = {
  version: 0,
  now: 0,
  timer: null,
  vote: null,
  writing: null,
  results: null,
}

interface Pending {
  readonly resolve: (data: unknown) => void
  readonly reject: (problem: ActRefused) => void
}

type Heard = Extract<ServerFrame, { type: 'done' | 'workshop' | 'own' }>

/** Asks the server for acts over the board's socket, and keeps what it says of the workshop. */
export class Acts {
  state = NOTHING
  own: OwnState = { votes: {}, notes: {} }
  /** How far the server's clock is ahead of this machine's. */
  clockAhead = 0
  onState: () => void = () => undefined
  onOwn: () => void = () => undefined
  onOpen: () => void = () => undefined
  private number = 0
  private send: ((bytes: Uint8Array) => void) | null = null
  private readonly pending = new Map<number, Pending>()

  get isOpen(): boolean {
    return this.send !== null
  }

  /** The server's time, in milliseconds. */
  now(): number {
    return Date.now() + this.clockAhead
  }

  do(act: string, data: object = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const number = ++this.number
      if (!this.send) return reject(new ActRefused('offline', ''))
      this.pending.set(number, { resolve, reject })
      this.send(actFrame(number, act, data))
    })
  }

  opened(send: (bytes: Uint8Array) => void): void {
    this.send = send
    this.onOpen()
  }

  /** The line broke: nobody knows what became of what was asked. */
  lost(): void {
    this.send = null
    for (const { reject } of this.pending.values()) reject(new ActRefused('offline', ''))
    this.pending.clear()
  }

  hear(frame: Heard): void {
    if (frame.type === 'done') return this.settle(frame.number, frame.answer)
    if (frame.type === 'own') {
      this.own = frame.words as OwnState
      return this.onOwn()
    }
    const state = frame.words as WorkshopState
    if (state.version < this.state.version) return
    this.clockAhead = state.now - Date.now()
    this.state = state
    this.onState()
  }

  private settle(number: number, { data, error }: Answer): void {
    const pending = this.pending.get(number)
    this.pending.delete(number)
    if (error) pending?.reject(new ActRefused(error.code, error.message))
    else pending?.resolve(data)
  }
}
