/** A project kept in the browser: written when it changed, read where the network does not answer. */

import { forgetProjects, keep, readKept } from '../common/kept'
import { MOST_TASKS } from '../common/kept-names'
import type { Comment, Shape, Column, Task, User } from './model'
import type { ProjectStore } from './project'
import { EMPTY, putComment, withColumns, type ProjectState } from './state'

/** The project as it was kept, and the number in its log up to which that is true. */
export interface Restored {
  readonly state: ProjectState
  readonly seq: number
  readonly members: readonly User[]
}

type KeptShape = Shape & {
  readonly columns: readonly Column[]
  readonly members: readonly User[]
}

const SETTLED_AFTER = 1500
const AT_LATEST = 10_000
const TEXT = '+'
/** Who only passes through costs the server nothing more. */
const TEXTS_AFTER = 4000
const TEXTS_EVERY = 3600 * 1000

export async function restored(me: string, projectId: string): Promise<Restored | null> {
  const kept = await readKept(me, projectId)
  if (kept === null) return null
  const { columns, members, ...shape } = kept.project.shape as KeptShape
  const tasks = new Map((kept.tasks as Task[]).map((task) => [task.id, task]))
  const comments = kept.comments.map(({ id, value }): [string, readonly Comment[]] => {
    return [id, (value as Comment[]).reduce<readonly Comment[]>(putComment, [])]
  })
  const state = { ...EMPTY, ...shape, tasks, comments: new Map(comments), isComplete: true }
  return { state: withColumns(state, columns), seq: kept.project.seq, members }
}

/** What was opened of a task, where the network does not say it. */
export async function restoredTask(store: ProjectStore, id: string): Promise<Restored | null> {
  const kept = await restored(store.page.me.id, store.id)
  return kept?.state.tasks.has(id) === true ? kept : null
}

/** Nothing of this project may stay here: it is gone, or it is not this person's to see any more. */
export function forgetProject(store: ProjectStore): void {
  const { workspace, project } = store.page
  void forgetProjects(({ id }) => id === project.id)
  navigator.serviceWorker?.controller?.postMessage({
    type: 'forget',
    path: `/w/${workspace.slug}/p/${project.key}/`,
  })
}

/** Keep the project from now on, a moment after each change. */
export function keepProject(store: ProjectStore): void {
  new Keeper(store)
}

class Keeper {
  readonly #store: ProjectStore
  #kept: ProjectState | null = null
  #keptSeq: number | null = null
  #keptComments: ProjectState['comments'] = EMPTY.comments
  #timer: ReturnType<typeof setTimeout> | undefined
  #since = 0
  #isWriting = false
  #hasTexts = false

  constructor(store: ProjectStore) {
    this.#store = store
    store.subscribe(() => this.#schedule())
    // What changed in the last moment is written before the page goes.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.#write()
    })
  }

  get #isStale(): boolean {
    const { confirmed, isLoaded, seq } = this.#store
    // News that change nothing here still count: what is kept need not hear them again.
    const isSame = confirmed === this.#kept && seq === this.#keptSeq
    return isLoaded && confirmed.isComplete && !isSame
  }

  #schedule(): void {
    if (!this.#isStale) return
    const now = Date.now()
    if (this.#timer === undefined) this.#since = now
    else if (now - this.#since > AT_LATEST) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => whenIdle(() => void this.#write()), SETTLED_AFTER)
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { store, seq } = { store: this.#store, seq: this.#store.seq }
    if (!this.#isStale || this.#isWriting || seq === null) return
    if (!store.isQuiet || store.confirmed.tasks.size > MOST_TASKS) return
    const state = store.confirmed
    const comments = new Map(
      [...state.comments].filter(([id, list]) => this.#keptComments.get(id) !== list),
    )
    const { columns, labels, types, fields, milestones, sprints } = state
    const { me, workspace, project } = store.page
    this.#isWriting = true
    try {
      await keep({
        project: {
          ...{ id: project.id, owner: me.id, slug: workspace.slug, key: project.key, seq },
          shape: { columns, labels, types, fields, milestones, sprints, members: store.members },
        },
        tasks: new Map(
          [...state.tasks].map(([id, task]) => [id, { mark: markOf(task), value: task }]),
        ),
        comments,
        stands: (before, now) => before === now || before === now + TEXT,
      })
      this.#kept = state
      this.#keptSeq = seq
      this.#keptComments = state.comments
      void this.#fetchTexts()
    } catch {
      // Full or forbidden storage: the page works as without it.
      this.#kept = state
      this.#keptSeq = seq
    } finally {
      this.#isWriting = false
    }
    this.#schedule()
  }

  /** Once a project and hour: what tasks say that were never opened here. */
  async #fetchTexts(): Promise<void> {
    if (this.#hasTexts || !navigator.onLine) return
    this.#hasTexts = true
    if (Date.now() - textsReadAt(this.#store.id) < TEXTS_EVERY) return
    await new Promise((resolve) => setTimeout(resolve, TEXTS_AFTER))
    await new Promise<void>(whenIdle)
    await this.#store.loadTexts().then(
      () => noteTexts(this.#store.id),
      () => undefined,
    )
  }
}

const textsName = (projectId: string): string => `teamflow.texts.${projectId}`

function textsReadAt(projectId: string): number {
  try {
    return Number(localStorage.getItem(textsName(projectId)) ?? 0)
  } catch {
    return 0
  }
}

function noteTexts(projectId: string): void {
  try {
    localStorage.setItem(textsName(projectId), String(Date.now()))
  } catch {
    // Forbidden storage: the next page asks again.
  }
}

/** Tells two states of a task apart; a row that also has its text stands for one without. */
function markOf(task: Task): string {
  const { version, rank, comment_count = 0, subtasks, checklist, description } = task
  const done = checklist.filter((item) => item.done).length
  const parts = [version, rank, comment_count, subtasks?.total ?? 0, subtasks?.done ?? 0]
  const mark = [...parts, checklist.length, done].join('.')
  return description === undefined ? mark : mark + TEXT
}

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 2000 })
  else setTimeout(run)
}
