/** Dashboards of a workspace: which one stands in the address; widgets are arranged by hand. */

import { ChartColumn, Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api, ApiError, type Page } from '../common/api'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import { liveSocket } from '../common/socket'
import { announce } from '../common/ui/announce'
import { emptyState } from '../common/ui/empty'
import { errorToast, toast } from '../common/ui/toast'
import type { User } from '../tasks/model'
import type { ProjectNames } from '../tasks/query/context'
import { dashboardMenu, nameDialog } from './dashboard-menu'
import './report'
import './task-widget'
import { arrangeByDrag, widgetFrame, type WidgetVerbs } from './widget-frame'
import { openWidgetDialog } from './widget-dialog'
import { moved, sampleWidgets, titleOf, type Dashboard, type Widget } from './widgets'

interface DashboardsData {
  readonly me: User
  readonly workspace: { readonly id: string; readonly slug: string }
  readonly can_create: boolean
  readonly projects: readonly ProjectNames[]
  readonly members: readonly User[]
  readonly dashboards: readonly Dashboard[]
}

export class TfDashboards extends LitElement {
  static override properties = { all: { state: true }, openId: { state: true } }

  declare all: readonly Dashboard[]
  declare openId: string
  readonly #data: DashboardsData
  #leave: (() => void)[] = []

  constructor() {
    super()
    const text = document.getElementById('tf-page')?.textContent ?? '{}'
    this.#data = JSON.parse(text) as DashboardsData
    this.all = this.#data.dashboards
    this.openId = ''
    this.#readAddress()
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('popstate', this.#readAddress)
    const heard = ({ type }: { readonly type: string }): void => {
      if (type.startsWith('dashboard.')) void this.#reload()
    }
    const { me, workspace } = this.#data
    this.#leave = [`workspace:${workspace.id}`, `user:${me.id}`].map((room) =>
      liveSocket().join(room, { event: heard, resync: () => void this.#reload() }),
    )
    this.#leave.push(arrangeByDrag(this, (from, to) => this.#move(from, to)))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('popstate', this.#readAddress)
    for (const leave of this.#leave) leave()
  }

  readonly #readAddress = (): void => {
    this.openId = new URLSearchParams(location.search).get('dashboard') ?? ''
  }

  get #open(): Dashboard | undefined {
    return this.all.find(({ id }) => id === this.openId) ?? this.all[0]
  }

  #show(id: string): void {
    history.pushState(null, '', `?dashboard=${id}`)
    this.openId = id
  }

