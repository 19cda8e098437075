import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../../common/icons'
import { openMenu, type MenuItem } from '../../../common/ui/menu'
import type { Drawable } from '../../model/drawable'
import type { ElementStyle } from '../../model/element'
import type { Change, ContentPatch } from '../../model/transaction'
import type { Editor } from '../../editor'

interface BarButton {
  readonly label: string
  /** A picture, or words. */
  readonly face: TemplateResult
  readonly opens?: 'menu' | 'dialog'
  readonly isWord?: boolean
  /** Not where the label stands in the button itself. */
  readonly hasTooltip?: boolean
  readonly run: (button: HTMLElement) => void
}

/** A button of the context bar. */
export function barButton(button: BarButton): TemplateResult {
  const { label, face, opens, isWord, hasTooltip = true, run } = button
  return html`<button
    class="board-tool board-tool-small ${isWord ? 'board-tool-word' : ''}"
    type="button"
    aria-label=${label}
    data-tooltip=${hasTooltip ? label : nothing}
    data-tooltip-side="top"
    aria-haspopup=${opens ?? nothing}
    @click=${(event: Event) => run(event.currentTarget as HTMLElement)}
  >
    ${face}
  </button>`
}

/** A button of the context bar that opens a menu; its items are made when it is pressed. */
export function listButton(
  label: string,
  shape: string,
  items: readonly MenuItem[] | (() => readonly MenuItem[]),
): TemplateResult {
  return barButton({
    label,
    face: html`${icon(shape)}`,
    opens: 'menu',
    run: (button) => openMenu(button, typeof items === 'function' ? items() : items, { label }),
  })
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
