/**
 * What a view shows and how, as the address says it: `?query=&group=&lanes=&sort=&columns=`. Links
 * carry it, the history steps through it, saved views keep it.
 */

import { group, isEverything, term, word, type Query, type Value } from './query/ast'
import { compiled } from './query/compile'
import type { QueryContext } from './query/context'
import { QueryError } from './query/errors'
import { KEYWORDS } from './query/fields'
import { tryParse } from './query/parser'
import { print } from './query/print'
import type { Test } from './query/values'

export interface ViewState {
  /** In the query language, in its one spelling; what cannot be read is kept as it was written. */
  readonly query: string
  /** The field that makes groups (columns of a board); null for the view's own way. */
  readonly group: string | null
  /** The second grouping: swimlanes of a board, groups within groups of a list. */
  readonly lanes: string | null
  /** Fields, `-` in front for the other way round; empty: the order that people made by hand. */
  readonly sort: readonly string[]
  /** What rows and cards show beside the title; null for the view's own choice. */
  readonly columns: readonly string[] | null
  readonly showsArchived: boolean
  readonly hidesDone: boolean
  readonly hidesEmpty: boolean
  /** How close a timeline is, whether a calendar shows months, what colours both; null: usual. */
  readonly zoom: string | null
  readonly mode: string | null
  readonly color: string | null
  /** The saved view that this began as. */
  readonly view: string | null
}

export const PLAIN_VIEW: ViewState = {
  query: '',
  group: null,
  lanes: null,
  sort: [],
  columns: null,
  showsArchived: false,
  hidesDone: false,
  hidesEmpty: false,
  zoom: null,
  mode: null,
  color: null,
  view: null,
}

const OLD = ['assignee', 'label', 'status', 'priority', 'due', 'q'] as const

export function readViewState(search: string): ViewState {
  const parameters = new URLSearchParams(search)
  const list = (name: string) => parameters.get(name)?.split(',').filter(Boolean)
  const one = (name: string) => parameters.get(name) || null
  return {
    query: canonical(parameters.get('query') ?? oldQuery(parameters)),
    group: one('group'),
    lanes: one('lanes'),
    sort: list('sort') ?? [],
    columns: parameters.has('columns') ? (list('columns') ?? []) : null,
    showsArchived: parameters.get('archived') === '1',
    hidesDone: parameters.get('done') === '0',
    hidesEmpty: parameters.get('empty') === '0',
    zoom: one('zoom'),
    mode: one('mode'),
    color: one('color'),
    view: one('view'),
  }
}

/** The address's query with `state` in it; what else stands there (`task=`) is kept. */
export function writeViewState(state: ViewState, search: string): string {
  const parameters = new URLSearchParams(search)
  for (const name of OLD) parameters.delete(name)
  const set = (name: string, value: string | null) => {
    if (value === null) parameters.delete(name)
    else parameters.set(name, value)
  }
  set('query', state.query || null)
  set('group', state.group)
  set('lanes', state.lanes)
  set('sort', state.sort.join(',') || null)
  set('columns', state.columns?.join(',') ?? null)
  set('archived', state.showsArchived ? '1' : null)
  set('done', state.hidesDone ? '0' : null)
  set('empty', state.hidesEmpty ? '0' : null)
  set('zoom', state.zoom)
  set('mode', state.mode)
  set('color', state.color)
  set('view', state.view)
  const text = parameters.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}

export function viewState(): ViewState {
  return readViewState(location.search)
}

/** Change part of what is shown; no step of the history, for a filter is typed letter by letter. */
export function setViewState(part: Partial<ViewState>): void {
  const search = writeViewState({ ...viewState(), ...part }, location.search)
  history.replaceState(history.state, '', location.pathname + search + location.hash)
  window.dispatchEvent(new Event('tf-address'))
}

/** Hear every change of the address, whoever made it. */
export function onViewState(listener: (state: ViewState) => void): () => void {
  const changed = () => listener(viewState())
  window.addEventListener('popstate', changed)
  window.addEventListener('tf-address', changed)
  return () => {
    window.removeEventListener('popstate', changed)
    window.removeEventListener('tf-address', changed)
  }
}

/** Whether anything but the view's own way of showing is asked. */
export function isFiltering(state: ViewState): boolean {
  return state.query !== '' || state.hidesDone
}

/** The one spelling of a query; a text that is none stays, so that it can be mended. */
export function canonical(text: string): string {
  const query = tryParse(text)
  return query instanceof QueryError ? text : print(query)
}

/** Which tasks are shown; a query that cannot be read shows them all, and the bar says why. */
export function testOf(state: ViewState, context: QueryContext): Test {
  const query = tryParse(state.query)
  const fits = query instanceof QueryError ? () => true : compiled(query, context)
  const isAsked = wantsArchived(state)
  return (task) => {
    if (task.status === 'archived' && !isAsked) return false
    return !(state.hidesDone && task.status === 'done') && fits(task)
  }
}

/** Whether archived tasks are to be shown as well. */
export function wantsArchived(state: ViewState): boolean {
  return state.showsArchived || asksForArchived(tryParse(state.query))
}

/** A query that names archived tasks is to find them without a switch beside it. */
export function asksForArchived(query: Query | QueryError): boolean {
  if (query instanceof QueryError) return false
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.some(asksForArchived)
    case 'term':
      return (
        (query.field === 'is' || query.field === 'status') &&
        query.values.some((value) => value.kind === 'word' && value.text === 'archived')
      )
    default:
      return false
  }
}

/** What `assignee=`, `label=`, `status=`, `priority=`, `due=` and `q=` said in older addresses. */
function oldQuery(parameters: URLSearchParams): string {
  const parts: Query[] = []
  for (const text of (parameters.get('q') ?? '').split(/\s+/)) {
    if (text !== '') parts.push({ kind: 'words', text })
  }
  for (const name of ['status', 'assignee', 'label', 'priority'] as const) {
    const values = parameters.get(name)?.split(',').filter(Boolean) ?? []
    if (values.length > 0)
      parts.push(
        term(
          name,
          values.map((value) => word(value)),
        ),
      )
  }
  const due = OLD_DUES[parameters.get('due') ?? '']
  if (due !== undefined) parts.push(due)
  return print(group('and', parts))
}

const TODAY = word('today')
const OLD_DUES: Readonly<Record<string, Query>> = {
  overdue: term('is', [word('overdue')]),
  today: term('due', [TODAY]),
  week: term('due', [{ kind: 'range', from: 'today', to: '+7d' }]),
  none: term('due', [word('none')]),
}

/** A name as a value: quoted where it would otherwise mean something else. */
export function nameValue(name: string): Value {
  return word(name, KEYWORDS.includes(name.toLowerCase()))
}

/** The query as a list of parts that all must hold: what chips show one by one. */
export function partsOf(query: Query): readonly Query[] {
  if (isEverything(query)) return []
  return query.kind === 'and' ? query.parts : [query]
}
