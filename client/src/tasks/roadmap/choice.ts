/** A choice above the roadmap, kept in the address. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'

export interface Choice {
  /** Its name in the address. */
  readonly name: string
  readonly label: string
  readonly chosen: string
  readonly options: readonly (readonly [string, string])[]
  readonly choose: (value: string) => void
}

export function choice({ name, label, chosen, options, choose }: Choice): TemplateResult {
  const changed = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement
    keep(name, value)
    choose(value)
  }
  return html`<label class="time-pick"
    ><span class="meta">${label}</span>
    <select class="select select-small" @change=${changed}>
      <option value="" ?selected=${chosen === ''}>${t('All')}</option>
      ${options.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${value === chosen}>${words}</option>`,
      )}
    </select></label
  >`
}

export function keep(name: string, value: string): void {
  const parameters = new URLSearchParams(location.search)
  if (value === '') parameters.delete(name)
  else parameters.set(name, value)
  history.replaceState(history.state, '', `${location.pathname}?${parameters.toString()}`)
}
