import { html, render } from 'lit'
import { ArrowDown, ArrowUp, Play } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openDialog } from '../../common/ui/dialog'
import type { BoardSession } from '../ui/session'
import { framesToPresent, moveFrame } from './frame-order'
import type { Presenting } from './presenting'

/** The frames in the order in which they will be shown, and the start. */
export function openPresentDialog({ editor }: BoardSession, presenting: Presenting): void {
  const list = document.createElement('div')
  const move = (from: number, by: 1 | -1) => {
    editor.dispatch({ changes: moveFrame(framesToPresent(editor), from, from + by) })
    draw()
    const button = by === 1 ? '[data-down]' : '[data-up]'
    list.querySelectorAll<HTMLElement>('li')[from + by]?.querySelector<HTMLElement>(button)?.focus()
  }
  const begin = () => {
    dialog.close()
    void presenting.start()
  }
  const draw = () => {
    const frames = framesToPresent(editor)
    render(
      frames.length === 0
        ? html`<p>
            ${t('A presentation goes through the frames of the board. Draw one with F first.')}
          </p>`
        : html`<ol class="together-rows together-frames">
            ${frames.map((frame, index) => {
              const title = frame.text || t('Frame %(number)s', { number: index + 1 })
              return html`<li>
                <span class="truncate">${title}</span>
                ${
                  editor.canEdit
                    ? html`<button
                          class="board-tool together-small"
                          type="button"
                          data-up
                          aria-label=${t('Show %(title)s earlier', { title })}
                          ?disabled=${index === 0}
                          @click=${() => move(index, -1)}
                        >
                          ${icon(ArrowUp)}
                        </button>
                        <button
                          class="board-tool together-small"
                          type="button"
                          data-down
                          aria-label=${t('Show %(title)s later', { title })}
                          ?disabled=${index === frames.length - 1}
                          @click=${() => move(index, 1)}
                        >
                          ${icon(ArrowDown)}
                        </button>`
                    : ''
                }
              </li>`
            })}
          </ol>`,
      list,
    )
  }
  draw()
  const dialog = openDialog({
    title: t('Present the frames'),
    body: html`${list}`,
    foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
      <button
        class="button button-primary"
        type="button"
        ?disabled=${framesToPresent(editor).length === 0}
        @click=${begin}
      >
        ${icon(Play)}${t('Present')}
      </button>`,
  })
}
