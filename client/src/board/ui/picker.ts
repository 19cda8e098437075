import { html, nothing, render, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { openSheet } from './sheet'

export interface PickerItem {
  readonly id: string
  readonly label: string
  readonly face: TemplateResult | string
  readonly keys?: string
}

export interface PickerOptions {
  readonly label: string
  readonly columns: number
  /** The items for what is searched; without words, those to begin with. */
  readonly find: (words: string) => readonly PickerItem[]
  readonly isSearched?: boolean
  readonly choose: (id: string) => void
}

/** A sheet of small pictures beside its button: shapes, emoji, icons. */
export function openPicker(anchor: HTMLElement, options: PickerOptions): void {
  const { element, close } = openSheet(anchor, 'board-picker', options.label, 'right-start')
  const pick = (id: string) => {
    close()
    options.choose(id)
  }
  const draw = (words: string) => render(body(options, words, pick, draw), element)
  draw('')
  element.addEventListener('keydown', (event) => onKey(event, element, options.columns))
  element.querySelector<HTMLElement>('input, button')?.focus()
}

function body(
  { find, isSearched, columns }: PickerOptions,
  words: string,
  pick: (id: string) => void,
  search: (words: string) => void,
): TemplateResult {
  const items = find(words)
  return html`${
      isSearched
        ? html`<input
            class="input"
            type="search"
            autocomplete="off"
            aria-label=${t('Search')}
            placeholder=${t('Search')}
            @input=${(event: Event) => search((event.target as HTMLInputElement).value.trim())}
          />`
        : nothing
    }
    <div class="board-picker-grid" data-columns=${columns}>
      ${items.map(
        ({ id, label, face, keys }) =>
          html`<button
            type="button"
            class="board-tool"
            aria-label=${label}
            data-tooltip=${label}
            data-shortcut=${keys ?? nothing}
            data-pick=${id}
            @click=${() => pick(id)}
          >
            ${face}
          </button>`,
      )}
    </div>
    ${items.length === 0 ? html`<p class="help" role="status">${t('Nothing found.')}</p>` : nothing}`
}

function onKey(event: KeyboardEvent, sheet: HTMLElement, columns: number): void {
  event.stopPropagation()
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  }
  const buttons = [...sheet.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const isField = event.target instanceof HTMLInputElement
  if (isField && event.key === 'Enter') return buttons[0]?.click()
  const step = steps[event.key]
  if (step === undefined || (isField && event.key !== 'ArrowDown')) return
  event.preventDefault()
  if (at + step < 0) return sheet.querySelector('input')?.focus()
  buttons[at === -1 ? 0 : Math.min(buttons.length - 1, at + step)]?.focus()
}
