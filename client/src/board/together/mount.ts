import { html, nothing, render } from 'lit'
import { Eye, Megaphone, MessageCircle, SmilePlus, X } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { registerActions } from '../../common/ui/actions'
import { personColor } from '../sync/presence'
import type { BoardSession } from '../ui/session'
import { openChat } from './chat'
import { Following } from './following'
import { mountPeople } from './people'
import { pointerOn } from './pointer'
import { Reactions } from './reactions'
import { Summons } from './summon'

/** What people do with one another on a board, beside drawing on it. */
export function mountTogether(root: HTMLElement, session: BoardSession): void {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-board-part="${name}"]`)
  const [stage, cursors, bar, strip] = ['stage', 'cursors', 'together', 'strip'].map(part)
  const faces = root.querySelector<HTMLElement>('[data-board-faces]')
  const main = stage?.parentElement
  if (!stage || !cursors || !bar || !strip || !faces || !main) return
  const pointer = pointerOn(main, session.editor)
  const following = new Following(session)
  const summons = new Summons(main, session, following)
  const reactions = new Reactions(cursors, session, pointer)
  const color = personColor(session.data.user.id)
  const chat = () => openChat(stage, session, pointer, color)
  mountPeople(faces, session, following, summons)
  mountFollowed(main, following)
  const group = t('Together')
  registerActions([
    {
      id: 'board.chat',
      label: t('Say something beside the cursor'),
      group,
      keys: '/',
      icon: MessageCircle,
      isEnabled: () => mayTalk(session),
      run: chat,
    },
    {
      id: 'board.react',
      label: t('React'),
      group,
      keys: 'shift+e',
      icon: SmilePlus,
      run: () => bar.querySelector<HTMLElement>('[data-reactions]')?.click(),
    },
    {
      id: 'board.summon',
      label: t('Bring everyone to me'),
      group,
      icon: Megaphone,
      isEnabled: () => session.editor.canEdit,
      run: () => summons.call(),
    },
    {
      id: 'board.unfollow',
      label: t('Stop following'),
      group,
      icon: Eye,
      isEnabled: () => following.followed !== null,
      run: () => following.stop(),
    },
  ])
  const draw = () => {
    render(
      html`<button
        class="board-tool board-tool-small"
        type="button"
        data-reactions
        aria-label=${t('React')}
        aria-haspopup="dialog"
        data-tooltip=${t('React')}
        data-shortcut="shift+e"
        data-tooltip-side="top"
        @click=${(event: Event) => reactions.choose(event.currentTarget as HTMLElement)}
      >
        ${icon(SmilePlus)}
      </button>`,
      bar,
    )
  }
  session.editor.signals.on('access', draw)
  draw()
}

function mayTalk({ data, editor }: BoardSession): boolean {
  return editor.canEdit || data.access === 'comment'
}

/** A frame in the colour of whom one follows, and the way out. */
function mountFollowed(main: HTMLElement, following: Following): void {
  const frame = document.createElement('div')
  frame.className = 'together-followed'
  main.append(frame)
  const draw = () => {
    const { followed } = following
    frame.hidden = followed === null
    if (followed) frame.style.setProperty('--person', followed.color)
    render(
      followed
        ? html`<span class="together-followed-name"
            >${t('Following %(name)s', { name: followed.name })}
            <button
              type="button"
              aria-label=${t('Stop following %(name)s', { name: followed.name })}
              @click=${() => following.stop()}
            >
              ${icon(X)}
            </button></span
          >`
        : nothing,
      frame,
    )
  }
  following.onChange(draw)
  draw()
}
