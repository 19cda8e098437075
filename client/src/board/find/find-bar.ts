import { html, render } from 'lit'
import { ChevronDown, ChevronUp, Search, X } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { announce } from '../../common/ui/announce'
import type { Editor } from '../editor'
import { boundsOf } from '../model/drawable'
import { findWords } from '../model/find'
import type { BoardAction } from '../ui/actions'
import { describe, readingOrder } from '../ui/outline'
import type { BoardSession } from '../ui/session'

const bars = new WeakMap<BoardSession, FindBar>()
/** Somebody who types waits no longer than this for what is found. */
const PAUSE_MS = 120

export function mountFind(host: HTMLElement, canvas: HTMLElement, session: BoardSession): void {
  bars.set(session, new FindBar(host, canvas, session.editor))
}

export function finding(session: BoardSession): BoardAction[] {
  return [
    {
      id: 'board.find',
      label: t('Find on the board'),
      group: t('View'),
      keys: 'mod+f',
      icon: Search,
      run: () => bars.get(session)?.open(),
    },
  ]
}

/** Looks for words on the board, counts where they are, and flies from one to the next. */
class FindBar {
  private readonly bar = document.createElement('search')
  private words = ''
  private found: readonly string[] = []
  private at = -1
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    host: HTMLElement,
    private readonly canvas: HTMLElement,
    private readonly editor: Editor,
  ) {
    this.bar.className = 'board-find'
    this.bar.hidden = true
    host.append(this.bar)
    this.bar.addEventListener('keydown', (event) => this.onKey(event))
    editor.signals.on('scene', () => {
      if (!this.bar.hidden && this.words !== '') this.later(() => this.look())
    })
  }

  open(): void {
    this.bar.hidden = false
    this.look()
    const field = this.bar.querySelector('input')
    field?.focus()
    field?.select()
  }

  private close(): void {
    clearTimeout(this.timer)
    this.bar.hidden = true
    this.editor.showFound([])
    this.canvas.focus({ preventScroll: true })
  }

  private later(work: () => void): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(work, PAUSE_MS)
  }

  private look(): void {
    const current = this.found[this.at]
    this.found = findWords(readingOrder(this.editor), this.words)
    this.at = current === undefined ? -1 : this.found.indexOf(current)
    this.editor.showFound(this.found)
    this.draw()
  }

  private search(words: string): void {
    this.words = words
    this.at = -1
    this.later(() => {
      this.look()
      this.step(1)
    })
  }

  private step(by: 1 | -1): void {
    const { found, editor } = this
    if (found.length === 0) return this.draw()
    this.at = (this.at + by + found.length) % found.length
    if (this.at < 0) this.at = 0
    const element = editor.scene.drawable(found[this.at] ?? '')
    if (!element) return
    editor.select([element.id])
    const zoom = editor.camera.zoom
    // What is too small to be read is flown up to.
    if (zoom < 0.4) editor.fit(boundsOf([element]), 1)
    else editor.reveal(element.id)
    this.draw()
    announce(`${this.count()}: ${describe(element).slice(0, 120)}`)
  }

  private count(): string {
    if (this.words.trim() === '') return ''
    if (this.found.length === 0) return t('Nothing found')
    return t('%(at)s of %(count)s', { at: this.at + 1, count: this.found.length })
  }

  private onKey(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Escape') this.close()
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      if (this.at < 0) this.look()
      this.step(event.shiftKey ? -1 : 1)
    } else if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) this.open()
    else return
    event.preventDefault()
  }

  private draw(): void {
    const isNone = this.found.length === 0
    const button = (label: string, shape: string, run: () => void, isOff = false) =>
      html`<button
        class="board-tool board-tool-small"
        type="button"
        aria-label=${label}
        data-tooltip=${label}
        ?disabled=${isOff}
        @click=${run}
      >
        ${icon(shape)}
      </button>`
    render(
      html`<input
          class="input input-bare"
          type="search"
          autocomplete="off"
          aria-label=${t('Find on the board')}
          placeholder=${t('Find on the board')}
          .value=${this.words}
          @input=${(event: Event) => this.search((event.target as HTMLInputElement).value)}
        />
        <span class="meta quiet board-find-count" role="status">${this.count()}</span>
        ${button(t('Previous'), ChevronUp, () => this.step(-1), isNone)}
        ${button(t('Next'), ChevronDown, () => this.step(1), isNone)}
        ${button(t('Close'), X, () => this.close())}`,
      this.bar,
    )
  }
}
