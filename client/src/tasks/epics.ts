/** Which tasks are epics, and under which one a task stands. */

import type { Task } from './model'
import type { ProjectState } from './state'

const epics = new WeakMap<ProjectState['types'], ReadonlySet<string>>()

function epicTypes(state: ProjectState): ReadonlySet<string> {
  const known = epics.get(state.types)
  if (known !== undefined) return known
  const ids = state.types.filter(({ level }) => level === 'epic').map(({ id }) => id)
  const made = new Set(ids)
  epics.set(state.types, made)
  return made
}

export function isEpic(task: Task, state: ProjectState): boolean {
  return task.type !== undefined && task.type !== null && epicTypes(state).has(task.type)
}

/** The epic above a task, however deep it stands; an epic is its own. */
export function epicOf(task: Task, state: ProjectState): Task | null {
  let at: Task | undefined = task
  for (let steps = 0; at !== undefined && steps < 10; steps += 1) {
    if (isEpic(at, state)) return at
    at = at.parent === null ? undefined : state.tasks.get(at.parent)
  }
  return null
}

const epicLists = new WeakMap<ProjectState, readonly Task[]>()

/** The project's epics by number; found once a state. */
export function epicsOf(state: ProjectState): readonly Task[] {
  const known = epicLists.get(state)
  if (known !== undefined) return known
  const found =
    epicTypes(state).size === 0
      ? []
      : [...state.tasks.values()].filter((task) => isEpic(task, state))
  found.sort((a, b) => a.number - b.number)
  epicLists.set(state, found)
  return found
}
