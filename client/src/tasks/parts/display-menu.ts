/** How a view is shown: groups, groups within them, order, what rows show, what is left out. */

import { ArrowDown, ArrowUp, Settings2, X } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { registerActions } from '../../common/ui/actions'
import { placeBeside } from '../../common/ui/place'
import { fieldName } from '../query/choices'
import { SORTS } from '../sorting'
import { setViewState, type ViewState } from '../view-state'
import { density, setDensity, type Density } from './density'
import { viewActions } from './view-actions'
import type { OwnDisplay, ViewSource } from './view-source'

const GROUPS = ['status', 'priority', 'assignee', 'label', 'type', 'epic', 'sprint', 'milestone']
const SHOWN = [
  'key',
  'priority',
  'status',
  'type',
  'labels',
  'assignees',
  'due',
  'start',
  'points',
  'estimate',
  'sprint',
  'milestone',
  'parent',
  'subtasks',
  'created',
  'updated',
]
const MOST_SORTS = 3

interface Named {
  readonly id: string
  readonly name: string
}

export class TfDisplayMenu extends LitElement {
  static override properties = {
    source: { attribute: false },
    state: { attribute: false },
    isOpen: { state: true },
  }

  declare source: ViewSource
  declare state: ViewState
  declare isOpen: boolean
  #stop: (() => void) | undefined
  #undo: (() => void) | undefined

