/** One line of the panel's properties: a name, and what it holds or what opens its choices. */

import { html, type TemplateResult } from 'lit'

export function row(name: string, value: TemplateResult, hint = ''): TemplateResult {
  return html`<div class="property">
    <dt class="truncate" title=${hint || name}>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

export function propertyButton(
  canEdit: boolean,
  label: string,
  content: TemplateResult,
  open: (anchor: HTMLElement) => void,
): TemplateResult {
  if (!canEdit) return html`<span class="property-text">${content}</span>`
  return html`<button
    class="property-button"
    type="button"
    aria-haspopup="listbox"
    aria-expanded="false"
    aria-label=${label}
    @click=${(event: Event) => open(event.currentTarget as HTMLElement)}
  >
    ${content}
  </button>`
}

/** What an empty property says. */
export function blank(words: string): TemplateResult {
  return html`<span class="property-none">${words}</span>`
}
