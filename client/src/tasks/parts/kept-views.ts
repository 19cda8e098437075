/**
 * The saved views of one place, once a page: the menu, the tabs and the side bar show the same, and
 * what somebody else shares, changes or deletes arrives by the rooms of the workspace and the person.
 */

import { api, ApiError } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { t } from '../../common/i18n'
import { liveSocket, type LiveEvent } from '../../common/socket'
import { errorToast, toast } from '../../common/ui/toast'
import type { SavedView } from './view-source'

const SOON_MS = 120
const places = new Map<string, KeptViews>()

/** What happened to a view by another's hand; the open view says so. */
export interface ViewNews {
  readonly kind: 'updated' | 'deleted'
  readonly before: SavedView
  readonly now: SavedView | null
  readonly who: string
}

/** The views kept at `path` (`projects/<id>/views` or `workspaces/<slug>/views`). */
export function keptViews(path: string): KeptViews {
  const known = places.get(path) ?? new KeptViews(path)
  places.set(path, known)
  return known
}

export class KeptViews {
  readonly #path: string
  /** Null until they were read. */
  all: readonly SavedView[] | null = null
  readonly #listeners = new Set<() => void>()
  readonly #hearers = new Set<(news: ViewNews) => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #heard: LiveEvent[] = []
  #isOpen = false
  #reading: Promise<void> | null = null

  constructor(path: string) {
    this.#path = path
  }

  /** Read them, and hear of every change from now on. */
  open(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    void this.load().catch(() => undefined)
    const { me, workspace } = frameData()
    const handlers = { event: (event: LiveEvent) => this.#hear(event), resync: () => this.#soon() }
    const socket = liveSocket()
    if (workspace.id !== '') socket.join(`workspace:${workspace.id}`, handlers)
    if (me !== '') socket.join(`user:${me}`, handlers)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onNews(hearer: (news: ViewNews) => void): () => void {
    this.#hearers.add(hearer)
    return () => this.#hearers.delete(hearer)
  }

  find(id: string | null): SavedView | null {
    return this.all?.find((view) => view.id === id) ?? null
  }

  load(): Promise<void> {
    this.#reading ??= api
      .get<{ results: readonly SavedView[] }>(this.#path)
      .then(({ results }) => this.#take(results))
      .finally(() => {
        this.#reading = null
      })
    return this.#reading
  }

  async make(body: object): Promise<SavedView | null> {
    return this.#asked(t('The view was not saved.'), async () => {
      const view = await api.post<SavedView>(this.#path, body as never)
      this.#put(view)
      return view
    })
  }

  async change(view: SavedView, part: object): Promise<SavedView | null> {
    return this.#asked(t('The view was not saved.'), async () => {
      const next = await api.patch<SavedView>(`views/${view.id}`, part as never)
      this.#put(next)
      return next
    })
  }

  duplicate({ name, query, layout, display }: SavedView): Promise<SavedView | null> {
    const copy = t('%(name)s (copy)', { name: name.slice(0, 90) })
    return this.make({ name: copy, query, layout, display })
  }

  /** Delete it; the toast brings it back as it was. Answers whether it is gone. */
  async remove(view: SavedView, onBack: (view: SavedView) => void): Promise<boolean> {
    const gone = await this.#asked(t('The view was not deleted.'), async () => {
      await api.delete(`views/${view.id}`)
      return true
    })
    if (gone === null) return false
    this.#take((this.all ?? []).filter(({ id }) => id !== view.id))
    toast(t('Deleted “%(name)s”', { name: view.name }), {
      undo: () => void this.#restore(view, onBack),
    })
    return true
  }

  /** Put it beside another of the list. */
  async move(view: SavedView, step: -1 | 1): Promise<void> {
    const all = this.all ?? []
    const other = all[all.findIndex(({ id }) => id === view.id) + step]
    if (other === undefined) return
    await this.place(view, other, step < 0 ? 'before' : 'after')
  }

  async place(view: SavedView, other: SavedView, side: 'before' | 'after'): Promise<void> {
    if (view.id === other.id) return
    const was = this.all ?? []
    const rest = was.filter(({ id }) => id !== view.id)
    const at = rest.findIndex(({ id }) => id === other.id) + (side === 'after' ? 1 : 0)
    this.#take([...rest.slice(0, at), view, ...rest.slice(at)])
    const isMoved = await this.#asked(t('The view was not moved.'), () =>
      api.patch<SavedView>(`views/${view.id}`, { [side]: other.id }),
    )
    if (isMoved === null) this.#take(was)
  }

  async #restore(view: SavedView, onBack: (view: SavedView) => void): Promise<void> {
    const back = await this.#asked(t('The view could not be brought back.'), () =>
      api.post<SavedView>(`views/${view.id}/restore`),
    )
    if (back === null) return
    await this.load()
    onBack(back)
  }

  async #asked<T>(otherwise: string, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : otherwise)
      return null
    }
  }

  #hear(event: LiveEvent): void {
    if (!event.type.startsWith('view.')) return
    this.#heard.push(event)
    this.#soon()
  }

  /** Several changes at once are read once. */
  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#readAgain().catch(() => undefined), SOON_MS)
  }

  async #readAgain(): Promise<void> {
    const before = this.all ?? []
    const heard = this.#heard
    this.#heard = []
    await this.#reading
    await this.load()
    for (const { actor, target } of heard) {
      const old = before.find(({ id }) => id === target?.id)
      if (old === undefined || actor.id === frameData().me) continue
      const now = this.find(old.id)
      const kind = now === null ? 'deleted' : 'updated'
      for (const hearer of [...this.#hearers]) hearer({ kind, before: old, now, who: actor.name })
    }
  }

  #put(view: SavedView): void {
    const all = this.all ?? []
    const isKnown = all.some(({ id }) => id === view.id)
    this.#take(isKnown ? all.map((each) => (each.id === view.id ? view : each)) : [...all, view])
  }

  #take(views: readonly SavedView[]): void {
    this.all = views
    for (const listener of [...this.#listeners]) listener()
  }
}
