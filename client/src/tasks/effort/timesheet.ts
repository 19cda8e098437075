/** The timesheet: a week of the workspace, a row for each person and task, a column a day. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { ChevronLeft, ChevronRight, Download } from 'lucide-static'
import { api } from '../../common/api'
import { locale, t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { liveSocket, type LiveEvent } from '../../common/socket'
import { isoDate } from '../grammar'
import { minutesWords } from './minutes'

const AGAIN_MS = 300

interface Row {
  readonly user: { readonly id: string; readonly name: string }
  readonly task: { readonly key: string; readonly title: string; readonly workspace: string }
  readonly minutes: readonly number[]
  readonly total: number
}

interface Sheet {
  readonly week: string
  readonly days: readonly string[]
  readonly rows: readonly Row[]
  readonly totals: readonly number[]
  readonly total: number
}

export class TfTimesheet extends LitElement {
  static override properties = { sheet: { state: true }, hasFailed: { state: true } }

  declare sheet: Sheet | null
  declare hasFailed: boolean
  readonly #page = JSON.parse(document.getElementById('tf-page')?.textContent ?? '{}') as {
    slug: string
    me: { id: string }
    projects: readonly string[]
  }
  #leaves: readonly (() => void)[] = []
  #again: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.sheet = null
    this.hasFailed = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const { searchParams } = new URL(location.href)
    void this.#load(searchParams.get('week') ?? '', searchParams.get('user') ?? '')
    const handlers = {
      event: ({ type }: LiveEvent) => {
        if (type === 'time.updated') this.#refresh()
      },
      resync: () => this.#refresh(),
    }
    const join = (id: string): (() => void) => liveSocket().join(`project:${id}`, handlers)
    this.#leaves = this.#page.projects.map(join)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const leave of this.#leaves) leave()
    clearTimeout(this.#again)
  }

  protected override render(): TemplateResult {
    const { sheet } = this
    return html`<div class="page page-wide stack">
      <header class="page-head">
        <h1>${t('Timesheet')}</h1>
        <div class="page-actions">${sheet ? this.#controls(sheet) : nothing}</div>
      </header>
      ${this.#body()}
    </div>`
  }

  #body(): TemplateResult {
    if (this.hasFailed)
      return html`<p class="notice notice-danger" role="alert">
        ${t('The timesheet did not load. Reload the page to try again.')}
      </p>`
    if (this.sheet === null)
      return html`<div class="skeleton timesheet-waiting" aria-hidden="true"></div>`
    if (this.sheet.rows.length === 0)
      return html`<div class="empty">
        <h2>${t('No time in this week')}</h2>
        <p>${t('Start the timer on a task, or enter time there; it is added up here.')}</p>
      </div>`
    return table(this.sheet)
  }

  #controls(sheet: Sheet): TemplateResult {
    const user = this.#user()
    const csv = new URLSearchParams({ week: sheet.week, as: 'csv', ...(user ? { user } : {}) })
    return html`<div class="segmented" role="group" aria-label=${t('Whose time')}>
        <button
          type="button"
          aria-pressed=${String(user === '')}
          @click=${() => void this.#load(sheet.week, '')}
        >
          ${t('Everybody')}
        </button>
        <button
          type="button"
          aria-pressed=${String(user !== '')}
          @click=${() => void this.#load(sheet.week, this.#page.me.id)}
        >
          ${t('Me')}
        </button>
      </div>
      <button
        class="button button-ghost button-icon"
        type="button"
        aria-label=${t('The week before')}
        @click=${() => void this.#load(shifted(sheet.week, -7), user)}
      >
        ${icon(ChevronLeft, { flip: true })}
      </button>
      <span class="number timesheet-week" aria-live="polite">${weekWords(sheet)}</span>
      <button
        class="button button-ghost button-icon"
        type="button"
        aria-label=${t('The week after')}
        @click=${() => void this.#load(shifted(sheet.week, 7), user)}
      >
        ${icon(ChevronRight, { flip: true })}
      </button>
      <a class="button" href=${`/api/v1/workspaces/${this.#page.slug}/timesheet?${csv.toString()}`}
        >${icon(Download)}${t('CSV')}</a
      >`
  }

  #user(): string {
    return new URL(location.href).searchParams.get('user') ?? ''
  }

  /** Somebody's time changed; many changes at once are asked for once. */
  #refresh(): void {
    clearTimeout(this.#again)
    this.#again = setTimeout(() => void this.#load(this.sheet?.week ?? '', this.#user()), AGAIN_MS)
  }

  async #load(week: string, user: string): Promise<void> {
    try {
      const query = { ...(week ? { week } : {}), ...(user ? { user } : {}) }
      this.sheet = await api.get<Sheet>(`workspaces/${this.#page.slug}/timesheet`, { query })
      this.hasFailed = false
      const address = new URLSearchParams(query).toString()
      history.replaceState(null, '', address ? `?${address}` : location.pathname)
    } catch {
      this.hasFailed = true
    }
  }
}

function table(sheet: Sheet): TemplateResult {
  return html`<div class="table-wrap">
    <table class="table timesheet">
      <thead>
        <tr>
          <th scope="col">${t('Person')}</th>
          <th scope="col">${t('Task')}</th>
          ${sheet.days.map((day) => html`<th scope="col" class="number">${dayWords(day)}</th>`)}
          <th scope="col" class="number">${t('Total')}</th>
        </tr>
      </thead>
      <tbody>
        ${sheet.rows.map(
          (row, place) =>
            html`<tr ?data-same=${sheet.rows[place - 1]?.user.id === row.user.id}>
              <td>${row.user.name}</td>
              <th scope="row">
                <a href=${`/w/${row.task.workspace}/t/${row.task.key}/`}
                  ><span class="quiet">${row.task.key}</span> ${row.task.title}</a
                >
              </th>
              ${row.minutes.map((minutes, day) => cell(minutes, day > 4))} ${cell(row.total)}
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">${t('Total')}</th>
          ${sheet.totals.map((minutes) => cell(minutes))} ${cell(sheet.total)}
        </tr>
      </tfoot>
    </table>
  </div>`
}

function cell(minutes: number, isWeekend = false): TemplateResult {
  return html`<td class="number ${isWeekend ? 'timesheet-weekend' : ''}">
    ${minutes === 0 ? '' : minutesWords(minutes)}
  </td>`
}

function dayWords(day: string): string {
  const format = new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric' })
  return format.format(new Date(`${day}T00:00:00`))
}

function weekWords(sheet: Sheet): string {
  const format = new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  const last = sheet.days.at(-1) ?? sheet.week
  return format.formatRange(new Date(`${sheet.week}T00:00:00`), new Date(`${last}T00:00:00`))
}

function shifted(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + count)
  return isoDate(date)
}

customElements.define('tf-timesheet', TfTimesheet)
