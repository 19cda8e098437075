/** What every task page starts with: who is here, the project, its socket and its outbox. */

import { ApiError } from '../common/api'
import { uploadsFollow } from '../common/files/queue'
import { t } from '../common/i18n'
import { openOutbox, type Outbox } from '../common/outbox'
import { liveSocket } from '../common/socket'
import { reportConnection } from '../common/ui/offline-bar'
import { errorToast, toast } from '../common/ui/toast'
import { leftWords, registerUndo } from './acts'
import { keepDraft } from './drafts'
import { showTimersOf } from './effort/clock'
import { keepProject } from './keeping'
import type { PageData, Task } from './model'
import { openNewTask } from './new-task'
import { asDraft } from './new-task-draft'
import { filesFollow, resumeFollowing, wholeText } from './new-task-files'
import { offerToFill } from './panel/missing'
import { needsOf, wantedMove } from './panel/needs'
import { wordsOf } from './panel/words'
import { ProjectStore, type Refusal } from './project'
import { isShelved, shelveRefusals } from './refused/notice'
import { refusedWords } from './refused/words'
import { registerTaskCommands } from './commands/acts'
import { wireTaskActions } from './task-actions'

export function readPage(): PageData {
  const text = document.getElementById('tf-page')?.textContent
  if (text === null || text === undefined) throw new Error('The page has no tf-page data')
  return JSON.parse(text) as PageData
}

const opened = new Map<string, ProjectStore>()
let first: ProjectStore | null = null
let shared: Outbox | null = null

/** One outbox a page: the writes of all its projects go out in the order in which they were made. */
export function pageOutbox(userId: string): Outbox {
  if (shared !== null) return shared
  const outbox = openOutbox(userId)
  const socket = liveSocket()
  shared = outbox
  const report = () => {
    const isOffline = outbox.isStuck || socket.status === 'offline'
    reportConnection('tasks', { isOffline, waiting: outbox.entries.length })
  }
  let wasOffline = false
  outbox.onChange(report)
  socket.onStatus((status) => {
    report()
    if (status === 'open') {
      outbox.kick()
      if (wasOffline) window.dispatchEvent(new Event('tf-back'))
    }
    wasOffline = status === 'offline'
    if (status === 'signed-out')
      errorToast(t('You are signed out. Sign in again; what you typed is kept.'))
  })
  window.addEventListener('online', () => outbox.kick())
  outbox.onAdopted((entries) => {
    for (const each of opened.values()) for (const entry of entries) each.adopt(entry)
  })
  shelveRefusals(outbox, userId, (projectId) => opened.get(projectId) ?? null)
  showTimersOf(outbox)
  outbox.onSettled(filesFollow)
  outbox.onSettled(uploadsFollow)
  void resumeFollowing()
  void outbox.start()
  return outbox
}

/**
 * The page's project; made once, whichever element asks first. Pages over several projects name
 * the one that they want.
 */
export function openProject(page?: PageData): ProjectStore {
  if (page === undefined && first !== null) return first
  const asked = page ?? readPage()
  const known = opened.get(asked.project.id)
  if (known !== undefined) return known
  const outbox = pageOutbox(asked.me.id)
  const socket = liveSocket()
  const store = new ProjectStore({ page: asked, socket, outbox })
  opened.set(asked.project.id, store)
  keepProject(store)
  store.onRefused = (refusal) => explainRefusal(store, refusal)
  store.onLeftAlone = (conflicts) =>
    errorToast(
      leftWords(
        conflicts.map(({ id, message }) => ({
          key: store.task(id)?.key ?? '',
          why: message ?? '',
        })),
      ),
    )
  registerUndo(store)
  wireTaskActions(store)
  registerTaskCommands(store)
  first ??= store
  return store
}

/** A refused act is rolled back by the store; the person is told which, and why. */
function explainRefusal(store: ProjectStore, { op, error }: Refusal): void {
  const needs = needsOf(error)
  const move = wantedMove(op)
  if (needs !== null && move !== null && store.state.tasks.has(move.taskId)) {
    offerToFill(store, move, needs)
    return
  }
  if (isShelved(op)) return
  const why = error instanceof ApiError ? wordsOf(error) : t('The server did not take it.')
  const words = `${refusedWords(op, (id) => store.task(id)?.key ?? t('a task'))} ${why}`
  if (op.kind === 'task.create') offerAgain(store, op.task, words)
  else errorToast(words)
  if (op.kind === 'task.patch' && op.fields.description !== undefined) {
    const base = String(op.before.description ?? '')
    keepDraft(op.taskId, 'description', { text: op.fields.description, base, version: op.version })
  }
  if (op.kind === 'comment.create') {
    keepDraft(op.comment.task, 'comment', { text: op.comment.body, base: '', version: 0 })
  }
}

/** What was typed is not lost: it opens as a draft, to be put right. */
function offerAgain(store: ProjectStore, task: Task, words: string): void {
  toast(words, {
    kind: 'error',
    undo: () => openNewTask(store, { ...asDraft(task), description: wholeText(task) }),
    actionLabel: t('Change it'),
    seconds: 12,
  })
}

export { deleteWithUndo } from './acts'
