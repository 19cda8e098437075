/** Notifications as the API gives them, one line a task, in words. Pure. */

import { t } from '../../common/i18n'
import type { User, State } from '../model'
import { dayName, stateName } from '../parts/text'

export interface Notification {
  readonly id: string
  readonly kind: string
  readonly workspace: { readonly id: string; readonly slug: string }
  readonly task: {
    readonly id: string
    readonly key: string
    readonly title: string
    readonly status: State
    readonly project: { readonly id: string; readonly key: string; readonly name: string }
  } | null
  readonly actor: User | null
  readonly data: Readonly<Record<string, string>>
  readonly created_at: string
  readonly read_at: string | null
  readonly snoozed_until: string | null
  readonly archived_at: string | null
}

/** All that was said about one task: the newest is shown, all are read and archived together. */
export interface Thread {
  readonly id: string
  readonly newest: Notification
  readonly ids: readonly string[]
  readonly unread: number
  readonly kinds: ReadonlySet<string>
}

/** What of it is looked at: parts of the inbox, or what was put away for a while or for good. */
export const SHOWS = ['all', 'unread', 'mentions', 'assigned', 'snoozed', 'archived'] as const
export type Show = (typeof SHOWS)[number]

/** What the list is narrowed to; nothing where it is empty. */
export interface Only {
  readonly project: string
  readonly kind: string
}
export const EVERYTHING: Only = { project: '', kind: '' }

function isOnly({ task, kind }: Notification, only: Only): boolean {
  const isThere = only.project === '' || task?.project.id === only.project
  return isThere && (only.kind === '' || kind === only.kind)
}

/** By which projects and kinds there is something to narrow. */
export interface Choices {
  readonly projects: readonly { readonly id: string; readonly key: string; readonly name: string }[]
  readonly kinds: readonly string[]
}

/** What the server named, and what has come since. */
export function choicesIn(
  rows: Iterable<Notification>,
  known: Choices = { projects: [], kinds: [] },
): Choices {
  const projects = new Map(known.projects.map((project) => [project.id, project]))
  const kinds = new Set(known.kinds)
  for (const { task, kind } of rows) {
    kinds.add(kind)
    if (task !== null) projects.set(task.project.id, task.project)
  }
  return {
    projects: [...projects.values()].sort((a, b) => a.name.localeCompare(b.name)),
    kinds: [...kinds].sort((a, b) => kindName(a).localeCompare(kindName(b))),
  }
}

export function kindName(kind: string): string {
  const names: Record<string, string> = {
    assigned: t('Assigned'),
    created: t('New task'),
    mentioned: t('Mentioned'),
    replied: t('Replied'),
    commented: t('Commented'),
    status: t('Status changed'),
    review: t('Review asked'),
    approval: t('Approval asked'),
    approved: t('Approved'),
    refused: t('Approval refused'),
    unblocked: t('Unblocked'),
    due_soon: t('Due soon'),
    overdue: t('Overdue'),
    automation: t('Automation'),
    breached: t('Service target missed'),
  }
  return names[kind] ?? kind
}

export function isAsleep(row: Notification, now: number): boolean {
  return row.snoozed_until !== null && Date.parse(row.snoozed_until) > now
}

export function isInInbox(row: Notification, now: number): boolean {
  return row.archived_at === null && !isAsleep(row, now)
}

function isIn(row: Notification, show: Show, now: number): boolean {
  if (show === 'archived') return row.archived_at !== null
  if (show === 'snoozed') return row.archived_at === null && isAsleep(row, now)
  return isInInbox(row, now)
}

/** Whether a line is looked at; the open one stays, though it was read by that. */
function isShown({ id, unread, kinds }: Thread, show: Show, open: string | null): boolean {
  switch (show) {
    case 'unread':
      return unread > 0 || id === open
    case 'mentions':
      return kinds.has('mentioned') || kinds.has('replied')
    case 'assigned':
      return ['assigned', 'review', 'approval'].some((kind) => kinds.has(kind))
    default:
      return true
  }
}

/** When it came, or came back. */
function cameAt(row: Notification): string {
  const { created_at: made, snoozed_until: woke } = row
  return woke !== null && woke > made ? woke : made
}

