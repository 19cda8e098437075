import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Point } from '../geometry/vec'

export interface Drag {
  readonly ids: readonly string[]
  readonly dx: number
  readonly dy: number
}

export interface Peer {
  readonly client: number
  readonly id: string
  readonly name: string
  readonly color: string
  readonly cursor: Point | null
  readonly selection: readonly string[]
  readonly drag: Drag | null
}

export interface Self {
  readonly id: string
  readonly name: string
}

const SEND_MS = 50
const MOST_IDS = 200
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

  show(field: 'cursor', value: Point | null): void
  show(field: 'selection', value: readonly string[]): void
  show(field: 'drag', value: Drag | null): void
  show(field: string, value: unknown): void {
    const shown = Array.isArray(value) ? value.slice(0, MOST_IDS) : value
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
  }
}

function isPoint(value: Partial<Point>): value is Point {
  return Number.isFinite(value.x) && Number.isFinite(value.y)
}

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.filter((id) => typeof id === 'string').slice(0, MOST_IDS)
}
