/**
 * A project on a page: its state kept true by the socket, the person's acts shown at once and
 * sent through the outbox. Elements read `state`, call the verbs, and listen to `subscribe`.
 */

import { ApiError, newKey } from '../common/api'
import type { Entry, Outbox, Outcome } from '../common/outbox'
import type { LiveEvent, LiveSocket, Person } from '../common/socket'
import { Store } from '../common/store'
import type { PageData, Task, User } from './model'
import { bulkCall, type BulkAnswer, type BulkConflict } from './bulk-ops'
import { answered, isGone, isMoot, isTask } from './answers'
import { isNewsOf } from './births'
import { forgetProject } from './keeping'
import { withRenamed } from './loading'
import { applyOp, callOf, freshened, freshVersion, type Op } from './ops'
import { EMPTY, reduce, withArchived, withTask, type ProjectState } from './state'
import { ProjectReader } from './project-reader'
import { beforeOf, idsOf, reversalOf, UndoHistory, type Act, type Done } from './undo'

export interface Refusal {
  readonly op: Op
  readonly error: unknown
}

/** Two people changed the same fields: what to show side by side. */
export interface ConflictCase {
  readonly op: Extract<Op, { kind: 'task.patch' }>
  readonly current: Task
  readonly conflicts: readonly string[]
}

export interface ProjectOptions {
  readonly page: PageData
  readonly socket: LiveSocket
  readonly outbox: Outbox
}

export class ProjectStore {
  readonly page: PageData
  /** What of the project this page is about, and what a task made here gets from it; null: all. */
  within: { readonly fits: (task: Task) => boolean; readonly fields: Partial<Task> } | null = null
  members: readonly User[] = []
  people: readonly Person[] = []
  loadError: unknown = null
  isLoaded = false
  #isOpen = false
  onRefused: (refusal: Refusal) => void = () => undefined
  onConflict: (conflict: ConflictCase) => void = () => undefined
  /** Tasks that a bulk act left alone, and why. */
  onLeftAlone: (conflicts: readonly BulkConflict[]) => void = () => undefined
  readonly history = new UndoHistory()
  readonly socket: LiveSocket
  readonly outbox: Outbox
  readonly #store = new Store<ProjectState, Op>(EMPTY, applyOp)
  readonly #reader = new ProjectReader(this, this.#store)
  #births: LiveEvent[] = []
  readonly #names = new Map<string, string>()
  readonly #watchers = new Set<(event: LiveEvent) => void>()
  readonly #listeners = new Set<() => void>()

