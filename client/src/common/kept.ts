/**
 * What pages keep of projects in IndexedDB, so that they open without a network (ADR 13). It
 * knows rows, not what is in them. One person's at a time: whoever signs in next clears it.
 */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { KEPT_DATABASE, MOST_PROJECTS } from './kept-names'

/** A project without its tasks and comments, as of `seq` in its log. */
export interface KeptProject {
  readonly id: string
  readonly owner: string
  readonly slug: string
  readonly key: string
  readonly seq: number
  readonly usedAt: number
  readonly shape: unknown
  /** By task: what tells one state of its row from another. */
  readonly marks: Readonly<Record<string, string>>
}

export interface KeptRow {
  readonly project: string
  readonly id: string
  readonly value: unknown
}

interface Shelf extends DBSchema {
  projects: { key: string; value: KeptProject }
  tasks: { key: [string, string]; value: KeptRow }
  comments: { key: [string, string]; value: KeptRow }
}

const STORES: ('projects' | 'tasks' | 'comments')[] = ['projects', 'tasks', 'comments']
const AT_ONCE = 500

let opened: Promise<IDBPDatabase<Shelf>> | null = null

function shelf(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openDB<Shelf>(KEPT_DATABASE, 1, {
    upgrade(database) {
      database.createObjectStore('projects', { keyPath: 'id' })
      database.createObjectStore('tasks', { keyPath: ['project', 'id'] })
      database.createObjectStore('comments', { keyPath: ['project', 'id'] })
    },
    // A later release changes the shelves: it must not wait for a tab that was left open.
    blocking: (_now, _next, event) => {
      ;(event.target as IDBDatabase).close()
      opened = null
    },
    terminated: () => {
      opened = null
    },
  }).catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

export interface KeptWhole {
  readonly project: KeptProject
  readonly tasks: readonly unknown[]
  readonly comments: readonly KeptRow[]
}

/** What `owner` kept of a project; null when there is nothing, or where storage is forbidden. */
export async function readKept(owner: string, id: string): Promise<KeptWhole | null> {
  try {
    const database = await shelf()
    const reading = database.transaction(STORES)
    const range = IDBKeyRange.bound([id], [id, []])
    const [project, tasks, comments] = await Promise.all([
      reading.objectStore('projects').get(id),
      reading.objectStore('tasks').getAll(range),
      reading.objectStore('comments').getAll(range),
    ])
    if (project?.owner !== owner) return null
    return { project, tasks: tasks.map(({ value }) => value), comments }
  } catch {
    return null
  }
}

/** Of the projects that `owner` kept in a workspace, the tasks; none where storage is forbidden. */
export async function keptTasks(owner: string, slug: string): Promise<readonly KeptTasks[]> {
  try {
    const database = await shelf()
    const projects = await database.getAll('projects')
    const mine = projects.filter((each) => each.owner === owner && each.slug === slug)
    return await Promise.all(
      mine.map(async ({ id, key }) => {
        const rows = await database.getAll('tasks', IDBKeyRange.bound([id], [id, []]))
        return { key, tasks: rows.map(({ value }) => value) }
      }),
    )
  } catch {
    return []
  }
}

export interface KeptTasks {
  readonly key: string
  readonly tasks: readonly unknown[]
}

export interface Keeping {
  readonly project: Omit<KeptProject, 'usedAt' | 'marks'>
  /** Every task of the project: its mark, and the row that is written when the mark is another. */
  readonly tasks: ReadonlyMap<string, { readonly mark: string; readonly value: unknown }>
  readonly comments: ReadonlyMap<string, unknown>
  /** Whether a row that was kept under `before` may stand for the one at `now`. */
  readonly stands: (before: string, now: string) => boolean
}

/** Write a project as it is now; only rows that differ from what is kept are touched. */
export async function keep({ project, tasks, comments, stands }: Keeping): Promise<void> {
  const database = await shelf()
  const writing = database.transaction(STORES, 'readwrite')
  const projects = writing.objectStore('projects')
  const known = await projects.get(project.id)
  const before = known?.owner === project.owner ? known : undefined
  // Another tab has seen more than this one.
  if (before !== undefined && before.seq > project.seq) return writing.done
  const rows = writing.objectStore('tasks')
  if (known !== undefined && before === undefined) await emptied(writing, project.id)
  const marks: Record<string, string> = {}
  let waiting: Promise<unknown>[] = []
  for (const [id, { mark, value }] of tasks) {
    const old = before?.marks[id]
    marks[id] = old !== undefined && stands(old, mark) ? old : mark
    if (marks[id] === old) continue
    waiting.push(rows.put({ project: project.id, id, value }))
    if (waiting.length < AT_ONCE) continue
    await Promise.all(waiting)
    waiting = []
  }
  for (const id of Object.keys(before?.marks ?? {}))
    if (!tasks.has(id)) {
      waiting.push(rows.delete([project.id, id]))
      waiting.push(writing.objectStore('comments').delete([project.id, id]))
    }
  for (const [id, value] of comments)
    waiting.push(writing.objectStore('comments').put({ project: project.id, id, value }))
  waiting.push(projects.put({ ...project, marks, usedAt: Date.now() }))
  await Promise.all(waiting)
  await writing.done
  await tidy(project.owner)
}

/** Forget projects: those that are gone, that another person kept, or that are one too many. */
export async function forgetProjects(isGone: (project: KeptProject) => boolean): Promise<void> {
  try {
    const database = await shelf()
    const writing = database.transaction(STORES, 'readwrite')
    for (const project of await writing.objectStore('projects').getAll())
      if (isGone(project)) await emptied(writing, project.id)
    await writing.done
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

type Writing = IDBPTransaction<Shelf, typeof STORES, 'readwrite'>

async function emptied(writing: Writing, id: string): Promise<void> {
  const range = IDBKeyRange.bound([id], [id, []])
  await writing.objectStore('projects').delete(id)
  await writing.objectStore('tasks').delete(range)
  await writing.objectStore('comments').delete(range)
}

let isTidy = false

async function tidy(owner: string): Promise<void> {
  const database = await shelf()
  if (isTidy && (await database.count('projects')) <= MOST_PROJECTS) return
  isTidy = true
  const projects = await database.getAll('projects')
  const own = projects.filter((each) => each.owner === owner)
  own.sort((a, b) => b.usedAt - a.usedAt)
  const kept = new Set(own.slice(0, MOST_PROJECTS).map(({ id }) => id))
  if (kept.size < projects.length) await forgetProjects(({ id }) => !kept.has(id))
}
