import { api } from '../common/api'
import { t } from '../common/i18n'
import { confirmAct } from '../common/ui/dialog'
import { mountFind } from './find/find-bar'
import { mountMinimap } from './find/minimap'
import { mountImages } from './images/mount'
import { assemble } from './model/entries'
import { mountOutline } from './outline/mount'
import { mountTogether } from './together/mount'
import { installActions } from './ui/actions'
import { keepBound } from './ui/bound'
import { keepCards } from './ui/cards'
import { wireClipboard } from './ui/clipboard'
import { keepCode } from './ui/code'
import { mountContextBar } from './ui/context-bar'
import { mountCursors } from './ui/cursors'
import { wireInput } from './ui/input'
import { wireKeyboard } from './ui/keyboard'
import { mountHint } from './ui/hint'
import { openSession, type BoardData, type BoardSession } from './ui/session'
import { keepIcons } from './ui/stamps'
import { mountTableEditor } from './ui/table-editor'
import { mountTextEditor } from './ui/text-editor'
import { followTheme } from './ui/theme'
import { mountToolbar } from './ui/toolbar'
import { mountTopBar } from './ui/top-bar'
import { mountZoomBar } from './ui/zoom-bar'

interface Display {
  readonly elements: readonly {
    readonly id: string
    readonly g: unknown
    readonly s: unknown
    readonly c: unknown
    readonly t?: string
  }[]
}

/** Mounts the whiteboard into the page that the server wrote. */
export async function mountBoard(root: HTMLElement, data: BoardData): Promise<BoardSession> {
  const stage = part(root, 'stage')
  const session = await openSession(part(root, 'canvas'), data)
  const { editor, socket } = session
  followSize(stage, session)
  installActions(session)
  mountTopBar(root, session)
  mountToolbar(part(root, 'tools'), editor)
  mountZoomBar(part(root, 'zoom'), editor)
  mountContextBar(part(root, 'context'), editor)
  mountCursors(part(root, 'cursors'), session)
  mountTogether(root, session)
  mountHint(part(root, 'hint'), session)
  mountOutline(part(root, 'outline'), session, stage)
  mountTextEditor(stage, editor)
  mountTableEditor(stage, editor)
  mountImages(stage, session)
  mountFind(part(root, 'find'), stage, session)
  mountMinimap(part(root, 'find'), session)
  wireInput(stage, editor)
  wireKeyboard(stage, editor)
  wireClipboard(stage, session)
  wirePresence(stage, session)
  followTheme(editor)
  keepIcons(editor)
  keepCode(editor)
  editor.onOpen = (element) => openCard(session, element.task)
  watchEnding(session)
  await paintFirst(session)
  socket.start()
  keepCards(session)
  if (data.is_guest !== true) keepBound(session)
  window.addEventListener('online', () => socket.start())
  window.addEventListener('offline', () => socket.interrupt())
  window.addEventListener('beforeunload', (event) => {
    // What is kept here comes back; only a browser that stores nothing would lose it.
    if (socket.unsaved > 0 && !('indexedDB' in window)) event.preventDefault()
  })
  return session
}

function part(root: HTMLElement, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-board-part="${name}"]`)
  if (!found) throw new Error(`The board page lacks its part "${name}".`)
  return found
}

function followSize(stage: HTMLElement, { editor }: BoardSession): void {
  const measure = () => {
    const { width, height } = stage.getBoundingClientRect()
    if (width > 0 && height > 0) editor.resize({ width, height }, window.devicePixelRatio || 1)
  }
  new ResizeObserver(measure).observe(stage)
  measure()
}

/** The display list comes before the document, so that a large board is seen at once. */
async function paintFirst({ editor, data }: BoardSession): Promise<void> {
  const display = await api
    .get<Display>(`boards/${data.id}/display`, { retries: 0 })
    .catch(() => null)
  const elements = (display?.elements ?? []).flatMap(
    ({ id, g, s, c, t: text }) => assemble(id, g, s, c, text ?? '') ?? [],
  )
  if (elements.length === 0) return
  editor.showFirst(elements)
  editor.fit()
}

function wirePresence(stage: HTMLElement, { editor, presence }: BoardSession): void {
  stage.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') return
    const { left, top } = stage.getBoundingClientRect()
    presence.show('cursor', editor.worldAt({ x: event.clientX - left, y: event.clientY - top }))
  })
  stage.addEventListener('pointerleave', () => presence.show('cursor', null))
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) presence.show('cursor', null)
  })
}

function openCard({ editor, data }: BoardSession, task: string | undefined): void {
  const card = task === undefined ? undefined : editor.scene.cardOf(task)
  if (!card) return
  location.assign(card.url || `/w/${data.workspace.slug}/t/${card.key}/`)
}

/** A board that cannot go on says why, and offers what there is to do. */
function watchEnding(session: BoardSession): void {
  let isSaid = false
  session.editor.signals.on('sync', () => {
    if (!session.ending || isSaid) return
    isSaid = true
    void sayEnding(session)
  })
}

async function sayEnding({ ending, data }: BoardSession): Promise<void> {
  const reason = ending?.reason ?? ''
  const [title, text, action] = {
    refused: [
      t('Some changes could not be saved'),
      t('The server refused your last changes: %(reason)s They are kept aside on this device.', {
        reason,
      }),
      t('Load the board again'),
    ],
    'signed-out': [
      t('You are signed out'),
      t('What is not saved is kept on this device and sent after you sign in again.'),
      t('Sign in'),
    ],
    forbidden: [
      t('No access any more'),
      t('You can no longer open this board. Ask whoever owns it.'),
      t('To the boards'),
    ],
    missing: [t('This board is gone'), t('It was deleted.'), t('To the boards')],
  }[ending?.kind ?? 'missing'] as [string, string, string]
  if (!(await confirmAct({ title, text, action }))) return
  const stays = ending?.kind === 'refused' || ending?.kind === 'signed-out'
  if (stays) location.reload()
  else location.assign(data.is_guest ? '/' : `/w/${data.workspace.slug}/boards/`)
}
