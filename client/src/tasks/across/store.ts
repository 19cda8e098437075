/**
 * Tasks of all projects that fit a query: read page by page, then kept true by the rooms of the
 * projects. What rows cannot answer (who watches a task) is asked of the server again.
 */

import { api, ApiError, request, type Page } from '../../common/api'
import type { LiveEvent, LiveSocket } from '../../common/socket'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { isoDate } from '../grammar'
import type { Task } from '../model'
import type { ProjectNames, QueryContext } from '../query/context'
import { group, negated, term, word } from '../query/ast'
import { QueryError } from '../query/errors'
import { tryParse } from '../query/parser'
import { print } from '../query/print'
import { farTexts } from '../query/remote'
import { comparator } from '../sorting'
import { testOf, type ViewState } from '../view-state'
import { OlderSprints, withSprint } from './older-sprints'
import type { Edit } from './edit'
import type { AcrossPage } from './page'

const AGAIN_MS = 300
const NO_SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map()

export class AcrossStore {
  page: AcrossPage
  readonly socket: LiveSocket
  tasks: readonly Task[] = []
  isLoaded = false
  error: unknown = null
  #next: string | null = null
  #isReading = false
  #asked = 0
  #view: ViewState | null = null
  #again: ReturnType<typeof setTimeout> | undefined
  readonly #known = new Map<string, Task>()
  readonly #older = new OlderSprints((project, sprint) => {
    this.page = { ...this.page, projects: withSprint(this.page.projects, project, sprint) }
    this.#announce()
  })
  readonly #listeners = new Set<() => void>()

  constructor(page: AcrossPage, socket: LiveSocket) {
    this.page = page
    this.socket = socket
  }

  /** Enter the rooms of the projects; the answer leaves them. */
  open(): () => void {
    const handlers = {
      event: (event: LiveEvent) => this.#heard(event),
      resync: () => this.#readAgain(),
      // Many rooms take a while to enter: what happened between the answer and then was not heard.
      joined: () => {
        if (this.isLoaded) this.#readAgain()
      },
    }
    const leaves = this.page.projects.map(({ id }) => this.socket.join(`project:${id}`, handlers))
    return () => {
      for (const leave of leaves) leave()
      clearTimeout(this.#again)
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  context(): QueryContext {
    const { me, members, projects } = this.page
    return {
      me: me.id,
      today: isoDate(new Date()),
      dayOf: (time) => isoDate(new Date(time)),
      members,
      projects,
      taskOf: (id) => this.#known.get(id),
      epics: [],
      remote: NO_SETS,
    }
  }

  get hasMore(): boolean {
    return this.#next !== null
  }

  /** Read what fits `view`; an answer to an older question is dropped. */
  async show(view: ViewState): Promise<void> {
    this.#view = view
    this.#asked += 1
    const asked = this.#asked
    const query = tryParse(view.query)
    if (query instanceof QueryError) return
    const done = term('status', [word('done')])
    const wanted = view.hidesDone ? group('and', [query, negated(done)]) : query
    try {
      const page = await api.get<Page<Task>>(`workspaces/${this.page.workspace.slug}/tasks`, {
        query: {
          query: print(wanted),
          sort: view.sort.length > 0 ? view.sort.join(',') : null,
          include_archived: view.showsArchived ? 'true' : null,
          limit: 100,
        },
      })
      if (asked !== this.#asked) return
      this.#take(page.results, page.next, [])
    } catch (error) {
      if (asked !== this.#asked) return
      this.error = error
      this.isLoaded = true
      this.#announce()
    }
  }

  /** The next hundred rows, when the list was scrolled to its end. */
  async more(): Promise<void> {
    const next = this.#next
    if (next === null || this.#isReading) return
    this.#isReading = true
    const asked = this.#asked
    try {
      const page = await request<Page<Task>>('GET', next)
      if (asked === this.#asked) this.#take(page.results, page.next, this.tasks)
    } catch {
      // Offline: scrolling again asks again.
    } finally {
      this.#isReading = false
    }
  }

  #take(rows: readonly Task[], next: string | null, before: readonly Task[]): void {
    for (const row of rows) this.#known.set(row.id, row)
    const ids = new Set(before.map(({ id }) => id))
    this.tasks = [...before, ...rows.filter(({ id }) => !ids.has(id))]
    this.#next = next
    this.error = null
    this.isLoaded = true
    this.#announce()
    if (namesSprints(this.#view)) this.#older.ask(rows, this.page.projects)
  }

  columnsOf(task: Task): ProjectNames['columns'] {
    return this.page.projects.find(({ id }) => id === task.project)?.columns ?? []
  }

  /** Check a task off, or open it again; answers what takes it back. */
  async setDone(task: Task, isDone: boolean): Promise<(() => void) | null> {
    const wanted = isDone ? 'done' : 'todo'
    const column = this.columnsOf(task).find(({ state }) => state === wanted)
    if (column === undefined) return null
    const { id, name, state } = column
    return this.change(task, {
      shown: { column: { id, name, state }, status: state },
      sent: { column: id },
    })
  }

  /** Shown at once, taken back where the server refuses; answers what undoes it. */
  async change(task: Task, { shown, sent }: Edit): Promise<() => void> {
    this.#put({ ...task, ...shown })
    try {
      this.#put(await this.#send(task.id, sent))
    } catch (error) {
      this.#put(task)
      throw error instanceof ApiError ? error : new Error('offline', { cause: error })
    }
    const before = beforeOf(task, sent)
    return () => {
      void this.#send(task.id, before).then(
        (back) => this.#put(back),
        (error: unknown) =>
          errorToast(error instanceof ApiError ? error.words : t('That was not saved.')),
      )
    }
  }

  #send(id: string, { column, ...fields }: Edit['sent']): Promise<Task> {
    if (column !== undefined) return api.post<Task>(`tasks/${id}/move`, { column } as never)
    return api.patch<Task>(`tasks/${id}`, fields as never)
  }

  #heard(event: LiveEvent): void {
    const given = (event.data.task ?? event.data) as Partial<Task>
    if (event.type === 'task.deleted') {
      this.#drop(event.target?.id ?? String(given.id))
      return
    }
    const isWhole = typeof given.title === 'string' && given.column !== undefined
    if (!event.type.startsWith('task.') || !isWhole) return
    const query = tryParse(this.#view?.query ?? '')
    if (!(query instanceof QueryError) && farTexts(query).length > 0) this.#readAgain()
    else this.#put(given as Task)
  }

  #readAgain(): void {
    clearTimeout(this.#again)
    this.#again = setTimeout(() => {
      if (this.#view !== null) void this.show(this.#view)
    }, AGAIN_MS)
  }

  /** A task as it is now: put where it belongs, or taken out where it no longer fits. */
  #put(task: Task): void {
    const known = this.#known.get(task.id)
    if (known !== undefined && known.version > task.version) return
    const now = { ...known, ...task }
    this.#known.set(task.id, now)
    const view = this.#view
    if (view === null) return
    const context = this.context()
    if (!testOf(view, context)(now)) {
      this.#drop(task.id)
      return
    }
    const isShown = this.tasks.some(({ id }) => id === task.id)
    const rows = isShown
      ? this.tasks.map((row) => (row.id === task.id ? now : row))
      : [now, ...this.tasks]
    const order = comparator(view.sort.length > 0 ? view.sort : ['-created'], context)
    this.tasks = [...rows].sort(order)
    this.#announce()
  }

  #drop(id: string): void {
    if (!this.tasks.some((task) => task.id === id)) return
    this.tasks = this.tasks.filter((task) => task.id !== id)
    this.#announce()
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

/** Whether a view says to which sprint a task belongs. */
function namesSprints(view: ViewState | null): boolean {
  if (view === null) return false
  const { group: by, lanes, columns, sort } = view
  return [by, lanes, ...(columns ?? []), ...sort.map((name) => name.replace(/^-/, ''))].includes(
    'sprint',
  )
}

/** What was there of the things that are sent. */
function beforeOf(task: Task, sent: Edit['sent']): Edit['sent'] {
  const all: Edit['sent'] = {
    column: task.column.id,
    priority: task.priority,
    due_date: task.due_date,
    assignee_ids: task.assignees.map(({ id }) => id),
  }
  return Object.fromEntries(Object.keys(sent).map((name) => [name, all[name]]))
}
