/** What a query's names mean: who I am, what day it is, what the projects know. */

import { isoDate } from '../grammar'
import type { Column, Project, Shape, Task, User } from '../model'
import type { ProjectStore } from '../project'
import { remoteTerms } from './remote'

export interface ProjectNames extends Shape, Project {
  readonly columns: readonly Pick<Column, 'id' | 'name' | 'state'>[]
}

export interface QueryContext {
  readonly me: string
  /** The calendar day where the person is. */
  readonly today: string
  readonly dayOf: (time: string) => string
  readonly members: readonly User[]
  readonly projects: readonly ProjectNames[]
  readonly taskOf: (id: string) => Task | undefined
  /** Tasks that others can stand under, for those who choose one. */
  readonly epics: readonly Task[]
  /** Terms that rows do not answer (`creator:me`), with the tasks that the server says fit. */
  readonly remote: ReadonlyMap<string, ReadonlySet<string>>
}

/** The context of a page that knows names alone, and no tasks. */
export function namesContext(page: {
  readonly me: User
  readonly members: readonly User[]
  readonly projects: readonly ProjectNames[]
}): QueryContext {
  return {
    me: page.me.id,
    today: isoDate(new Date()),
    dayOf: (time) => isoDate(new Date(time)),
    members: page.members,
    projects: page.projects,
    taskOf: () => undefined,
    epics: [],
    remote: new Map(),
  }
}

/** The context of a project's page. */
export function queryContext(store: ProjectStore, now = new Date()): QueryContext {
  const { state, page } = store
  return {
    me: page.me.id,
    today: isoDate(now),
    dayOf: (time) => isoDate(new Date(time)),
    members: store.members,
    projects: [{ ...page.project, ...shapeOf(state) }],
    taskOf: (id) => state.tasks.get(id),
    get epics() {
      return epicsOf(state)
    },
    remote: remoteTerms(store),
  }
}

function shapeOf(state: ProjectStore['state']): Shape & Pick<ProjectNames, 'columns'> {
  const { columns, labels, types, fields, milestones, sprints } = state
  return { columns, labels, types, fields, milestones, sprints }
}

function epicsOf({ tasks, types }: ProjectStore['state']): readonly Task[] {
  const kinds = new Set(types.filter(({ level }) => level === 'epic').map(({ id }) => id))
  const parents = new Set([...tasks.values()].map(({ parent }) => parent))
  return [...tasks.values()].filter(({ id, type }) => kinds.has(type ?? '') || parents.has(id))
}
