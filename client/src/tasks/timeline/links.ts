/** Which tasks of the project block which: loaded, kept true, changed at once. */

import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { errorToast, toast } from '../../common/ui/toast'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { closesCircle, type Blocking } from './graph'

export interface Link extends Blocking {
  readonly id: string
  readonly kind: string
}

const SOON = 60

/**
 * What the server told last, with what this page does laid over it: an answer that was under way
 * when something was linked here must neither take the new arrow away nor bring an old one back.
 */
export class LinkStore {
  links: readonly Link[] = []
  readonly #store: ProjectStore
  readonly #changed: () => void
  #told: readonly Link[] = []
  #adding: readonly Link[] = []
  readonly #removing = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #round = 0
  #loading = 0

  constructor(store: ProjectStore, changed: () => void) {
    this.#store = store
    this.#changed = changed
  }

  /** Load, and load again whenever somebody links or unlinks; the answer stops it. */
  start(): () => void {
    void this.load()
    const stop = this.#store.watch((event) => {
      const isAbout = event.type === 'task.deleted' || 'links' in (event.changes ?? {})
      if (!isAbout) return
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.load(), SOON)
    })
    return () => {
      clearTimeout(this.#timer)
      stop()
    }
  }

  async load(): Promise<void> {
    const round = (this.#round += 1)
    this.#loading += 1
    try {
      const path = `projects/${this.#store.id}/links`
      const { results } = await api.get<{ results: Link[] }>(path, { query: { kind: 'blocks' } })
      if (round === this.#round) this.#tell(results)
    } catch {
      // What is known stays; the next change of a link asks again.
    } finally {
      this.#loading -= 1
    }
  }

  /** Let `source` block `target`; a circle is refused with words, by the server too. */
  async add(source: Task, target: Task): Promise<void> {
    if (this.links.some((link) => link.source === source.id && link.target === target.id)) return
    if (closesCircle(source.id, target.id, this.links)) {
      errorToast(circleWords(source, target))
      return
    }
    const ends = { kind: 'blocks', source: source.id, target: target.id }
    const shown: Link = { id: `tmp-${source.id}-${target.id}`, ...ends }
    this.#adding = [...this.#adding, shown]
    this.#draw()
    try {
      const body = { kind: 'blocks', target: target.id }
      const made = await api.post<{ id: string }>(`tasks/${source.id}/links`, body)
      this.#adding = this.#adding.filter((link) => link !== shown)
      this.#settle([...this.#told, { ...ends, id: made.id }])
      toast(t('%(source)s blocks %(target)s', { source: source.key, target: target.key }), {
        undo: () => void this.remove({ ...ends, id: made.id }),
      })
    } catch (error) {
      this.#adding = this.#adding.filter((link) => link !== shown)
      this.#draw()
      errorToast(error instanceof ApiError ? error.words : t('The link was not saved.'))
    }
  }

  async remove(link: Link): Promise<void> {
    this.#removing.add(link.id)
    this.#draw()
    try {
      await api.delete(`task-links/${link.id}`)
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        this.#removing.delete(link.id)
        this.#draw()
        errorToast(error instanceof ApiError ? error.words : t('The link was not removed.'))
        return
      }
    }
    this.#removing.delete(link.id)
    this.#settle(this.#told.filter(({ id }) => id !== link.id))
  }

  /** What is confirmed now is newer than any answer that is still under way. */
  #settle(links: readonly Link[]): void {
    this.#round += 1
    if (this.#loading > 0) void this.load()
    this.#tell(links)
  }

  #tell(links: readonly Link[]): void {
    this.#told = [...new Map(links.map((link) => [link.id, link])).values()]
    this.#draw()
  }

  #draw(): void {
    const stand = this.#told.filter(({ id }) => !this.#removing.has(id))
    const has = ({ source, target }: Link) =>
      stand.some((link) => link.source === source && link.target === target)
    this.links = [...stand, ...this.#adding.filter((link) => !has(link))]
    this.#changed()
  }
}

function circleWords(source: Task, target: Task): string {
  return t(
    '%(target)s already waits for %(source)s or blocks it: they would wait for each other for ever.',
    { source: source.key, target: target.key },
  )
}
