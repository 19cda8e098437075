import { html, render } from 'lit'
import { StickyNote } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { BoardSession } from './session'

/** What an empty board is for, and the one next act. */
export function mountHint(host: HTMLElement, { editor, socket }: BoardSession): void {
  const draw = () => {
    const isShown = socket.isSynced && editor.scene.size === 0 && !editor.isPreviewing
    host.hidden = !isShown || editor.editing !== null || editor.tool.name !== 'select'
    if (host.hidden) return
    render(
      html`<span class="empty-art">${icon(StickyNote, { size: 20 })}</span>
        <h2>${t('An empty board')}</h2>
        <p>
          ${
            editor.canEdit
              ? t('Write notes, draw shapes and connect them, together and at the same time.')
              : t('Nobody has put anything here yet.')
          }
        </p>
        ${
          editor.canEdit
            ? html`<button
                  class="button button-primary"
                  type="button"
                  @click=${() => editor.use('sticky')}
                >
                  ${t('Write the first note')}
                </button>
                <p class="help">${t('or double-click anywhere, or press N')}</p>`
            : ''
        }`,
      host,
    )
  }
  editor.signals.on(['scene', 'sync', 'access', 'tool', 'preview', 'editing'], draw)
  draw()
}
