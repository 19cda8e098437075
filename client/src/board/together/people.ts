import { html, render } from 'lit'
import { Eye, Megaphone } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import type { BoardSession } from '../ui/session'
import { whoIsHere } from '../ui/top-bar'
import type { Following } from './following'
import type { Summons } from './summon'

/** The faces at the top: who is here, and following one of them. */
export function mountPeople(
  host: HTMLElement,
  session: BoardSession,
  following: Following,
  summons: Summons,
): void {
  let shown = ''
  const draw = () => {
    const people = whoIsHere(session)
    const key = people.map(({ id, name }) => `${id} ${name}`).join()
    if (key === shown) return
    shown = key
    const words = tn('%(count)s person is here', '%(count)s people are here', people.length)
    render(
      html`<button
        class="together-faces"
        type="button"
        aria-haspopup="menu"
        aria-label=${words}
        data-tooltip=${words}
        @click=${(event: Event) => open(event.currentTarget as HTMLElement)}
      >
        ${avatars(people, { most: 4, size: 24 })}
      </button>`,
      host,
    )
  }
  const open = (anchor: HTMLElement) =>
    openMenu(anchor, peopleItems(session, following, summons), {
      placement: 'bottom-end',
      label: t('Who is here'),
    })
  session.editor.signals.on('peers', draw)
  draw()
}

function peopleItems(session: BoardSession, following: Following, summons: Summons): MenuItem[] {
  const { data, peers, editor } = session
  const [self, ...others] = whoIsHere(session)
  const tabs = new Map(peers.map(({ id, client }) => [id, client]))
  const items: MenuItem[] = [
    { kind: 'label', label: t('%(name)s (you)', { name: self?.name ?? data.user.name }) },
    ...others.map(({ id, name }): MenuItem => {
      const isFollowed = following.followed?.id === id
      return {
        label: isFollowed ? t('Stop following %(name)s', { name }) : t('Follow %(name)s', { name }),
        icon: Eye,
        run: () => (isFollowed ? following.stop() : following.follow(tabs.get(id) ?? 0)),
      }
    }),
  ]
  if (others.length === 0) items.push({ kind: 'label', label: t('Nobody else is here yet.') })
  if (editor.canEdit && others.length > 0) {
    items.push(
      { kind: 'line' },
      { label: t('Bring everyone to me'), icon: Megaphone, run: () => summons.call() },
    )
  }
  return items
}
