import type { Point } from '../geometry/vec'
import type { BoardSession } from '../ui/session'

/** One's own light for the others, and theirs in their colours. */
export function shareLaser(session: BoardSession): void {
  const { editor, presence } = session
  const last = new Map<number, Point>()
  editor.trails.onOwn = (point) => {
    presence.show('laser', point !== null)
    if (point) presence.show('cursor', { x: point.x, y: point.y })
  }
  editor.signals.on('peers', () => {
    const lit = new Set<number>()
    for (const { client, color, laser, cursor } of session.peers) {
      if (!laser || !cursor) continue
      lit.add(client)
      const before = last.get(client)
      if (before?.x === cursor.x && before.y === cursor.y) continue
      last.set(client, cursor)
      editor.trails.extend(String(client), color, cursor)
    }
    for (const client of last.keys()) {
      if (lit.has(client)) continue
      last.delete(client)
      editor.trails.extend(String(client), null, null)
    }
  })
}
