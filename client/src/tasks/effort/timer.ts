/** `<tf-timer user-id>`: the clock that runs, in the frame of every page; nothing while none does. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Square, Timer } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { onTimer, stopTimer, watchTimer, type TimeEntry } from './clock'
import { clockWords } from './minutes'

export class TfTimer extends LitElement {
  static override properties = { userId: { attribute: 'user-id' }, timer: { state: true } }

  declare userId: string
  declare timer: TimeEntry | null
  #leave: (() => void) | null = null
  #tick: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.userId = ''
    this.timer = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    watchTimer(this.userId)
    this.#leave = onTimer((timer) => (this.timer = timer))
    this.#tick = setInterval(() => {
      if (this.timer) this.requestUpdate()
    }, 1000)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    clearInterval(this.#tick)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { timer } = this
    if (timer === null) return nothing
    const { key, title, workspace } = timer.task
    return html`<div class="timer-chip" role="group" aria-label=${t('Timer')}>
      ${icon(Timer)}
      <a href=${`/w/${workspace}/t/${key}/`} title=${title}>${key}</a>
      <span class="number" aria-hidden="true">${clockWords(timer.started_at)}</span>
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-label=${t('Stop the timer on %(key)s', { key })}
        @click=${() => void stopTimer()}
      >
        ${icon(Square)}
      </button>
    </div>`
  }
}

if (!customElements.get('tf-timer')) customElements.define('tf-timer', TfTimer)
