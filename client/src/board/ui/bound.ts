import { Link2, Unlink2 } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { asking, type Choice } from '../../common/ui/actions'
import { errorToast } from '../../common/ui/toast'
import type { DocumentChange } from '../model/document'
import type { Binding, BoardElement } from '../model/element'
import { frameOf } from '../model/frames'
import { registerBoardAction } from './actions'
import type { BoardSession } from './session'

interface Before {
  readonly task: string
  readonly before: Readonly<Record<string, unknown>>
}

interface Named {
  readonly id: string
  readonly name: string
}

interface Shape {
  readonly columns: readonly Named[]
  readonly sprints?: readonly (Named & { readonly status: string })[]
}

interface Move {
  readonly card: string
  readonly task: string
  readonly from: string | null
  readonly to: string | null
  readonly isUndo: boolean
}

const SETTLE_MS = 400

/** Keeps tasks and bound frames alike: cards moved here change tasks, and the other way round. */
export function keepBound(session: BoardSession): void {
  const { editor } = session
  const places = new Map<string, string | null>()
  // What a task had before its card came into a frame, for when that is undone.
  const before = new Map<string, Readonly<Record<string, unknown>>>()
  const frames = () => editor.scene.frames.filter(({ bind }) => bind)
  const placeOf = (card: BoardElement) => frameOf(frames(), card)?.id ?? null
  let moves: Move[] = []
  const take = ({ origin, changed }: DocumentChange) => {
    const isOwn = origin !== 'remote' && editor.canEdit
    for (const card of changed) {
      if (card.kind !== 'task' || card.task === undefined) continue
      const [from, to] = [places.get(card.id) ?? null, placeOf(card)]
      places.set(card.id, to)
      if (!isOwn || from === to) continue
      const move = { card: card.id, task: card.task, from, to, isUndo: origin === 'undo' }
      if (moves.length === 0) setTimeout(send)
      moves.push(move)
    }
  }
  const send = () => {
    const [now, into] = [moves, new Map<string, string[]>()]
    moves = []
    for (const { task, from, to, isUndo } of now) {
      const had = before.get(`${task} ${from ?? ''}`)
      if (isUndo && had && from !== null) void giveBack(task, had)
      else if (to !== null) into.set(to, [...(into.get(to) ?? []), task])
    }
    for (const [frame, tasks] of into) void takeInto(session, frame, tasks, before)
  }
  editor.document.onChange(take)
  keepArranged(session)
}

async function takeInto(
  { data }: BoardSession,
  frame: string,
  tasks: readonly string[],
  before: Map<string, Readonly<Record<string, unknown>>>,
): Promise<void> {
  try {
    const answer = await api.post<{ results: Before[] }>(`boards/${data.id}/bound`, {
      frame,
      tasks,
    })
    for (const each of answer.results) before.set(`${each.task} ${frame}`, each.before)
  } catch (error) {
    errorToast(
      error instanceof ApiError ? error.words : t('The task could not be changed. Try again.'),
    )
  }
}

async function giveBack(task: string, had: Readonly<Record<string, unknown>>): Promise<void> {
  try {
    await api.patch(`tasks/${task}`, had)
  } catch (error) {
    errorToast(
      error instanceof ApiError ? error.words : t('The task could not be changed. Try again.'),
    )
  }
}

/** A task that was changed elsewhere: its card goes into the frame of what the task is now. */
function keepArranged({ editor, data }: BoardSession): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const arrange = () => {
    timer = undefined
    if (!editor.canEdit) return
    // Where it fails, the next change asks again.
    api.post(`boards/${data.id}/bound/arrange`, {}).catch(() => undefined)
  }
  editor.signals.on('cards', () => {
    if (!editor.canEdit || !editor.scene.frames.some(({ bind }) => bind)) return
    timer ??= setTimeout(arrange, SETTLE_MS)
  })
}

registerBoardAction((session) => {
  const { editor } = session
  const frame = () => {
    const [only] = editor.chosen
    return editor.chosen.length === 1 && only?.kind === 'frame' ? only : undefined
  }
  const bind = (binding: Binding | null) => {
    const chosen = frame()
    if (!chosen) return
    editor.dispatch({
      changes: [{ type: 'content', id: chosen.id, content: { bind: binding ?? undefined } }],
    })
  }
  let choices: readonly Choice[] = []
  const load = async () => {
    choices = await bindings(session, bind)
  }
  if (session.data.project !== null && !session.data.is_guest) void load()
  return asking({
    id: 'board.bind-frame',
    label: t('Bind the frame to tasks'),
    group: t('Board'),
    icon: Link2,
    ask: t('Status, sprint or person'),
    isEnabled: () => editor.canEdit && frame() !== undefined && choices.length > 0,
    choices: () => [
      ...(frame()?.bind
        ? [{ id: 'none', label: t('Not bound'), icon: Unlink2, run: () => bind(null) }]
        : []),
      ...choices,
    ],
  })
})

async function bindings(
  { data }: BoardSession,
  bind: (binding: Binding) => void,
): Promise<Choice[]> {
  const project = data.project ?? ''
  const choice = (kind: Binding['kind'], group: string) => {
    return ({ id, name }: { id: string | null; name: string }): Choice => ({
      id: `${kind}-${id ?? 'none'}`,
      label: `${group}: ${name}`,
      run: () => bind({ kind, id, name }),
    })
  }
  try {
    const [shape, members] = await Promise.all([
      api.get<Shape>(`projects/${project}`),
      api.get<{ results: { user: Named }[] }>(`workspaces/${data.workspace.slug}/members`),
    ])
    const sprints = (shape.sprints ?? []).filter(({ status }) => status !== 'completed')
    return [
      ...shape.columns.map(choice('column', t('Status'))),
      ...[{ id: null, name: t('No sprint') }, ...sprints].map(choice('sprint', t('Sprint'))),
      ...members.results.map(({ user }) => user).map(choice('person', t('Person'))),
    ]
  } catch {
    return []
  }
}
