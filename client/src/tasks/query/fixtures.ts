/** The world of the shared fixtures (tasks/tests/query/fixtures.json) as the client sees it. */

import type { CustomField, FieldKind, FieldValue, State, Task } from '../model'
import { makeTask } from '../samples'
import type { ProjectNames, QueryContext } from './context'

interface FixtureTask {
  readonly number: number
  readonly title: string
  readonly column: string
  readonly priority: Task['priority']
  readonly created: string
  readonly updated: string
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  readonly creator: string
  readonly points?: number
  readonly estimate?: number
  readonly start?: string
  readonly due?: string
  readonly completed?: string
  readonly archived?: string
  readonly type?: string
  readonly sprint?: string
  readonly milestone?: string
  readonly parent?: number
  readonly comments?: number
  readonly watchers?: readonly string[]
  readonly blocked_by?: readonly number[]
  readonly fields?: Readonly<Record<string, FieldValue>>
}

export interface Fixtures {
  readonly today: string
  readonly me: string
  readonly members: readonly { readonly name: string; readonly email: string }[]
  readonly project: {
    readonly key: string
    readonly name: string
    readonly columns: readonly { readonly name: string; readonly state: State }[]
    readonly labels: readonly string[]
    readonly types: readonly { readonly name: string; readonly level: 'item' | 'epic' }[]
    readonly milestones: readonly string[]
    readonly sprints: readonly {
      readonly name: string
      readonly status: 'planned' | 'active' | 'completed'
      readonly start: string
    }[]
    readonly fields: readonly {
      readonly name: string
      readonly kind: FieldKind
      readonly options?: readonly string[]
    }[]
  }
  readonly tasks: readonly FixtureTask[]
  readonly matches: readonly (readonly [string, readonly number[] | 'error'])[]
  readonly prints: readonly (readonly [string, string])[]
  readonly errors: readonly (readonly [string, string, number, string | null])[]
  readonly days: readonly (readonly [string, string, string])[]
  /** A sign, how many of it, and whether so many are taken. */
  readonly lengths: readonly (readonly [string, number, boolean])[]
}

/** In the fixtures names are ids with a sign before them, so that no id is taken for a name. */
const idOf = (name: string | number | undefined) =>
  name === undefined ? null : `id:${String(name)}`

export function fixtureTasks(fixtures: Fixtures): readonly Task[] {
  return fixtures.tasks.map((task) => wireTask(task, fixtures))
}

function wireTask(task: FixtureTask, { project, tasks }: Fixtures): Task {
  const column = project.columns.find(({ name }) => name === task.column)
  const state = column?.state ?? 'todo'
  const children = tasks.filter(({ parent }) => parent === task.number)
  return {
    ...makeTask(String(idOf(task.number))),
    key: `${project.key}-${String(task.number)}`,
    number: task.number,
    project: 'id:project',
    title: task.title,
    column: { id: String(idOf(task.column)), name: task.column, state },
    status: task.archived === undefined ? state : 'archived',
    priority: task.priority,
    story_points: task.points ?? null,
    estimate_minutes: task.estimate ?? null,
    start_date: task.start ?? null,
    due_date: task.due ?? null,
    created_at: task.created,
    updated_at: task.updated,
    completed_at: task.completed ?? null,
    assignees: task.assignees.map((name) => ({ id: String(idOf(name)), name })),
    labels: task.labels.map((name) => ({ id: String(idOf(name)), name, color: 'grey' })),
    parent: idOf(task.parent),
    type: idOf(task.type),
    sprint: idOf(task.sprint),
    milestone: idOf(task.milestone),
    comment_count: task.comments ?? 0,
    created_by: { id: String(idOf(task.creator)), name: task.creator },
    watchers: (task.watchers ?? []).map((name) => String(idOf(name))),
    subtasks: children.length > 0 ? { total: children.length, done: 0 } : null,
    fields: wireFields(task, project.fields),
  }
}

function wireFields(
  task: FixtureTask,
  fields: Fixtures['project']['fields'],
): Record<string, FieldValue> {
  const held = Object.entries(task.fields ?? {}).map(([name, value]): [string, FieldValue] => {
    const kind = fields.find((field) => field.name === name)?.kind
    const isId = kind === 'select' || kind === 'person'
    if (isId) return [String(idOf(name)), String(idOf(String(value)))]
    if (kind !== 'multi_select') return [String(idOf(name)), value]
    return [String(idOf(name)), (value as readonly string[]).map((each) => String(idOf(each)))]
  })
  return Object.fromEntries(held)
}

function wireField(field: Fixtures['project']['fields'][number]): CustomField {
  const options = (field.options ?? []).map((name) => ({
    id: String(idOf(name)),
    name,
    color: 'grey',
  }))
  return {
    id: String(idOf(field.name)),
    name: field.name,
    kind: field.kind,
    description: '',
    options,
  }
}

function wireProject({ project }: Fixtures): ProjectNames {
  const named = (name: string) => ({ id: String(idOf(name)), name })
  return {
    id: 'id:project',
    key: project.key,
    name: project.name,
    columns: project.columns.map(({ name, state }) => ({ ...named(name), state })),
    labels: project.labels.map((name) => ({ ...named(name), color: 'grey' })),
    types: project.types.map(({ name, level }) => ({ ...named(name), icon: '', color: '', level })),
    fields: project.fields.map(wireField),
    milestones: project.milestones.map((name) => ({
      ...named(name),
      due_date: null,
      reached_at: null,
    })),
    sprints: project.sprints.map(({ name, status, start }) => ({
      ...named(name),
      status,
      goal: '',
      start_date: start,
      end_date: null,
      capacity: null,
    })),
  }
}

export function fixtureContext(fixtures: Fixtures, tasks: readonly Task[]): QueryContext {
  const open = new Set(tasks.filter(isOpen).map(({ number }) => number))
  const blocked = fixtures.tasks.filter(({ blocked_by = [] }) =>
    blocked_by.some((number) => open.has(number)),
  )
  return {
    me: String(idOf(fixtures.me)),
    today: fixtures.today,
    dayOf: (time) => new Date(time).toISOString().slice(0, 10),
    members: fixtures.members.map(({ name, email }) => ({ id: String(idOf(name)), name, email })),
    projects: [wireProject(fixtures)],
    taskOf: (id) => tasks.find((task) => task.id === id),
    epics: [],
    remote: new Map([['is:blocked', new Set(blocked.map(({ number }) => String(idOf(number))))]]),
  }
}

function isOpen({ status }: Task): boolean {
  return status !== 'done' && status !== 'archived'
}
