/** The way to another column, after the last one. */

import { Plus } from 'lucide-static'
import { html, LitElement, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'

export class TfNewColumn extends LitElement {
  static override properties = { isOpen: { state: true } }

  declare isOpen: boolean

  constructor() {
    super()
    this.isOpen = false
  }

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult {
    if (!this.isOpen) {
      return html`<button class="new-column" type="button" @click=${this.#open}>
        ${icon(Plus)} ${t('Add column')}
      </button>`
    }
    return html`<form class="new-column-form" @submit=${this.#submitted}>
      <input
        class="input"
        name="name"
        maxlength="60"
        required
        autocomplete="off"
        placeholder=${t('Name of the column')}
        aria-label=${t('Name of the column')}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.isOpen = false
        }}
      />
      <button class="button button-primary button-small">${t('Add')}</button>
    </form>`
  }

  readonly #open = (): void => {
    this.isOpen = true
    void this.updateComplete.then(() => this.querySelector('input')?.focus())
  }

  readonly #submitted = (event: SubmitEvent): void => {
    event.preventDefault()
    const name = String(new FormData(event.target as HTMLFormElement).get('name')).trim()
    if (name === '') return
    this.isOpen = false
    this.dispatchEvent(new CustomEvent('tf-new-column', { detail: name, bubbles: true }))
  }
}

customElements.define('tf-new-column', TfNewColumn)
