/** What every part of the settings shares: the store, acts with words, errors at their field. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { Lock } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { errorToast, toast } from '../../common/ui/toast'
import type { Right } from './model'
import { openSettings, type SettingsStore } from './store'

export interface Done {
  /** What to say when it is done; nothing is said without. */
  readonly words?: string
  readonly undo?: () => Promise<unknown>
}

const ADDING = {
  remove_label: 'label',
  remove_milestone: 'milestone',
  remove_template: 'template',
} as const

export abstract class SettingsPart extends LitElement {
  readonly store: SettingsStore = openSettings()
  #problems: Readonly<Record<string, string>> = {}
  #leave: (() => void)[] = []

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leave = [this.store.subscribe(() => this.requestUpdate())]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const leave of this.#leave) leave()
  }

  can(right: Right): boolean {
    return this.store.page.rights[right]
  }

  /** Whoever made a label, a milestone or a template may remove it, where members add them. */
  canRemove(right: 'remove_label' | 'remove_milestone' | 'remove_template', id: string): boolean {
    return this.can(right) || (this.can(ADDING[right]) && this.store.own.has(id))
  }

  /** Does `call`; a refusal stands in words at the field called `at` (or in a toast). */
  async act(at: string, call: () => Promise<unknown>, done: Done = {}): Promise<boolean> {
    try {
      await call()
    } catch (error) {
      this.#tell(at, wordsOf(error))
      return false
    }
    this.#tell(at, '')
    const { words, undo } = done
    const back = undo && (() => void this.act('', undo))
    if (words !== undefined) toast(words, back ? { undo: back } : {})
    return true
  }

  /** Removes the part at `path` and offers to bring it back, with what hung on it. */
  protected removePart(
    path: string,
    { id, name }: { readonly id: string; readonly name: string },
    words = t('Removed %(name)s', { name }),
  ): Promise<boolean> {
    return this.act('', () => api.delete(path), {
      words,
      undo: () => api.post(`removed-parts/${id}/restore`),
    })
  }

  problem(at: string): string {
    return this.#problems[at] ?? ''
  }

  /** The words of a refusal below the field that `at` names; `id` ties them to it. */
  protected errorOf(at: string): TemplateResult | typeof nothing {
    const words = this.problem(at)
    if (words === '') return nothing
    return html`<p class="errors settings-error" id=${errorId(at)} role="alert">${words}</p>`
  }

  /** Why the person cannot change this part; nothing for those who can. */
  protected why(right: Right): TemplateResult | typeof nothing {
    if (this.can(right)) return nothing
    return html`<p class="notice">${icon(Lock)}<span>${this.store.page.reasons[right]}</span></p>`
  }

  protected head(title: string, words: string, actions: unknown = nothing): TemplateResult {
    return html`<header class="page-head">
      <div>
        <h1>${title}</h1>
        <p>${words}</p>
      </div>
      <div class="page-actions">${actions}</div>
    </header>`
  }

  #tell(at: string, words: string): void {
    if (at === '') {
      if (words !== '') errorToast(words)
      return
    }
    this.#problems = { ...this.#problems, [at]: words }
    this.requestUpdate()
  }
}

export function errorId(at: string): string {
  return `error-${at.replace(/[^\w-]/g, '-')}`
}

export function wordsOf(error: unknown): string {
  return error instanceof ApiError ? error.words : t('The server does not answer. Try again.')
}

/** Sends a form's words and empties it when they were taken. */
export function valuesOf(event: SubmitEvent): Record<string, string> {
  event.preventDefault()
  const data = new FormData(event.target as HTMLFormElement)
  return Object.fromEntries([...data].map(([name, value]) => [name, String(value).trim()]))
}
