/** Which tasks of the project block which: loaded, kept true, changed at once. */

import { api, newKey } from '../../common/api'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { actWithToast } from '../acts'
import { overlaid, type LinkOp } from '../link-ops'
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
    const { outbox } = this.#store
    const leaves = [
      this.#store.watch((event) => {
        const isAbout = event.type === 'task.deleted' || 'links' in (event.changes ?? {})
        if (!isAbout) return
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => void this.load(), SOON)
      }),
      // What a closed tab left waits here, too.
      this.#store.subscribe(() => this.#drawChanged()),
      outbox.onSettled(({ kind, entry, ...outcome }) => {
        const op = entry.op as LinkOp | null
        if (op?.kind !== 'link.create' && op?.kind !== 'link.delete') return
        if (kind === 'done') this.#done(op, (outcome as { answer?: unknown }).answer)
        else void this.load()
      }),
    ]
    return () => {
      clearTimeout(this.#timer)
      for (const leave of leaves) leave()
    }
  }

  async load(): Promise<void> {
    const round = (this.#round += 1)
    this.#loading += 1
    try {
      const path = `projects/${this.#store.id}/links`
      const query = { kind: 'blocks' }
      const { results } = await api.get<{ results: Link[] }>(path, { query, isKept: true })
      if (round === this.#round) this.#tell(results)
    } catch {
      // What is known stays; the next change of a link asks again.
    } finally {
      this.#loading -= 1
    }
  }

  /** Let `source` block `target`; a circle is refused with words, by the server too. */
  add(source: Task, target: Task): void {
    if (this.links.some((link) => link.source === source.id && link.target === target.id)) return
    if (closesCircle(source.id, target.id, this.links)) {
      errorToast(circleWords(source, target))
      return
    }
    const op = { kind: 'link.create', id: `tmp-${newKey()}`, way: 'blocks' } as const
    actWithToast(
      this.#store,
      [{ ...op, taskId: source.id, target: target.id, ends: [source, target].map(refOf) }],
      t('%(source)s blocks %(target)s', { source: source.key, target: target.key }),
    )
    this.#draw()
  }

  remove({ id, source, target }: Link): void {
    const ends = [source, target].flatMap((each) => this.#store.state.tasks.get(each) ?? [])
    const op = { kind: 'link.delete', id, taskId: source, target, way: 'blocks' } as const
    void this.#store.do({ ...op, ends: ends.map(refOf) })
    this.#draw()
  }

  /** What is confirmed now is newer than any answer that is still under way. */
  #done(op: LinkOp, answer: unknown): void {
    const { taskId: source, target, way } = op
    const others = this.#told.filter(({ id }) => id !== op.id)
    const id = (answer as { id?: unknown } | undefined)?.id
    const isMade = op.kind === 'link.create' && way === 'blocks' && typeof id === 'string'
    this.#round += 1
    if (this.#loading > 0) void this.load()
    this.#tell(isMade ? [...others, { id, kind: way, source, target }] : others)
  }

  #tell(links: readonly Link[]): void {
    this.#told = [...new Map(links.map((link) => [link.id, link])).values()]
    this.#draw()
  }

  #laid(): readonly Link[] {
    const waiting = this.#store.waiting.filter(
      (op): op is LinkOp => op.kind === 'link.create' || op.kind === 'link.delete',
    )
    const own = overlaid<Link>(this.#told, waiting, ({ id, way, taskId, target }) =>
      way === 'blocks' ? { id, kind: way, source: taskId, target } : null,
    )
    // The news of a link may come before the answer to the request that made it.
    const pairs = new Map(own.map((link) => [`${link.source} ${link.target}`, link]))
    return own.filter((link) => pairs.get(`${link.source} ${link.target}`) === link)
  }

  #drawChanged(): void {
    const ids = (links: readonly Link[]) => links.map(({ id }) => id).join()
    if (ids(this.#laid()) !== ids(this.links)) this.#draw()
  }

  #draw(): void {
    this.links = this.#laid()
    this.#changed()
  }
}

function refOf({ id, key, title, status }: Task): LinkOp['ends'][number] {
  return { id, key, title, status }
}

function circleWords(source: Task, target: Task): string {
  return t(
    '%(target)s already waits for %(source)s or blocks it: they would wait for each other for ever.',
    { source: source.key, target: target.key },
  )
}
