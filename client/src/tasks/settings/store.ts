/** The settings of a project as the page holds them: kept true by the project's room. */

import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { liveSocket, type LiveEvent } from '../../common/socket'
import { errorToast } from '../../common/ui/toast'
import {
  PLACES,
  type MilestoneDetail,
  type Noun,
  type ProjectDetail,
  type SettingsPage,
  type SettingsState,
  type Usage,
} from './model'
import type { Workflow } from './workflow-model'

const SHAPE = ['columns', 'types', 'fields', 'milestones', 'labels'] as const
const SOON = 300
/** A busy project has news all the time; its numbers need not follow each. */
const LATER = 3000

export class SettingsStore {
  readonly page: SettingsPage
  state: SettingsState
  /** Set once somebody deleted the project. */
  isGone = false
  readonly own: Set<string>
  readonly #listeners = new Set<() => void>()
  readonly #watchers = new Set<(event: LiveEvent | null) => void>()
  #counting: ReturnType<typeof setTimeout> | undefined

  constructor(page: SettingsPage) {
    this.page = page
    this.state = page
    this.own = new Set(page.own)
    liveSocket().join(`project:${page.project.id}`, {
      event: (event) => this.#heard(event),
      resync: () => void this.#reload(),
    })
  }

  get path(): string {
    return `projects/${this.page.project.id}`
  }

  /** Make a part that its maker may remove again. */
  async make(path: string, values: object): Promise<string> {
    const { id } = await api.post<{ id: string }>(path, values)
    this.own.add(id)
    return id
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Hear the room's events; null: some were missed, load afresh. */
  watch(watcher: (event: LiveEvent | null) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  set(change: Partial<SettingsState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of [...this.#listeners]) listener()
  }

  /** Put the row `id` of a list where the person dropped it; the server's word follows. */
  async place(noun: Noun, id: string, order: readonly string[]): Promise<void> {
    const rows: readonly { readonly id: string }[] = this.state[noun]
    const byId = new Map(rows.map((row) => [row.id, row]))
    const sorted = order.flatMap((each) => byId.get(each) ?? [])
    this.set({ [noun]: sorted } as Partial<SettingsState>)
    const at = order.indexOf(id)
    const beside = at === 0 ? { before: order[1] } : { after: order[at - 1] }
    try {
      await api.patch(`${PLACES[noun]}/${id}`, beside)
    } catch (error) {
      this.set({ [noun]: rows } as Partial<SettingsState>)
      throw error
    }
  }

  /** How many tasks hang on what, as of now: asked before something is removed. */
  async count(): Promise<Usage> {
    const usage = await api.get<Usage>(`${this.path}/usage`)
    this.set({ usage })
    return usage
  }

  async loadWorkflow(): Promise<void> {
    this.set({ workflow: await api.get<Workflow>(`${this.path}/workflow`) })
  }

  /** Events leave a milestone's words out: they are read where they are shown. */
  async loadMilestones(): Promise<void> {
    const { results } = await api.get<{ results: MilestoneDetail[] }>(`${this.path}/milestones`)
    this.set({ milestones: results })
  }

  #heard(event: LiveEvent): void {
    if (event.type === 'project.deleted') {
      this.isGone = true
      this.set({})
    }
    if (event.type === 'project.updated') this.#take(event)
    if (event.type === 'project.updated') this.#countIn(SOON)
    else if (event.type.startsWith('task.')) this.#countIn(LATER)
    for (const watcher of [...this.#watchers]) watcher(event)
  }

  #take({ data, changes }: LiveEvent): void {
    const told = data as Partial<SettingsState> & Partial<ProjectDetail>
    const shape = Object.fromEntries(
      SHAPE.filter((name) => Array.isArray(told[name])).map((name) => [name, told[name]]),
    ) as Partial<SettingsState>
    const names = Object.keys(this.state.project) as (keyof ProjectDetail)[]
    const own = Object.fromEntries(
      names.filter((name) => told[name] !== undefined).map((name) => [name, told[name]]),
    )
    const words = new Map(this.state.milestones.map(({ id, description }) => [id, description]))
    const milestones = shape.milestones?.map((mark) => ({
      ...mark,
      ...(words.get(mark.id) !== undefined && { description: words.get(mark.id) ?? '' }),
    }))
    const project = { ...this.state.project, ...own }
    this.set({ ...shape, ...(milestones && { milestones }), project })
    if (Object.keys(changes ?? {}).some((name) => /^(workflow|columns|fields)/.test(name)))
      void this.loadWorkflow().catch(() => undefined)
  }

  #countIn(wait: number): void {
    if (wait === SOON) clearTimeout(this.#counting)
    else if (this.#counting !== undefined) return
    this.#counting = setTimeout(() => {
      this.#counting = undefined
      void this.count().catch(() => undefined)
    }, wait)
  }

  async #reload(): Promise<void> {
    try {
      const { path } = this
      const [project, ...lists] = await Promise.all([
        api.get<ProjectDetail>(path),
        ...SHAPE.map((noun) => api.get<{ results: unknown[] }>(`${path}/${noun}`)),
      ])
      const shape = Object.fromEntries(SHAPE.map((noun, at) => [noun, lists[at]?.results ?? []]))
      this.set({ ...(shape as Partial<SettingsState>), project })
      await Promise.all([this.count(), this.loadWorkflow()])
      for (const watcher of [...this.#watchers]) watcher(null)
    } catch {
      errorToast(t('What was missed while you were away did not load. Load the page again.'))
    }
  }
}

let opened: SettingsStore | null = null

/** The page's settings; made once, whichever part asks first. */
export function openSettings(): SettingsStore {
  const text = document.getElementById('tf-page')?.textContent ?? '{}'
  opened ??= new SettingsStore(JSON.parse(text) as SettingsPage)
  return opened
}
