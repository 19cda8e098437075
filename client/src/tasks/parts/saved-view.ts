/** The saved views of a place: which one is open, what of it was changed, and keeping that. */

import { Bookmark, ChevronDown } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { ApiError } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { copyText } from '../../common/ui/copy'
import { confirmAct } from '../../common/ui/dialog'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { errorToast, toast } from '../../common/ui/toast'
import { setViewState, PLAIN_VIEW, type ViewState } from '../view-state'
import { keptViews, type KeptViews, type ViewNews } from './kept-views'
import { askViewName } from './view-name'
import './view-tabs'
import { displayOf, stateOf, type SavedView, type ViewSource } from './view-source'

export class TfSavedView extends LitElement {
  static override properties = {
    source: { attribute: false },
    state: { attribute: false },
  }

  declare source: ViewSource
  declare state: ViewState
  #undo: (() => void)[] = []

  override createRenderRoot(): this {
    return this
  }

  protected override firstUpdated(): void {
    this.#kept.open()
    this.#undo = [
      this.#kept.subscribe(() => this.requestUpdate()),
      this.#kept.onNews((news) => this.#heard(news)),
      registerActions([
        {
          id: 'view.save',
          label: t('Save this view'),
          group: t('View'),
          keys: 'alt+s',
          isEnabled: () => this.source.canEdit,
          run: () => this.#save(),
        },
        {
          id: 'view.saved',
          label: t('Saved views'),
          group: t('View'),
          keys: 'g v',
          run: () => {
            const button = this.querySelector<HTMLElement>('[data-views]')
            if (button !== null) void this.#open(button)
          },
        },
      ]),
    ]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  get #kept(): KeptViews {
    return keptViews(this.source.viewsPath)
  }

  get #view(): SavedView | null {
    return this.#kept.find(this.state.view)
  }

  /** Whether the address says something else than what is saved. */
  get #isChanged(): boolean {
    const view = this.#view
    if (view === null) return false
    return said(stateOf(view)) !== said(this.state)
  }

  /** Who has changed nothing of the open view follows it; own changes stay, and can be saved. */
  #heard({ kind, before, now, who }: ViewNews): void {
    if (before.id !== this.state.view) return
    const name = before.name
    if (kind === 'deleted' || now === null) {
      setViewState({ view: null })
      toast(t('%(who)s deleted the view “%(name)s”. What it showed stays.', { who, name }))
      return
    }
    if (said(stateOf(before)) === said(stateOf(now))) return
    if (said(stateOf(before)) === said(this.state)) setViewState(stateOf(now))
    toast(t('%(who)s changed the view “%(name)s”', { who, name: now.name }))
  }

  protected override render(): TemplateResult {
    const view = this.#view
    return html`<button
        class="button button-small"
        type="button"
        data-views
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${(event: Event) => void this.#open(event.currentTarget as HTMLElement)}
      >
        ${icon(Bookmark)} <span class="truncate">${view?.name ?? t('Views')}</span>
        ${this.#isChanged ? html`<span class="view-changed">${t('changed')}</span>` : nothing}
        ${icon(ChevronDown, { size: 14 })}
      </button>
      ${this.#isChanged ? this.#changes() : nothing}`
  }

  #changes(): TemplateResult {
    const view = this.#view
    if (view === null) return html``
    return html`${
        this.source.canEdit
          ? html`<button
              class="button button-primary button-small"
              type="button"
              @click=${() => void this.#keep(view)}
            >
              ${t('Save')}
            </button>`
          : nothing
      }
      <button
        class="button button-ghost button-small"
        type="button"
        @click=${() => setViewState(stateOf(view))}
      >
        ${t('Reset')}
      </button>`
  }

  async #open(anchor: HTMLElement): Promise<void> {
    try {
      await this.#kept.load()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The views could not be read.'))
    }
    openMenu(anchor, this.#items(), { label: t('Saved views') })
  }

  #items(): MenuItem[] {
    const view = this.#view
    const views = (this.#kept.all ?? []).map((each) => ({
      label: each.is_shared ? each.name : t('%(name)s (only you)', { name: each.name }),
      isChecked: each.id === view?.id,
      run: () => this.#show(each),
    }))
    const all = {
      label: t('Everything'),
      isChecked: view === null,
      run: () => setViewState(PLAIN_VIEW),
    }
    const save = { label: t('Save as a new view…'), run: () => this.#name() }
    const line = { kind: 'line' } as const
    return [
      all,
      ...views,
      ...(this.source.canEdit ? [line, save] : []),
      ...(view === null ? [] : [line, ...this.#itemsOf(view)]),
    ]
  }

  #itemsOf(view: SavedView): MenuItem[] {
    const favorite = {
      label: view.is_favorite ? t('Take out of the side bar') : t('Keep in the side bar'),
      run: () => void this.#change(view, { is_favorite: !view.is_favorite }),
    }
    if (!this.source.canEdit) return [favorite]
    const all = this.#kept.all ?? []
    const at = all.findIndex(({ id }) => id === view.id)
    const own: MenuItem[] = [
      { label: t('Rename…'), run: () => this.#rename(view) },
      { label: t('Duplicate'), run: () => void this.#duplicate(view) },
      {
        label: t('Move earlier'),
        isDisabled: at <= 0,
        run: () => void this.#kept.move(view, -1),
      },
      {
        label: t('Move later'),
        isDisabled: at >= all.length - 1,
        run: () => void this.#kept.move(view, 1),
      },
    ]
    const share = {
      label: view.is_shared ? t('Show only to me') : t('Share with everybody here'),
      isDisabled: view.is_shared && !view.is_own,
      run: () => void this.#change(view, { is_shared: !view.is_shared }),
    }
    const remove = {
      label: t('Delete this view'),
      isDangerous: true,
      run: () => void this.#remove(view),
    }
    return [favorite, ...own, share, ...this.#publishing(view), remove]
  }

  #publishing(view: SavedView): MenuItem[] {
    const { public_path: path } = view
    if (path === null) {
      return [
        { label: t('Publish for everybody with the link'), run: () => void this.#publish(view) },
      ]
    }
    return [
      {
        label: t('Copy the public link'),
        run: () => void copyText(location.origin + path),
      },
      {
        label: t('Stop publishing'),
        run: () => void this.#change(view, { is_published: false }),
      },
    ]
  }

  async #publish(view: SavedView): Promise<void> {
    const agreed = await confirmAct({
      title: t('Publish “%(name)s”?', { name: view.name }),
      text: t(
        'Whoever has the link sees these tasks without signing in. You can stop it any time.',
      ),
      action: t('Publish'),
    })
    if (!agreed) return
    const next = await this.#change(view, { is_published: true })
    if (next?.public_path) void copyText(location.origin + next.public_path)
  }

  /** A view of another layout has a page of its own. */
  #show(view: SavedView): void {
    if (view.layout === this.source.layout) setViewState(stateOf(view))
    else location.assign(`/w/${frameData().workspace.slug}/views/${view.id}/`)
  }

  /** The open view keeps what was changed; what has no view yet gets a name. */
  #save(): void {
    const view = this.#view
    if (view === null) this.#name()
    else if (this.#isChanged) void this.#keep(view)
  }

  #name(): void {
    askViewName({
      title: t('Save view'),
      canShare: true,
      done: (name, isShared) => void this.#make(name, isShared),
    })
  }

  #rename(view: SavedView): void {
    const done = (name: string) => {
      if (name === view.name) return
      void this.#change(view, { name }, t('Renamed to “%(name)s”', { name }), { name: view.name })
    }
    askViewName({ title: t('Rename view'), name: view.name, done })
  }

  async #make(name: string, isShared: boolean): Promise<void> {
    const view = await this.#kept.make({
      name,
      query: this.state.query,
      layout: this.source.layout,
      display: displayOf(this.state),
      is_shared: isShared,
    })
    if (view === null) return
    setViewState({ view: view.id })
    toast(t('Saved “%(name)s”', { name }))
  }

  async #duplicate(view: SavedView): Promise<void> {
    const copy = await this.#kept.duplicate(view)
    if (copy === null) return
    this.#show(copy)
    toast(t('Made “%(name)s”', { name: copy.name }))
  }

  #keep(view: SavedView): Promise<SavedView | null> {
    const before = { query: view.query, display: view.display }
    const next = { query: this.state.query, display: displayOf(this.state) }
    return this.#change(view, next, t('Saved “%(name)s”', { name: view.name }), before)
  }

  /** Change it; where `words` say so, the toast takes it back. */
  async #change(
    view: SavedView,
    part: object,
    words?: string,
    before?: object,
  ): Promise<SavedView | null> {
    const next = await this.#kept.change(view, part)
    if (next !== null && words !== undefined && before !== undefined) {
      toast(words, { undo: () => void this.#kept.change(next, before) })
    }
    return next
  }

  async #remove(view: SavedView): Promise<void> {
    const state = this.state
    const isGone = await this.#kept.remove(view, () => setViewState(state))
    if (isGone) setViewState({ view: null })
  }
}

/** What of the state a view keeps. */
function said(state: ViewState): string {
  return JSON.stringify([state.query, displayOf(state)])
}

customElements.define('tf-saved-view', TfSavedView)
