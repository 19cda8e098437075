/** The projects of the tasks that the inbox opens: their frame and the open task, no more. */

import { api } from '../../common/api'
import type { openOutbox } from '../../common/outbox'
import type { LiveSocket } from '../../common/socket'
import type { BoardAnswer, PageData, Project } from '../model'
import { ProjectStore } from '../project'

export class LightStores {
  readonly #page: Omit<PageData, 'project'>
  readonly #socket: LiveSocket
  readonly #outbox: ReturnType<typeof openOutbox>
  readonly #known = new Map<string, Promise<ProjectStore>>()

  constructor(
    page: Omit<PageData, 'project'>,
    socket: LiveSocket,
    outbox: ReturnType<typeof openOutbox>,
  ) {
    this.#page = page
    this.#socket = socket
    this.#outbox = outbox
  }

  of(project: Project): Promise<ProjectStore> {
    const known = this.#known.get(project.id)
    if (known !== undefined) return known
    const made = this.#make(project)
    this.#known.set(project.id, made)
    made.catch(() => this.#known.delete(project.id))
    return made
  }

  async #make(project: Project): Promise<ProjectStore> {
    const path = `projects/${project.id}/board`
    const board = await api.get<BoardAnswer>(path, { query: { per_column: 1 } })
    const columns = board.columns.map((column) => ({ ...column, tasks: [], next: null }))
    const page = { ...this.#page, project, board: { ...board, columns } }
    const store = new ProjectStore({ page, socket: this.#socket, outbox: this.#outbox })
    store.open()
    return store
  }
}
