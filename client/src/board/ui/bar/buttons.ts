import { html, type TemplateResult } from 'lit'
import { icon } from '../../../common/icons'
import { openMenu, type MenuItem } from '../../../common/ui/menu'
import type { Drawable } from '../../model/drawable'
import type { ElementStyle } from '../../model/element'
import type { Change, ContentPatch } from '../../model/transaction'
import type { Editor } from '../../editor'

/** A button of the context bar that opens a menu. */
export function listButton(
  label: string,
  shape: string,
  items: readonly MenuItem[],
): TemplateResult {
  return html`<button
    class="board-tool board-tool-small"
    type="button"
    aria-label=${label}
    data-tooltip=${label}
    data-tooltip-side="top"
    aria-haspopup="menu"
    @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement, items, { label })}
  >
    ${icon(shape)}
  </button>`
}

export function restyle(
  editor: Editor,
  elements: readonly Drawable[],
  style: Partial<ElementStyle>,
): void {
  const changes = elements.map(({ id }): Change => ({ type: 'style', id, style }))
  for (const { kind, pen } of elements) {
    editor.rememberStyle(pen === 'highlighter' ? 'highlighter' : kind, style)
  }
  editor.dispatch({ changes })
}

export function rewrite(
  editor: Editor,
  elements: readonly Drawable[],
  content: ContentPatch,
): void {
  const changes = elements.map(({ id }): Change => ({ type: 'content', id, content }))
  editor.dispatch({ changes })
}
