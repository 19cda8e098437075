/** My work: what waits for me in every project, by when it is due. */

import { CalendarSync } from 'lucide-static'
import { html, LitElement, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openFeed } from '../time/feed'
import { PLAIN_VIEW, type ViewState } from '../view-state'
import './list'
import { acrossRows } from './rows'
import { openAcross } from './open'

const GROUPS = ['time', 'project', 'priority', 'status'] as const
type Group = (typeof GROUPS)[number]

function groupName(group: Group): string {
  switch (group) {
    case 'time':
      return t('When it is due')
    case 'project':
      return t('Project')
    case 'priority':
      return t('Priority')
    case 'status':
      return t('Status')
  }
}

const TABS = ['assigned', 'created', 'watching', 'soon', 'overdue'] as const
type Tab = (typeof TABS)[number]

const QUERIES: Readonly<Record<Tab, string>> = {
  assigned: 'assignee:me is:open',
  created: 'creator:me is:open',
  watching: 'watcher:me is:open',
  soon: 'assignee:me is:open due:today..+7d',
  overdue: 'assignee:me is:overdue',
}

function tabName(tab: Tab): string {
  switch (tab) {
    case 'assigned':
      return t('Assigned to me')
    case 'created':
      return t('Created by me')
    case 'watching':
      return t('Watching')
    case 'soon':
      return t('Due soon')
    case 'overdue':
      return t('Overdue')
  }
}

function emptyWords(tab: Tab): string {
  switch (tab) {
    case 'assigned':
      return t('Nothing is assigned to you. What others give you stands here at once.')
    case 'created':
      return t('Nothing that you made is open.')
    case 'watching':
      return t('You watch no open task. Watch one from its panel to follow it here.')
    case 'soon':
      return t('Nothing of yours is due within a week.')
    case 'overdue':
      return t('Nothing of yours is overdue.')
  }
}

export class TfMyWork extends LitElement {
  static override properties = { tab: { state: true }, group: { state: true } }

  declare tab: Tab
  declare group: Group
  readonly store = openAcross()
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.tab = this.#asked()
    this.group = this.#grouping()
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const follow = () => {
      const tab = this.#asked()
      this.group = this.#grouping()
      if (tab !== this.tab) this.#show(tab)
    }
    window.addEventListener('popstate', follow)
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      this.store.open(),
      () => window.removeEventListener('popstate', follow),
    ]
    this.#show(this.tab)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  #asked(): Tab {
    const asked = new URLSearchParams(location.search).get('show')
    return TABS.find((tab) => tab === asked) ?? 'assigned'
  }

  #grouping(): Group {
    const asked = new URLSearchParams(location.search).get('group')
    return GROUPS.find((group) => group === asked) ?? 'time'
  }

  #regroup(group: Group): void {
    this.group = group
    const parameters = new URLSearchParams(location.search)
    if (group === 'time') parameters.delete('group')
    else parameters.set('group', group)
    const text = parameters.toString()
    history.replaceState(null, '', location.pathname + (text === '' ? '' : `?${text}`))
  }

  #show(tab: Tab): void {
    this.tab = tab
    this.store.isLoaded = false
    const view: ViewState = { ...PLAIN_VIEW, query: QUERIES[tab], sort: ['due', '-priority'] }
    void this.store.show(view)
  }

  #choose(tab: Tab): void {
    const parameters = new URLSearchParams(this.group === 'time' ? {} : { group: this.group })
    if (tab !== 'assigned') parameters.set('show', tab)
    const text = parameters.toString()
    history.pushState(null, '', location.pathname + (text === '' ? '' : `?${text}`))
    this.#show(tab)
  }

  protected override render(): TemplateResult {
    const rows = acrossRows(this.store.tasks, { by: this.group }, this.store.context())
    return html`<div class="view-bar">
        <div class="across-tabs" role="group" aria-label=${t('What is shown')}>
          ${TABS.map(
            (tab) =>
              html`<button
                class="chip-toggle"
                type="button"
                aria-pressed=${tab === this.tab}
                @click=${() => this.#choose(tab)}
              >
                ${tabName(tab)}
              </button>`,
          )}
        </div>
        <label class="across-group push"
          ><span class="meta">${t('Group by')}</span>
          <select
            class="select select-small"
            @change=${(event: Event) => this.#regroup((event.target as HTMLSelectElement).value as Group)}
          >
            ${GROUPS.map((group) => html`<option value=${group} ?selected=${group === this.group}>${groupName(group)}</option>`)}
          </select>
        </label>
        <button
          class="button button-ghost button-icon button-small"
          type="button"
          aria-label=${t('Calendar address')}
          title=${t('Calendar address')}
          @click=${() => void openFeed(this.store.page.workspace.slug, null)}
        >
          ${icon(CalendarSync)}
        </button>
      </div>
      <tf-across-list
        .store=${this.store}
        .rows=${rows}
        .nothingWords=${emptyWords(this.tab)}
      ></tf-across-list>`
  }
}

customElements.define('tf-my-work', TfMyWork)
