/** The tasks below a task, in the order that people put them in. Pure. */

import { childrenByParent } from './indexes'
import type { Task, TaskRef } from './model'
import type { Neighbour } from './ops'
import type { ProjectState } from './state'

export interface Child extends TaskRef {
  /** Absent for one that the page does not hold, such as an archived one. */
  readonly task?: Task
}

/** What the page holds below `task`, and what only its detail names; new ones stand last. */
export function childrenIn(state: ProjectState, task: Task): readonly Child[] {
  const { tasks, gone } = state
  const held = childrenByParent(state).get(task.id) ?? []
  const known = new Set(held.map(({ id }) => id))
  const named = task.children ?? []
  const rest = named.filter(({ id, status }) => {
    if (known.has(id)) return false
    // The page knows it and it stands elsewhere, or it went: the detail is older news.
    return status === 'archived' || (!tasks.has(id) && !gone.has(id))
  })
  const places = new Map(named.map(({ id }, place) => [id, place]))
  const place = ({ id }: TaskRef) => places.get(id) ?? Infinity
  const number = ({ key }: TaskRef) => (key === '' ? Infinity : Number(key.split('-')[1]))
  const all: Child[] = [...held.map((each) => ({ ...each, task: each })), ...rest]
  return all.sort((a, b) => compared(place(a), place(b)) || compared(number(a), number(b)))
}

function compared(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** The ids with one of them put elsewhere; unchanged where its neighbour is not there. */
export function placed(ids: readonly string[], id: string, place: Neighbour): readonly string[] {
  const others = ids.filter((each) => each !== id)
  const at = others.indexOf('before' in place ? place.before : place.after)
  if (at < 0 || others.length === ids.length) return ids
  const from = 'before' in place ? at : at + 1
  return [...others.slice(0, from), id, ...others.slice(from)]
}

/** Where `id` stands now, as a place to come back to; null when it is alone. */
export function placeAmong(ids: readonly string[], id: string): Neighbour | null {
  const at = ids.indexOf(id)
  const [above, below] = [ids[at - 1], ids[at + 1]]
  if (below !== undefined) return { before: below }
  return above === undefined ? null : { after: above }
}

/** The parent's children with one of them put elsewhere. */
export function reordered(
  state: ProjectState,
  parent: Task,
  id: string,
  place: Neighbour,
): readonly TaskRef[] {
  const refs = new Map(
    childrenIn(state, parent).map(({ id: each, key, title, status }) => [
      each,
      { id: each, key, title, status },
    ]),
  )
  return placed([...refs.keys()], id, place).flatMap((each) => refs.get(each) ?? [])
}
