/**
 * Live titles of tasks and boards that texts point to. What is asked for within one frame goes out
 * as one call; what this person may not see is answered with nothing and stays a bare key.
 */

import { api } from '../common/api'
import { liveSocket } from '../common/socket'

export interface Reference {
  readonly title: string
  readonly status?: string
  readonly href: string
}

interface Answer {
  readonly tasks: readonly {
    id: string
    key: string
    title: string
    status: string
    project: string
  }[]
  readonly boards: readonly { id: string; title: string }[]
}

const known = new Map<string, Reference | null>()
const wanted = new Set<string>()
const listeners = new Set<() => void>()
const followed = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined
let slug = ''
let workspaceId = ''

/** Name the workspace whose keys are meant; the page's own. */
export function useWorkspace(workspace: { readonly slug: string; readonly id: string }): void {
  slug = workspace.slug
  workspaceId = workspace.id
}

/** What is known of `task:TF-12` or `board:<id>`; asks when nothing is. */
export function referenceOf(name: string): Reference | null {
  const found = known.get(name)
  if (found === undefined && !wanted.has(name)) {
    wanted.add(name)
    timer ??= setTimeout(() => void ask(), 30)
  }
  return found ?? null
}

/** Called after titles came or changed. */
export function onReferences(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function ask(): Promise<void> {
  timer = undefined
  const names = [...wanted].slice(0, 100)
  const of = (kind: string) =>
    names.filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1))
  const query = { tasks: of('task').join(','), boards: of('board').join(',') }
  try {
    const answer = await api.get<Answer>(`workspaces/${slug}/references`, { query })
    for (const name of names) known.set(name, null)
    for (const { key, title, status, project } of answer.tasks) {
      known.set(`task:${key}`, { title, status, href: `/w/${slug}/t/${key}/` })
      follow(project)
    }
    for (const { id, title } of answer.boards) {
      known.set(`board:${id}`, { title, href: `/b/${id}/` })
      followBoards()
    }
    for (const name of names) wanted.delete(name)
    for (const listener of [...listeners]) listener()
    if (wanted.size > 0) timer = setTimeout(() => void ask(), 30)
  } catch {
    // Without a network the keys stand as they are; the next text that shows them asks again.
    for (const name of names) wanted.delete(name)
  }
}

/** Titles change while a page is open: its project's room says so. */
function follow(project: string): void {
  if (followed.has(project)) return
  followed.add(project)
  liveSocket().join(`project:${project}`, {
    event: ({ type, data }) => {
      const name = `task:${String(data.key)}`
      const held = known.get(name)
      if (!type.startsWith('task.') || held === undefined || held === null) return
      if (type === 'task.deleted') known.set(name, null)
      else
        known.set(name, {
          ...held,
          title: typeof data.title === 'string' ? data.title : held.title,
          ...(typeof data.status === 'string' && { status: data.status }),
        })
      for (const listener of [...listeners]) listener()
    },
  })
}

/** Of boards the workspace's room tells: in a board's own one only those are who look at it. */
function followBoards(): void {
  const room = `workspace:${workspaceId}`
  if (workspaceId === '' || followed.has(room)) return
  followed.add(room)
  liveSocket().join(room, {
    event: ({ type, data }) => {
      const { id, title } = (data.board ?? {}) as { id?: string; title?: string }
      const held = known.get(`board:${String(id)}`)
      if (type !== 'board.updated' || !held || title === undefined) return
      known.set(`board:${String(id)}`, { ...held, title })
      for (const listener of [...listeners]) listener()
    },
  })
}
