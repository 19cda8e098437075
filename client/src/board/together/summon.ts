import { html, render } from 'lit'
import { t, tn } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { toast } from '../../common/ui/toast'
import type { Peer } from '../sync/presence'
import type { BoardSession } from '../ui/session'
import type { Following } from './following'

/** Time enough to say no before one is taken along. */
const GRACE_MS = 3000

/** Bringing everyone to one's own view, and being brought, unless one stays. */
export class Summons {
  private n = 0
  private readonly seen = new Map<number, number>()
  private close: () => void = () => undefined

  constructor(
    private readonly host: HTMLElement,
    private readonly session: BoardSession,
    private readonly following: Following,
  ) {
    session.editor.signals.on('peers', () => this.hear())
  }

  call(): void {
    const { peers, presence } = this.session
    this.following.stop()
    presence.show('summon', ++this.n)
    const people = new Set(peers.map(({ id }) => id)).size
    toast(
      people === 0
        ? t('Nobody else is here yet.')
        : tn('%(count)s person is brought to you.', '%(count)s people are brought to you.', people),
    )
  }

  private hear(): void {
    for (const peer of this.session.peers) {
      const before = this.seen.get(peer.client)
      this.seen.set(peer.client, peer.summon ?? 0)
      const isNew = before !== undefined && (peer.summon ?? 0) > before
      if (isNew && peer.id !== this.session.data.user.id) this.offer(peer)
    }
  }

  private offer({ client, name, color }: Peer): void {
    this.close()
    const { editor } = this.session
    // Nobody is torn away from what they write or hold.
    const isBusy = editor.editing !== null || editor.isPreviewing
    const timer = isBusy ? undefined : setTimeout(() => go(), GRACE_MS)
    const card = document.createElement('div')
    card.className = 'together-summon'
    card.setAttribute('role', 'alertdialog')
    card.setAttribute('aria-label', t('%(name)s brings everyone together', { name }))
    card.style.setProperty('--person', color)
    const stay = () => {
      clearTimeout(timer)
      card.remove()
    }
    const go = () => {
      stay()
      this.following.follow(client)
    }
    this.close = stay
    render(
      html`<span class="together-summon-words"
          ><strong>${name}</strong> ${t('brings everyone here')}</span
        >
        <button class="button button-small" type="button" @click=${stay}>${t('Stay here')}</button>
        <button class="button button-small button-primary" type="button" @click=${go}>
          ${t('Go there')}
        </button>
        ${isBusy ? '' : html`<span class="together-summon-time" aria-hidden="true"></span>`}`,
      card,
    )
    this.host.append(card)
    announce(t('%(name)s brings everyone to their view. You can stay here.', { name }), 'assertive')
  }
}