  constructor() {
    super()
    this.isOpen = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#undo = registerActions([
      {
        id: 'view.display',
        label: t('Display settings'),
        group: t('View'),
        keys: 'shift+v',
        icon: Settings2,
        run: () => this.#toggle(),
      },
      ...viewActions(this.source, () => this.#choices()),
    ])
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#undo?.()
    this.#close()
  }

  protected override render(): TemplateResult {
    return html`<button
        class="button button-small"
        type="button"
        data-display
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        data-tooltip=${t('Display settings')}
        data-shortcut="shift+v"
        @click=${() => this.#toggle()}
      >
        ${icon(Settings2)} ${t('Display')}
      </button>
      ${this.isOpen ? this.#panel() : nothing}`
  }

  #toggle(): void {
    if (this.isOpen) {
      this.#close()
      return
    }
    this.isOpen = true
    void this.updateComplete.then(() => {
      const button = this.querySelector<HTMLElement>('[data-display]')
      const panel = this.querySelector<HTMLElement>('.display-panel')
      if (button === null || panel === null) return
      this.#stop = placeBeside(button, panel)
      panel.querySelector<HTMLElement>('select')?.focus()
      document.addEventListener('pointerdown', this.#pressed, { capture: true })
    })
  }

  #pressed = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close()
  }

  #close(): void {
    document.removeEventListener('pointerdown', this.#pressed, { capture: true })
    this.#stop?.()
    const hadFocus = this.querySelector('.display-panel')?.contains(document.activeElement) === true
    this.isOpen = false
    if (hadFocus) this.querySelector<HTMLElement>('[data-display]')?.focus()
  }

  #keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#close()
  }

  #panel(): TemplateResult {
    return html`<div
      class="menu display-panel"
      role="dialog"
      aria-label=${t('Display settings')}
      @keydown=${this.#keyed}
    >
      ${this.source.display === undefined ? this.#all() : this.#own(this.source.display)}
    </div>`
  }

  #all(): TemplateResult {
    return html`${this.#grouping()}
    ${this.#choice(this.source.layout === 'board' ? t('Swimlanes') : t('Then by'), this.state.lanes, (lanes) => setViewState({ lanes }))}
    ${this.#sorts()} ${this.#switches()}
    ${this.source.hasDensity === true ? this.#density() : nothing} ${this.#shown()}`
  }

  #own({ hasGroups, lines }: OwnDisplay): TemplateResult {
    return html`${hasGroups ? this.#grouping() : nothing} ${lines()} ${this.#switches()}`
  }

  #grouping(): TemplateResult {
    return this.#choice(t('Group by'), this.state.group, (group) => setViewState({ group }))
  }

  #fields(): readonly Named[] {
    const context = this.source.context()
    const own = context.projects.flatMap(({ fields }) => fields)
    return own.map(({ id, name }) => ({ id: `field:${id}`, name }))
  }

  #groups(): readonly Named[] {
    const isAcross = this.source.context().projects.length > 1
    const known = isAcross ? ['project', ...GROUPS] : GROUPS
    const groups = known.map((id) => ({ id, name: fieldName(id === 'epic' ? 'parent' : id) }))
    return [...groups, ...this.#fields()]
  }

  #showable(): readonly Named[] {
    const plain = SHOWN.map((id) => ({ id, name: fieldName(SINGULAR[id] ?? id) }))
    return [...plain, ...this.#fields()]
  }

  /** What the palette offers of it. */
  #choices(): { readonly groups: readonly Named[]; readonly shown: readonly Named[] } {
    const { display } = this.source
    const groups = display?.hasGroups === false ? [] : this.#groups()
    return { groups, shown: display === undefined ? this.#showable() : [] }
  }

  #choice(
    label: string,
    chosen: string | null,
    set: (field: string | null) => void,
  ): TemplateResult {
    const choose = (event: Event) => set((event.target as HTMLSelectElement).value || null)
    return html`<label class="display-line">
      <span>${label}</span>
      <select class="select" @change=${choose}>
        <option value="" ?selected=${chosen === null}>${t('The usual')}</option>
        ${
          label === t('Group by') && this.source.layout === 'list'
            ? html`<option value="none" ?selected=${chosen === 'none'}>${t('No groups')}</option>`
            : nothing
        }
        ${this.#groups().map(
          ({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`,
        )}
      </select>
    </label>`
  }

  #sorts(): TemplateResult {
    const { sort } = this.state
    const rows = sort.length < MOST_SORTS ? [...sort, ''] : sort
    return html`<fieldset class="display-sorts">
      <legend>${t('Sort by')}</legend>
      ${rows.map((name, at) => this.#sortRow(name, at))}
    </fieldset>`
  }

  #sortRow(name: string, at: number): TemplateResult {
    const { sort } = this.state
    const plain = name.replace(/^-/, '')
    const isDown = name.startsWith('-')
    const names = SORTS.map((id) => ({ id: id as string, name: fieldName(id) }))
    const put = (next: string | null) => {
      const rest = sort.filter((_, place) => place !== at)
      if (next === null) setViewState({ sort: rest })
      else setViewState({ sort: [...rest.slice(0, at), next, ...rest.slice(at)] })
    }
    const choose = (event: Event) => put((event.target as HTMLSelectElement).value || null)
    return html`<div class="display-line">
      <select
        class="select grow"
        aria-label=${at === 0 ? t('Sort by') : t('Then by')}
        @change=${choose}
      >
        <option value="" ?selected=${plain === ''}>
          ${at === 0 ? t('By hand') : t('Nothing more')}
        </option>
        ${[...names, ...this.#fields()].map(
          ({ id, name: label }) =>
            html`<option value=${id} ?selected=${id === plain}>${label}</option>`,
        )}
      </select>
      ${
        plain === ''
          ? nothing
          : html`<button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-pressed=${isDown}
                aria-label=${t('The other way round')}
                @click=${() => put(isDown ? plain : `-${plain}`)}
              >
                ${icon(isDown ? ArrowDown : ArrowUp)}
              </button>
              <button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-label=${t('Do not sort by this')}
                @click=${() => put(null)}
              >
                ${icon(X)}
              </button>`
      }
    </div>`
  }

  #switches(): TemplateResult {
    const { state } = this
    const line = (label: string, isOn: boolean, set: (isOn: boolean) => void) =>
      html`<label class="display-line">
        <span>${label}</span>
        <input
          type="checkbox"
          .checked=${isOn}
          @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
        />
      </label>`
    return html`${line(t('Show done tasks'), !state.hidesDone, (isOn) => setViewState({ hidesDone: !isOn }))}
    ${line(t('Show archived tasks'), state.showsArchived, (isOn) => setViewState({ showsArchived: isOn }))}
    ${this.source.display === undefined ? line(t('Show empty groups'), !state.hidesEmpty, (isOn) => setViewState({ hidesEmpty: !isOn })) : nothing}`
  }

  #density(): TemplateResult {
    const choose = (event: Event) =>
      setDensity((event.target as HTMLSelectElement).value as Density)
    const option = (id: Density, name: string) =>
      html`<option value=${id} ?selected=${density() === id}>${name}</option>`
    return html`<label class="display-line">
      <span>${t('Density')}</span>
      <select class="select" @change=${choose}>
        ${option('comfortable', t('Comfortable'))} ${option('compact', t('Compact'))}
      </select>
    </label>`
  }

  #shown(): TemplateResult {
    const columns = this.state.columns ?? this.source.usual?.() ?? null
    const toggle = (id: string) => {
      const now = columns ?? []
      const next = now.includes(id) ? now.filter((each) => each !== id) : [...now, id]
      setViewState({ columns: next.length > 0 ? next : null })
    }
    return html`<fieldset class="display-shown">
      <legend>${t('Fields shown')}</legend>
      ${this.#showable().map(
        ({ id, name }) =>
          html`<button
            class="chip-toggle"
            type="button"
            aria-pressed=${columns?.includes(id) === true}
            @click=${() => toggle(id)}
          >
            ${name}
          </button>`,
      )}
    </fieldset>`
  }
}

const SINGULAR: Readonly<Record<string, string>> = { labels: 'label', assignees: 'assignee' }

customElements.define('tf-display-menu', TfDisplayMenu)
