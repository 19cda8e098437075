/** Files and links kept with a task. */

import { Download, FileText, Link2, Paperclip, Plus, X } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { errorToast } from '../../common/ui/toast'
import { isShownPicture } from '../../editor/pictures'
import { actWithToast } from '../acts'
import type { Attachment, Task } from '../model'
import type { ProjectStore } from '../project'
import { bringTo } from './writing'

interface Arriving {
  readonly id: number
  readonly task: string
  readonly name: string
  readonly done: number
}

let number = 0

export class TfAttachments extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    arriving: { state: true },
    isOver: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare arriving: readonly Arriving[]
  declare isOver: boolean
  #listening: AbortController | undefined

  constructor() {
    super()
    this.arriving = []
    this.isOver = false
  }

  override createRenderRoot(): this {
    return this
  }

  /** A file dropped anywhere in the panel comes here; one dropped in a text goes into that. */
  override connectedCallback(): void {
    super.connectedCallback()
    const panel = this.closest('.panel') ?? this
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const over = (event: Event): void => this.#dragged(event as DragEvent)
    panel.addEventListener('dragover', over, { signal })
    panel.addEventListener('dragleave', () => (this.isOver = false), { signal })
    panel.addEventListener('drop', (event) => this.#dropped(event as DragEvent), { signal })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening?.abort()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, task } = this
    const list = task.attachments ?? []
    const arriving = this.arriving.filter((each) => each.task === task.id)
    if (list.length === 0 && !store.canEdit) return nothing
    return html`<section
      class="panel-section attachments-section"
      aria-label=${t('Files and links')}
      ?data-over=${this.isOver}
    >
      <header class="panel-section-head">
        <h3>${t('Files and links')}</h3>
        ${this.isOver ? html`<span class="meta">${t('Drop to add')}</span>` : nothing}
      </header>
      ${
        list.length + arriving.length > 0
          ? html`<ul class="attachments">
              ${list.map((attachment) => row(store, task, attachment))} ${arriving.map(coming)}
            </ul>`
          : nothing
      }
      ${store.canEdit ? this.#form() : nothing}
    </section>`
  }

  #form(): TemplateResult {
    return html`<form
      class="attachment-form"
      @submit=${(event: SubmitEvent) => void add(this.store, this.task, event)}
    >
      <input
        class="input input-small"
        type="url"
        name="url"
        required
        maxlength="2000"
        placeholder="https://…"
        aria-label=${t('Address of the link')}
      />
      <button class="button button-small" aria-label=${t('Add link')}>
        ${icon(Plus)} ${t('Add link')}
      </button>
      <button class="button button-small" type="button" @click=${() => this.#pick()}>
        ${icon(Paperclip)} ${t('Add file')}
      </button>
    </form>`
  }

  #pick(): void {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.addEventListener('change', () => this.#bringAll(input.files))
    input.click()
  }

  #dragged(event: DragEvent): void {
    if (!this.store.canEdit || event.dataTransfer?.types.includes('Files') !== true) return
    if (isInText(event)) {
      this.isOver = false
      return
    }
    event.preventDefault()
    this.isOver = true
  }

  #dropped(event: DragEvent): void {
    this.isOver = false
    if (!this.store.canEdit || event.defaultPrevented || isInText(event)) return
    const files = event.dataTransfer?.files
    if (files === undefined || files.length === 0) return
    event.preventDefault()
    this.#bringAll(files)
  }

  #bringAll(files: FileList | null): void {
    for (const file of files ?? []) void this.#bring(file)
  }

  async #bring(file: File): Promise<void> {
    const { store, task } = this
    const id = (number += 1)
    const put = (done: number): void => {
      const others = this.arriving.filter((each) => each.id !== id)
      this.arriving = [...others, { id, task: task.id, name: file.name, done }].sort(
        (a, b) => a.id - b.id,
      )
    }
    put(0)
    try {
      await bringTo(store, task.id)(file, put)
      announce(t('%(name)s was added.', { name: file.name }))
    } catch (error) {
      const why = error instanceof ApiError ? error.words : t('Check the connection.')
      errorToast(t('%(name)s was not added. %(why)s', { name: file.name, why }))
    } finally {
      this.arriving = this.arriving.filter((each) => each.id !== id)
    }
  }
}

function isInText(event: Event): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.matches('.editor'))
}

function coming({ name, done }: Arriving): TemplateResult {
  return html`<li class="attachment">
    ${icon(FileText)}<span class="truncate grow">${name}</span>
    <progress
      class="progress"
      max="1"
      .value=${done}
      aria-label=${t('Bringing %(name)s', { name })}
    ></progress>
  </li>`
}

function row(store: ProjectStore, task: Task, attachment: Attachment): TemplateResult {
  const { name, url } = attachment
  const isFile = attachment.status === 'clean'
  return html`<li class="attachment">
    ${isFile ? faceOf(attachment) : icon(Link2)}
    <a class="truncate" href=${url} target="_blank" rel="noopener noreferrer nofollow"
      >${name || url}</a
    >
    ${
      isFile
        ? html`<span class="meta">${sizeName(attachment.size ?? 0)}</span>
            <a
              class="button button-ghost button-icon button-small"
              href=${url}
              download=${name}
              aria-label=${t('Download %(name)s', { name })}
              data-tooltip=${t('Download')}
              >${icon(Download, { size: 14 })}</a
            >`
        : nothing
    }
    ${
      store.canEdit
        ? html`<button
            class="button button-ghost button-icon button-small"
            type="button"
            aria-label=${t('Remove %(name)s', { name: name || url })}
            @click=${() => remove(store, task, attachment)}
          >
            ${icon(X, { size: 14 })}
          </button>`
        : nothing
    }
  </li>`
}

/** A small view of a picture; of anything else a sheet. */
function faceOf({ url, media_type: type = '' }: Attachment): TemplateResult {
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(type) && isShownPicture(url)
  return isPicture
    ? html`<img class="attachment-face" src=${url} alt="" loading="lazy" />`
    : html`${icon(FileText)}`
}

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const

/** A size in words of the reader's language: "12 kB". */
export function sizeName(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1)
  return new Intl.NumberFormat(document.documentElement.lang || 'en', {
    style: 'unit',
    unit: UNITS[step]!,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}

async function add(store: ProjectStore, task: Task, event: SubmitEvent): Promise<void> {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const url = String(new FormData(form).get('url')).trim()
  try {
    await api.post(`tasks/${task.id}/attachments`, { url })
    form.reset()
    await store.loadTask(task.id)
  } catch (error) {
    errorToast(
      t('The link was not added. %(why)s', { why: error instanceof ApiError ? error.words : '' }),
    )
  }
}

/** Gone at once, with a way back. */
function remove(store: ProjectStore, { id: taskId }: Task, file: Attachment): void {
  const words = t('Removed “%(name)s”', { name: file.name || file.url })
  actWithToast(store, [{ kind: 'file.remove', taskId, file }], words)
}

customElements.define('tf-attachments', TfAttachments)
