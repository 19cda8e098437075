/** A task's files one after the other, over the page: arrows, zoom, Escape. */

import {
  ChevronLeft,
  ChevronRight,
  Download,
  ExternalLink,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { sizeName } from '../../common/files/sizes'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { Attachment } from '../model'
import { canBeShown, kindName, shownAs } from './kinds'
import { textOf, type ShownText } from './text'

const ZOOMS = [1, 1.5, 2, 3, 4] as const

export class TfLightbox extends LitElement {
  static override properties = {
    files: { attribute: false },
    at: { state: true },
    zoom: { state: true },
    text: { state: true },
    problem: { state: true },
  }

  declare files: readonly Attachment[]
  declare at: number
  declare zoom: number
  declare text: ShownText | null
  declare problem: boolean

  constructor() {
    super()
    this.files = []
    this.at = 0
    this.zoom = 0
    this.text = null
    this.problem = false
  }

  override createRenderRoot(): this {
    return this
  }

  get #file(): Attachment {
    return this.files[this.at]!
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('at') && !changed.has('files')) return
    this.zoom = 0
    this.text = null
    this.problem = false
    if (shownAs(this.#file) === 'text') void this.#read(this.#file)
  }

  async #read(file: Attachment): Promise<void> {
    const text = await textOf(file).catch(() => null)
    if (file.id !== this.#file.id) return
    this.text = text
    this.problem = text === null
  }

  protected override render(): TemplateResult {
    const file = this.#file
    return html`<header class="lightbox-head">
        <div class="lightbox-title">
          <h2 class="truncate" id="lightbox-title">${file.name}</h2>
          <span class="lightbox-meta" aria-live="polite">${this.#words()}</span>
        </div>
        ${shownAs(file) === 'picture' || shownAs(file) === 'page' ? this.#zooms() : nothing}
        <a
          class="button button-ghost button-icon"
          href=${file.url}
          target="_blank"
          rel="noopener"
          aria-label=${t('Open %(name)s in a new tab', { name: file.name })}
          data-tooltip=${t('Open in a new tab')}
          >${icon(ExternalLink)}</a
        >
        <a
          class="button button-ghost button-icon"
          href=${file.url}
          download=${file.name}
          aria-label=${t('Download %(name)s', { name: file.name })}
          data-tooltip=${t('Download')}
          >${icon(Download)}</a
        >
        ${this.#button(t('Close'), X, () => this.closest('dialog')?.close())}
      </header>
      <div class="lightbox-stage" data-zoom=${ZOOMS[this.zoom] ?? 1} @click=${this.#clicked}>
        ${this.problem ? this.#lost() : this.#shown(file)}
      </div>
      ${
        this.files.length > 1
          ? html`${this.#button(t('Previous file'), ChevronLeft, () => this.step(-1), 'lightbox-back')}
            ${this.#button(t('Next file'), ChevronRight, () => this.step(1), 'lightbox-on')}`
          : nothing
      }`
  }

  #words(): string {
    const file = this.#file
    const place = t('%(n)s of %(all)s', { n: this.at + 1, all: this.files.length })
    const { width, height } = file
    const parts = this.files.length > 1 ? [place] : []
    parts.push(kindName(file), sizeName(file.size ?? 0))
    if (width && height) parts.push(`${String(width)} × ${String(height)}`)
    return parts.join(' · ')
  }

  #zooms(): TemplateResult {
    return html`${this.#button(t('Smaller'), ZoomOut, () => this.zoomBy(-1), '', this.zoom === 0)}
    ${this.#button(t('Larger'), ZoomIn, () => this.zoomBy(1), '', this.zoom === ZOOMS.length - 1)}`
  }

  #button(label: string, shape: string, act: () => void, kind = '', isOff = false): TemplateResult {
    return html`<button
      class="button button-ghost button-icon ${kind}"
      type="button"
      aria-label=${label}
      data-tooltip=${label}
      ?disabled=${isOff}
      @click=${act}
    >
      ${icon(shape, { size: 20, flip: kind !== '' })}
    </button>`
  }

  #shown(file: Attachment): TemplateResult {
    const lost = (): void => void (this.problem = true)
    switch (shownAs(file)) {
      case 'picture':
        return html`<img
          class="lightbox-picture"
          src=${file.url}
          alt=${file.name}
          @error=${lost}
        />`
      case 'video':
        // A moment after the start: Safari draws no frame of what is not played otherwise.
        return html`<video
          class="lightbox-picture"
          src=${`${file.url}#t=0.1`}
          controls
          preload="metadata"
          aria-label=${file.name}
          @error=${lost}
        ></video>`
      case 'page':
        return file.preview_url
          ? html`<img
              class="lightbox-picture lightbox-page"
              src=${file.preview_url}
              alt=${t('First page of %(name)s', { name: file.name })}
              @error=${lost}
            />`
          : this.#lost()
      case 'text':
        return this.text === null
          ? html`<p class="lightbox-words" role="status">${t('Loading …')}</p>`
          : this.text.view
      default:
        return this.#lost()
    }
  }

  #lost(): TemplateResult {
    return html`<p class="lightbox-words" role="alert">
      ${t('This file cannot be shown here. Download it to open it.')}
    </p>`
  }

  step(by: number): void {
    this.at = (this.at + by + this.files.length) % this.files.length
  }

  zoomBy(by: number): void {
    this.zoom = Math.max(0, Math.min(ZOOMS.length - 1, this.zoom + by))
  }

  /** Beside the file: done looking. */
  readonly #clicked = (event: Event): void => {
    if (event.target === event.currentTarget) this.closest('dialog')?.close()
  }
}

customElements.define('tf-lightbox', TfLightbox)

const KEYS: Readonly<Record<string, (box: TfLightbox) => void>> = {
  ArrowLeft: (box) => box.step(-1),
  ArrowRight: (box) => box.step(1),
  '+': (box) => box.zoomBy(1),
  '=': (box) => box.zoomBy(1),
  '-': (box) => box.zoomBy(-1),
}

/** Opens at the file `id`; gone once closed, and the focus back where it was. */
export function openLightbox(all: readonly Attachment[], id: string): void {
  const files = all.filter(canBeShown)
  const at = files.findIndex((file) => file.id === id)
  if (at < 0) return
  const dialog = document.createElement('dialog')
  dialog.className = 'lightbox'
  dialog.setAttribute('aria-labelledby', 'lightbox-title')
  const box = document.createElement('tf-lightbox') as TfLightbox
  box.files = files
  box.at = at
  dialog.append(box)
  dialog.addEventListener('keydown', (event) => {
    const act = KEYS[event.key]
    const isPlaying = event.target instanceof HTMLVideoElement
    if (act === undefined || isPlaying || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    act(box)
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
