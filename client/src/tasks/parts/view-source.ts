/** What the bars above a view know of it, in a project or over a workspace. */

import type { TemplateResult } from 'lit'
import type { ProjectStore } from '../project'
import { queryContext, type QueryContext } from '../query/context'
import { QueryError } from '../query/errors'
import { tryParse } from '../query/parser'
import { askRemote } from '../query/remote'
import { PLAIN_COLUMNS } from '../sheet/fields'
import { CARD_FIELDS, usualColumns } from '../usual'
import type { ViewState } from '../view-state'
import { useDensity } from './density'

export type ViewLayout = 'board' | 'list' | 'table' | 'calendar' | 'timeline'

/** What a view that is neither rows nor cards has to set: groups or none, and lines of its own. */
export interface OwnDisplay {
  readonly hasGroups: boolean
  readonly lines: () => TemplateResult
}

export interface ViewSource {
  readonly context: () => QueryContext
  readonly layout: ViewLayout
  /** What is shown where nobody chose. */
  readonly usual?: () => readonly string[]
  /** Given where order, fields and groups within groups say nothing. */
  readonly display?: OwnDisplay
  /** Where views are saved: `projects/<id>/views` or `workspaces/<slug>/views`. */
  readonly viewsPath: string
  readonly canEdit: boolean
  /** Whether its rows or cards can stand closer. */
  readonly hasDensity?: boolean
  readonly subscribe: (listener: () => void) => () => void
  /** What of a query rows do not say is asked of the server. */
  readonly ask: (text: string) => void
}

const known = new WeakMap<ProjectStore, Map<ViewLayout, ViewSource>>()

export function projectSource(store: ProjectStore, layout: ViewLayout): ViewSource {
  const sources = known.get(store) ?? new Map<ViewLayout, ViewSource>()
  known.set(store, sources)
  if (!sources.has(layout)) useDensity(store.page.me.id)
  const found = sources.get(layout) ?? {
    context: () => queryContext(store),
    layout,
    usual: () => usualFields(store, layout),
    viewsPath: `projects/${store.id}/views`,
    canEdit: store.canEdit,
    hasDensity: layout === 'board' || layout === 'list',
    subscribe: (listener: () => void) => store.subscribe(listener),
    ask: (text: string) => {
      const query = tryParse(text)
      if (!(query instanceof QueryError)) askRemote(store, query)
    },
  }
  sources.set(layout, found)
  return found
}

function usualFields(store: ProjectStore, layout: ViewLayout): readonly string[] {
  switch (layout) {
    case 'list':
      return usualColumns(store)
    case 'table':
      return PLAIN_COLUMNS
    case 'board':
      return CARD_FIELDS
    default:
      return []
  }
}

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly layout: ViewLayout
  readonly query: string
  readonly display: Display
  readonly is_shared: boolean
  readonly is_favorite: boolean
  readonly is_own: boolean
  readonly public_path: string | null
}

export interface Display {
  readonly group?: string | null
  readonly lanes?: string | null
  readonly sort?: readonly string[]
  readonly columns?: readonly string[]
  readonly archived?: boolean
  readonly done?: boolean
  readonly empty?: boolean
  readonly zoom?: string
  readonly mode?: string
  readonly color?: string
}

/** The settings that a saved view keeps of what is shown. */
export function displayOf(state: ViewState): Display {
  return {
    ...(state.group === null ? {} : { group: state.group }),
    ...(state.lanes === null ? {} : { lanes: state.lanes }),
    ...(state.sort.length === 0 ? {} : { sort: state.sort }),
    ...(state.columns === null ? {} : { columns: state.columns }),
    ...(state.showsArchived ? { archived: true } : {}),
    ...(state.hidesDone ? { done: false } : {}),
    ...(state.hidesEmpty ? { empty: false } : {}),
    ...(state.zoom === null ? {} : { zoom: state.zoom }),
    ...(state.mode === null ? {} : { mode: state.mode }),
    ...(state.color === null ? {} : { color: state.color }),
  }
}

/** What a saved view shows, as the address says it. */
export function stateOf(view: SavedView): ViewState {
  const { display } = view
  return {
    query: view.query,
    group: display.group ?? null,
    lanes: display.lanes ?? null,
    sort: display.sort ?? [],
    columns: display.columns ?? null,
    showsArchived: display.archived === true,
    hidesDone: display.done === false,
    hidesEmpty: display.empty === false,
    zoom: display.zoom ?? null,
    mode: display.mode ?? null,
    color: display.color ?? null,
    view: view.id,
  }
}
