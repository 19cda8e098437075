/** How a project's state is read: from the server, and where that does not answer, from what was kept. */

import { api, ApiError, isPassing, pages } from '../common/api'
import type { Store } from '../common/store'
import { forgetProject, restored, restoredTask } from './keeping'
import { widened, type LeanPage } from './lean'
import {
  hasMore,
  isKeptPage,
  withBoard,
  withKept,
  withKeptTask,
  withoutUnseen,
  withTexts,
  type KeptText,
} from './loading'
import { isTemporary, type BoardAnswer, type Comment, type Task, type User } from './model'
import type { Op } from './ops'
import type { ProjectStore } from './project'
import { isArchived, putComment, revived, withTask, withTasks, type ProjectState } from './state'

export class ProjectReader {
  readonly #project: ProjectStore
  readonly #store: Store<ProjectState, Op>
  /** Tasks that were opened without a network, and how they are read once there is one. */
  readonly #unread = new Map<string, () => void>()
  #loads = 0

  constructor(project: ProjectStore, store: Store<ProjectState, Op>) {
    this.#project = project
    this.#store = store
  }

  /** Show what the page brought along, or what was kept; then hear of what came since. */
  open(board: BoardAnswer | undefined): void {
    if (board !== undefined) this.#take(board)
    if (board === undefined || isKeptPage()) void this.#openKept(board)
    else {
      this.#project.join(board.seq ?? null)
      void this.#loadRest(board).catch(() => this.load())
    }
  }

  /** The room was entered, perhaps after a time without a network: read what was not to be had. */
  again(): void {
    if (this.#project.loadError !== null) void this.load()
    for (const read of [...this.#unread.values()]) read()
  }

  async #openKept(board: BoardAnswer | undefined): Promise<void> {
    const since = (await this.#restore()) ?? board?.seq ?? null
    this.#project.join(since)
    if (board === undefined || since === null) void this.load()
    else if (!this.#store.confirmed.isComplete) void this.#loadRest(board).catch(() => this.load())
  }

  /** Stand on what was kept; answers the number up to which that is true. */
  async #restore(): Promise<number | null> {
    const kept = await restored(this.#project.page.me.id, this.#project.id)
    if (kept === null) return null
    this.#store.update((state) => withKept(state, kept.state))
    if (this.#project.members.length === 0) this.#project.members = kept.members
    this.#project.isLoaded = true
    this.#project.refresh()
    return kept.seq
  }

  #take(board: BoardAnswer): void {
    this.#store.update((state) => withBoard(state, board))
    this.#project.loadError = null
    this.#project.isLoaded = true
    this.#project.refresh()
  }

  async load(): Promise<void> {
    try {
      const path = `projects/${this.#project.id}/board`
      const board = await api.get<BoardAnswer>(path, { query: { per_column: 50 } })
      this.#take(board)
      if (this.#project.members.length === 0) await this.#loadMembers()
      await this.#loadRest(board)
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) forgetProject(this.#project)
      if (isPassing(error) && !this.#store.confirmed.isComplete) await this.#restore()
      this.#project.loadError = error
      this.#project.refresh()
    }
  }

  /** One task in full; the panel and the task's own page need what lists leave out. */
  async loadTask(idOrKey: string): Promise<Task> {
    const known = this.#project.task(idOrKey)
    if (known !== undefined && isTemporary(known.id)) return known
    const query = /^[A-Z]+-\d+$/.test(idOrKey)
      ? { workspace: this.#project.page.workspace.slug }
      : {}
    try {
      const task = await api.get<Task>(`tasks/${idOrKey}`, { query })
      this.#unread.delete(task.id)
      // What was asked for by name is shown, also an archived one; views leave those out.
      this.#store.update((state) =>
        isArchived(task) ? revived(state, task) : withTask(state, task),
      )
      return task
    } catch (error) {
      const kept = this.#project.task(idOrKey)
      if (kept === undefined || !isPassing(error)) throw error
      await this.#readKept(kept)
      return this.#project.task(kept.id) ?? kept
    }
  }

  /** Without a network: what was kept when the task was last open; the rest is read on return. */
  async #readKept({ id }: Task): Promise<void> {
    this.#unread.set(id, () => {
      this.#unread.delete(id)
      void this.loadTask(id).then(() => this.loadComments(id), ignore)
    })
    const kept = await restoredTask(this.#project, id)
    this.#store.update((state) => withKeptTask(state, id, kept?.state ?? null))
  }

  /** What the open tasks say, of each that stands here as the server has it. */
  async loadTexts(): Promise<void> {
    const path = `projects/${this.#project.id}/texts`
    const { results } = await api.get<{ results: readonly KeptText[] }>(path)
    this.#store.update((state) => withTexts(state, results))
  }

  async loadComments(taskId: string): Promise<void> {
    if (isTemporary(taskId) || this.#unread.has(taskId)) {
      this.#store.update((state) => withKeptTask(state, taskId, null))
      return
    }
    const comments: Comment[] = []
    for await (const page of pages<Comment>(`tasks/${taskId}/comments`, {
      query: { limit: 100 },
    })) {
      comments.push(...page)
    }
    this.#store.update((state) => {
      const sorted = comments.reduce<readonly Comment[]>(putComment, [])
      return { ...state, comments: new Map(state.comments).set(taskId, sorted) }
    })
  }

  async #loadMembers(): Promise<void> {
    const found: User[] = []
    const path = `workspaces/${this.#project.page.workspace.slug}/members`
    for await (const page of pages<{ user: User }>(path, { query: { limit: 100 } })) {
      found.push(...page.map(({ user }) => user))
    }
    this.#project.members = found.sort((a, b) => a.name.localeCompare(b.name))
    this.#project.refresh()
  }

  /** All tasks beyond the first of each column, thousands at once, as lean as they can be. */
  async #loadRest(board: BoardAnswer): Promise<void> {
    // A load that began later takes over from this one.
    const load = (this.#loads += 1)
    const before = new Set(this.#store.confirmed.tasks.keys())
    const seen = new Set(board.columns.flatMap(({ tasks = [] }) => tasks.map(({ id }) => id)))
    let after: number | null = hasMore(board) ? 0 : null
    while (after !== null) {
      const page: LeanPage = await api.get(`projects/${this.#project.id}/rows`, {
        query: { after },
      })
      if (load !== this.#loads) return
      const tasks = widened(page, this.#store.confirmed, this.#project.page.project)
      this.#store.update((state) => withTasks(state, tasks))
      for (const { id } of page.results) seen.add(id)
      after = page.next
    }
    this.#store.update((state) => withoutUnseen(state, before, seen))
  }
}

function ignore(): void {
  // Still no network: the next time that the room is entered asks again.
}
