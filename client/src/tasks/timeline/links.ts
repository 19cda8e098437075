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

export class LinkStore {
  links: readonly Link[] = []
  readonly #store: ProjectStore
  readonly #changed: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #round = 0

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
    try {
      const path = `projects/${this.#store.id}/links`
      const { results } = await api.get<{ results: Link[] }>(path, { query: { kind: 'blocks' } })
      if (round === this.#round) this.#set(results)
    } catch {
      // What is known stays; the next change of a link asks again.
    }
  }

  /** Let `source` block `target`; a circle is refused with words, by the server too. */
  async add(source: Task, target: Task): Promise<void> {
    if (this.links.some((link) => link.source === source.id && link.target === target.id)) return
    if (closesCircle(source.id, target.id, this.links)) {
      errorToast(
        t(
          '%(target)s already waits for %(source)s or blocks it: they would wait for each other for ever.',
          {
            source: source.key,
            target: target.key,
          },
        ),
      )
      return
    }
    const shown: Link = {
      id: `tmp-${source.id}-${target.id}`,
      kind: 'blocks',
      source: source.id,
      target: target.id,
    }
    this.#set([...this.links, shown])
    try {
      const made = await api.post<{ id: string }>(`tasks/${source.id}/links`, {
        kind: 'blocks',
        target: target.id,
      })
      this.#set(this.links.map((link) => (link === shown ? { ...shown, id: made.id } : link)))
      toast(t('%(source)s blocks %(target)s', { source: source.key, target: target.key }), {
        undo: () => void this.remove({ ...shown, id: made.id }),
      })
    } catch (error) {
      this.#set(this.links.filter((link) => link !== shown))
      errorToast(error instanceof ApiError ? error.words : t('The link was not saved.'))
    }
  }

  async remove(link: Link): Promise<void> {
    const before = this.links
    this.#set(before.filter(({ id }) => id !== link.id))
    try {
      await api.delete(`task-links/${link.id}`)
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return
      this.#set(before)
      errorToast(error instanceof ApiError ? error.words : t('The link was not removed.'))
    }
  }

  #set(links: readonly Link[]): void {
    this.links = links
    this.#changed()
  }
}
