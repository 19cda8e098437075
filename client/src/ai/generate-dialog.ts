/** Asks what to draw, shows how far it is, and says whose drawing it is. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api } from '../common/api'
import { t, tn } from '../common/i18n'
import type { GenerateOptions } from './generate'
import { cancelJob, followJob, wordsFor, type Started } from './job'
import { failure, waiting } from './waiting'

export interface Drawn {
  readonly provider: string
  readonly model: string
  readonly note: string
  readonly elements: readonly string[]
}

type Kind = 'mindmap' | 'flowchart'
type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'waiting'; readonly percent: number; readonly providers: readonly string[] }
  | { readonly kind: 'failed'; readonly words: string }

const PROMPT_LIMIT = 10_000

export class TfGenerateDialog extends LitElement {
  static override properties = {
    options: { attribute: false },
    stage: { state: true },
    kind: { state: true },
    prompt: { state: true },
  }

  declare options: GenerateOptions
  declare stage: Stage
  declare kind: Kind
  declare prompt: string
  #jobId = ''
  #leaving = new AbortController()

  constructor() {
    super()
    this.stage = { kind: 'asking' }
    this.kind = 'mindmap'
    this.prompt = ''
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
  }

  protected override firstUpdated(): void {
    // The dialogue looked for its first field before this element had drawn one.
    this.querySelector('textarea')?.focus()
  }

  protected override render(): TemplateResult {
    const { stage } = this
    switch (stage.kind) {
      case 'waiting':
        return waiting(stage.percent, stage.providers, () => void this.#stop())
      case 'failed':
        return failure(stage.words, () => {
          this.stage = { kind: 'asking' }
        })
      case 'asking':
        return this.#form()
    }
  }

  #form(): TemplateResult {
    const count = this.options.selection.length
    const isReady = this.prompt.trim() !== '' || count > 0
    return html`<form class="form" @submit=${(event: Event) => void this.#draw(event)}>
      <fieldset class="field">
        <legend>${t('Kind')}</legend>
        <div class="row">
          ${this.#choice('mindmap', t('Mind map'))} ${this.#choice('flowchart', t('Flowchart'))}
        </div>
      </fieldset>
      <label class="field">
        <span class="label">${t('What to draw')}</span>
        <textarea
          class="textarea"
          rows="6"
          maxlength=${PROMPT_LIMIT}
          .value=${this.prompt}
          placeholder=${this.#example()}
          @input=${(event: Event) => {
            this.prompt = (event.target as HTMLTextAreaElement).value
          }}
        ></textarea>
      </label>
      ${
        count > 0
          ? html`<p class="help">
              ${tn(
                'The text of the selected element goes into it.',
                'The texts of the %(count)s selected elements go into it.',
                count,
              )}
            </p>`
          : nothing
      }
      <p class="help">
        ${t('Everybody on the board sees it come. It lies on nothing that is there.')}
      </p>
      <div class="form-actions">
        <button class="button button-primary" type="submit" ?disabled=${!isReady}>
          ${t('Draw')}
        </button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`
  }

  #choice(kind: Kind, label: string): TemplateResult {
    return html`<label class="check">
      <input
        type="radio"
        name="kind"
        value=${kind}
        .checked=${this.kind === kind}
        @change=${() => {
          this.kind = kind
        }}
      />
      <span>${label}</span>
    </label>`
  }

  #example(): string {
    return this.kind === 'mindmap'
      ? t('Release\n- Build\n- Test\n  - by hand\n- Tell people')
      : t('Build → Test → Green?\nGreen? → [yes] Deploy\nGreen? → [no] Build')
  }

  async #draw(event: Event): Promise<void> {
    event.preventDefault()
    const { boardId, selection, viewCentre, onDrawn } = this.options
    const leaving = new AbortController()
    this.#leaving = leaving
    this.stage = { kind: 'waiting', percent: 0, providers: [] }
    try {
      const { job, providers } = await api.post<Started<Drawn>>(`boards/${boardId}/generate`, {
        kind: this.kind,
        prompt: this.prompt,
        elements: selection,
        x: viewCentre.x,
        y: viewCentre.y,
      })
      this.#jobId = job.id
      const onProgress = (percent: number): void => {
        this.stage = { kind: 'waiting', percent, providers }
      }
      const ended = await followJob(job, { onProgress, signal: leaving.signal })
      if (ended.status !== 'done' || !ended.result) {
        this.stage = { kind: 'failed', words: ended.error || t('This was stopped.') }
        return
      }
      this.dispatchEvent(new CustomEvent('tf-finished', { bubbles: true }))
      onDrawn?.(ended.result)
    } catch (error) {
      if (!leaving.signal.aborted) this.stage = { kind: 'failed', words: wordsFor(error) }
    }
  }

  async #stop(): Promise<void> {
    this.#leaving.abort()
    this.stage = {
      kind: 'failed',
      words: t('This was stopped. What was drawn by then stands on the board.'),
    }
    if (this.#jobId !== '') await cancelJob(this.#jobId).catch(() => undefined)
  }
}

customElements.define('tf-generate-dialog', TfGenerateDialog)