  async #reload(): Promise<void> {
    const path = `workspaces/${this.#data.workspace.slug}/dashboards`
    const page = await api.get<Page<Dashboard>>(path).catch(() => null)
    if (page !== null) this.all = page.results
  }

  #put(dashboard: Dashboard): void {
    const others = this.all.filter(({ id }) => id !== dashboard.id)
    this.all = [...others, dashboard].sort((a, b) => a.name.localeCompare(b.name))
  }

  /** Shown at once; what the server refuses goes back to what it was. */
  async #change(dashboard: Dashboard, values: Partial<Dashboard>): Promise<boolean> {
    this.#put({ ...dashboard, ...values })
    try {
      this.#put(await api.patch<Dashboard>(`dashboards/${dashboard.id}`, values))
      return true
    } catch (error) {
      this.#put(dashboard)
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
      return false
    }
  }

  async #create(name: string, isShared: boolean, widgets: readonly Widget[] = []): Promise<void> {
    try {
      const path = `workspaces/${this.#data.workspace.slug}/dashboards`
      const made = await api.post<Dashboard>(path, { name, is_shared: isShared, widgets })
      this.#put(made)
      this.#show(made.id)
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
    }
  }

  /** Gone at once; the way back makes the same again, as one's own. */
  async #delete(dashboard: Dashboard): Promise<void> {
    try {
      await api.delete(`dashboards/${dashboard.id}`)
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('It was not deleted.'))
      return
    }
    this.all = this.all.filter(({ id }) => id !== dashboard.id)
    const { name, is_shared: isShared, widgets } = dashboard
    toast(t('Deleted “%(name)s”', { name }), {
      undo: () => this.#create(name, isShared, widgets),
    })
  }

  #setWidgets(widgets: readonly Widget[]): void {
    if (this.#open !== undefined) void this.#change(this.#open, { widgets })
  }

  #move(from: number, to: number): void {
    const widgets = this.#open?.widgets ?? []
    const next = moved(widgets, from, to)
    if (next === widgets) return
    this.#setWidgets(next)
    const place = { place: to + 1, count: widgets.length }
    announce(t('Place %(place)s of %(count)s', place))
  }

  #edit(widget: Widget | null): void {
    openWidgetDialog({
      workspace: this.#data.workspace.slug,
      names: this.#data,
      widget,
      onSave: (saved) => {
        const widgets = this.#open?.widgets ?? []
        const isNew = !widgets.some(({ id }) => id === saved.id)
        this.#setWidgets(
          isNew
            ? [...widgets, saved]
            : widgets.map((each) => (each.id === saved.id ? saved : each)),
        )
      },
    })
  }

  #remove(widget: Widget): void {
    const before = this.#open?.widgets ?? []
    this.#setWidgets(before.filter(({ id }) => id !== widget.id))
    toast(t('Removed “%(title)s”', { title: titleOf(widget) }), {
      undo: () => this.#setWidgets(before),
    })
  }

  protected override render(): TemplateResult {
    const open = this.#open
    return html`<div class="dashboards">
      ${this.#bar(open)} ${open === undefined ? this.#welcome() : this.#widgets(open)}
    </div>`
  }

  #bar(open: Dashboard | undefined): TemplateResult | typeof nothing {
    if (open === undefined) return nothing
    return html`<div class="dashboard-bar">
      <label class="visually-hidden" for="dashboard-choice">${t('Dashboard')}</label>
      <select
        class="select dashboard-choice"
        id="dashboard-choice"
        @change=${(event: Event) => this.#show((event.target as HTMLSelectElement).value)}
      >
        ${repeat(
          this.all,
          ({ id }) => id,
          ({ id, name }) => html`<option value=${id} ?selected=${id === open.id}>${name}</option>`,
        )}
      </select>
      <span class="chip">${open.is_shared ? t('Shared') : t('Only you')}</span>
      <span class="push"></span>
      ${
        open.can_edit
          ? html`<button
              class="button button-primary"
              type="button"
              @click=${() => this.#edit(null)}
            >
              ${icon(Plus)}${t('Add widget')}
            </button>`
          : nothing
      }
      ${dashboardMenu({
        dashboard: open,
        canCreate: this.#data.can_create,
        isOwn: open.owner.id === this.#data.me.id,
        create: () => this.#askName(),
        rename: () =>
          nameDialog(t('Rename'), open.name, null, (name) => void this.#change(open, { name })),
        share: () => void this.#change(open, { is_shared: !open.is_shared }),
        remove: () => void this.#delete(open),
      })}
    </div>`
  }

  #askName(): void {
    nameDialog(t('New dashboard'), '', true, (name, isShared) => void this.#create(name, isShared))
  }

  #welcome(): TemplateResult {
    const actions = html`<button
      class="button button-primary"
      type="button"
      @click=${() => this.#askName()}
    >
      ${t('New dashboard')}
    </button>`
    return emptyState({
      mark: ChartColumn,
      title: t('No dashboard yet'),
      text: t('A dashboard puts the reports that you look at often side by side, live.'),
      actions: this.#data.can_create ? actions : nothing,
    })
  }

  #widgets(open: Dashboard): TemplateResult {
    if (open.widgets.length === 0) return this.#firstWidgets(open)
    const verbs: WidgetVerbs = {
      move: (from, to) => this.#move(from, to),
      edit: (widget) => this.#edit(widget),
      remove: (widget) => this.#remove(widget),
      resize: (widget, size) =>
        this.#setWidgets(
          open.widgets.map((each) => (each.id === widget.id ? { ...each, size } : each)),
        ),
    }
    return html`<div class="dashboard-grid">
      ${repeat(
        open.widgets,
        ({ id }) => id,
        (widget, place) =>
          widgetFrame({
            widget,
            place,
            count: open.widgets.length,
            verbs: open.can_edit ? verbs : null,
            project: this.#data.projects.find(({ id }) => id === widget.project),
            body: this.#body(widget),
          }),
      )}
    </div>`
  }

  #firstWidgets(open: Dashboard): TemplateResult {
    const [first] = this.#data.projects
    const sample = () => first !== undefined && this.#setWidgets(sampleWidgets(first))
    const actions = html`<button
        class="button button-primary"
        type="button"
        @click=${() => this.#edit(null)}
      >
        ${t('Add widget')}
      </button>
      <button class="button" type="button" @click=${sample}>${t('Start with a sample')}</button>`
    return emptyState({
      mark: ChartColumn,
      title: t('Nothing stands here yet'),
      text: t('Add a report, a single number or a list of tasks. Drag them into any order.'),
      actions: open.can_edit && first !== undefined ? actions : nothing,
    })
  }

  #body(widget: Widget): TemplateResult {
    const { workspace, projects } = this.#data
    const project = widget.project ?? ''
    const rooms = project === '' ? projects.map(({ id }) => id) : [project]
    if (widget.kind === 'tasks')
      return html`<tf-task-widget
        workspace=${workspace.slug}
        project=${project}
        query=${widget.query}
        limit=${widget.limit}
        .rooms=${rooms}
      ></tf-task-widget>`
    return html`<tf-report
      compact
      kind=${widget.report}
      workspace=${workspace.slug}
      project=${project}
      figure=${widget.kind === 'number' ? widget.figure : ''}
      .said=${widget.said}
      .rooms=${rooms}
    ></tf-report>`
  }
}

customElements.define('tf-dashboards', TfDashboards)
