/** The rows of a timeline: groups, tasks in them, subtasks below their parents. Pure. */

import { groupsOf, type GroupBy } from '../grouping'
import type { Task, User } from '../model'
import type { ProjectState } from '../state'
import { daysOf, type Days } from '../time/span'

export type TimelineRow =
  | {
      readonly kind: 'group'
      readonly id: string
      readonly name: string
      readonly count: number
      readonly days: Days | null
    }
  | {
      readonly kind: 'task'
      readonly id: string
      readonly task: Task
      readonly depth: number
      readonly hasChildren: boolean
    }

export interface RowsWanted {
  readonly tasks: readonly Task[]
  readonly by: GroupBy | null
  readonly state: ProjectState
  readonly people: readonly User[]
  /** Ids of groups and tasks whose inside is hidden. */
  readonly folded: ReadonlySet<string>
}

export function rowsOf({ tasks, by, state, people, folded }: RowsWanted): readonly TimelineRow[] {
  if (by === null) return nested(tasks, folded, '')
  return groupsOf(tasks, by, state, people)
    .filter((group) => group.tasks.length > 0)
    .flatMap((group): TimelineRow[] => {
      const id = `group ${group.id}`
      const head = {
        kind: 'group' as const,
        id,
        name: group.name,
        count: group.tasks.length,
        days: hull(group.tasks),
      }
      return folded.has(id) ? [head] : [head, ...nested(group.tasks, folded, group.id)]
    })
}

/** Parents above their children, both by when they begin. */
function nested(tasks: readonly Task[], folded: ReadonlySet<string>, group: string): TimelineRow[] {
  const here = new Set(tasks.map(({ id }) => id))
  const children = new Map<string, Task[]>()
  for (const task of tasks) {
    const parent = task.parent !== null && here.has(task.parent) ? task.parent : ''
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [task])
    else siblings.push(task)
  }
  const rows: TimelineRow[] = []
  const add = (parent: string, depth: number): void => {
    for (const task of [...(children.get(parent) ?? [])].sort(byStart)) {
      const hasChildren = children.has(task.id)
      rows.push({
        kind: 'task',
        id: group === '' ? task.id : `${group} ${task.id}`,
        task,
        depth,
        hasChildren,
      })
      if (hasChildren && !folded.has(task.id) && depth < 20) add(task.id, depth + 1)
    }
  }
  add('', 0)
  return rows
}

const LAST = '9999-99-99'

function byStart(a: Task, b: Task): number {
  const [x, y] = [daysOf(a)?.from ?? LAST, daysOf(b)?.from ?? LAST]
  return x < y ? -1 : x > y ? 1 : a.number - b.number
}

/** From the first beginning to the last end of several tasks. */
export function hull(tasks: readonly Task[]): Days | null {
  const all = tasks.flatMap((task) => daysOf(task) ?? [])
  if (all.length === 0) return null
  const from = all.map((days) => days.from).sort()[0] ?? ''
  const to =
    all
      .map((days) => days.to)
      .sort()
      .at(-1) ?? ''
  return { from, to }
}
