/** The saved views of a place as tabs beside its layouts; carried to another place in the row. */

import { Bookmark } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { frameData } from '../../common/frame-data'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { onViewState, setViewState, viewState } from '../view-state'
import { keptViews, type KeptViews } from './kept-views'
import { stateOf, type SavedView } from './view-source'

export class TfViewTabs extends LitElement {
  static override properties = { path: {}, layout: {}, open: { state: true } }

  /** Where the views are kept, and the layout that this page shows. */
  declare path: string
  declare layout: string
  declare open: string | null
  #carried: SavedView | null = null
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.path = ''
    this.layout = ''
    this.open = viewState().view
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#views.open()
    this.#undo = [
      this.#views.subscribe(() => this.requestUpdate()),
      onViewState(({ view }) => {
        this.open = view
      }),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  get #views(): KeptViews {
    return keptViews(this.path)
  }

  protected override render(): TemplateResult {
    const views = this.#views.all ?? []
    if (views.length === 0) return html``
    return html`<span class="view-tabs" role="group" aria-label=${t('Saved views')}>
      ${views.map((view) => this.#tab(view))}
    </span>`
  }

  #tab(view: SavedView): TemplateResult {
    const slug = frameData().workspace.slug
    const title = view.is_shared ? view.name : t('%(name)s (only you)', { name: view.name })
    const choose = (event: MouseEvent) => {
      if (view.layout !== this.layout || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      setViewState(stateOf(view))
    }
    return html`<a
      class="tab view-tab"
      href="/w/${slug}/views/${view.id}/"
      title=${title}
      aria-current=${view.id === this.open ? 'true' : nothing}
      draggable=${frameData().canCreate ? 'true' : 'false'}
      @click=${choose}
      @dragstart=${() => {
        this.#carried = view
      }}
      @dragover=${(event: DragEvent) => {
        if (this.#carried !== null) event.preventDefault()
      }}
      @drop=${(event: DragEvent) => this.#dropped(event, view)}
      @dragend=${() => {
        this.#carried = null
      }}
      >${icon(Bookmark, { size: 14 })}<span class="truncate">${view.name}</span></a
    >`
  }

  #dropped(event: DragEvent, other: SavedView): void {
    const view = this.#carried
    if (view === null) return
    event.preventDefault()
    this.#carried = null
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const isStart = event.clientX < box.left + box.width / 2
    const isRtl = getComputedStyle(this).direction === 'rtl'
    void this.#views.place(view, other, isStart === isRtl ? 'after' : 'before')
  }
}

customElements.define('tf-view-tabs', TfViewTabs)
