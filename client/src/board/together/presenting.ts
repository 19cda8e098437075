import { html, nothing, render } from 'lit'
import { ChevronLeft, ChevronRight, X } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { announce } from '../../common/ui/announce'
import { MAX_ZOOM } from '../geometry/camera'
import type { Drawable } from '../model/drawable'
import type { BoardSession } from '../ui/session'
import { framesToPresent } from './frame-order'
import type { Following } from './following'
import type { Summons } from './summon'

const FORWARD: ReadonlySet<string> = new Set(['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'Enter'])
const BACK: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'])

/** Goes through the frames, one filling the screen; everybody else may follow along. */
export class Presenting {
  private current: string | null = null
  private readonly bar = document.createElement('div')
  private readonly onKey = (event: KeyboardEvent) => this.key(event)

  constructor(
    private readonly root: HTMLElement,
    private readonly main: HTMLElement,
    private readonly session: BoardSession,
    private readonly following: Following,
    private readonly summons: Summons,
  ) {
    this.bar.className = 'together-presenting'
    this.bar.setAttribute('role', 'toolbar')
    this.bar.setAttribute('aria-label', t('Presentation'))
    session.editor.signals.on('scene', () => this.onScene())
    document.addEventListener('fullscreenchange', () => {
      if (!document.fullscreenElement && this.current !== null && this.wasFull) this.stop()
    })
    new ResizeObserver(() => this.show()).observe(main)
  }

  private wasFull = false

  get isOn(): boolean {
    return this.current !== null
  }

  private get frames(): Drawable[] {
    return framesToPresent(this.session.editor)
  }

  async start(): Promise<void> {
    const [first] = this.frames
    if (!first || this.isOn) return
    const { editor } = this.session
    this.following.stop()
    editor.stopEditing()
    const chosen = this.frames.find(({ id }) => editor.selection.has(id))
    editor.select([])
    editor.use('hand')
    this.root.classList.add('is-presenting')
    this.main.append(this.bar)
    document.addEventListener('keydown', this.onKey, { capture: true })
    // The others hear of it, where that is allowed, and are brought along unless they stay.
    if (editor.canEdit) this.summons.call()
    this.goTo((chosen ?? first).id)
    this.bar.querySelector<HTMLElement>('[data-next]')?.focus()
    // A phone that has no full screen presents within the page.
    this.wasFull = await this.root
      .requestFullscreen()
      .then(() => true)
      .catch(() => false)
  }

  stop(): void {
    if (!this.isOn) return
    this.current = null
    this.root.classList.remove('is-presenting')
    this.bar.remove()
    document.removeEventListener('keydown', this.onKey, { capture: true })
    this.session.presence.show('presenting', null)
    this.session.editor.use('select')
    if (document.fullscreenElement) void document.exitFullscreen()
    this.wasFull = false
    this.main.querySelector<HTMLElement>('.board-stage')?.focus()
  }

  private step(by: 1 | -1): void {
    const { frames } = this
    const next = frames[frames.findIndex(({ id }) => id === this.current) + by]
    if (next) this.goTo(next.id)
  }

  private goTo(id: string): void {
    this.current = id
    this.session.presence.show('presenting', { frame: id })
    this.show()
    const { frames } = this
    const at = frames.findIndex((frame) => frame.id === id)
    announce(
      t('%(title)s, %(number)s of %(count)s', {
        title: titleOf(frames[at], at),
        number: at + 1,
        count: frames.length,
      }),
    )
  }

  private show(): void {
    const { editor } = this.session
    const frame = this.current === null ? undefined : editor.scene.drawable(this.current)
    if (!frame) return
    editor.fit(frame, MAX_ZOOM)
    this.draw()
  }

  private onScene(): void {
    if (this.current === null) return
    if (!this.session.editor.scene.element(this.current)) {
      const [first] = this.frames
      if (!first) return this.stop()
      return this.goTo(first.id)
    }
    this.draw()
  }

  private draw(): void {
    const { frames } = this
    const at = frames.findIndex(({ id }) => id === this.current)
    const button = (
      shape: string,
      label: string,
      isOff: boolean,
      run: () => void,
      isNext = false,
    ) =>
      html`<button
        class="board-tool"
        type="button"
        aria-label=${label}
        ?data-next=${isNext}
        aria-disabled=${isOff}
        @click=${run}
      >
        ${icon(shape, { size: 20 })}
      </button>`
    render(
      html`${button(ChevronLeft, t('Previous frame'), at <= 0, () => this.step(-1))}
        <span class="together-presenting-at">${String(at + 1)} / ${String(frames.length)}</span>
        ${button(ChevronRight, t('Next frame'), at === frames.length - 1, () => this.step(1), true)}
        ${at >= 0 ? html`<span class="truncate">${titleOf(frames[at], at)}</span>` : nothing}
        ${button(X, t('End the presentation'), false, () => this.stop())}`,
      this.bar,
    )
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const onButton = event.target instanceof HTMLButtonElement
    if (onButton && (event.key === ' ' || event.key === 'Enter')) return
    const isKnown = FORWARD.has(event.key) || BACK.has(event.key) || event.key === 'Escape'
    if (!isKnown) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') this.stop()
    else this.step(FORWARD.has(event.key) ? 1 : -1)
  }
}

function titleOf(frame: Drawable | undefined, at: number): string {
  return frame?.text || t('Frame %(number)s', { number: at + 1 })
}
