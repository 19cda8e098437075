/** How a task relates to others of the workspace: see, add by searching, take back. */

import { OctagonMinus, Plus, X } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { api, ApiError, isPassing, newKey } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { openMenu } from '../../common/ui/menu'
import { actWithToast } from '../acts'
import { overlaid, type LinkKind, type LinkOp } from '../link-ops'
import type { State, Task, TaskRef } from '../model'
import type { Op } from '../ops'
import { stateMark } from '../parts/marks'
import type { ProjectStore } from '../project'
import { pickTask } from './task-picker'
import { wordsOf } from './words'

interface TaskLink {
  readonly id: string
  readonly kind: LinkKind
  readonly direction: 'outward' | 'inward'
  readonly task: TaskRef
}

/** One of the ways to relate, as people say it from this task's side. */
interface Way {
  readonly kind: LinkKind
  readonly isInward: boolean
  readonly label: string
}

function ways(): readonly Way[] {
  return [
    { kind: 'blocks', isInward: true, label: t('Blocked by') },
    { kind: 'blocks', isInward: false, label: t('Blocks') },
    { kind: 'relates', isInward: false, label: t('Relates to') },
    { kind: 'duplicates', isInward: false, label: t('Duplicates') },
    { kind: 'duplicates', isInward: true, label: t('Duplicated by') },
  ]
}

const OVER: ReadonlySet<State> = new Set(['done', 'archived'])

function isLinkOp(op: unknown): op is LinkOp {
  return (op as Op | null)?.kind === 'link.create' || (op as Op | null)?.kind === 'link.delete'
}

