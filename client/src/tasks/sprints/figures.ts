/** What planning counts: who has how much, how far a sprint is, whether it is at risk. Pure. */

import type { Sprint, Task, User } from '../model'
import { inOrder } from './plan-op'
import type { ProjectState } from '../state'

export interface PersonPoints {
  readonly user: string
  readonly points: number
}

export interface Progress {
  readonly tasks: number
  readonly tasks_done: number
  readonly points: number
  readonly points_done: number
  readonly unestimated: number
}

/** A sprint with what lists of the project leave out. */
export interface SprintDetail extends Sprint {
  readonly project: string
  readonly started_at: string | null
  readonly completed_at: string | null
  readonly progress: Progress
  readonly committed: { readonly tasks: number; readonly points: number }
  readonly people: readonly PersonPoints[]
}

export interface Velocity {
  readonly sprints: readonly {
    readonly id: string
    readonly name: string
    readonly points: number
  }[]
  readonly points: number | null
}

/** What waits to be planned: open, and in no sprint that still runs or is to come. */
export function backlogOf(state: ProjectState): readonly Task[] {
  const open = new Set(
    state.sprints.filter(({ status }) => status !== 'completed').map(({ id }) => id),
  )
  const waits = ({ status, sprint }: Task) =>
    status !== 'done' && status !== 'archived' && !open.has(sprint ?? '')
  return inOrder([...state.tasks.values()].filter(waits))
}

export function tasksOfSprint(state: ProjectState, sprintId: string): readonly Task[] {
  return inOrder([...state.tasks.values()].filter(({ sprint }) => sprint === sprintId))
}

export function pointsOf(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { story_points }) => sum + (story_points ?? 0), 0)
}

export function progressOf(tasks: readonly Task[]): Progress {
  const done = tasks.filter(
    ({ status, completed_at }) => status === 'done' || completed_at !== null,
  )
  return {
    tasks: tasks.length,
    tasks_done: done.length,
    points: pointsOf(tasks),
    points_done: pointsOf(done),
    unestimated: tasks.filter(({ story_points }) => story_points === null).length,
  }
}

/** The share that is done, by points; by tasks where nothing is estimated. */
export function shareDone(progress: Progress): number {
  if (progress.points > 0) return progress.points_done / progress.points
  return progress.tasks === 0 ? 0 : progress.tasks_done / progress.tasks
}

/** The points that fit: what was said of the sprint, else what its people can take. */
export function capacityOf(sprint: Pick<SprintDetail, 'capacity' | 'people'>): number | null {
  if (sprint.capacity !== null) return sprint.capacity
  if (sprint.people.length === 0) return null
  return sprint.people.reduce((sum, { points }) => sum + points, 0)
}

export interface Load {
  readonly user: User
  readonly points: number
  readonly tasks: number
  readonly capacity: number | null
}

/** Who has how much of these tasks; several assignees share a task's points evenly. */
export function loadsOf(
  tasks: readonly Task[],
  people: readonly PersonPoints[],
  members: readonly User[],
): readonly Load[] {
  const capacity = new Map(people.map(({ user, points }) => [user, points]))
  return members
    .map((user) => {
      const own = tasks.filter(({ assignees }) => assignees.some(({ id }) => id === user.id))
      const points = own.reduce(
        (sum, { story_points, assignees }) => sum + (story_points ?? 0) / assignees.length,
        0,
      )
      return {
        user,
        points: Math.round(points * 10) / 10,
        tasks: own.length,
        capacity: capacity.get(user.id) ?? null,
      }
    })
    .filter(({ tasks: count, capacity: most }) => count > 0 || most !== null)
}

export function isOver(points: number, capacity: number | null): boolean {
  return capacity !== null && points > capacity
}

const DAY = 86_400_000

function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)
}

/** Days that are left, today included; negative when the end has passed, null without an end. */
export function daysLeft(sprint: Pick<Sprint, 'end_date'>, today: string): number | null {
  if (sprint.end_date === null) return null
  const left = dayNumber(sprint.end_date) - dayNumber(today) + 1
  return left > 0 ? left : left - 1
}

/** The share of its days that is over. */
export function shareOver(sprint: Pick<Sprint, 'start_date' | 'end_date'>, today: string): number {
  if (sprint.start_date === null || sprint.end_date === null) return 0
  const length = dayNumber(sprint.end_date) - dayNumber(sprint.start_date) + 1
  const over = dayNumber(today) - dayNumber(sprint.start_date)
  return Math.min(1, Math.max(0, over / length))
}

export type Risk = 'on_track' | 'at_risk' | 'overdue' | 'done'

// As far behind as this, a sprint seldom comes home by itself.
const BEHIND = 0.25

export function riskOf(
  sprint: Pick<Sprint, 'start_date' | 'end_date'>,
  progress: Progress,
  today: string,
): Risk {
  if (progress.tasks > 0 && progress.tasks_done === progress.tasks) return 'done'
  const left = daysLeft(sprint, today)
  if (left !== null && left < 0) return 'overdue'
  const isBehind = shareOver(sprint, today) - shareDone(progress) > BEHIND
  return isBehind && progress.tasks > 0 ? 'at_risk' : 'on_track'
}
