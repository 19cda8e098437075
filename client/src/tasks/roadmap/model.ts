/** A workspace's projects and goals, as the roadmap draws them. Pure. */

import { t } from '../../common/i18n'
import type { Milestone, PageData, User } from '../model'
import { daysOf, type Span } from '../time/span'

export type Stage = 'planned' | 'active' | 'paused' | 'completed' | 'cancelled'
export type Health = 'on_track' | 'at_risk' | 'off_track'

export const STAGES: readonly Stage[] = ['planned', 'active', 'paused', 'completed', 'cancelled']
export const HEALTHS: readonly Health[] = ['on_track', 'at_risk', 'off_track']

export interface RoadmapProject {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly lead: User | null
  readonly start_date: string | null
  readonly target_date: string | null
  readonly stage: Stage
  readonly health: Health | ''
  readonly task_count: number
  readonly done_count: number
  readonly milestones: readonly Milestone[]
}

export interface Initiative {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly color: string
  readonly owner: string | null
  readonly target_date: string | null
  readonly projects: readonly string[]
}

export interface Roadmap {
  readonly projects: readonly RoadmapProject[]
  readonly initiatives: readonly Initiative[]
}

export interface RoadmapPage extends Omit<PageData, 'project'> {
  readonly roadmap: Roadmap
  readonly can_plan: boolean
  readonly members: readonly User[]
}

export type RoadmapRow =
  | { readonly kind: 'initiative'; readonly initiative: Initiative | null; readonly id: string }
  | { readonly kind: 'project'; readonly project: RoadmapProject; readonly id: string }

/** Goals with their projects, then the projects of no goal. */
export function rowsOf(
  { projects, initiatives }: Roadmap,
  fits: (project: RoadmapProject) => boolean,
): readonly RoadmapRow[] {
  const shown = projects.filter(fits)
  const placed = new Set(initiatives.flatMap((initiative) => initiative.projects))
  const inside = (ids: readonly string[], group: string): RoadmapRow[] =>
    shown
      .filter(({ id }) => ids.includes(id))
      .map((project) => ({ kind: 'project', project, id: `${group} ${project.id}` }))
  const rows = initiatives.flatMap((initiative): RoadmapRow[] => [
    { kind: 'initiative', initiative, id: initiative.id },
    ...inside(initiative.projects, initiative.id),
  ])
  const rest = shown.filter(({ id }) => !placed.has(id)).map(({ id }) => id)
  if (rest.length === 0) return rows
  if (rows.length === 0) return inside(rest, '')
  return [...rows, { kind: 'initiative', initiative: null, id: '' }, ...inside(rest, '')]
}

export function spanOfProject({ start_date: start, target_date: due }: RoadmapProject): Span {
  return { start_date: start, due_date: due }
}

/** From the first to the last day of anything on it. */
export function daysShown({ projects }: Roadmap): readonly string[] {
  return projects.flatMap((project) => {
    const days = daysOf(spanOfProject(project))
    const marks = project.milestones.flatMap((milestone) => milestone.due_date ?? [])
    return days === null ? marks : [days.from, days.to, ...marks]
  })
}

export function stageName(stage: Stage): string {
  switch (stage) {
    case 'planned':
      return t('Planned')
    case 'active':
      return t('Active')
    case 'paused':
      return t('Paused')
    case 'completed':
      return t('Completed')
    case 'cancelled':
      return t('Cancelled')
  }
}

export function healthName(health: Health | ''): string {
  switch (health) {
    case 'on_track':
      return t('On track')
    case 'at_risk':
      return t('At risk')
    case 'off_track':
      return t('Off track')
    case '':
      return t('Nothing said')
  }
}

export function percent(done: number, all: number): number {
  return all === 0 ? 0 : Math.round((done / all) * 100)
}
