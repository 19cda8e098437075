/** What the palette offers: what was used last, what can be done, places, and what is found. */

import type { TemplateResult } from 'lit'
import { ArrowRight, Bookmark, CornerDownLeft, LayoutGrid, SquarePen } from 'lucide-static'
import { api } from '../api'
import { frameData } from '../frame-data'
import { t } from '../i18n'
import { enabledActions, type Action, type Choice } from './actions'
import { iconOf } from './found-kinds'
import { recentlyOpened, rememberOpened, rememberSearch } from './recent'

export type Entry = {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly hint?: string
  readonly icon?: string
  readonly mark?: TemplateResult
  readonly keys?: string
  readonly words?: string
  readonly isChecked?: boolean
  readonly staysOpen?: boolean
  /** Where it leads, for those who want it in another tab. */
  readonly href?: string
  /** It leads to answers of its own. */
  readonly opens?: Action
  readonly run: () => void
}

type Found = { readonly results: readonly FoundThing[] }
type FoundThing = {
  readonly kind: string
  readonly id: string
  readonly key: string
  readonly title: string
  readonly about: string
  readonly url: string
}

const RECENT = 'teamflow:palette'
const RECENT_MOST = 6
const OPENED_MOST = 5

export function rootEntries(): Entry[] {
  const all = [...actionEntries(), ...placeEntries()]
  const byId = new Map(all.map((entry) => [entry.id, entry]))
  const recent = recentIds().flatMap((id) => byId.get(id) ?? [])
  const first = recent.map((entry) => ({ ...entry, group: t('Recent') }))
  const opened = openedEntries().filter(({ id }) => !byId.has(id))
  return [...first, ...opened, ...all.filter((entry) => !recent.includes(entry))]
}

function openedEntries(): Entry[] {
  return recentlyOpened()
    .slice(0, OPENED_MOST)
    .map((thing) => ({
      ...{ id: thing.url, group: t('Recently opened'), label: thing.title, hint: thing.key },
      ...{ icon: iconOf(thing.kind), href: thing.url, run: go(thing.url) },
    }))
}

/** `TF-12` goes there at once, before any server has answered. */
export function jumpEntry(query: string): Entry | null {
  const { slug } = frameData().workspace
  const key = query.trim().toUpperCase()
  if (slug === '' || !/^[A-Z]{2,6}-[1-9]\d{0,8}$/.test(key)) return null
  const href = `/w/${slug}/t/${key}/`
  const label = t('Go to %(key)s', { key })
  return { id: href, group: t('Found'), label, icon: ArrowRight, href, run: go(href) }
}

export function choiceEntries(action: Action): Entry[] {
  const group = action.label.replace(/…$/, '')
  return (action.choices?.() ?? []).map((choice: Choice) => ({ ...choice, group }))
}

function recentIds(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function remember(id: string): void {
  const ids = [id, ...recentIds().filter((each) => each !== id)].slice(0, RECENT_MOST)
  try {
    localStorage.setItem(RECENT, JSON.stringify(ids))
  } catch {
    // A browser without room: the palette merely forgets.
  }
}

export const searchText = (entry: Entry): string =>
  `${entry.label} ${entry.hint ?? ''} ${entry.words ?? ''}`

const go = (href: string) => (): void => location.assign(href)

function placeEntries(): Entry[] {
  const { places, projects, boards, views } = frameData()
  return [
    ...projects.map((project) => ({
      id: project.href,
      group: t('Projects'),
      label: project.label,
      hint: project.key,
      icon: LayoutGrid,
      href: project.href,
      run: go(project.href),
    })),
    ...boards.map((board) => ({
      id: board.href,
      group: t('Boards'),
      label: board.label,
      icon: SquarePen,
      href: board.href,
      run: go(board.href),
    })),
    ...views.map((view) => ({
      id: view.href,
      group: t('Views'),
      label: view.label,
      icon: Bookmark,
      href: view.href,
      run: go(view.href),
    })),
    ...places.map((place) => ({
      id: place.href,
      group: t('Go to'),
      label: place.label,
      icon: ArrowRight,
      href: place.href,
      run: go(place.href),
    })),
  ]
}

function actionEntries(): Entry[] {
  return enabledActions()
    .filter((action) => action.isKeyOnly !== true)
    .map((action) => ({
      ...action,
      icon: action.icon ?? CornerDownLeft,
      ...(action.choices !== undefined && { opens: action }),
    }))
}

/** What the server finds for `query` in the workspace. */
export async function askServer(query: string, signal: AbortSignal): Promise<readonly Entry[]> {
  const { slug } = frameData().workspace
  if (slug === '') return []
  const parameters = { q: query, workspace: slug, limit: 8 }
  const found = await api.get<Found>('search', { query: parameters, signal, retries: 0 })
  return [...found.results.map((thing) => foundEntry(thing, query)), allResults(slug, query)]
}

function foundEntry(thing: FoundThing, query: string): Entry {
  const { kind, key, title, about, url } = thing
  return {
    id: `${kind}:${thing.id}`,
    group: t('Found'),
    label: title,
    hint: [key, kind === 'task' ? '' : about].filter((each) => each !== '').join(' · '),
    icon: iconOf(kind),
    href: url,
    run: () => {
      rememberSearch(query)
      rememberOpened(thing)
      location.assign(url)
    },
  }
}

function allResults(slug: string, query: string): Entry {
  const href = `/w/${slug}/search/?q=${encodeURIComponent(query)}`
  const label = t('All results for “%(query)s”', { query })
  return { id: href, group: t('Found'), label, icon: ArrowRight, href, run: go(href) }
}
