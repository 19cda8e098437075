/** Taking back what was done with notices: each stands again as it stood. */

import { api } from '../../common/api'
import type { Notification } from './model'

/** A change takes no more at once. */
const AT_ONCE = 500

/** How notices stood before they were changed, in as few writes as that takes. */
export interface Standing {
  readonly ids: readonly string[]
  readonly change: {
    readonly archived: boolean
    readonly read: boolean
    readonly snoozed_until?: string | null
  }
}

/** What `ids` were; one that this page never read stood in the inbox. */
export function standing(
  ids: readonly string[],
  before: ReadonlyMap<string, Notification>,
  now: number,
): readonly Standing[] {
  const groups = new Map<string, { ids: string[]; change: Standing['change'] }>()
  for (const id of ids) {
    const row = before.get(id)
    const until = row?.snoozed_until ?? null
    // A time that has come would count as a new snooze, and make it unread.
    const isPast = until !== null && Date.parse(until) <= now
    const change = {
      archived: (row?.archived_at ?? null) !== null,
      read: row !== undefined && row.read_at !== null,
      ...(!isPast && { snoozed_until: until }),
    }
    const key = JSON.stringify(change)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { ids: [id], change })
    else group.ids.push(id)
  }
  return [...groups.values()]
}

/** As they are now, once all of it is undone. */
export async function putBack(
  ids: readonly string[],
  before: ReadonlyMap<string, Notification>,
): Promise<readonly Notification[]> {
  const all: Notification[] = []
  for (const { ids: some, change } of standing(ids, before, Date.now()))
    for (let at = 0; at < some.length; at += AT_ONCE) {
      const body = { ids: some.slice(at, at + AT_ONCE), ...change }
      const answer = await api.patch<{ results: Notification[] }>('me/notifications', body)
      all.push(...answer.results)
    }
  return all
}