export class TfTaskLinks extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    links: { state: true },
    problem: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare links: readonly TaskLink[] | null
  declare problem: string
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.links = null
    this.problem = ''
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const leaves = [
      this.store.subscribe(() => this.requestUpdate()),
      this.store.outbox.onSettled(({ entry }) => {
        if (isLinkOp(entry.op)) void this.#load()
      }),
    ]
    const stop = this.store.watch((event) => {
      const isOurs = event.target?.id === this.task.id
      const isLink = event.changes !== undefined && 'links' in event.changes
      const isLinked = this.links?.some(({ task }) => task.id === event.target?.id) === true
      if (isLink || isLinked || (isOurs && event.type === 'task.updated')) void this.#load()
    })
    this.#leave = () => {
      for (const leave of [...leaves, stop]) leave()
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('task') || changed.get('task')?.id === this.task.id) return
    this.links = null
    this.problem = ''
    void this.#load()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this
    const links = this.#shown()
    if (links === null || (links.length === 0 && !store.canEdit)) return nothing
    return html`<section class="panel-section" aria-label=${t('Links')}>
      <header class="panel-section-head">
        <h3>${t('Links')}</h3>
        ${
          store.canEdit
            ? html`<button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-haspopup="menu"
                aria-label=${t('Add a link')}
                data-tooltip=${t('Add a link')}
                @click=${(event: Event) => this.#add(event.currentTarget as HTMLElement)}
              >
                ${icon(Plus)}
              </button>`
            : nothing
        }
      </header>
      ${this.problem === '' ? nothing : html`<p class="field-error" role="alert">${this.problem}</p>`}
      ${this.#blockedSign(links)} ${ways().map((way) => this.#group(way, links))}
    </section>`
  }

  /** A task that is done with waits for nothing. */
  #blockedSign(links: readonly TaskLink[]): TemplateResult | typeof nothing {
    if (OVER.has(this.task.status)) return nothing
    const open = links.filter(
      ({ kind, direction, task }) =>
        kind === 'blocks' && direction === 'inward' && !OVER.has(task.status),
    )
    if (open.length === 0) return nothing
    const words = tn(
      'Blocked by %(count)s open task',
      'Blocked by %(count)s open tasks',
      open.length,
    )
    return html`<p class="links-blocked">${icon(OctagonMinus, { size: 14 })}${words}</p>`
  }

  #group(
    { kind, isInward, label }: Way,
    links: readonly TaskLink[],
  ): TemplateResult | typeof nothing {
    const isEven = kind === 'relates'
    const list = links.filter(
      (link) => link.kind === kind && (isEven || (link.direction === 'inward') === isInward),
    )
    if (list.length === 0) return nothing
    return html`<h4 class="links-kind">${label}</h4>
      <ul class="children" aria-label=${label}>
        ${list.map((link) => this.#row(link, label))}
      </ul>`
  }

  #row(link: TaskLink, label: string): TemplateResult {
    const { key, title, status } = link.task
    const href = `/w/${this.store.page.workspace.slug}/t/${key}/`
    return html`<li class="child-line">
      <a class="child grow" href=${href} ?data-done=${status === 'done'}>
        ${stateMark(status, true)} <span class="task-key">${key}</span>
        <span class="truncate">${title}</span>
      </a>
      ${
        this.store.canEdit
          ? html`<button
              class="button button-ghost button-icon button-small child-act"
              type="button"
              aria-label=${t('Remove: %(how)s %(key)s', { how: label, key })}
              @click=${() => this.#remove(link)}
            >
              ${icon(X, { size: 14 })}
            </button>`
          : nothing
      }
    </li>`
  }

  #add(anchor: HTMLElement): void {
    openMenu(
      anchor,
      ways().map((way) => ({
        label: way.label,
        // The menu gives the focus back to its button first; then the picker takes it.
        run: () => setTimeout(() => this.#pick(anchor, way)),
      })),
      { label: t('Add a link') },
    )
  }

  #pick(anchor: HTMLElement, way: Way): void {
    const without = new Set([this.task.id])
    pickTask(this.store, anchor, way.label, without, (other) => void this.#link(way, other))
  }

  /** What the server said, with what waits to be sent; null before anything is known. */
  #shown(): readonly TaskLink[] | null {
    const { task } = this
    const waiting = this.store.waiting
      .filter(isLinkOp)
      .filter(({ taskId, target }) => taskId === task.id || target === task.id)
    const isNew = task.id.startsWith('tmp-')
    if (this.links === null && waiting.length === 0 && !isNew) return null
    return overlaid<TaskLink>(this.links ?? [], waiting, ({ id, way, taskId, ends }) => {
      const direction = taskId === task.id ? 'outward' : 'inward'
      const other = ends.find((end) => end.id !== task.id)
      return other === undefined ? null : { id, kind: way, direction, task: other }
    })
  }

  async #link({ kind, isInward }: Way, other: TaskRef): Promise<void> {
    const { id, key, title, status } = this.task
    const ends = [{ id, key, title, status }, other]
    const [source, target] = isInward ? [other.id, id] : [id, other.id]
    const op = { kind: 'link.create', id: `tmp-${newKey()}`, taskId: source, target } as const
    this.problem = ''
    const outcome = await this.store.do({ ...op, way: kind, ends })
    if (outcome.kind === 'refused') this.problem = wordsOf(outcome.error)
  }

  #remove(link: TaskLink): void {
    const { id, key, title, status } = this.task
    const isInward = link.direction === 'inward'
    const [taskId, target] = isInward ? [link.task.id, id] : [id, link.task.id]
    const ends = [{ id, key, title, status }, link.task]
    const op = { kind: 'link.delete', id: link.id, taskId, target, way: link.kind, ends } as const
    actWithToast(this.store, [op], t('Removed the link to %(key)s', { key: link.task.key }))
  }

  async #load(): Promise<void> {
    const asked = this.task.id
    if (asked.startsWith('tmp-')) return
    try {
      const { results } = await api.get<{ results: TaskLink[] }>(`tasks/${asked}/links`, {
        isKept: true,
      })
      if (asked === this.task.id) this.links = results
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.links = []
      // Without a network links are made and shown all the same; the rest comes with it.
      else if (isPassing(error)) this.links ??= []
      else this.problem = t('The links did not load.')
    }
  }
}

customElements.define('tf-task-links', TfTaskLinks)
