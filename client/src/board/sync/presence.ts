import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Box } from '../geometry/box'
import type { Point } from '../geometry/vec'

export interface Drag {
  readonly ids: readonly string[]
  readonly dx: number
  readonly dy: number
}

/** An emoji that floats up at a point; `n` rises with each. */
export interface Reaction {
  readonly emoji: string
  readonly n: number
  readonly x: number
  readonly y: number
}

/** What a person shows of themselves; docs/protocol.md, "Awareness". */
export interface Shown {
  readonly cursor: Point | null
  readonly selection: readonly string[]
  readonly drag: Drag | null
  readonly view: readonly [number, number, number, number] | null
  readonly reaction: Reaction | null
  readonly chat: string | null
  readonly laser: boolean
  readonly summon: number | null
  readonly presenting: { readonly frame: string } | null
}

export interface Peer {
  readonly client: number
  readonly id: string
  readonly name: string
  readonly color: string
  readonly cursor: Point | null
  readonly selection: readonly string[]
  readonly drag: Drag | null
  readonly view: Box | null
  readonly reaction: Reaction | null
  readonly chat: string | null
  readonly laser: boolean
  readonly summon: number | null
  readonly presenting: string | null
}

export interface Self {
  readonly id: string
  readonly name: string
}

const SEND_MS = 50
const MOST_IDS = 200
const EMOJI_LIMIT = 32
export const CHAT_LIMIT = 200
const HUES = [12, 40, 85, 150, 185, 220, 265, 300, 335] as const

/** A colour for a person, the same in everybody's browser. */
export function personColor(id: string): string {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return `hsl(${HUES[sum % HUES.length] ?? 220} 68% 42%)`
}

/** Who else is here, where they point, and what they hold: never stored, never undone. */
export class Presence {
  private readonly awareness: Awareness
  private timer: ReturnType<typeof setTimeout> | undefined
  private lastSent = 0
  private isEditor = true

  constructor(
    doc: Y.Doc,
    self: Self,
    private readonly transmit: (update: Uint8Array) => void,
    onChange: () => void,
  ) {
    this.awareness = new Awareness(doc)
    this.awareness.setLocalState({
      user: { ...self, color: personColor(self.id) },
      cursor: null,
      selection: [],
      drag: null,
    })
    this.awareness.on('change', (_change: unknown, origin: unknown) => {
      if (origin === 'local') this.soon()
      else onChange()
    })
    // Renewals of an unchanged state come as "update" alone; those who only look send none.
    this.awareness.on('update', (_change: unknown, origin: unknown) => {
      if (origin === 'local' && this.isEditor) this.soon()
    })
  }

  setEditor(isEditor: boolean): void {
    this.isEditor = isEditor
  }

  get client(): number {
    return this.awareness.clientID
  }

  show<Name extends keyof Shown>(field: Name, value: Shown[Name]): void {
    const shown: unknown = Array.isArray(value) ? value.slice(0, MOST_IDS) : value
    this.awareness.setLocalStateField(field, shown)
  }

  peers(): Peer[] {
    const peers: Peer[] = []
    for (const [client, state] of this.awareness.getStates()) {
      const peer = client === this.awareness.clientID ? null : toPeer(client, state)
      if (peer) peers.push(peer)
    }
    return peers
  }

  receive(update: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, update, 'remote')
  }

  /** Says everything again: a connection is new, or somebody asked. */
  sendNow(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.lastSent = performance.now()
    this.transmit(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]))
  }

  /** The line is gone: nobody else can be seen. */
  forgetOthers(): void {
    const others = [...this.awareness.getStates().keys()].filter(
      (client) => client !== this.awareness.clientID,
    )
    removeAwarenessStates(this.awareness, others, 'gone')
  }

  destroy(): void {
    clearTimeout(this.timer)
    this.awareness.destroy()
  }

  private soon(): void {
    if (this.timer !== undefined) return
    const wait = Math.max(0, SEND_MS - (performance.now() - this.lastSent))
    this.timer = setTimeout(() => this.sendNow(), wait)
  }
}

function toPeer(client: number, state: Record<string, unknown>): Peer | null {
  const user = state.user as { id?: unknown; name?: unknown; color?: unknown } | undefined
  if (typeof user?.name !== 'string') return null
  const id = typeof user.id === 'string' ? user.id : String(client)
  const cursor = state.cursor as Partial<Point> | null | undefined
  const drag = state.drag as Partial<Drag> | null | undefined
  return {
    client,
    id,
    name: user.name,
    color: personColor(id),
    cursor: cursor && isPoint(cursor) ? cursor : null,
    selection: idsOf(state.selection),
    drag:
      drag && Number.isFinite(drag.dx) && Number.isFinite(drag.dy)
        ? { ids: idsOf(drag.ids), dx: drag.dx ?? 0, dy: drag.dy ?? 0 }
        : null,
    view: boxOf(state.view),
    reaction: reactionOf(state.reaction),
    chat: typeof state.chat === 'string' ? state.chat.slice(0, CHAT_LIMIT) : null,
    laser: state.laser === true,
    summon: typeof state.summon === 'number' ? state.summon : null,
    presenting: frameOf(state.presenting),
  }
}

function boxOf(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length !== 4 || !value.every(Number.isFinite)) return null
  const [x, y, width, height] = value as [number, number, number, number]
  return width > 0 && height > 0 ? { x, y, width, height } : null
}

function reactionOf(value: unknown): Reaction | null {
  const { emoji, n, x, y } = (value ?? {}) as Partial<Reaction>
  if (typeof emoji !== 'string' || emoji.length > EMOJI_LIMIT) return null
  return isPoint({ x, y } as Point) && typeof n === 'number'
    ? { emoji, n, x: x as number, y: y as number }
    : null
}

function frameOf(value: unknown): string | null {
  const { frame } = (value ?? {}) as { frame?: unknown }
  return typeof frame === 'string' ? frame : null
}

function isPoint(value: Partial<Point>): value is Point {
  return Number.isFinite(value.x) && Number.isFinite(value.y)
}

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.filter((id) => typeof id === 'string').slice(0, MOST_IDS)
}
