/** The small controls of a row: its colour, its sign, how many tasks hang on it, its end. */

import { html, type TemplateResult } from 'lit'
import { Trash2 } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openPicker } from '../../common/ui/picker'

export function colorName(color: string): string {
  const names: Readonly<Record<string, string>> = {
    grey: t('Grey'),
    red: t('Red'),
    orange: t('Orange'),
    amber: t('Amber'),
    yellow: t('Yellow'),
    lime: t('Lime'),
    green: t('Green'),
    teal: t('Teal'),
    sky: t('Sky'),
    blue: t('Blue'),
    purple: t('Purple'),
    pink: t('Pink'),
  }
  return names[color] ?? color
}

interface ColorOptions {
  readonly color: string
  readonly colors: readonly string[]
  readonly label: string
  readonly isDisabled?: boolean
  readonly set: (color: string) => void
}

export function colorDot(color: string): TemplateResult {
  return html`<span class="label-dot" data-color=${color} aria-hidden="true"></span>`
}

/** A swatch that opens the twelve colours. */
export function colorButton({
  color,
  colors,
  label,
  isDisabled,
  set,
}: ColorOptions): TemplateResult {
  const choose = (event: Event): void => {
    openPicker({
      anchor: event.currentTarget as HTMLElement,
      label,
      options: colors.map((id) => ({ id, label: colorName(id), mark: colorDot(id) })),
      selected: [color],
      onChange: ([chosen]) => {
        if (chosen !== undefined && chosen !== color) set(chosen)
      },
    })
  }
  return html`<button
    class="button button-ghost button-icon button-small"
    type="button"
    aria-haspopup="listbox"
    aria-label=${`${label}: ${colorName(color)}`}
    title=${colorName(color)}
    ?disabled=${isDisabled === true}
    @click=${choose}
  >
    ${colorDot(color)}
  </button>`
}

export function taskCount(count: number): TemplateResult {
  const words = tn('%(count)s task', '%(count)s tasks', count)
  return html`<span class="settings-count meta number" title=${words}>${words}</span>`
}

export function removeButton(label: string, act: () => void): TemplateResult {
  return html`<button
    class="button button-ghost button-icon button-small"
    type="button"
    aria-label=${label}
    title=${label}
    @click=${act}
  >
    ${icon(Trash2)}
  </button>`
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value
}

/** Enter in a field of a row says that it is done; Escape puts back what stood there. */
export function onFieldKey(event: KeyboardEvent, before: string): void {
  const field = event.target as HTMLInputElement
  if (event.key === 'Enter') {
    event.preventDefault()
    field.blur()
  }
  if (event.key === 'Escape') {
    event.stopPropagation()
    field.value = before
    field.blur()
  }
}
