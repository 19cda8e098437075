/** `<tf-similar-hint>`: below a title that is being written, open tasks that mean much the same. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { t, tn } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import type { TaskRef } from '../model'
import { stateMark } from '../parts/marks'
import { SimilarAsker } from './asking'

export class TfSimilarHint extends LitElement {
  static override properties = {
    project: { attribute: false },
    slug: { attribute: false },
    said: { attribute: false },
  }

  declare project: string
  declare slug: string
  /** The title as it stands. */
  declare said: string
  readonly #asker = new SimilarAsker(() => {
    const count = this.#asker.results.length
    if (count > 0) announce(similarWords(count))
    this.requestUpdate()
  })

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#asker.stop()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('said')) this.#asker.ask(this.project, this.said)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { results } = this.#asker
    if (results.length === 0) return nothing
    return html`<div class="similar-hint">
      <p class="meta">${similarWords(results.length)}</p>
      <ul class="children">
        ${results.map((task) => html`<li class="child-line">${similarLink(task, this.slug)}</li>`)}
      </ul>
    </div>`
  }
}

export function similarWords(count: number): string {
  return tn('There is a similar open task', 'There are %(count)s similar open tasks', count)
}

/** In another tab: what is being written stays. */
export function similarLink(
  { key, title, status }: TaskRef,
  slug: string,
  tabindex: string | typeof nothing = nothing,
): TemplateResult {
  return html`<a
    class="child grow"
    href="/w/${slug}/t/${key}/"
    target="_blank"
    rel="noopener"
    tabindex=${tabindex}
    aria-label=${t('%(key)s %(title)s, opens in a new tab', { key, title })}
  >
    ${stateMark(status, true)} <span class="task-key">${key}</span>
    <span class="truncate" dir="auto">${title}</span>
  </a>`
}

customElements.define('tf-similar-hint', TfSimilarHint)
