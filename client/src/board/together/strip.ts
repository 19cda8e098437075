import { html, nothing, render, type TemplateResult } from 'lit'
import { Bell, BellOff, EyeOff, ListOrdered, Pause, Play, Plus, Vote, X } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { announce } from '../../common/ui/announce'
import type { BoardSession } from '../ui/session'
import { ask } from './asking'
import type { Ballot } from './ballot'
import { clockText, hasSound, ring, setSound, timeLeft } from './timer'

/** A timer that ended so long ago is no news any more. */
const OLD_MS = 10 * 60_000
const SOON_MS = 10_000

/** What runs in the workshop, at the top for all: the timer, the vote, private writing. */
export class Strip {
  private beat: ReturnType<typeof setTimeout> | undefined
  private rung: number | null = null

  constructor(
    private readonly host: HTMLElement,
    private readonly session: BoardSession,
    private readonly ballot: Ballot,
  ) {
    session.editor.signals.on('access', () => this.draw())
    this.draw()
  }

  draw(): void {
    clearTimeout(this.beat)
    const { acts } = this.session
    const parts = [this.timer(), this.vote(), this.writing()].filter((part) => part !== null)
    render(parts.length ? html`${parts}` : nothing, this.host)
    const ends = acts.state.timer?.ends_at
    if (ends === null || ends === undefined) return
    const left = ends - acts.now()
    this.watch(ends, left)
    // Drawn when the next second begins, in every tab at the same moment.
    if (left > -OLD_MS)
      this.beat = setTimeout(() => this.draw(), left > 0 ? left % 1000 || 1000 : 5000)
  }

  /** Rings once for an end that is seen, not for one that was before the page was opened. */
  private watch(ends: number, left: number): void {
    if (left > 0) {
      this.rung = ends
      return
    }
    if (this.rung !== ends) return
    this.rung = null
    ring()
    announce(t('The time is up'), 'assertive')
  }

  private act(name: string, data: object = {}): () => void {
    return () => void ask(this.session.acts, name, data)
  }

  private timer(): TemplateResult | null {
    const { acts, editor } = this.session
    const { timer } = acts.state
    if (!timer) return null
    const left = timeLeft(timer, acts.now())
    if (left < -OLD_MS) return null
    const isPaused = timer.left !== null
    const state = left <= 0 ? 'over' : isPaused ? 'paused' : left <= SOON_MS ? 'soon' : 'running'
    const words = left <= 0 ? t('Time is up') : clockText(left)
    return html`<div
      class="together-pill"
      data-timer=${state}
      role="group"
      aria-label=${t('Timer')}
    >
      <span class="together-clock" role="timer" aria-live="off">${words}</span>
      ${
        editor.canEdit
          ? html`${
              left <= 0
                ? nothing
                : isPaused
                  ? small(Play, t('Go on'), this.act('timer.resume'))
                  : small(Pause, t('Pause'), this.act('timer.pause'))
            }
            ${small(Plus, t('Add a minute'), this.act('timer.extend', { seconds: 60 }))}`
          : nothing
      }
      ${small(hasSound() ? Bell : BellOff, hasSound() ? t('Sound off') : t('Sound on'), () => {
        setSound(!hasSound())
        this.draw()
      })}
      ${editor.canEdit ? small(X, t('End the timer'), this.act('timer.end')) : nothing}
    </div>`
  }

  private vote(): TemplateResult | null {
    const { acts, editor } = this.session
    const { vote } = acts.state
    if (!vote) return null
    const left = this.ballot.votesLeft()
    return html`<div class="together-pill" role="group" aria-label=${t('Vote')}>
      <button class="together-pill-main" type="button" @click=${() => this.ballot.open()}>
        ${icon(Vote)}<strong class="truncate">${vote.question}</strong>
        <span class="together-count"
          >${tn('%(count)s vote left', '%(count)s votes left', left)}</span
        >
      </button>
      ${small(ListOrdered, t('Vote from a list'), () => this.ballot.open())}
      ${
        editor.canEdit
          ? html`<button class="button button-small" type="button" @click=${this.act('vote.end')}>
              ${t('End the vote')}
            </button>`
          : nothing
      }
    </div>`
  }

  private writing(): TemplateResult | null {
    const { acts, editor } = this.session
    if (!acts.state.writing) return null
    return html`<div class="together-pill" role="group" aria-label=${t('Private writing')}>
      <span class="together-pill-main"
        >${icon(EyeOff)}<span>${t('New notes are for your eyes only')}</span></span
      >
      ${
        editor.canEdit
          ? html`<button
                class="button button-small"
                type="button"
                @click=${this.act('writing.reveal_own')}
              >
                ${t('Reveal mine')}
              </button>
              <button
                class="button button-small button-primary"
                type="button"
                @click=${this.act('writing.reveal')}
              >
                ${t('Reveal all')}
              </button>`
          : nothing
      }
    </div>`
  }
}

function small(shape: string, label: string, run: () => void): TemplateResult {
  return html`<button
    class="board-tool together-small"
    type="button"
    aria-label=${label}
    data-tooltip=${label}
    @click=${run}
  >
    ${icon(shape)}
  </button>`
}
