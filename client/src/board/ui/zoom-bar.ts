import { html, render } from 'lit'
import { ListTree, Map as MapShape, Maximize, Minus, Plus } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { Editor } from '../editor'
import { runAction } from './actions'

/** Zoom in steps, back to 100 %, and everything in view. */
export function mountZoomBar(host: HTMLElement, editor: Editor): void {
  let shown = ''
  const draw = () => {
    const percent = `${String(Math.round(editor.camera.zoom * 100))} %`
    if (percent === shown) return
    shown = percent
    render(
      html`${button('board.zoom-out', t('Zoom out'), '-', Minus)}
        <button
          class="board-zoom"
          type="button"
          aria-label=${t('Zoom to 100 %')}
          data-tooltip=${t('Zoom to 100 %')}
          data-shortcut="0"
          data-tooltip-side="top"
          @click=${() => runAction('board.zoom-100')}
        >
          ${percent}
        </button>
        ${button('board.zoom-in', t('Zoom in'), '+', Plus)}
        ${button('board.fit', t('Show everything'), '1', Maximize)}
        ${button('board.minimap', t('Minimap'), 'shift+m', MapShape)}
        ${button('board.outline', t('Outline and layers'), 'shift+l', ListTree)}`,
      host,
    )
  }
  editor.signals.on('camera', draw)
  draw()
}

function button(action: string, label: string, key: string, shape: string) {
  return html`<button
    class="board-tool board-tool-small"
    type="button"
    aria-label=${label}
    data-tooltip=${label}
    data-shortcut=${key}
    data-tooltip-side="top"
    @click=${() => runAction(action)}
  >
    ${icon(shape)}
  </button>`
}
