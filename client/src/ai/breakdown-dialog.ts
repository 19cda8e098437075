/** What the breakdown's dialogue shows: waiting, then the list to edit and pick from, or why not. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api } from '../common/api'
import { locale, t, tn } from '../common/i18n'
import { errorToast, toast } from '../common/ui/toast'
import { cancelJob, followJob, providerName, wordsFor, type Started } from './job'
import {
  chosen,
  edited,
  isReady,
  isTitle,
  proposals,
  TITLE_LIMITS,
  type Breakdown,
  type Proposal,
} from './subtasks'
import { failure, waiting } from './waiting'

type Stage =
  | { readonly kind: 'waiting'; readonly percent: number; readonly providers: readonly string[] }
  | { readonly kind: 'choosing'; readonly found: Breakdown }
  | { readonly kind: 'failed'; readonly words: string }

const BEGINNING: Stage = { kind: 'waiting', percent: 0, providers: [] }

export class TfBreakdownDialog extends LitElement {
  static override properties = {
    taskId: { attribute: 'task-id' },
    stage: { state: true },
    list: { state: true },
    isSending: { state: true },
  }

  declare taskId: string
  declare stage: Stage
  declare list: readonly Proposal[]
  declare isSending: boolean
  #jobId = ''
  #leaving = new AbortController()

  constructor() {
    super()
    this.taskId = ''
    this.stage = BEGINNING
    this.list = []
    this.isSending = false
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#ask()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaving.abort()
  }

  protected override render(): TemplateResult {
    const { stage } = this
    switch (stage.kind) {
      case 'waiting':
        return waiting(stage.percent, stage.providers, () => void this.#stop())
      case 'failed':
        return failure(stage.words, () => void this.#ask())
      case 'choosing':
        return stage.found.subtasks.length > 0 ? this.#choice(stage.found) : nothingFound(stage)
    }
  }

  async #ask(): Promise<void> {
    this.#leaving.abort()
    const leaving = new AbortController()
    this.#leaving = leaving
    this.stage = BEGINNING
    try {
      const started = await api.post<Started<Breakdown>>(`tasks/${this.taskId}/ai-breakdown`)
      const { job, providers } = started
      this.#jobId = job.id
      const onProgress = (percent: number): void => {
        this.stage = { kind: 'waiting', percent, providers }
      }
      const ended = await followJob(job, { onProgress, signal: leaving.signal })
      if (ended.status === 'done' && ended.result) this.#show(ended.result)
      else this.stage = { kind: 'failed', words: ended.error || t('This was stopped.') }
    } catch (error) {
      if (!leaving.signal.aborted) this.stage = { kind: 'failed', words: wordsFor(error) }
    }
  }

  #show(found: Breakdown): void {
    this.list = proposals(found)
    this.stage = { kind: 'choosing', found }
  }

  async #stop(): Promise<void> {
    this.#leaving.abort()
    this.stage = { kind: 'failed', words: t('This was stopped. Nothing was changed.') }
    if (this.#jobId !== '') await cancelJob(this.#jobId).catch(() => undefined)
  }

  #choice(found: Breakdown): TemplateResult {
    const wanted = this.list.filter(({ isWanted }) => isWanted).length
    return html`<form
      class="stack"
      novalidate
      @submit=${(event: Event) => void this.#accept(event)}
    >
      <p class="help" role="status">${whoSaysSo(found)} ${found.note}</p>
      <ol class="ai-subtasks">
        ${this.list.map((each, index) => this.#row(each, index))}
      </ol>
      <div class="form-actions">
        <button
          class="button button-primary"
          type="submit"
          ?disabled=${!isReady(this.list) || this.isSending}
          aria-busy=${this.isSending ? 'true' : 'false'}
        >
          ${
            wanted === 0
              ? t('Pick at least one')
              : tn('Create %(count)s subtask', 'Create %(count)s subtasks', wanted)
          }
        </button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`
  }

  #row(each: Proposal, index: number): TemplateResult {
    const edit = (change: Partial<Proposal>): void => {
      this.list = edited(this.list, index, change)
    }
    const valueOf = (event: Event): string => (event.target as HTMLInputElement).value
    const isWrong = each.isWanted && !isTitle(each.title)
    const number = index + 1
    return html`<li class="ai-subtask" ?data-left-out=${!each.isWanted}>
      <input
        class="checkbox"
        type="checkbox"
        .checked=${each.isWanted}
        aria-label=${t('Keep “%(title)s”', { title: each.title })}
        @change=${(event: Event) => edit({ isWanted: (event.target as HTMLInputElement).checked })}
      />
      <div class="ai-subtask-words">
        <input
          class="input"
          .value=${each.title}
          maxlength=${TITLE_LIMITS.most}
          aria-label=${t('Title of step %(number)s', { number })}
          aria-invalid=${isWrong ? 'true' : 'false'}
          ?disabled=${!each.isWanted}
          @input=${(event: Event) => edit({ title: valueOf(event) })}
        />
        ${isWrong ? html`<p class="errors">${t('A title has 3 to 200 characters.')}</p>` : nothing}
        <textarea
          class="textarea"
          rows=${each.description === '' ? 1 : 2}
          .value=${each.description}
          placeholder=${t('Description')}
          aria-label=${t('Description of step %(number)s', { number })}
          ?disabled=${!each.isWanted}
          @input=${(event: Event) => edit({ description: valueOf(event) })}
        ></textarea>
        <p class="meta quiet">${estimate(each)}</p>
      </div>
    </li>`
  }

  async #accept(event: Event): Promise<void> {
    event.preventDefault()
    if (!isReady(this.list) || this.isSending) return
    this.isSending = true
    try {
      const body = { subtasks: chosen(this.list) }
      const made = await api.post<{ results: { id: string }[] }>(`jobs/${this.#jobId}/accept`, body)
      const ids = made.results.map(({ id }) => id)
      const words = tn('%(count)s subtask created', '%(count)s subtasks created', ids.length)
      toast(words, { undo: () => takeBack(ids) })
      this.dispatchEvent(new CustomEvent('tf-finished', { bubbles: true }))
    } catch (error) {
      errorToast(wordsFor(error))
    } finally {
      this.isSending = false
    }
  }
}

async function takeBack(ids: readonly string[]): Promise<void> {
  try {
    for (const id of ids) await api.delete(`tasks/${id}`)
  } catch (error) {
    errorToast(wordsFor(error))
  }
}

function whoSaysSo({ provider, model, cached }: Breakdown): string {
  if (provider === 'outline')
    return t('By the built-in outline, which only reorders what you wrote: no AI was asked.')
  const by = { provider: providerName(provider), model }
  return cached
    ? t('Proposed by %(provider)s (%(model)s), remembered from within the hour.', by)
    : t('Proposed by %(provider)s (%(model)s). Check it before you keep it.', by)
}

function estimate({ estimated_hours, confidence }: Proposal): string {
  const percent = new Intl.NumberFormat(locale(), { style: 'percent' })
  const hours = new Intl.NumberFormat(locale()).format(estimated_hours)
  return t('%(hours)s h · %(sure)s sure', { hours, sure: percent.format(confidence) })
}

function nothingFound({ found }: { readonly found: Breakdown }): TemplateResult {
  return html`<div class="stack">
    <p role="status">${found.note}</p>
    <div class="form-actions">
      <button class="button button-primary" type="button" data-closes>${t('Close')}</button>
    </div>
  </div>`
}

customElements.define('tf-breakdown-dialog', TfBreakdownDialog)
