/**
 * A report on a page: `<tf-report kind="burndown" project="…" sprint="…">`. Fetches, draws, and
 * follows the project's room. `compact` leaves out what a small place has no room for.
 */

import { ChartColumn, Download, RotateCw, Table2 } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { address, api, ApiError } from '../common/api'
import { frameData } from '../common/frame-data'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import { liveSocket } from '../common/socket'
import { barsView } from './bars'
import './dots-chart'
import { format, longDay, rounded, shortDay } from './format'
import {
  figureOf,
  isKind,
  reportPath,
  type Figure,
  type Report,
  type Said,
  type Source,
} from './model'
import './series-chart'
import type { Spec } from './spec'
import { histogramOf, specOf } from './specs'
import { tableView } from './table'
import { wordsOf } from './words'

// Many changes come in a burst (a bulk edit, an import): one look after it is enough.
const SETTLE = 800
const ASK_AGAIN = 4000
// What is counted over a time that nobody needs to have chosen: it says which.
const OVER_TIME = new Set<string>(['flow', 'cycle-time', 'throughput', 'time', 'created-done'])
const HEAR = /^(task|sprint|project|column)\./

export class TfReport extends LitElement {
  static override properties = {
    kind: { type: String },
    project: { type: String },
    workspace: { type: String },
    sprint: { type: String },
    said: { attribute: false },
    rooms: { attribute: false },
    isCompact: { attribute: 'compact', type: Boolean },
    figure: { type: String },
    report: { state: true },
    problem: { state: true },
    isTable: { state: true },
  }

  declare kind: string
  declare project: string
  declare workspace: string
  declare sprint: string
  declare said: Said
  /** The projects to listen to; a report of one project listens to that. */
  declare rooms: readonly string[]
  declare isCompact: boolean
  /** The key of one figure: then that is all that is shown. */
  declare figure: string
  declare report: Report | null
  declare problem: string
  declare isTable: boolean
  #leave: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | null = null

  constructor() {
    super()
    this.kind = ''
    this.project = ''
    this.workspace = ''
    this.sprint = ''
    this.said = {}
    this.rooms = []
    this.isCompact = false
    this.figure = ''
    this.report = null
    this.problem = ''
    this.isTable = false
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stopListening()
    clearTimeout(this.#timer)
    this.#asking?.abort()
  }

  protected override updated(changed: PropertyValues): void {
    const isOther = ['kind', 'project', 'workspace', 'sprint', 'said'].some((name) =>
      changed.has(name),
    )
    if (isOther) void this.load()
    if (changed.has('project') || changed.has('rooms')) this.#listen()
  }

  get #source(): Source {
    return this.project === '' ? { workspace: this.workspace } : { project: this.project }
  }

