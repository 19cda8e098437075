/** What views show where nobody chose. */

import type { ProjectStore } from './project'

export const CARD_FIELDS: readonly string[] = [
  'parent',
  'labels',
  'priority',
  'due',
  'points',
  'assignees',
]

const LIST_COLUMNS: readonly string[] = [
  'priority',
  'key',
  'status',
  'type',
  'subtasks',
  'parent',
  'labels',
  'sprint',
  'milestone',
  'points',
  'due',
  'assignees',
]

/** The list's; columns that have nothing to show in this project are left out. */
export function usualColumns({ state }: ProjectStore): readonly string[] {
  return LIST_COLUMNS.filter((id) => {
    if (id === 'sprint') return state.sprints.length > 0
    if (id === 'milestone') return state.milestones.length > 0
    return true
  })
}
