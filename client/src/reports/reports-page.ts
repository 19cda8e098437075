/** All reports of a project: which one and how stands in the address. */

import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import { querySource, type Names } from '../tasks/automation/source'
import type { User } from '../tasks/model'
import { controlsView, understood, type Choices } from './controls'
import { isKind, KINDS, type ReportKind, type Said } from './model'
import './report'
import { wordsOf } from './words'

interface ReportsPageData extends Omit<Names, 'members'> {
  readonly workspace: { readonly slug: string }
  readonly people: readonly User[]
}

export class TfReportsPage extends LitElement {
  static override properties = { kind: { state: true }, said: { state: true } }

  declare kind: ReportKind
  declare said: Said
  readonly #data: ReportsPageData
  readonly #choices: Choices

  constructor() {
    super()
    const text = document.getElementById('tf-page')?.textContent ?? '{}'
    this.#data = JSON.parse(text) as ReportsPageData
    const { sprints, types, people } = this.#data
    const source = querySource({ ...this.#data, members: people })
    this.#choices = { sprints, types, people, source }
    this.kind = 'burndown'
    this.said = {}
    this.#readAddress()
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('popstate', this.#readAddress)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('popstate', this.#readAddress)
  }

  /** On a phone the kinds scroll sideways: the open one is brought into sight. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('kind')) return
    const nav = this.querySelector<HTMLElement>('.reports-kinds')
    const here = nav?.querySelector<HTMLElement>('[aria-current="page"]')
    if (nav && here) nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2
  }

  readonly #readAddress = (): void => {
    const { report, ...said } = Object.fromEntries(new URLSearchParams(location.search))
    this.kind = isKind(report) ? report : 'burndown'
    this.said = understood(this.kind, said)
  }

  #change(values: Said): void {
    const said = { ...this.said, ...values }
    this.said = understood(this.kind, said)
    history.replaceState(history.state, '', this.#addressOf(this.kind))
  }

  #addressOf(kind: ReportKind): string {
    const words = new URLSearchParams({ report: kind, ...understood(kind, this.said) })
    return `${location.pathname}?${words.toString()}`
  }

  #go(event: MouseEvent, kind: ReportKind): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    history.pushState(null, '', this.#addressOf(kind))
    this.#readAddress()
  }

  protected override render(): TemplateResult {
    const words = wordsOf(this.kind)
    return html`<div class="reports">
      <nav class="reports-kinds" aria-label=${t('Reports')}>
        ${KINDS.map(
          (kind) =>
            html`<a
              class="reports-kind"
              href=${this.#addressOf(kind)}
              aria-current=${kind === this.kind ? 'page' : 'false'}
              @click=${(event: MouseEvent) => this.#go(event, kind)}
              >${wordsOf(kind).name}</a
            >`,
        )}
      </nav>
      <section class="reports-main" aria-labelledby="report-title">
        <header class="reports-head">
          <h2 id="report-title">${words.name}</h2>
          <p>${words.purpose}</p>
        </header>
        ${controlsView(this.kind, this.said, this.#choices, (values) => this.#change(values))}
        <tf-report
          kind=${this.kind}
          project=${this.#data.project.id}
          .said=${this.said}
        ></tf-report>
      </section>
    </div>`
  }
}

customElements.define('tf-reports-page', TfReportsPage)
