/** Putting tasks into a sprint or back into the backlog: one call for many. Pure, plain data. */

import type { Write } from '../../common/outbox'
import { compareRanks, ranksBetween } from '../../common/rank'
import type { Task } from '../model'
import { patched, type ProjectState } from '../state'

export interface PlanOp {
  readonly kind: 'plan'
  readonly taskIds: readonly string[]
  /** Null is the backlog. */
  readonly sprint: string | null
  /** The task that will follow them, the one before them; with neither they keep their order. */
  readonly before: string | null
  readonly after: string | null
  readonly ranks: Readonly<Record<string, string>>
}

export function applyPlan(state: ProjectState, op: PlanOp): ProjectState {
  const tasks = new Map(state.tasks)
  const planned = new Set(op.taskIds)
  for (const id of new Set([...op.taskIds, ...Object.keys(op.ranks)])) {
    const task = tasks.get(id)
    if (task === undefined) continue
    const rank = op.ranks[id] ?? task.rank
    tasks.set(id, patched(task, planned.has(id) ? { sprint: op.sprint, rank } : { rank }))
  }
  return { ...state, tasks }
}

export function planCall(projectId: string, op: PlanOp): Pick<Write, 'method' | 'path' | 'body'> {
  const path = op.sprint === null ? `projects/${projectId}/backlog` : `sprints/${op.sprint}/tasks`
  const { taskIds: ids, before, after } = op
  return { method: 'POST', path, body: { ids, before, after } }
}

/** Everything of the project, in the order that planning shows. */
export function inOrder(tasks: Iterable<Task>): readonly Task[] {
  return [...tasks].sort(inPlace)
}

function inPlace(a: Task, b: Task): number {
  return compareRanks(a.rank, b.rank) || (a.id < b.id ? -1 : 1)
}

export interface Drop {
  readonly sprint: string | null
  /** The shown task that will follow; null is the end of the list. */
  readonly beforeId: string | null
  /** The list as it is shown, top first. */
  readonly shown: readonly Task[]
}

/** What a drop writes; null where everything already is so. */
export function planOf(state: ProjectState, ids: readonly string[], drop: Drop): PlanOp | null {
  const held = new Set(ids)
  const others = drop.shown.filter(({ id }) => !held.has(id))
  const at = others.findIndex(({ id }) => id === drop.beforeId)
  const following = at < 0 ? undefined : others[at]
  const preceding = at < 0 ? others.at(-1) : undefined
  if (isThere(state, ids, drop, at)) return null
  const all = inOrder(state.tasks.values()).filter(({ id }) => !held.has(id))
  return {
    kind: 'plan',
    taskIds: ids,
    sprint: drop.sprint,
    before: following?.id ?? null,
    after: preceding?.id ?? null,
    ranks: ranksAt(all, ids, following ?? null, preceding ?? null),
  }
}

/** Whether they stand there one after the other already. */
function isThere(state: ProjectState, ids: readonly string[], drop: Drop, at: number): boolean {
  if (ids.some((id) => (state.tasks.get(id)?.sprint ?? null) !== drop.sprint)) return false
  const places = ids.map((id) => drop.shown.findIndex((task) => task.id === id))
  const first = places[0] ?? -1
  if (first < 0 || places.some((place, index) => place !== first + index)) return false
  return first === (at < 0 ? drop.shown.length - ids.length : at)
}

/**
 * New ranks beside the neighbour. Tasks of two columns may share a rank, and nothing fits between
 * equals: those of them that will follow get new ranks too, below whatever comes next, so that
 * the order inside each column stays.
 */
function ranksAt(
  all: readonly Task[],
  ids: readonly string[],
  following: Task | null,
  preceding: Task | null,
): Record<string, string> {
  if (following === null && preceding === null) return {}
  const at =
    following === null ? all.findIndex((task) => task === preceding) + 1 : all.indexOf(following)
  const low = all[at - 1]?.rank ?? null
  const beyond = all.findIndex(({ rank }, index) => index >= at && rank !== low)
  const equals = all.slice(at, beyond < 0 ? all.length : beyond)
  const moved = [...ids, ...equals.map(({ id }) => id)]
  const ranks = ranksBetween(low, all[beyond]?.rank ?? null, moved.length)
  return Object.fromEntries(moved.map((id, index) => [id, ranks[index] ?? '']))
}

/** What takes a plan back; tasks that somebody planned anew since stay, and are named. */
export function planBack(
  op: PlanOp,
  before: readonly Task[],
  state: ProjectState,
): { readonly ops: readonly PlanOp[]; readonly kept: readonly string[] } {
  const ops: PlanOp[] = []
  const kept: string[] = []
  for (const was of before) {
    const now = state.tasks.get(was.id)
    const sprint = was.sprint ?? null
    const isOver = state.sprints.find(({ id }) => id === sprint)?.status === 'completed'
    const target = isOver ? null : sprint
    if (now === undefined || (now.sprint ?? null) !== op.sprint) kept.push(was.key)
    else ops.push(backTo(was, target, state))
  }
  return { ops, kept }
}

function backTo(was: Task, sprint: string | null, state: ProjectState): PlanOp {
  const all = inOrder(state.tasks.values()).filter(({ id }) => id !== was.id)
  const above = all.findLast((task) => inPlace(task, was) < 0)
  const below = above === undefined ? all[0] : undefined
  return {
    kind: 'plan',
    taskIds: [was.id],
    sprint,
    before: below?.id ?? null,
    after: above?.id ?? null,
    ranks: { [was.id]: was.rank },
  }
}
