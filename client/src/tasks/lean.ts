/** The lean rows that a project's lists are filled from, widened to tasks. Pure. */

import type { Column, Label, Task, User } from './model'
import type { ProjectState } from './state'

/** A task without what it does not have; column, labels and people by id. */
export type LeanRow = Omit<
  Partial<Task>,
  'id' | 'number' | 'title' | 'column' | 'labels' | 'assignees' | 'rank' | 'version' | 'priority'
> &
  Pick<Task, 'id' | 'number' | 'title' | 'rank' | 'version' | 'priority'> & {
    readonly column: string
    readonly labels?: readonly string[]
    readonly assignees?: readonly string[]
  }

export interface LeanPage {
  readonly results: readonly LeanRow[]
  readonly people: readonly User[]
  /** The `after` of the next page. */
  readonly next: number | null
}

interface Names {
  readonly columns: ReadonlyMap<string, Task['column']>
  readonly labels: ReadonlyMap<string, Label>
  readonly people: ReadonlyMap<string, User>
}

const NONE: readonly never[] = []

/**
 * A row in a column that the state does not know yet is left out: its column was made after the
 * state was read, so the news of the task itself is on its way.
 */
export function widened(
  { results, people }: Pick<LeanPage, 'results' | 'people'>,
  state: Pick<ProjectState, 'columns' | 'labels'>,
  project: { readonly id: string; readonly key: string },
): readonly Task[] {
  const names: Names = {
    columns: new Map(state.columns.map((column) => [column.id, placeOf(column)])),
    labels: new Map(state.labels.map((label) => [label.id, label])),
    people: new Map(people.map((person) => [person.id, person])),
  }
  return results.flatMap((row) => {
    const column = names.columns.get(row.column)
    return column === undefined ? [] : [taskOf(row, column, names, project)]
  })
}

function taskOf(
  row: LeanRow,
  column: Task['column'],
  { labels, people }: Names,
  project: { readonly id: string; readonly key: string },
): Task {
  return {
    ...{ story_points: null, start_date: null, due_date: null, parent: null },
    ...{ completed_at: null, checklist: NONE, comment_count: 0, created_at: '', updated_at: '' },
    ...row,
    key: `${project.key}-${String(row.number)}`,
    project: project.id,
    column,
    status: column.state,
    labels: row.labels?.flatMap((id) => labels.get(id) ?? []) ?? NONE,
    assignees: row.assignees?.flatMap((id) => people.get(id) ?? []) ?? NONE,
  }
}

function placeOf({ id, name, state }: Column): Task['column'] {
  return { id, name, state }
}
