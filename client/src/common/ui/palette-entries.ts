/** What the palette offers: what was used last, what can be done, places, and what is found. */

import type { TemplateResult } from 'lit'
import {
  ArrowRight,
  Bookmark,
  CircleDot,
  CornerDownLeft,
  LayoutGrid,
  SquarePen,
} from 'lucide-static'
import { api } from '../api'
import { frameData } from '../frame-data'
import { t } from '../i18n'
import { enabledActions, type Action, type Choice } from './actions'

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
  /** It leads to answers of its own. */
  readonly opens?: Action
  readonly run: () => void
}

type Found = { readonly results: readonly FoundThing[] }
type FoundThing = {
  readonly kind: string
  readonly id: string
  readonly key?: string
  readonly title: string
  readonly url: string
}

const RECENT = 'teamflow:palette'
const RECENT_MOST = 6

export function rootEntries(): Entry[] {
  const all = [...actionEntries(), ...placeEntries()]
  const byId = new Map(all.map((entry) => [entry.id, entry]))
  const recent = recentIds().flatMap((id) => byId.get(id) ?? [])
  const first = recent.map((entry) => ({ ...entry, group: t('Recent') }))
  return [...first, ...all.filter((entry) => !recent.includes(entry))]
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
      run: go(project.href),
    })),
    ...boards.map((board) => ({
      id: board.href,
      group: t('Boards'),
      label: board.label,
      icon: SquarePen,
      run: go(board.href),
    })),
    ...views.map((view) => ({
      id: view.href,
      group: t('Views'),
      label: view.label,
      icon: Bookmark,
      run: go(view.href),
    })),
    ...places.map((place) => ({
      id: place.href,
      group: t('Go to'),
      label: place.label,
      icon: ArrowRight,
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
  return [...found.results.map(foundEntry), allResults(slug, query)]
}

function foundEntry(thing: FoundThing): Entry {
  const shape =
    thing.kind === 'board' ? SquarePen : thing.kind === 'project' ? LayoutGrid : CircleDot
  const hint = thing.key === undefined ? {} : { hint: thing.key }
  return {
    id: thing.url,
    group: t('Found'),
    label: thing.title,
    icon: shape,
    run: go(thing.url),
    ...hint,
  }
}

function allResults(slug: string, query: string): Entry {
  const href = `/w/${slug}/search/?q=${encodeURIComponent(query)}`
  const label = t('All results for “%(query)s”', { query })
  return { id: href, group: t('Found'), label, icon: ArrowRight, run: go(href) }
}