  constructor({ page, socket, outbox }: ProjectOptions) {
    this.page = page
    this.socket = socket
    this.outbox = outbox
    this.#store.subscribe(() => this.#announce())
    outbox.prepare(this.id, (entry) => this.#refreshed(entry))
    outbox.onSettled((outcome) => this.#settled(outcome))
    outbox.onChange(() => this.#announce())
    for (const entry of outbox.entries) this.adopt(entry)
  }

  get state(): ProjectState {
    return this.#store.state
  }

  get id(): string {
    return this.page.project.id
  }

  get canEdit(): boolean {
    return this.page.can_edit ?? !['viewer', 'guest', ''].includes(this.page.role)
  }

  get canManage(): boolean {
    return this.page.can_manage ?? ['owner', 'admin'].includes(this.page.role)
  }

  task(idOrKey: string): Task | undefined {
    const found = this.state.tasks.get(this.realId(idOrKey))
    if (found !== undefined) return found
    return [...this.state.tasks.values()].find(({ key }) => key === idOrKey)
  }

  /** What the server has acknowledged, up to `seq` in its log. */
  get confirmed(): ProjectState {
    return this.#store.confirmed
  }

  get seq(): number | null {
    return this.socket.seqOf(`project:${this.id}`)
  }

  /** Whether everything up to `seq` is in the state: no news waits for an answer. */
  get isQuiet(): boolean {
    return this.#births.length === 0
  }

  /** The id that the server gave to a thing that was made here, once it has. */
  realId(id: string): string {
    return this.#names.get(id) ?? id
  }

  /** What was done here and is not acknowledged, in order. */
  get waiting(): readonly Op[] {
    return this.#store.pending.map(({ op }) => op)
  }

  /** Whether an act on this task has not been acknowledged yet. */
  isPending(taskId: string): boolean {
    return this.#store.pending.some(({ op }) => idsOf(op).includes(taskId))
  }

  /** The tasks on which an act has not been acknowledged yet. */
  get pendingIds(): ReadonlySet<string> {
    return new Set(this.#store.pending.flatMap(({ op }) => idsOf(op)))
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Hear the raw events (the activity stream does). */
  watch(listener: (event: LiveEvent) => void): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  /**
   * Show what the page brought along, and hear what happened since it was written. A page without
   * its board joins first and loads then: what happens meanwhile is applied, older rows never win.
   * A page that was kept goes on from what was kept of the project.
   */
  open(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    const { board, members, detail } = this.page
    this.members = [...(members ?? [])].sort((a, b) => a.name.localeCompare(b.name))
    this.#reader.open(board)
    if (detail !== undefined) this.#store.update((state) => withTask(state, detail))
  }

  /** Enter the room, to hear what came after `since`; without it, what comes from now on. */
  join(since: number | null): void {
    const handlers = {
      event: (event: LiveEvent) => this.#heard(event),
      joined: () => this.#reader.again(),
      resync: () => void this.load(),
      denied: () => forgetProject(this),
      presence: (people: readonly Person[]) => {
        this.people = people
        this.#announce()
      },
    }
    this.socket.join(`project:${this.id}`, handlers, since)
  }

  load(): Promise<void> {
    return this.#reader.load()
  }

  /** One task in full; the panel and the task's own page need what lists leave out. */
  loadTask(idOrKey: string): Promise<Task> {
    return this.#reader.loadTask(idOrKey)
  }

  /** Descriptions of the open tasks, to be kept for a time without a network. */
  loadTexts(): Promise<void> {
    return this.#reader.loadTexts()
  }

  loadComments(taskId: string): Promise<void> {
    return this.#reader.loadComments(taskId)
  }

  /** Archived tasks, which a view asked for. */
  keepArchived(tasks: readonly Task[]): void {
    this.#store.update((state) => withArchived(state, tasks))
  }

  /** Do `op`: show it, queue it, and resolve when the server has answered. */
  do(op: Op): Promise<Outcome> {
    this.history.record({ id: newKey(), steps: [this.#remembered(op)] })
    return this.#send(op)
  }

  /**
   * Several writes that are one act to the person; its id undoes them together. `joins` names an
   * act that these are more of.
   */
  act(ops: readonly Op[], joins?: string): Act {
    const steps: Done[] = []
    for (const op of ops) {
      steps.push(this.#remembered(op))
      void this.#send(op)
    }
    const act = { id: joins ?? newKey(), steps }
    if (steps.length > 0) this.history.record(act)
    return act
  }

  /** Take back the last act (or the one named); answers with what had to be left, or null. */
  undo(id?: string): readonly string[] | null {
    const act = this.history.takeUndo(id)
    if (act === undefined) return null
    const { back, kept } = this.#reverse(act)
    if (back.steps.length > 0) this.history.wasUndone(back)
    return kept
  }

  redo(): readonly string[] | null {
    const act = this.history.takeRedo()
    if (act === undefined) return null
    const { back, kept } = this.#reverse(act)
    if (back.steps.length > 0) this.history.wasRedone(back)
    return kept
  }

  #reverse(act: Act): { back: Act; kept: readonly string[] } {
    const { ops, kept } = reversalOf(act, this.state)
    const steps = ops.map((op) => this.#remembered(op))
    for (const op of ops) void this.#send(op)
    return { back: { id: act.id, steps }, kept }
  }

  #remembered(op: Op): Done {
    return { op, before: beforeOf(this.state, op) }
  }

  #send(op: Op): Promise<Outcome> {
    const key = newKey()
    this.#store.push(key, op)
    const place = `/w/${this.page.workspace.slug}/p/${this.page.project.key}/`
    return this.outbox.add({ ...callOf(this.id, op), scope: this.id, op, place }, key)
  }

  /** An act that a closed tab left behind is shown again until it is answered. */
  adopt(entry: Entry): void {
    if (entry.scope === this.id) this.#store.push(entry.key, entry.op as Op)
  }

  #heard(event: LiveEvent): void {
    if (this.#isOwnBirth(event)) {
      this.#births.push(event)
      return
    }
    this.#store.update((state) => reduce(state, event))
    for (const watcher of [...this.#watchers]) watcher(event)
  }

  /**
   * The news of a thing that this page itself makes may come before the answer to the request; it
   * waits for that, or the thing would stand there twice for a moment.
   */
  #isOwnBirth(event: LiveEvent): boolean {
    if (event.actor.id !== this.page.me.id) return false
    return this.#store.pending.some(({ op }) => isNewsOf(event, op))
  }

  #hearBirths(): void {
    const births = this.#births
    this.#births = []
    for (const event of births) this.#heard(event)
  }

  /** Right before it goes out a patch gets the version that what the person saw stands at. */
  #refreshed(entry: Entry): Entry {
    const op = entry.op as Op
    if (op.kind === 'tasks.update')
      return { ...entry, ...bulkCall(freshened(op, this.#store.confirmed.tasks)) }
    if (op.kind !== 'task.patch') return entry
    const version = freshVersion(op, this.#store.confirmed.tasks.get(op.taskId))
    return { ...entry, body: { ...(entry.body as object), version } }
  }

  #settled(outcome: Outcome): void {
    const { entry } = outcome
    if (entry.scope !== this.id) return
    const op = entry.op as Op
    if (outcome.kind === 'done') {
      this.#store.settle(entry.key, (state) => answered(state, op, outcome.answer))
      const id = (outcome.answer as { id?: unknown } | undefined)?.id
      if (entry.tempId !== undefined && typeof id === 'string') this.#rename(entry.tempId, id)
      this.#hearBirths()
      this.#reportLeftAlone(op, outcome.answer)
      return
    }
    this.#store.settle(entry.key)
    this.#hearBirths()
    this.history.forget(op)
    this.#refused(op, outcome.error)
  }

  #reportLeftAlone(op: Op, answer: unknown): void {
    if (op.kind !== 'tasks.update') return
    const { conflicts = [] } = answer as BulkAnswer
    if (conflicts.length === 0) return
    this.history.leaveOut(op, new Set(conflicts.map(({ id }) => id)))
    this.onLeftAlone(conflicts)
  }

  #refused(op: Op, error: unknown): void {
    const isConflict = error instanceof ApiError && error.status === 409
    if (isConflict && op.kind === 'task.patch' && isTask(error.current)) {
      const { current } = error
      this.#store.update((state) => withTask(state, current))
      this.onConflict({ op, current, conflicts: error.conflicts })
      return
    }
    if (!isMoot(op, error)) this.onRefused({ op, error })
    if (isGone(error)) void this.load()
  }

  #rename(tempId: string, id: string): void {
    const rename = (op: Op) => JSON.parse(JSON.stringify(op).replaceAll(tempId, id)) as Op
    this.#store.rewrite(rename)
    this.#names.set(tempId, id)
    this.#store.update((state) => withRenamed(state, tempId, id))
    this.history.rename(tempId, id)
  }

  /** Draw anew: what is shown depends on more than the state (terms that the server answers). */
  refresh(): void {
    this.#announce()
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
