/** The saved views of a place: which one is open, what of it was changed, and keeping that. */

import { Bookmark, ChevronDown } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { copyText } from '../../common/ui/copy'
import { confirmAct, openDialog } from '../../common/ui/dialog'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { errorToast, toast } from '../../common/ui/toast'
import { setViewState, PLAIN_VIEW, type ViewState } from '../view-state'
import { displayOf, loadViews, stateOf, type SavedView, type ViewSource } from './view-source'

export class TfSavedView extends LitElement {
  static override properties = {
    source: { attribute: false },
    state: { attribute: false },
    views: { state: true },
  }

  declare source: ViewSource
  declare state: ViewState
  declare views: readonly SavedView[] | null
  #isAsked = false

  constructor() {
    super()
    this.views = null
  }

  override createRenderRoot(): this {
    return this
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isNamed = this.state.view !== null && changed.has('state')
    if (isNamed && !this.#isAsked) void this.#load()
  }

  get #view(): SavedView | null {
    return this.views?.find(({ id }) => id === this.state.view) ?? null
  }

  /** Whether the address says something else than what is saved. */
  get #isChanged(): boolean {
    const view = this.#view
    if (view === null) return false
    const saved = stateOf(view)
    const said = ({ query, ...rest }: ViewState) =>
      JSON.stringify([query, displayOf({ query, ...rest })])
    return said(saved) !== said(this.state)
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
              ${t('Save changes')}
            </button>`
          : nothing
      }
      <button
        class="button button-ghost button-small"
        type="button"
        @click=${() => setViewState(stateOf(view))}
      >
        ${t('Revert')}
      </button>`
  }

  async #load(): Promise<void> {
    this.#isAsked = true
    try {
      this.views = await loadViews(this.source)
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The views could not be read.'))
    }
  }

  async #open(anchor: HTMLElement): Promise<void> {
    await this.#load()
    openMenu(anchor, this.#items(), { label: t('Saved views') })
  }

  #items(): MenuItem[] {
    const view = this.#view
    const views = (this.views ?? []).map((each) => ({
      label: each.is_shared ? each.name : t('%(name)s (only you)', { name: each.name }),
      isChecked: each.id === view?.id,
      run: () => setViewState(stateOf(each)),
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
    return [favorite, share, ...this.#publishing(view), remove]
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

  #name(): void {
    const save = (event: Event) => {
      event.preventDefault()
      const form = new FormData(event.target as HTMLFormElement)
      dialog.close()
      void this.#make(String(form.get('name')).trim(), form.get('shared') !== null)
    }
    const dialog = openDialog({
      title: t('Save view'),
      body: html`<form class="form" id="save-view" @submit=${save}>
        <div class="field">
          <label for="view-name">${t('Name')}</label>
          <input
            class="input"
            id="view-name"
            name="name"
            maxlength="100"
            required
            autocomplete="off"
          />
        </div>
        <label class="row"
          ><input type="checkbox" name="shared" />${t('Share with everybody here')}</label
        >
      </form>`,
      foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
        <button class="button button-primary" form="save-view">${t('Save view')}</button>`,
    })
  }

  async #make(name: string, isShared: boolean): Promise<void> {
    const { query } = this.state
    const body = {
      name,
      query,
      layout: this.source.layout,
      display: displayOf(this.state),
      is_shared: isShared,
    }
    try {
      const view = await api.post<SavedView>(this.source.viewsPath, body as never)
      this.views = [...(this.views ?? []), view]
      setViewState({ view: view.id })
      toast(t('Saved “%(name)s”', { name }))
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The view was not saved.'))
    }
  }

  async #keep(view: SavedView): Promise<void> {
    const before = { query: view.query, display: view.display }
    const next = { query: this.state.query, display: displayOf(this.state) }
    const saved = await this.#change(view, next)
    if (saved === null) return
    toast(t('Saved “%(name)s”', { name: view.name }), {
      undo: () => void this.#change(view, before),
    })
  }

  async #change(view: SavedView, part: object): Promise<SavedView | null> {
    try {
      const next = await api.patch<SavedView>(`views/${view.id}`, part as never)
      this.views = (this.views ?? []).map((each) => (each.id === next.id ? next : each))
      return next
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The view was not saved.'))
      return null
    }
  }

  async #remove(view: SavedView): Promise<void> {
    const agreed = await confirmAct({
      title: t('Delete “%(name)s”?', { name: view.name }),
      text: t('The tasks in it stay. A public link to it stops working.'),
      action: t('Delete'),
      isDangerous: true,
    })
    if (!agreed) return
    try {
      await api.delete(`views/${view.id}`)
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The view was not deleted.'))
      return
    }
    this.views = (this.views ?? []).filter(({ id }) => id !== view.id)
    setViewState({ view: null })
  }
}

customElements.define('tf-saved-view', TfSavedView)
