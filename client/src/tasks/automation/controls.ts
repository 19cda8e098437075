/** The small controls that a rule's sentence is made of. */

import { html, type TemplateResult } from 'lit'
import type { Choice } from './model'

export function select(
  label: string,
  choices: readonly Choice[],
  value: unknown,
  set: (value: string) => void,
): TemplateResult {
  return html`<select
    class="select"
    aria-label=${label}
    @change=${(event: Event) => set(valueOf(event))}
  >
    ${choices.map(([id, name]) => html`<option value=${id} ?selected=${id === (value ?? '')}>${name}</option>`)}
  </select>`
}

export function number(
  label: string,
  value: unknown,
  low: number,
  high: number,
  set: (value: number) => void,
): TemplateResult {
  return html`<input
    class="input input-number"
    type="number"
    min=${low}
    max=${high}
    aria-label=${label}
    .value=${String(value ?? low)}
    @change=${(event: Event) => set(Math.min(high, Math.max(low, Math.round(Number(valueOf(event))))))}
  />`
}

export function text(
  label: string,
  value: unknown,
  limit: number,
  set: (value: string) => void,
): TemplateResult {
  return html`<input
    class="input rule-query"
    aria-label=${label}
    maxlength=${limit}
    .value=${String(value ?? '')}
    @change=${(event: Event) => set(valueOf(event))}
  />`
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value
}

export function named(rows: readonly { readonly id: string; readonly name: string }[]): Choice[] {
  return rows.map(({ id, name }): Choice => [id, name])
}

/** Some of several, each to be ticked. */
export function several(
  label: string,
  choices: readonly Choice[],
  chosen: readonly string[],
  set: (chosen: string[]) => void,
): TemplateResult {
  return html`<span class="row row-wrap" role="group" aria-label=${label}
    >${choices.map(
      ([id, name]) =>
        html`<label class="check"
          ><input
            type="checkbox"
            .checked=${chosen.includes(id)}
            @change=${() => set(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])}
          />${name}</label
        >`,
    )}</span
  >`
}