/** What the inbox shows, newest first. */
export function threadsOf(
  rows: Iterable<Notification>,
  now: number,
  show: Show = 'all',
  open: string | null = null,
  only: Only = EVERYTHING,
): readonly Thread[] {
  const byTask = new Map<string, Notification[]>()
  for (const row of rows) {
    if (!isIn(row, show, now) || !isOnly(row, only)) continue
    const id = row.task?.id ?? row.id
    const known = byTask.get(id)
    if (known === undefined) byTask.set(id, [row])
    else known.push(row)
  }
  const threads = [...byTask].flatMap(([id, all]): Thread[] => {
    const [newest] = all.sort((a, b) => (cameAt(a) < cameAt(b) ? 1 : -1))
    if (newest === undefined) return []
    const unread = all.filter(({ read_at: at }) => at === null).length
    const kinds = new Set(all.map(({ kind }) => kind))
    return [{ id, newest, ids: all.map((row) => row.id), unread, kinds }]
  })
  const shown = threads.filter((thread) => isShown(thread, show, open))
  return shown.sort((a, b) => (cameAt(a.newest) < cameAt(b.newest) ? 1 : -1))
}

/** What happened, in one line. */
export function wordsOf({ kind, actor, data }: Notification): string {
  const who = actor?.name ?? t('TeamFlow')
  const { words = '', by = '', due = '', column = '' } = data
  switch (kind) {
    case 'assigned':
      return t('%(who)s assigned it to you', { who })
    case 'created':
      return t('%(who)s made this task', { who })
    case 'mentioned':
      return t('%(who)s mentioned you: %(words)s', { who, words })
    case 'replied':
      return t('%(who)s answered: %(words)s', { who, words })
    case 'commented':
      return t('%(who)s: %(words)s', { who, words })
    case 'review':
      return t('%(who)s asks for a review', { who })
    case 'approval':
      return t('%(who)s asks you to approve the move to “%(column)s”', { who, column })
    case 'approved':
      return t('%(who)s approved the move to “%(column)s”', { who, column })
    case 'refused':
      return words === ''
        ? t('%(who)s refused the move to “%(column)s”', { who, column })
        : t('%(who)s refused the move to “%(column)s”: %(words)s', { who, column, words })
    case 'unblocked':
      return t('%(by)s is done; nothing blocks it any more', { by })
    case 'due_soon':
      return t('Due: %(day)s', { day: dayName(due) })
    case 'overdue':
      return t('Was due: %(day)s', { day: dayName(due) })
    case 'automation':
      return t('The automation “%(name)s” tells you of it', { name: data.automation ?? '' })
    case 'breached':
      return t('Not done within the time of “%(name)s”', { name: words })
    case 'status':
      return t('%(who)s moved it to “%(to)s”', { who, to: stateName((data.to ?? 'todo') as State) })
    default:
      return t('%(who)s changed it', { who })
  }
}

export function showName(show: Show): string {
  switch (show) {
    case 'all':
      return t('All')
    case 'unread':
      return t('Unread')
    case 'mentions':
      return t('Mentions')
    case 'assigned':
      return t('Assigned')
    case 'snoozed':
      return t('Snoozed')
    case 'archived':
      return t('Archived')
  }
}

export function emptyWords(show: Show): { readonly title: string; readonly text: string } {
  switch (show) {
    case 'snoozed':
      return {
        title: t('Nothing sleeps'),
        text: t('Press H on a line to have it come back when you can see to it.'),
      }
    case 'archived':
      return {
        title: t('Nothing is archived'),
        text: t('What you are done with (E) is kept here, and can be brought back.'),
      }
    case 'all':
      return {
        title: t('Nothing waits for you'),
        text: t('What others assign to you, write to you and change in what you watch comes here.'),
      }
    default:
      return { title: t('Nothing here'), text: t('Choose “All” to see the rest of your inbox.') }
  }
}

/** When a snooze may end, from now. */
export function snoozes(now: Date): readonly { readonly label: string; readonly at: Date }[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const toMonday = ((8 - now.getDay()) % 7) + (now.getDay() === 1 ? 7 : 0)
  // Later today is the evening while there is one, and three hours on when there is not.
  const evening = at(0, 18)
  const soon = new Date(now.getTime() + 3 * 3_600_000)
  return [
    { label: t('Later today'), at: evening.getTime() - now.getTime() > 3_600_000 ? evening : soon },
    { label: t('Tomorrow'), at: at(1, 9) },
    { label: t('Next week'), at: at(toMonday, 9) },
    { label: t('In a month'), at: at(30, 9) },
  ]
}
