import { toScreen } from '../geometry/camera'
import type { Point } from '../geometry/vec'
import type { Peer } from '../sync/presence'
import type { BoardSession } from './session'

interface Shown {
  readonly node: HTMLElement
  readonly chat: HTMLElement
  at: Point
  goal: Point
  movedAt: number
}

/** Within this time most of the way to a new position is gone. */
const SMOOTHING_MS = 70
const STILL_MS = 5000
const MOST = 40

const POINTER =
  '<svg viewBox="0 0 16 20" aria-hidden="true"><path d="M1 1v14.5l4-3.6 2.6 6 2.6-1.1-2.6-5.9H13z"/></svg>'

/** Other people's pointers, which glide between the twenty positions a second that arrive. */
export function mountCursors(host: HTMLElement, session: BoardSession): void {
  const { editor } = session
  const cursors = new Map<number, Shown>()
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  let frame = 0
  let last = 0

  const place = (cursor: Shown, now: number) => {
    const { x, y } = toScreen(editor.camera, cursor.at)
    cursor.node.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`
    cursor.node.classList.toggle('is-still', now - cursor.movedAt > STILL_MS)
  }
  const tick = (now: number) => {
    frame = 0
    const share = isStill ? 1 : 1 - Math.exp(-(now - last) / SMOOTHING_MS)
    last = now
    let isMoving = false
    for (const cursor of cursors.values()) {
      const [dx, dy] = [cursor.goal.x - cursor.at.x, cursor.goal.y - cursor.at.y]
      const isThere = Math.hypot(dx, dy) * editor.camera.zoom < 0.5
      cursor.at = isThere
        ? cursor.goal
        : { x: cursor.at.x + dx * share, y: cursor.at.y + dy * share }
      isMoving ||= !isThere
      place(cursor, now)
    }
    if (isMoving) ask()
  }
  const ask = () => {
    if (frame !== 0) return
    last = performance.now()
    frame = requestAnimationFrame(tick)
  }
  const update = () => {
    const seen = new Set<number>()
    for (const peer of session.peers.slice(0, MOST)) {
      if (!peer.cursor) continue
      seen.add(peer.client)
      const cursor = cursors.get(peer.client) ?? add(peer, peer.cursor)
      if (cursor.chat.textContent !== (peer.chat ?? '')) {
        cursor.chat.textContent = peer.chat ?? ''
        cursor.movedAt = performance.now()
      }
      if (cursor.goal.x !== peer.cursor.x || cursor.goal.y !== peer.cursor.y) {
        cursor.goal = peer.cursor
        cursor.movedAt = performance.now()
      }
    }
    for (const [client, { node }] of cursors) {
      if (seen.has(client)) continue
      node.remove()
      cursors.delete(client)
    }
    ask()
  }
  const add = (peer: Peer, at: Point): Shown => {
    const node = document.createElement('div')
    node.className = 'board-cursor'
    node.style.setProperty('--person', peer.color)
    node.innerHTML = POINTER
    const name = document.createElement('span')
    name.textContent = peer.name
    const chat = document.createElement('span')
    chat.className = 'board-cursor-chat'
    node.append(name, chat)
    host.append(node)
    const cursor = { node, chat, at, goal: at, movedAt: performance.now() }
    cursors.set(peer.client, cursor)
    return cursor
  }

  editor.signals.on('peers', update)
  editor.signals.on('camera', () => {
    const now = performance.now()
    for (const cursor of cursors.values()) place(cursor, now)
  })
  setInterval(() => {
    if (cursors.size > 0) ask()
  }, 2000)
}
