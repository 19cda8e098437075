import { api } from '../../common/api'
import { locale } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import type { CardFace } from '../model/drawable'
import type { BoardSession } from './session'

interface TaskCard {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly status: string
  readonly column: { readonly name: string } | null
  readonly due_date: string | null
  readonly assignees: readonly { readonly name: string }[]
  readonly url: string
}

interface Cards {
  readonly results: readonly TaskCard[]
  readonly missing: readonly string[]
  readonly rooms: readonly string[]
}

const MOST_AT_ONCE = 100
const GATHER_MS = 40

/** Keeps the faces of task cards as fresh as the last event of their projects. */
export function keepCards(session: BoardSession): void {
  const { editor, data } = session
  const faces = new Map<string, CardFace>()
  const asked = new Set<string>()
  const joined = new Set<string>()
  const due = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = async (ids: readonly string[]): Promise<void> => {
    const query = { task: ids.join(',') }
    const cards = await api.get<Cards>(`boards/${data.id}/cards`, { query }).catch(() => null)
    if (!cards) {
      // Asked again with the next event, or when the line is back.
      ids.forEach((id) => asked.delete(id))
      return
    }
    for (const card of cards.results) faces.set(card.id, toFace(card))
    for (const id of cards.missing) faces.delete(id)
    editor.setCards(new Map(faces))
    cards.rooms.forEach(join)
  }
  const loadDue = () => {
    timer = undefined
    const ids = [...due]
    due.clear()
    for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
      void load(ids.slice(at, at + MOST_AT_ONCE))
    }
  }
  const refresh = (ids: Iterable<string>) => {
    for (const id of ids) due.add(id)
    if (due.size > 0) timer ??= setTimeout(loadDue, GATHER_MS)
  }
  const join = (room: string) => {
    if (joined.has(room)) return
    joined.add(room)
    liveSocket().join(room, {
      event: (event) => {
        const id = event.target?.kind === 'task' ? event.target.id : taskIn(event.data)
        if (id !== undefined && asked.has(id)) refresh([id])
      },
      resync: () => refresh(asked),
    })
  }
  const look = () => {
    const unknown = new Set<string>()
    for (const { task } of editor.scene.all()) {
      if (task !== undefined && !asked.has(task)) unknown.add(task)
    }
    for (const id of unknown) asked.add(id)
    refresh(unknown)
  }
  editor.signals.on('scene', look)
  look()
}

function taskIn(data: Readonly<Record<string, unknown>>): string | undefined {
  const task = data.task as { id?: unknown } | undefined
  if (typeof task?.id === 'string') return task.id
  return typeof data.task_id === 'string' ? data.task_id : undefined
}

function toFace(card: TaskCard): CardFace {
  const isDone = card.status === 'done' || card.status === 'archived'
  return {
    id: card.id,
    key: card.key,
    title: card.title,
    status: card.column?.name ?? card.status,
    state: card.status,
    assignees: card.assignees.map(({ name }) => name),
    due: card.due_date === null ? null : shortDate(card.due_date),
    isLate: !isDone && card.due_date !== null && card.due_date < today(),
    url: card.url,
  }
}

function today(): string {
  const now = new Date()
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${String(now.getFullYear())}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
}

function shortDate(date: string): string {
  const format = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' })
  return format.format(new Date(`${date}T12:00:00`))
}
