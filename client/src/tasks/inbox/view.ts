/** What of the inbox is asked for: in the page's address, and in the API's words. */

import type { Query } from '../../common/api'
import type { PageData } from '../model'
import { SHOWS, type Choices, type Notification, type Only, type Show } from './model'

export interface View extends Only {
  readonly show: Show
}

/** What the server wrote into the page: its first view is the one that the address asks for. */
export interface InboxPage extends Omit<PageData, 'project'> {
  readonly notifications: readonly Notification[]
  readonly next: string | null
  readonly choices: Choices
  readonly view: View
}

export interface Answer {
  readonly results: readonly Notification[]
  readonly next: string | null
}

/** Parts that are of certain kinds; no other kind is chosen within them. */
export const KINDS_OF: Partial<Record<Show, readonly string[]>> = {
  mentions: ['mentioned', 'replied'],
  assigned: ['assigned', 'review', 'approval'],
}

/** A view with a change: of a part's kinds and a kind of one's own, what was chosen last holds. */
export function changed(view: View, change: Partial<View>): View {
  const next = { ...view, ...change }
  if (next.kind === '' || KINDS_OF[next.show] === undefined) return next
  return change.kind === undefined ? { ...next, kind: '' } : { ...next, show: 'all' }
}

/** What was put away, for a while or for good. */
export function isAside({ show }: View): boolean {
  return show === 'snoozed' || show === 'archived'
}

export function queryOf(view: View, workspace: string, limit: number): Query {
  const { show, project, kind } = view
  const kinds = kind === '' ? KINDS_OF[show] : [kind]
  return {
    ...{ workspace, limit, state: isAside(view) ? show : 'inbox' },
    ...(project !== '' && { project }),
    ...(kinds !== undefined && { kind: kinds.join(',') }),
    ...(show === 'unread' && { unread: true }),
  }
}

/** The address says it too, so that it can be kept and sent; the open task stays in it. */
export function writeView({ show, project, kind }: View, { projects }: Choices): void {
  const parameters = new URLSearchParams(location.search)
  const key = projects.find(({ id }) => id === project)?.key ?? ''
  const values = { show: show === 'all' ? '' : show, project: key, kind }
  for (const [name, value] of Object.entries(values))
    if (value === '') parameters.delete(name)
    else parameters.set(name, value)
  const text = parameters.toString()
  history.replaceState(history.state, '', location.pathname + (text === '' ? '' : `?${text}`))
}

export function readView({ projects, kinds }: Choices): View {
  const parameters = new URLSearchParams(location.search)
  const named = (name: string): string => parameters.get(name) ?? ''
  const show = SHOWS.find((each) => each === named('show')) ?? 'all'
  const project = projects.find(({ key }) => key === named('project'))?.id ?? ''
  const kind = kinds.includes(named('kind')) && KINDS_OF[show] === undefined ? named('kind') : ''
  return { show, project, kind }
}

export function isSame(one: View, other: View): boolean {
  return one.show === other.show && one.project === other.project && one.kind === other.kind
}

export type Change = Partial<{ read: boolean; archived: boolean; snoozed_until: string | null }>

/** The rows as they will be once the server has done it. */
export function withChange(
  rows: ReadonlyMap<string, Notification>,
  ids: readonly string[],
  change: Change,
): ReadonlyMap<string, Notification> {
  const now = new Date().toISOString()
  const next = new Map(rows)
  for (const id of ids) {
    const row = rows.get(id)
    if (row === undefined) continue
    const isSlept = (change.snoozed_until ?? null) !== null
    next.set(id, {
      ...row,
      ...(change.read !== undefined && { read_at: change.read ? (row.read_at ?? now) : null }),
      ...(change.archived !== undefined && { archived_at: change.archived ? now : null }),
      ...('snoozed_until' in change && { snoozed_until: change.snoozed_until ?? null }),
      ...(isSlept && { read_at: null }),
    })
  }
  return next
}