  get #question(): Said {
    return this.sprint === '' ? this.said : { ...this.said, sprint: this.sprint }
  }

  async load(): Promise<void> {
    if (!isKind(this.kind) || (this.project === '' && this.workspace === '')) return
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    if (this.report !== null && this.report.kind !== this.kind) this.report = null
    try {
      const report = await api.get<Report>(reportPath(this.#source, this.kind), {
        query: this.#question,
        signal: asking.signal,
      })
      this.report = report
      this.problem = ''
      this.dispatchEvent(new CustomEvent('tf-report', { detail: report, bubbles: true }))
      if (!report.is_ready || report.is_stale) this.#soon(ASK_AGAIN)
    } catch (error) {
      if (asking.signal.aborted) return
      this.problem =
        error instanceof ApiError ? error.words : t('The numbers could not be fetched.')
    }
  }

  #listen(): void {
    this.#stopListening()
    const projects = this.project === '' ? this.rooms : [this.project]
    this.#leave = projects.map((id) =>
      liveSocket().join(`project:${id}`, {
        event: ({ type }) => {
          if (HEAR.test(type)) this.#soon(SETTLE)
        },
        resync: () => this.#soon(SETTLE),
      }),
    )
  }

  #stopListening(): void {
    for (const leave of this.#leave) leave()
    this.#leave = []
  }

  #soon(wait: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.load(), wait)
  }

  protected override render(): TemplateResult {
    const { report } = this
    if (this.problem !== '' && report === null) return this.#failure()
    if (report === null) return this.#skeleton()
    if (!report.is_ready)
      return html`<p class="report-note" role="status">
        ${t('This is counted over very many tasks; it appears here as soon as it is ready.')}
      </p>`
    if (this.figure !== '') return this.#tile(report)
    return html`
      ${this.isCompact ? nothing : this.#figures(report)}
      ${report.rows.length === 0 ? this.#nothing(report) : html`${noteOf(report)}${this.#body(report)}`}
    `
  }

  #failure(): TemplateResult {
    return html`<div class="notice notice-error" role="alert">
      <span>${this.problem}</span>
      <button class="button button-small push" type="button" @click=${() => void this.load()}>
        ${icon(RotateCw)}${t('Try again')}
      </button>
    </div>`
  }

  #skeleton(): TemplateResult {
    const height = this.isCompact ? 'report-skeleton-small' : 'report-skeleton'
    return html`<div class="skeleton ${height}" role="status">
      <span class="visually-hidden">${t('Counting…')}</span>
    </div>`
  }

  #figures(report: Report): TemplateResult {
    return html`<dl class="figures">${report.figures.map(figureView)}</dl>`
  }

  #tile(report: Report): TemplateResult {
    const figure = figureOf(report, this.figure)
    if (figure === undefined)
      return html`<p class="report-note">${t('This report has no such number now.')}</p>`
    return html`<dl class="figures figures-large">${figureView(figure)}</dl>`
  }

  #nothing(report: Report): TemplateResult {
    const words = report.note === '' ? t('Nothing to show yet.') : report.note
    if (this.isCompact) return html`<p class="report-note">${words}</p>`
    return html`<div class="empty report-empty">
      <span class="empty-art">${icon(ChartColumn, { size: 20 })}</span>
      <p>${words}</p>
    </div>`
  }

  #body(report: Report): TemplateResult {
    const spec = specOf(report)
    const slug = frameData().workspace.slug
    const isTable = this.isTable || spec === null
    return html`
      ${isTable ? tableView(report, slug) : this.#chart(report, spec)}
      <div class="report-actions">
        ${
          spec === null
            ? nothing
            : html`<button
                class="button button-ghost button-small"
                type="button"
                aria-pressed=${this.isTable ? 'true' : 'false'}
                @click=${() => (this.isTable = !this.isTable)}
              >
                ${icon(this.isTable ? ChartColumn : Table2)}
                ${this.isTable ? t('Show the chart') : t('Show the numbers')}
              </button>`
        }
        ${
          this.isCompact
            ? nothing
            : html`<a
                class="button button-ghost button-small"
                href=${this.#csvHref(report)}
                download
                >${icon(Download)}${t('CSV')}</a
              >`
        }
        <span class="meta push">${this.#when(report)}</span>
      </div>
    `
  }

  #when(report: Report): string {
    if (this.isCompact) return ''
    if (report.is_stale) return t('Counted a while ago; it is being counted anew')
    const zone = t('days in %(zone)s', { zone: report.timezone.replaceAll('_', ' ') })
    if (!OVER_TIME.has(report.kind)) return zone
    return `${shortDay(report.from)} – ${longDay(report.to)} · ${zone}`
  }

  #csvHref(report: Report): string {
    return address(reportPath(this.#source, report.kind), { ...this.#question, format: 'csv' })
  }

  #chart(report: Report, spec: Spec): TemplateResult {
    const name = t('%(report)s, chart. Walk over it with the arrow keys.', {
      report: wordsOf(report.kind).name,
    })
    const height = this.isCompact ? 190 : 320
    if (spec.form === 'bars') return barsView(spec, wordsOf(report.kind).name)
    if (spec.form === 'series')
      return html`<tf-series-chart
        .spec=${spec}
        name=${name}
        height=${height}
        ?plain=${this.isCompact}
      ></tf-series-chart>`
    const bins = report.kind === 'cycle-time' && !this.isCompact ? histogramOf(report) : null
    return html`<tf-dots-chart .spec=${spec} name=${name} height=${height}></tf-dots-chart> ${
        bins === null
          ? nothing
          : html`<h3 class="report-second">${t('How often which cycle time')}</h3>
              <tf-series-chart
                .spec=${bins}
                name=${t('How often which cycle time, in days')}
                height="180"
                plain
              ></tf-series-chart>`
      }`
  }
}

function noteOf({ note }: Report): TemplateResult | typeof nothing {
  return note === '' ? nothing : html`<p class="report-note">${note}</p>`
}

export function figureView({ label, value, kind }: Figure): TemplateResult {
  return html`<div class="figure">
    <dt>${label}</dt>
    <dd class="number">
      ${kind === 'number' && typeof value === 'number' ? rounded(value) : format(value, kind)}
    </dd>
  </div>`
}

customElements.define('tf-report', TfReport)
