/** Rows, days and critical path of a timeline, worked out anew only where what they show changed. */

import { isoDate } from '../grammar'
import { isGroupBy } from '../grouping'
import type { Task, User } from '../model'
import type { ProjectState } from '../state'
import { daysOf } from '../time/span'
import { criticalPath, type Blocking } from './graph'
import { rowsOf, type TimelineRow } from './rows'
import { scaleFor, type Scale, type Zoom } from './scale'

export interface Wanted {
  readonly tasks: readonly Task[]
  readonly state: ProjectState
  readonly people: readonly User[]
  readonly group: string | null
  readonly folded: ReadonlySet<string>
  readonly links: readonly Blocking[]
  readonly zoom: Zoom
  /** The path is reckoned only where it is shown. */
  readonly hasPath: boolean
}

export interface Layout {
  readonly rows: readonly TimelineRow[]
  /** In which row a task stands first, and in which a row stands, by their ids. */
  readonly places: ReadonlyMap<string, number>
  readonly rowPlaces: ReadonlyMap<string, number>
  readonly path: ReadonlySet<string>
}

export class Layouts {
  #layout: { readonly of: readonly unknown[]; readonly made: Layout } | null = null
  #scale: { readonly of: readonly unknown[]; readonly made: Scale } | null = null

  layout(wanted: Wanted): Layout {
    const { tasks, state, people, group, folded, links, hasPath } = wanted
    const of = [tasks, state, people, group, folded, hasPath ? links : null]
    if (this.#layout !== null && isSame(this.#layout.of, of)) return this.#layout.made
    const made = layOut(wanted)
    this.#layout = { of, made }
    return made
  }

  scale({ tasks, zoom }: Wanted): Scale {
    const today = isoDate(new Date())
    const of = [tasks, zoom, today]
    if (this.#scale !== null && isSame(this.#scale.of, of)) return this.#scale.made
    const days = tasks.flatMap((task) => {
      const known = daysOf(task)
      return known === null ? [] : [known.from, known.to]
    })
    const made = scaleFor(zoom, days, today)
    this.#scale = { of, made }
    return made
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.every((each, at) => each === now[at])
}

function layOut({ tasks, state, people, group, folded, links, hasPath }: Wanted): Layout {
  const by = group !== null && isGroupBy(group, state) ? group : null
  const rows = rowsOf({ tasks, by, state, people, folded })
  const places = new Map<string, number>()
  const rowPlaces = new Map<string, number>()
  rows.forEach((row, at) => {
    rowPlaces.set(row.id, at)
    if (row.kind === 'task' && !places.has(row.task.id)) places.set(row.task.id, at)
  })
  return { rows, places, rowPlaces, path: new Set(hasPath ? criticalPath(tasks, links) : []) }
}

/** The first row of a task that is not over yet; the first of all where every one is. */
export function firstOpen({ rows }: Layout, today: string): number {
  const at = rows.findIndex((row) => {
    const days = row.kind === 'task' && row.task.status !== 'done' ? daysOf(row.task) : null
    return days !== null && days.to >= today
  })
  return Math.max(0, at)
}
