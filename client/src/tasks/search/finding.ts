/** What the search answers, and asking it: the newest question alone is heard. */

import { api } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { keptTasks } from '../../common/kept'
import { recentlyOpened, type Opened } from '../../common/ui/recent'
import { bestMatches } from '../../common/ui/match'

export interface Find {
  readonly kind: string
  readonly id: string
  readonly key: string
  readonly title: string
  /** Escaped by the server, with `<mark>` alone in it. */
  readonly title_html: string
  readonly snippet_html: string
  readonly about: string
  readonly status: string | null
  readonly url: string
}

export interface Answer {
  readonly results: readonly Find[]
  readonly counts: Readonly<Record<string, number>>
  readonly problem: string
  /** What was looked for where nothing has what was typed. */
  readonly instead: string
}

export const NOTHING_FOUND: Answer = { results: [], counts: {}, problem: '', instead: '' }
/** The server counts no further. */
export const MOST_COUNTED = 100
const MOST_HERE = 50

export function ask(q: string, kind: string, signal: AbortSignal): Promise<Answer> {
  const workspace = frameData().workspace.slug
  const query = { q, workspace, kind: kind || null, limit: 50, counts: true }
  return api.get<Answer>('search', { query, signal, retries: 0 })
}

/** Read once: while one types without a network, nothing new comes. */
let tasksHere: Promise<readonly Opened[]> | null = null

function keptHere(): Promise<readonly Opened[]> {
  const { me, workspace } = frameData()
  tasksHere ??= keptTasks(me, workspace.slug).then((projects) =>
    projects.flatMap(({ key: project, tasks }) =>
      (tasks as readonly { readonly key: string; readonly title: string }[]).map(
        ({ key, title }) => ({
          ...{ kind: 'task', key, title },
          // In a view that is kept with the project; the task's own page may never have been.
          url: `/w/${workspace.slug}/p/${project}/list/?task=${encodeURIComponent(key)}`,
        }),
      ),
    ),
  )
  return tasksHere
}

/** The network is there again: what is kept will have changed when it goes. */
export function forgetHere(): void {
  tasksHere = null
}

/** Without a server: tasks that are kept here, the places that every page knows, and what was
    opened last. */
export async function askPage(q: string, kind: string): Promise<Answer> {
  const { projects, boards, views } = frameData()
  const rows = [
    ...recentlyOpened(),
    ...projects.map(({ label, href, key }) => ({ kind: 'project', title: label, key, url: href })),
    ...boards.map(({ label, href }) => ({ kind: 'board', title: label, key: '', url: href })),
    ...views.map(({ label, href }) => ({ kind: 'view', title: label, key: '', url: href })),
    ...(await keptHere()),
  ].filter((row) => kind === '' || row.kind === kind)
  const once = new Map(rows.map((row) => [`${row.kind} ${row.key || row.url}`, row]))
  const found = bestMatches([...once.values()], q, ({ key, title }) => `${key} ${title}`)
  const results = found.slice(0, MOST_HERE).map((row) => ({
    ...row,
    ...{ id: row.url, title_html: '', snippet_html: '', about: '', status: null },
  }))
  return { ...NOTHING_FOUND, results }
}

/** Grouped by kind, the kind of the best match first. */
export function byKind(results: readonly Find[]): readonly (readonly [string, readonly Find[]])[] {
  const groups = new Map<string, Find[]>()
  for (const row of results) groups.set(row.kind, [...(groups.get(row.kind) ?? []), row])
  return [...groups]
}
