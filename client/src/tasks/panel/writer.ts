/**
 * A field for a comment: a plain one until somebody goes in, the rich editor from then on. What is
 * typed before the editor has come is taken over by it.
 */

import { html, LitElement, type TemplateResult } from 'lit'
import { loadEditing, type RichEditor } from '../../editor/lazy'
import type { BringFile } from '../../editor/paste'
import type { ProjectStore } from '../project'
import { bringTo, writingSources } from './writing'

export class TfWriter extends LitElement {
  static override properties = { isRich: { state: true } }

  declare isRich: boolean
  store!: ProjectStore
  taskId = ''
  label = ''
  hint = ''
  /** What stands there at first. */
  text = ''
  onSubmit: () => void = () => undefined
  onEscape: (() => void) | undefined
  onInput: (text: string) => void = () => undefined
  /** Takes files elsewhere than to the task. */
  bring: BringFile | null = null
  #editor: RichEditor | null = null
  #isLoading = false

  constructor() {
    super()
    this.isRich = false
  }

  override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.text = this.value
    this.#editor?.destroy()
    this.#editor = null
    this.isRich = false
  }

  get value(): string {
    return this.#editor?.text ?? this.querySelector('textarea')?.value ?? this.text
  }

  set value(text: string) {
    this.text = text
    if (this.#editor !== null) this.#editor.setText(text)
    else {
      const area = this.querySelector('textarea')
      if (area !== null) area.value = text
    }
  }

  /** Go in with the cursor at the end, after `text` was added. */
  async write(text = ''): Promise<void> {
    await this.updateComplete
    await this.#enrich()
    if (text !== '') this.#editor?.insert((this.value.trim() === '' ? '' : '\n\n') + text)
    if (this.#editor !== null) this.#editor.focus()
    else this.querySelector('textarea')?.focus()
  }

  readonly #enrich = async (): Promise<void> => {
    if (this.#editor !== null || this.#isLoading) return
    this.#isLoading = true
    const editing = await loadEditing().catch(() => null)
    this.#isLoading = false
    const area = this.querySelector('textarea')
    if (editing === null || area === null || !this.isConnected) return
    const hadFocus = document.activeElement === area
    const text = area.value
    const editor = editing.createEditor({
      label: this.label,
      placeholder: this.hint,
      text,
      isSmall: true,
      sources: writingSources(this.store),
      bringFile: this.bring ?? bringTo(this.store, this.taskId),
      onChange: (value) => this.onInput(value),
      onSubmit: () => this.onSubmit(),
      ...(this.onEscape && { onEscape: this.onEscape }),
    })
    this.isRich = true
    await this.updateComplete
    this.querySelector('.writer-rich')?.replaceChildren(editor.dom)
    this.#editor = editor
    if (hadFocus) editor.focus()
  }

  protected override render(): TemplateResult {
    if (this.isRich) return html`<div class="writer-rich"></div>`
    return html`<textarea
      class="textarea"
      rows="2"
      maxlength="50000"
      placeholder=${this.hint}
      aria-label=${this.label}
      .value=${this.text}
      @focus=${this.#enrich}
      @input=${(event: Event) => this.onInput((event.target as HTMLTextAreaElement).value)}
      @keydown=${this.#keyed}
    ></textarea>`
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      this.onSubmit()
    }
    if (event.key === 'Escape' && this.onEscape !== undefined) {
      event.stopPropagation()
      this.onEscape()
    }
  }
}

customElements.define('tf-writer', TfWriter)
