import { reportConnection } from '../../common/ui/offline-bar'
import { BoardDocument } from '../model/document'
import type { Change } from '../model/transaction'
import { Editor } from '../editor'
import { Renderer } from '../render/renderer'
import { Acts } from '../sync/acts'
import { Outbox } from '../sync/outbox'
import { Presence, type Drag, type Peer, type Self } from '../sync/presence'
import { BoardSocket, type Ending } from '../sync/socket'
import { interFontUrl, lettersReady } from './font'
import { boardTheme } from './theme'

/** What the server wrote into the page about the board. */
export interface BoardData {
  readonly id: string
  readonly title: string
  readonly access: 'view' | 'comment' | 'edit'
  readonly workspace: { readonly slug: string; readonly id: string }
  readonly project: string | null
  readonly user: Self & { readonly avatar?: string | null }
  readonly worker: string
  /** Somebody without an account, who came by a link. */
  readonly is_guest?: boolean
}

/** One board that is open: the document, the editor, the line to the server, and who is here. */
export interface BoardSession {
  readonly data: BoardData
  readonly editor: Editor
  readonly socket: BoardSocket
  readonly presence: Presence
  readonly acts: Acts
  peers: readonly Peer[]
  /** What beside the document the server has not got yet. */
  alsoUnsaved: () => number
  /** Said once the line has ended for good, with a reason in words. */
  ending: { readonly kind: Ending; readonly reason: string } | null
  close(): void
}

export async function openSession(host: HTMLElement, data: BoardData): Promise<BoardSession> {
  const document = new BoardDocument()
  const [outbox] = await Promise.all([Outbox.open(data.user.id, data.id), lettersReady()])
  const renderer = new Renderer({ host, workerUrl: data.worker, fontUrl: interFontUrl() })
  const editor = new Editor(document, renderer)
  editor.setTheme(boardTheme())
  editor.setAccess(data.access === 'edit')
  const acts = new Acts()
  const presence = new Presence(
    document.doc,
    data.user,
    (update) => socket.sendAwareness(update),
    () => showPeers(session),
  )
  const socket: BoardSocket = new BoardSocket({
    url: socketUrl(data.id),
    doc: document.doc,
    outbox,
    acts,
    events: {
      onState: () => reportState(session),
      onSynced: () => editor.signals.emit('sync'),
      onAwareness: (update) => presence.receive(update),
      onAskAwareness: () => presence.sendNow(),
      onAccess: (canEdit) => {
        presence.setEditor(canEdit)
        if (canEdit !== editor.canEdit) editor.setAccess(canEdit)
      },
      onEnd: (kind, reason) => {
        session.ending = { kind, reason }
        editor.setAccess(false)
        editor.signals.emit('sync')
      },
    },
  })
  const session: BoardSession = {
    data,
    editor,
    socket,
    presence,
    acts,
    peers: [],
    alsoUnsaved: () => 0,
    ending: null,
    close() {
      socket.stop()
      presence.destroy()
      renderer.destroy()
      outbox.close()
    },
  }
  sharePresence(session)
  return session
}

function socketUrl(id: string): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return `${scheme}://${location.host}/ws/boards/${id}/`
}

function reportState({ socket, presence, editor }: BoardSession): void {
  const isOffline = socket.line === 'offline'
  if (isOffline) presence.forgetOthers()
  if (socket.line === 'open' && !wasOpen.has(socket)) presence.sendNow()
  if (socket.line === 'open') wasOpen.add(socket)
  else wasOpen.delete(socket)
  reportConnection('board', { isOffline, waiting: socket.unsaved })
  editor.signals.emit('sync')
}

const wasOpen = new WeakSet<BoardSocket>()

function sharePresence({ editor, presence }: BoardSession): void {
  const { signals } = editor
  signals.on('selection', () => presence.show('selection', [...editor.selection]))
  signals.on('preview', () => presence.show('drag', dragOf(editor)))
}

/** A drag as others can follow it: which elements, and how far. */
function dragOf(editor: Editor): Drag | null {
  const moves = editor.dragged.flatMap((change) =>
    change.type === 'place' && change.geometry.width === undefined ? [change] : [],
  )
  const [first] = moves
  const before = first && editor.scene.element(first.id)
  if (!before || first.geometry.rotation !== undefined) return null
  return {
    ids: moves.map(({ id }) => id),
    dx: (first.geometry.x ?? before.x) - before.x,
    dy: (first.geometry.y ?? before.y) - before.y,
  }
}

function showPeers(session: BoardSession): void {
  const { editor, presence } = session
  const peers = presence.peers()
  session.peers = peers
  const selections = peers
    .filter(({ selection }) => selection.length > 0)
    .map(({ color, selection }) => ({ color, ids: selection }))
  const drags = peers.flatMap(({ drag }) => (drag ? drag.ids.map((id) => ({ id, drag })) : []))
  const changes = drags.flatMap(({ id, drag }): Change[] => {
    const element = editor.scene.element(id)
    if (!element) return []
    return [{ type: 'place', id, geometry: { x: element.x + drag.dx, y: element.y + drag.dy } }]
  })
  editor.setRemote(selections, changes)
  editor.signals.emit('peers')
}
