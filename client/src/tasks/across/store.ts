/**
 * Tasks of all projects that fit a query: read page by page, then kept true by the rooms of the
 * projects. What rows cannot answer (who watches a task) is asked of the server again.
 */

import { api, ApiError, request, type Page } from '../../common/api'
import type { LiveEvent, LiveSocket } from '../../common/socket'
import type { Outbox, Outcome } from '../../common/outbox'
import { isTask } from '../answers'
import { isoDate } from '../grammar'
import type { FieldName, Task, TaskFields } from '../model'
import { callOf, type Op } from '../ops'
import type { ProjectNames, QueryContext } from '../query/context'
import { group, negated, term, word } from '../query/ast'
import { QueryError } from '../query/errors'
import { tryParse } from '../query/parser'
import { print } from '../query/print'
import { farTexts } from '../query/remote'
import { comparator } from '../sorting'
import { patched } from '../state'
import { testOf, type ViewState } from '../view-state'
import { OlderSprints, withSprint } from './older-sprints'
import type { Edit } from './edit'
import type { AcrossPage } from './page'

const AGAIN_MS = 300
const NO_SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map()

export class AcrossStore {
  page: AcrossPage
  readonly socket: LiveSocket
  readonly #outbox: Outbox
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

  constructor(page: AcrossPage, socket: LiveSocket, outbox: Outbox) {
    this.page = page
    this.socket = socket
    this.#outbox = outbox
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
    leaves.push(
      this.#outbox.onSettled((outcome) => this.#settled(outcome)),
      this.#outbox.onChange(() => this.#announce()),
      // What a closed tab left is laid over the rows, which may have come before it.
      this.#outbox.onAdopted((entries) => {
        for (const { op } of entries) {
          const row = this.#known.get(opOf(op)?.taskId ?? '')
          if (row !== undefined) this.#put(row)
        }
      }),
    )
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
        isKept: true,
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
    const fresh = rows.filter(({ id }) => !ids.has(id)).map((row) => this.#laid(row))
    const view = this.#view
    const fits = view === null ? () => true : testOf(view, this.context())
    // The server has judged the rows; only what it does not know yet is judged here.
    this.tasks = [...before, ...fresh.filter((row) => !this.#waits(row.id) || fits(row))]
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
  setDone(task: Task, isDone: boolean): (() => void) | null {
    const wanted = isDone ? 'done' : 'todo'
    const column = this.columnsOf(task).find(({ state }) => state === wanted)
    if (column === undefined) return null
    const { id, name, state } = column
    return this.change(task, { column: { id, name, state } })
  }

  /** Shown at once, sent through the outbox, taken back if it is refused; answers what undoes it. */
  change(task: Task, edit: Edit): () => void {
    this.#send(task, edit)
    return () => {
      const now = this.#known.get(task.id) ?? task
      this.#send(now, 'column' in edit ? { column: task.column } : { fields: pick(task, edit) })
    }
  }

  #waits(taskId: string): boolean {
    return this.#outbox.entries.some(({ op }) => opOf(op)?.taskId === taskId)
  }

  /** Whether a change of this task waits for a network. */
  isPending(taskId: string): boolean {
    return this.#outbox.isStuck && this.#waits(taskId)
  }

  #send(task: Task, edit: Edit): void {
    const taskId = task.id
    const op: AcrossOp =
      'column' in edit
        ? { ...edit, kind: 'task.move', taskId, rank: task.rank, before: null, after: null }
        : { ...edit, kind: 'task.patch', taskId, before: pick(task, edit), version: task.version }
    const project = this.page.projects.find(({ id }) => id === task.project)
    const place = `/w/${this.page.workspace.slug}/p/${project?.key ?? ''}/`
    void this.#outbox.add({ ...callOf(task.project, op), scope: task.project, op, place })
    this.#put(this.#known.get(taskId) ?? task)
  }

  #settled(outcome: Outcome): void {
    const op = opOf(outcome.entry.op)
    const known = op === null ? undefined : this.#known.get(op.taskId)
    if (known === undefined) return
    if (outcome.kind === 'done') {
      this.#put(isTask(outcome.answer) ? outcome.answer : known)
      return
    }
    const { error } = outcome
    this.#put(error instanceof ApiError && isTask(error.current) ? error.current : known)
  }

  /** The row with what waits to be sent laid over it. */
  #laid(task: Task): Task {
    return this.#outbox.entries.reduce((row, entry) => {
      const op = opOf(entry.op)
      if (op?.taskId !== task.id) return row
      return op.kind === 'task.patch'
        ? patched(row, op.fields)
        : { ...row, column: op.column, status: op.column.state }
    }, task)
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
    const row = { ...known, ...task }
    this.#known.set(task.id, row)
    const now = this.#laid(row)
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

type AcrossOp = Extract<Op, { kind: 'task.patch' | 'task.move' }>

function opOf(op: unknown): AcrossOp | null {
  const { kind } = (op ?? {}) as { kind?: string }
  return kind === 'task.patch' || kind === 'task.move' ? (op as AcrossOp) : null
}

/** What a task holds now in what is to be changed. */
function pick(task: Task, edit: { readonly fields: TaskFields }): TaskFields {
  const names = Object.keys(edit.fields) as FieldName[]
  return Object.fromEntries(names.map((name) => [name, task[name]]))
}
