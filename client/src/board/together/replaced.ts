import { t, tn } from '../../common/i18n'
import { toast } from '../../common/ui/toast'
import { boundsOf } from '../model/drawable'
import type { DocumentChange } from '../model/document'
import { splitKey } from '../model/entries'
import { toScreen } from '../geometry/camera'
import type { BoardSession } from '../ui/session'

const FRESH_MS = 20_000
const GATHER_MS = 300
const FLASH_MS = 2400
const MOST_FLASHES = 12

interface Written {
  readonly at: number
  readonly value: string
}

/** What one wrote and somebody else's change took the place of, found in the order they come. */
export class Replacements {
  private readonly written = new Map<string, Written>()

  constructor(private readonly valueOf: (key: string) => unknown) {}

  /** The elements of which this change replaced what the person had just written. */
  take({ origin, keys }: Pick<DocumentChange, 'origin' | 'keys'>, now: number): string[] {
    const replaced = new Set<string>()
    for (const key of keys) {
      if (key === null) continue
      const value = JSON.stringify(this.valueOf(key))
      if (origin !== 'remote') {
        this.written.set(key, { at: now, value })
        continue
      }
      const mine = this.written.get(key)
      if (!mine) continue
      this.written.delete(key)
      const id = splitKey(key)?.[0]
      if (id !== undefined && now - mine.at < FRESH_MS && mine.value !== value) replaced.add(id)
    }
    if (this.written.size > 2000) this.forget(now)
    return [...replaced]
  }

  private forget(now: number): void {
    for (const [key, { at }] of this.written) if (now - at >= FRESH_MS) this.written.delete(key)
  }
}

/** Says and shows that somebody else's change replaced one's own. */
export function markReplaced(layer: HTMLElement, session: BoardSession): void {
  const { document: board } = session.editor
  const found = new Replacements((key) => board.entries.get(key))
  let waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = () => {
    timer = undefined
    tell(layer, session, [...waiting])
    waiting = new Set()
  }
  board.onChange((change) => {
    if (!session.socket.isSynced && change.origin === 'remote') return
    for (const id of found.take(change, performance.now())) waiting.add(id)
    if (waiting.size > 0) timer ??= setTimeout(say, GATHER_MS)
  })
}

function tell(layer: HTMLElement, session: BoardSession, ids: readonly string[]): void {
  const { editor, peers } = session
  const people = new Map(peers.map((peer) => [peer.id, peer]))
  // Whoever has it in hand; of two on a board it can only be the other one.
  const holder = peers.find(({ selection }) => selection.some((id) => ids.includes(id)))
  const peer = holder ?? (people.size === 1 ? [...people.values()][0] : undefined)
  const name = peer?.name ?? t('Somebody')
  const there = ids.filter((id) => editor.scene.element(id))
  const words =
    there.length === 0
      ? tn(
          '%(name)s deleted what you had changed',
          '%(name)s deleted %(count)s elements that you had changed',
          ids.length,
          { name },
        )
      : tn(
          '%(name)s changed what you had just changed',
          '%(name)s changed %(count)s elements that you had just changed',
          there.length,
          { name },
        )
  toast(words, {
    ...(there.length > 0 && {
      actionLabel: t('Show'),
      undo: () => {
        editor.select(there)
        editor.fit(boundsOf(editor.chosen), 1)
        flash(layer, session, there, name, peer?.color)
      },
    }),
  })
  flash(layer, session, there, name, peer?.color)
}

function flash(
  layer: HTMLElement,
  { editor }: BoardSession,
  ids: readonly string[],
  name: string,
  color = 'var(--accent)',
): void {
  for (const [index, drawable] of editor.scene.pick(ids.slice(0, MOST_FLASHES)).entries()) {
    const { x, y } = toScreen(editor.camera, drawable)
    const node = document.createElement('div')
    node.className = 'together-flash'
    node.style.setProperty('--person', color)
    node.style.setProperty('left', `${x.toFixed(1)}px`)
    node.style.setProperty('top', `${y.toFixed(1)}px`)
    node.style.setProperty('width', `${(drawable.width * editor.camera.zoom).toFixed(1)}px`)
    node.style.setProperty('height', `${(drawable.height * editor.camera.zoom).toFixed(1)}px`)
    node.style.setProperty('rotate', `${drawable.rotation.toFixed(4)}rad`)
    if (index === 0) node.append(label(name))
    layer.append(node)
    setTimeout(() => node.remove(), FLASH_MS)
  }
}

function label(name: string): HTMLElement {
  const shown = document.createElement('span')
  shown.textContent = name
  return shown
}
