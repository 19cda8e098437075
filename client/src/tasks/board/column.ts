/** One cell of the board: the cards of a column (in a lane), drawn only where they are near. */

import { Plus } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { css } from '../parts/css'
import { pointsOf } from './grid'
import type { Group } from '../grouping'
import { marksOf } from '../indexes'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { quickAdd } from '../quick/help'
import type { ProjectState } from '../state'
import { card, type CardFlags, type CardLook } from './card'
import './column-head'
import type { ColumnRequest } from './column-head'
import { makeDraggable, scrollWhileDragging } from './mouse'

/** Cards are drawn in bundles; those out of sight keep only their height. */
const BUNDLE = 20
const USUAL_HEIGHT = 96

export class TfColumn extends LitElement {
  static override properties = {
    group: { attribute: false },
    laneId: { attribute: false },
    tasks: { attribute: false, hasChanged: isOtherList },
    total: { attribute: false },
    look: { attribute: false },
    heldIds: { attribute: false, hasChanged: isOtherSet },
    activeId: { attribute: false },
    openId: { attribute: false },
    chosenIds: { attribute: false, hasChanged: isOtherSet },
    blockedIds: { attribute: false, hasChanged: isOtherSet },
    dropBefore: { attribute: false },
    isAdding: { attribute: false },
    isOnlyId: { attribute: false },
    canEdit: { attribute: false },
    canManage: { attribute: false },
    isFiltered: { attribute: false },
    pendingIds: { attribute: false, hasChanged: isOtherSet },
    marksState: { attribute: false },
    seen: { state: true },
  }

  declare group: Group
  declare laneId: string | null
  declare tasks: readonly Task[]
  declare total: number
  declare look: CardLook
  declare heldIds: ReadonlySet<string>
  declare activeId: string | null
  declare openId: string | null
  declare chosenIds: ReadonlySet<string>
  declare blockedIds: ReadonlySet<string>
  /** Where the held card would land: a card's id, null for the end, undefined for not here. */
  declare dropBefore: string | null | undefined
  declare isAdding: boolean
  /** Whether a task stands in one cell only, so that its id may name its card. */
  declare isOnlyId: boolean
  declare canEdit: boolean
  declare canManage: boolean
  declare isFiltered: boolean
  declare pendingIds: ReadonlySet<string>
  /** From which epics and the progress of subtasks are read. */
  declare marksState: ProjectState
  /** The bundles that are near what is seen. */
  declare seen: ReadonlySet<number>
  /** Whose people, labels and sprints a new card may name. */
  store!: ProjectStore
  mayDrag: () => boolean = () => true
  readonly #heights = new Map<number, number>()
  #observer: IntersectionObserver | null = null
  #stopScrolling: (() => void) | null = null
  readonly #draggables = new Map<HTMLElement, () => void>()

  constructor() {
    super()
    this.tasks = []
    this.laneId = null
    this.pendingIds = new Set()
    this.heldIds = new Set()
    this.chosenIds = new Set()
    this.blockedIds = new Set()
    this.seen = new Set([0])
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer?.disconnect()
    this.#observer = null
    this.#stopScrolling?.()
    this.#stopScrolling = null
    for (const undo of this.#draggables.values()) undo()
    this.#draggables.clear()
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('tasks') || changed.size === 0) this.#watchBundles()
    this.#watchCards()
    this.#placeLine()
  }

  protected override render(): TemplateResult {
    const { group, laneId } = this
    const label = laneId === null ? `column-${group.id}` : nothing
    return html`<section
      class="column"
      aria-labelledby=${label}
      aria-label=${laneId === null ? nothing : group.name}
    >
      ${laneId === null ? this.#head() : nothing}
      <div class="column-cards" role="list" data-cards>
        ${this.#bundles()}
        ${
          this.tasks.length === 0
            ? html`<p class="column-empty" role="listitem">${this.#emptyWords()}</p>`
            : nothing
        }
      </div>
      <div class="drop-line" ?hidden=${this.dropBefore === undefined}></div>
      ${this.canEdit ? this.#quickAdd() : nothing}
    </section>`
  }

  #head(): TemplateResult {
    return html`<tf-column-head
      .group=${this.group}
      .total=${this.total}
      .points=${pointsOf(this.tasks)}
      .canEdit=${this.canEdit}
      .canManage=${this.canManage}
    ></tf-column-head>`
  }

  #bundles(): TemplateResult[] {
    const { tasks } = this
    const activeAt = tasks.findIndex(({ id }) => id === this.activeId)
    const active = Math.floor(activeAt / BUNDLE)
    const count = Math.ceil(tasks.length / BUNDLE)
    return Array.from({ length: count }, (_, at) => {
      const bundle = tasks.slice(at * BUNDLE, (at + 1) * BUNDLE)
      const isDrawn = this.seen.has(at) || at === active || count === 1
      const height = this.#heights.get(at) ?? bundle.length * USUAL_HEIGHT
      const size = css({ 'min-block-size': isDrawn ? '0' : `${String(height)}px` })
      return html`<div class="card-bundle" role="presentation" data-bundle=${at} ${size}>
        ${isDrawn ? this.#cards(bundle) : nothing}
      </div>`
    })
  }

  #cards(bundle: readonly Task[]): unknown {
    return repeat(
      bundle,
      (task) => task.id,
      (task) => html`<div class="card-slot" role="listitem">${this.#card(task)}</div>`,
    )
  }

  #card(task: Task): unknown {
    const flags: CardFlags = {
      isHeld: this.heldIds.has(task.id),
      isActive: this.activeId === task.id,
      isOpen: this.openId === task.id,
      isChosen: this.chosenIds.has(task.id),
      isPending: this.pendingIds.has(task.id),
      isOnlyId: this.isOnlyId,
      isBlocked: this.blockedIds.has(task.id),
      canEdit: this.canEdit,
    }
    const marks = marksOf(task, this.marksState)
    const { epic, progress } = marks
    const parts = [task, this.look, epic, progress?.done, progress?.total, ...Object.values(flags)]
    return guard(parts, () => card(task, flags, this.look, marks))
  }

  #emptyWords(): string {
    if (this.isFiltered && this.total > 0) return t('Nothing here matches the filter')
    return this.canEdit ? t('Drop a card here, or add one') : t('Nothing here')
  }

