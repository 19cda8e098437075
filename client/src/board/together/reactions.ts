import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { toScreen } from '../geometry/camera'
import type { Point } from '../geometry/vec'
import type { Reaction } from '../sync/presence'
import { openPicker } from '../ui/picker'
import type { BoardSession } from '../ui/session'

export const REACTIONS = ['👍', '❤️', '😂', '🎉', '👏', '😮', '🤔', '👀', '🔥', '👎'] as const
const MOST_FLOATING = 30
const FLOATS_MS = 2200

/** Emoji that float up where somebody pointed, on everybody's screen, and are gone. */
export class Reactions {
  private n = 0
  private readonly seen = new Map<number, number>()

  constructor(
    private readonly layer: HTMLElement,
    private readonly session: BoardSession,
    private readonly pointer: () => Point,
  ) {
    session.editor.signals.on('peers', () => this.hear())
  }

  choose(anchor: HTMLElement): void {
    openPicker(anchor, {
      label: t('Reactions'),
      columns: 5,
      find: () => REACTIONS.map((emoji) => ({ id: emoji, label: emoji, face: emoji })),
      choose: (emoji) => this.react(emoji),
    })
  }

  react(emoji: string): void {
    const { editor, presence } = this.session
    const { x, y } = editor.worldAt(this.pointer())
    const reaction = { emoji, n: ++this.n, x: Math.round(x), y: Math.round(y) }
    presence.show('reaction', reaction)
    this.float(reaction)
  }

  private hear(): void {
    for (const { client, name, reaction } of this.session.peers) {
      const before = this.seen.get(client)
      this.seen.set(client, reaction?.n ?? 0)
      // What somebody showed before they were first seen is over.
      if (!reaction || before === undefined || reaction.n <= before) continue
      this.float(reaction)
      announce(t('%(name)s reacts: %(emoji)s', { name, emoji: reaction.emoji }))
    }
  }

  private float({ emoji, x, y }: Reaction): void {
    const at = toScreen(this.session.editor.camera, { x, y })
    const node = document.createElement('span')
    node.className = 'together-reaction'
    node.textContent = emoji
    node.style.setProperty('left', `${at.x.toFixed(0)}px`)
    node.style.setProperty('top', `${at.y.toFixed(0)}px`)
    const floating = this.layer.querySelectorAll('.together-reaction')
    if (floating.length >= MOST_FLOATING) floating[0]?.remove()
    this.layer.append(node)
    setTimeout(() => node.remove(), FLOATS_MS)
  }
}
