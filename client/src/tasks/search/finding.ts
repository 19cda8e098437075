/** What the search answers, and asking it: the newest question alone is heard. */

import { api } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { recentlyOpened } from '../../common/ui/recent'
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

export function ask(q: string, kind: string, signal: AbortSignal): Promise<Answer> {
  const workspace = frameData().workspace.slug
  const query = { q, workspace, kind: kind || null, limit: 50, counts: true }
  return api.get<Answer>('search', { query, signal, retries: 0 })
}

/** Without a server: the places that every page knows, and what was opened last. */
export function askPage(q: string): Answer {
  const { projects, boards, views } = frameData()
  const rows = [
    ...recentlyOpened(),
    ...projects.map(({ label, href, key }) => ({ kind: 'project', title: label, key, url: href })),
    ...boards.map(({ label, href }) => ({ kind: 'board', title: label, key: '', url: href })),
    ...views.map(({ label, href }) => ({ kind: 'view', title: label, key: '', url: href })),
  ]
  const once = new Map(rows.map((row) => [row.url, row]))
  const found = bestMatches([...once.values()], q, ({ key, title }) => `${key} ${title}`)
  const results = found.map((row) => ({
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
