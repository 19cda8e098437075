/** What a project's tasks say together: who stands below whom, how far that is. Once a state. */

import { epicOf } from './epics'
import type { Task } from './model'
import type { ProjectState } from './state'

export interface Progress {
  readonly done: number
  readonly total: number
}

/** `make` worked out once for each state, however often views ask. */
function once<T>(make: (state: ProjectState) => T): (state: ProjectState) => T {
  const known = new WeakMap<ProjectState, { readonly value: T }>()
  return (state) => {
    const found = known.get(state) ?? { value: make(state) }
    known.set(state, found)
    return found.value
  }
}

function grouped(
  state: ProjectState,
  keyOf: (task: Task) => string | null | undefined,
): ReadonlyMap<string, readonly Task[]> {
  const groups = new Map<string, Task[]>()
  for (const task of state.tasks.values()) {
    const key = keyOf(task)
    if (key === null || key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [task])
    else group.push(task)
  }
  return groups
}

/** Subtasks by the task above them. */
export const childrenByParent = once((state) => grouped(state, ({ parent }) => parent))

export const tasksBySprint = once((state) => grouped(state, ({ sprint }) => sprint))

/** How far the subtasks are: counted here once all are loaded, as the server said until then. */
export function progressOf(task: Task, state: ProjectState): Progress | null {
  const children = state.isComplete ? childrenByParent(state).get(task.id) : undefined
  if (children === undefined) return task.subtasks ?? null
  const done = children.filter(({ status }) => status === 'done').length
  return { done, total: children.length }
}

export interface Marks {
  readonly epic: string
  readonly progress: Progress | null
}

/** What a card or a row shows of other tasks, as text that tells whether anything changed. */
export function marksOf(task: Task, state: ProjectState): Marks {
  const epic = epicOf(task, state)
  return {
    epic: epic === null || epic.id === task.id ? '' : epic.title,
    progress: progressOf(task, state),
  }
}
