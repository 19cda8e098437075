import { html, nothing, type TemplateResult } from 'lit'
import { ChevronDown, ChevronRight, Ellipsis, EyeOff, Lock, X } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { Drawable } from '../model/drawable'
import type { OutlineOrder, OutlineRow } from '../model/outline'
import { describe, kindName } from '../ui/outline'
import type { OutlinePanel } from './panel'

const INDENT = 16
const LONGEST = 200

export function outlineHead(panel: OutlinePanel, count: number): TemplateResult {
  const choice = (order: OutlineOrder, label: string) =>
    html`<button
      type="button"
      class="outline-order"
      aria-pressed=${panel.order === order}
      @click=${() => panel.setOrder(order)}
    >
      ${label}
    </button>`
  return html`<div class="outline-head">
    <h2>${t('Elements of this board')}</h2>
    <span class="meta quiet">${tn('%(count)s element', '%(count)s elements', count)}</span>
    ${
      panel.isOpen
        ? html`<button
              type="button"
              class="button button-ghost button-icon button-small outline-close"
              aria-label=${t('Close the outline')}
              @click=${() => panel.toggle()}
            >
              ${icon(X)}
            </button>
            <div class="outline-orders" role="group" aria-label=${t('Order')}>
              ${choice('reading', t('Reading order'))} ${choice('layers', t('Layers'))}
            </div>`
        : nothing
    }
  </div>`
}

/** One line: its name, what is special about it, and what can be done. */
export function outlineRow(
  panel: OutlinePanel,
  row: OutlineRow,
  element: Drawable,
  index: number,
  count: number,
): TemplateResult {
  const { id, depth } = row
  const { writing, editor } = panel
  const isLayers = panel.order === 'layers' && editor.canEdit && panel.isOpen
  return html`<li
    class="outline-row ${element.hidden ? 'is-hidden' : ''} ${panel.source === id ? 'is-source' : ''}"
    data-row=${id}
    aria-level=${depth + 1}
    aria-posinset=${index + 1}
    aria-setsize=${count}
    draggable=${isLayers ? 'true' : 'false'}
    .style=${`padding-inline-start:${String(depth * INDENT)}px`}
    @dragstart=${(event: DragEvent) => event.dataTransfer?.setData('text/x-outline', id)}
    @dragover=${(event: DragEvent) => over(event, isLayers)}
    @dragleave=${leave}
    @drop=${(event: DragEvent) => drop(event, panel, id)}
  >
    ${foldButton(panel, row, element)}
    ${
      writing?.id === id
        ? field(panel, writing.what === 'name' ? (element.name ?? '') : element.text)
        : html`<button
            type="button"
            class="outline-name"
            data-outline=${id}
            aria-pressed=${editor.selection.has(id)}
            @focus=${() => panel.choose(id)}
            @click=${() => panel.enter(id)}
            @dblclick=${() => editor.canEdit && panel.write(id, 'name')}
          >
            ${labelOf(element)}
          </button>`
    }
    ${element.locked ? mark(Lock, t('Locked')) : nothing}
    ${element.hidden ? mark(EyeOff, t('Hidden')) : nothing}
    ${
      panel.isOpen && editor.canEdit
        ? html`<button
            type="button"
            class="outline-more"
            tabindex="-1"
            aria-haspopup="menu"
            aria-label=${t('More for %(what)s', { what: labelOf(element).slice(0, 60) })}
            @click=${(event: Event) => panel.menu(event.currentTarget as HTMLElement, element)}
          >
            ${icon(Ellipsis)}
          </button>`
        : nothing
    }
  </li>`
}

function labelOf(element: Drawable): string {
  const { name, kind } = element
  if (kind === 'group') return name ? `${t('Group')}: ${name}` : t('Group')
  const words = name && kind !== 'image' ? `${kindName(kind)}: ${name}` : describe(element)
  return words.slice(0, LONGEST)
}

function foldButton(
  panel: OutlinePanel,
  { id, inside, isFolded }: OutlineRow,
  element: Drawable,
): TemplateResult {
  if (inside === 0 || !panel.isOpen) return html`<span class="outline-fold"></span>`
  return html`<button
    type="button"
    class="outline-fold"
    tabindex="-1"
    aria-expanded=${!isFolded}
    aria-label=${t('What is in %(what)s', { what: labelOf(element).slice(0, 60) })}
    @click=${() => panel.fold(id)}
  >
    ${icon(isFolded ? ChevronRight : ChevronDown)}
  </button>`
}

function mark(shape: string, label: string): TemplateResult {
  return html`<span class="outline-mark" role="img" aria-label=${label}>${icon(shape)}</span>`
}

function field(panel: OutlinePanel, value: string): TemplateResult {
  return html`<textarea
    class="input outline-field"
    rows="1"
    maxlength="10000"
    aria-label=${t('Text')}
    .value=${value}
    @blur=${(event: Event) => panel.written((event.target as HTMLTextAreaElement).value)}
  ></textarea>`
}

function over(event: DragEvent, isLayers: boolean): void {
  if (!isLayers || !event.dataTransfer?.types.includes('text/x-outline')) return
  event.preventDefault()
  const row = event.currentTarget as HTMLElement
  row.dataset.drop = isUpper(event, row) ? 'before' : 'after'
}

function leave(event: DragEvent): void {
  delete (event.currentTarget as HTMLElement).dataset.drop
}

function drop(event: DragEvent, panel: OutlinePanel, other: string): void {
  leave(event)
  event.preventDefault()
  const id = event.dataTransfer?.getData('text/x-outline')
  if (id) panel.dropped(id, other, isUpper(event, event.currentTarget as HTMLElement))
}

function isUpper({ clientY }: DragEvent, row: HTMLElement): boolean {
  const { top, height } = row.getBoundingClientRect()
  return clientY < top + height / 2
}