  #quickAdd(): TemplateResult {
    const { id: columnId, name } = this.group
    const { laneId } = this
    if (!this.isAdding) {
      return html`<button
        class="column-add"
        type="button"
        aria-label=${laneId === null ? nothing : t('Add a task to %(column)s', { column: name })}
        @click=${() => this.#ask({ kind: 'adding', columnId, laneId })}
      >
        ${icon(Plus)} ${t('Add task')}
      </button>`
    }
    return html`<form class="quick-add" @submit=${(event: Event) => event.preventDefault()}>
      <textarea
        class="textarea"
        rows="2"
        maxlength="300"
        enterkeyhint="done"
        placeholder=${t('Fix login !high @ana #bug tomorrow 3pts')}
        aria-label=${t('Title of the new task in %(column)s', { column: name })}
        ${quickAdd(this.store)}
        @keydown=${this.#quickKeys}
        @blur=${this.#quickBlur}
      ></textarea>
      <p class="help">${t('Enter adds and stays, Escape closes')}</p>
    </form>`
  }

  drawNow(): void {
    if (this.isUpdatePending) this.performUpdate()
  }

  #quickKeys = (event: KeyboardEvent): void => {
    const field = event.currentTarget as HTMLTextAreaElement
    const { laneId } = this
    if (event.key === 'Escape') {
      event.stopPropagation()
      field.value = ''
      this.#ask({ kind: 'adding', columnId: null, laneId })
    }
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    this.#ask({ kind: 'quick-add', columnId: this.group.id, laneId, text })
    // The new card is the last one: bring it into view above the field.
    void this.updateComplete.then(() => {
      const cards = this.querySelector('[data-cards]')
      requestAnimationFrame(() => cards?.scrollTo({ top: cards.scrollHeight }))
    })
  }

  #quickBlur = (event: FocusEvent): void => {
    const field = event.currentTarget as HTMLTextAreaElement
    if (field.value.trim() === '')
      this.#ask({ kind: 'adding', columnId: null, laneId: this.laneId })
  }

  #ask(detail: ColumnRequest): void {
    this.dispatchEvent(new CustomEvent('tf-column', { detail, bubbles: true }))
  }

  /** Bundles come and go as they near what is seen; their height stays when they go. */
  #watchBundles(): void {
    // A margin holds only for the scroller that it is a margin of.
    const scroller =
      this.laneId === null ? this.querySelector('[data-cards]') : this.closest('.kanban')
    this.#observer ??= new IntersectionObserver((entries) => this.#crossed(entries), {
      root: scroller,
      rootMargin: '900px 400px',
    })
    this.#observer.disconnect()
    const bundles = this.querySelectorAll('[data-bundle]')
    if (bundles.length > 1) for (const bundle of bundles) this.#observer.observe(bundle)
  }

  #crossed(entries: readonly IntersectionObserverEntry[]): void {
    const seen = new Set(this.seen)
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const at = Number((target as HTMLElement).dataset.bundle)
      if (isIntersecting) seen.add(at)
      else if (seen.delete(at)) this.#heights.set(at, boundingClientRect.height)
    }
    if (isOtherSet(seen, this.seen)) this.seen = seen
  }

  #watchCards(): void {
    const cards = this.querySelector<HTMLElement>('[data-cards]')
    if (cards !== null && this.laneId === null) this.#stopScrolling ??= scrollWhileDragging(cards)
    if (!this.canEdit) return
    const now = new Set(this.querySelectorAll<HTMLElement>('[data-task]'))
    for (const [element, undo] of this.#draggables) {
      if (now.has(element)) continue
      undo()
      this.#draggables.delete(element)
    }
    for (const element of now) {
      if (this.#draggables.has(element)) continue
      this.#draggables.set(
        element,
        makeDraggable(element, () => this.mayDrag()),
      )
    }
  }

  /** The line that shows the landing place is laid over the cards: nothing moves for it. */
  #placeLine(): void {
    const line = this.querySelector<HTMLElement>('.drop-line')
    const list = this.querySelector<HTMLElement>('[data-cards]')
    if (line === null || list === null || this.dropBefore === undefined) return
    const slots = [...list.querySelectorAll<HTMLElement>('.card-slot')]
    const next = slots.find((slot) =>
      slot.querySelector(`[data-task="${CSS.escape(this.dropBefore ?? '')}"]`),
    )
    const last = slots.at(-1)
    const end = last === undefined ? 4 : last.offsetTop + last.offsetHeight + 2
    const y = (next === undefined ? end : next.offsetTop - 5) - list.scrollTop
    line.style.transform = `translateY(${String(list.offsetTop + Math.max(0, Math.min(y, list.clientHeight)))}px)`
  }
}

function isOtherList(now: readonly Task[], before: readonly Task[] | undefined): boolean {
  return now.length !== before?.length || now.some((task, at) => task !== before[at])
}

function isOtherSet<T>(now: ReadonlySet<T>, before: ReadonlySet<T> | undefined): boolean {
  return now.size !== before?.size || [...now].some((each) => !before.has(each))
}

customElements.define('tf-column', TfColumn)
