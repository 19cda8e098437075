import { html, nothing, render } from 'lit'
import { Eye, EyeOff, Megaphone, MessageCircle, Presentation, SmilePlus, X } from 'lucide-static'
import { Timer as TimerIcon, Vote } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { asking, registerActions } from '../../common/ui/actions'
import { personColor } from '../sync/presence'
import type { BoardSession } from '../ui/session'
import { ask } from './asking'
import { Ballot } from './ballot'
import { drawBar } from './bar'
import { openChat } from './chat'
import { Following } from './following'
import { mountPeople } from './people'
import { shareLaser } from './laser'
import { pointerOn } from './pointer'
import { openPresentDialog } from './present-dialog'
import { Presenting } from './presenting'
import { PrivateNotes } from './private-notes'
import { Reactions } from './reactions'
import { markReplaced } from './replaced'
import { Strip } from './strip'
import { Summons } from './summon'
import { MINUTES } from './timer'
import { VoteBadges } from './vote-badges'
import { openVoteDialog } from './vote-dialog'

/** What people do with one another on a board, beside drawing on it. */
export function mountTogether(root: HTMLElement, session: BoardSession): void {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-board-part="${name}"]`)
  const [stage, cursors, bar, strip, panel] = [
    ...['stage', 'cursors', 'together', 'strip', 'ballot'].map(part),
  ]
  const faces = root.querySelector<HTMLElement>('[data-board-faces]')
  const main = stage?.parentElement
  if (!stage || !cursors || !bar || !strip || !panel || !faces || !main) return
  const pointer = pointerOn(main, session.editor)
  const following = new Following(session)
  const summons = new Summons(main, session, following)
  const reactions = new Reactions(cursors, session, pointer)
  const presenting = new Presenting(root, main, session, following, summons)
  const ballot = new Ballot(panel, session)
  const acts = {
    react: (anchor: HTMLElement) => reactions.choose(anchor),
    vote: () => openVoteDialog(session),
    results: () => ballot.open(),
    present: () => openPresentDialog(session, presenting),
    summon: () => summons.call(),
  }
  const color = personColor(session.data.user.id)
  const chat = () => openChat(stage, session, pointer, color)
  mountPeople(faces, session, following, summons)
  mountFollowed(main, following)
  mountPresenters(main, session, following)
  markReplaced(cursors, session)
  shareLaser(session)
  followWorkshop(session, stage, ballot, new Strip(strip, session, ballot), () =>
    drawBar(bar, session, acts),
  )
  registerActions([
    ...socialActions(session, following, summons, chat, bar),
    ...workshopActions(session, acts),
  ])
}

function followWorkshop(
  session: BoardSession,
  stage: HTMLElement,
  ballot: Ballot,
  strip: Strip,
  drawButtons: () => void,
): void {
  const { acts, data, editor } = session
  const badges = new VoteBadges(stage, session, ballot)
  const key = `teamflow.private.${data.user.id}.${data.id}`
  const notes = new PrivateNotes(editor.document, acts, data.user.id, key, (changes) =>
    editor.dispatch({ changes }),
  )
  session.alsoUnsaved = () => notes.count
  notes.onUnsaved = () => editor.signals.emit('sync')
  let lastVote = acts.state.vote?.id
  ballot.onChange = () => {
    badges.ask()
    strip.draw()
  }
  acts.onState = () => {
    notes.follow()
    const { vote, results } = acts.state
    // What came out is shown to those who saw the vote run.
    if (lastVote !== undefined && !vote && results?.id === lastVote) ballot.open()
    lastVote = vote?.id
    ballot.follow()
    drawButtons()
  }
  acts.onOwn = () => {
    notes.followOwn()
    ballot.follow()
  }
  editor.signals.on('access', drawButtons)
  let isSettled = false
  editor.signals.on('sync', () => {
    const isReady = session.socket.isSynced && acts.isOpen
    if (isReady && !isSettled) void notes.settle()
    isSettled = isReady
  })
  drawButtons()
}

function socialActions(
  session: BoardSession,
  following: Following,
  summons: Summons,
  chat: () => void,
  bar: HTMLElement,
) {
  const group = t('Together')
  return [
    {
      id: 'board.chat',
      label: t('Say something beside the cursor'),
      group,
      keys: '/',
      icon: MessageCircle,
      isEnabled: () => session.editor.canEdit || session.data.access === 'comment',
      run: chat,
    },
    {
      id: 'board.react',
      label: t('React'),
      group,
      keys: 'shift+e',
      icon: SmilePlus,
      run: () => bar.querySelector<HTMLElement>('[data-together="reactions"]')?.click(),
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
  ]
}

function workshopActions(
  session: BoardSession,
  acts: { readonly vote: () => void; readonly results: () => void; readonly present: () => void },
) {
  const group = t('Together')
  const { editor } = session
  const state = () => session.acts.state
  const mayLead = () => editor.canEdit
  return [
    asking({
      id: 'board.timer',
      label: t('Start a timer'),
      group,
      icon: TimerIcon,
      isEnabled: mayLead,
      choices: () =>
        MINUTES.map((minutes) => ({
          id: String(minutes),
          label: t('%(count)s min', { count: minutes }),
          run: () => void ask(session.acts, 'timer.start', { seconds: minutes * 60 }),
        })),
    }),
    {
      id: 'board.vote',
      label: t('Start a vote'),
      group,
      icon: Vote,
      isEnabled: () => mayLead() && state().vote === null,
      run: acts.vote,
    },
    { id: 'board.votes', label: t('Votes of this board'), group, run: acts.results },
    {
      id: 'board.write-privately',
      label: t('Start private writing'),
      group,
      icon: EyeOff,
      isEnabled: () => mayLead() && state().writing === null,
      run: () => void ask(session.acts, 'writing.start'),
    },
    {
      id: 'board.reveal',
      label: t('Reveal all private notes'),
      group,
      icon: Eye,
      isEnabled: () => mayLead() && state().writing !== null,
      run: () => void ask(session.acts, 'writing.reveal'),
    },
    { id: 'board.present', label: t('Present'), group, icon: Presentation, run: acts.present },
  ]
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

/** Who comes late sees that somebody presents, and follows with one press. */
function mountPresenters(main: HTMLElement, session: BoardSession, following: Following): void {
  const note = document.createElement('div')
  note.className = 'together-presenter'
  main.append(note)
  const draw = () => {
    const peer = session.peers.find(({ presenting }) => presenting !== null)
    note.hidden = !peer || following.followed?.id === peer.id
    if (note.hidden || !peer) return
    note.style.setProperty('--person', peer.color)
    render(
      html`<span>${t('%(name)s is presenting', { name: peer.name })}</span>
        <button
          class="button button-small"
          type="button"
          @click=${() => following.follow(peer.client)}
        >
          ${t('Follow')}
        </button>`,
      note,
    )
  }
  session.editor.signals.on('peers', draw)
  following.onChange(draw)
  draw()
}
