/** Files and links kept with a task, and files on their way to it. */

import { Link2, Paperclip, RotateCw, X } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { newKey } from '../../common/api'
import {
  bringFile,
  cancelUpload,
  isStopped,
  retryUpload,
  uploadsOf,
  watchUploads,
  whyNot,
  type Upload,
} from '../../common/files/queue'
import { MOST_WAITING } from '../../common/files/shelf'
import { fileLimits, sizeName, tooLargeWords } from '../../common/files/sizes'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { Connection } from '../../common/ui/offline-bar'
import { errorToast } from '../../common/ui/toast'
import { isDeleted } from '../files/kinds'
import { isTemporary, type Attachment, type Task } from '../model'
import type { ProjectStore } from '../project'
import { attachmentRow, fileSymbol } from './attachment-row'

export class TfAttachments extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    isOver: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare isOver: boolean
  readonly #connection = new Connection(this)
  #listening: AbortController | undefined
  #unwatch: (() => void) | undefined

  constructor() {
    super()
    this.isOver = false
  }

  override createRenderRoot(): this {
    return this
  }

  /** A file dropped or pasted anywhere in the panel comes here; in a text it goes into that. */
  override connectedCallback(): void {
    super.connectedCallback()
    const panel = this.closest('.panel') ?? this
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const over = (event: Event): void => this.#dragged(event as DragEvent)
    panel.addEventListener('dragover', over, { signal })
    panel.addEventListener('dragleave', () => (this.isOver = false), { signal })
    panel.addEventListener('drop', (event) => this.#dropped(event as DragEvent), { signal })
    document.addEventListener('paste', (event) => this.#pasted(event), { signal })
    this.#unwatch = watchUploads((ended) => {
      this.requestUpdate()
      if (ended?.taskId === this.task.id) void this.store.loadTask(ended.taskId).catch(() => 0)
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listening?.abort()
    this.#unwatch?.()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, task } = this
    const list = task.attachments ?? []
    const arriving = uploadsOf(task.id)
    if (list.length === 0 && !store.canEdit) return nothing
    return html`<section
      class="panel-section attachments-section"
      aria-label=${t('Files and links')}
      ?data-over=${this.isOver}
    >
      <header class="panel-section-head">
        <h3>${t('Files and links')}</h3>
        <span class="meta">${this.isOver ? t('Drop to add') : sum(list)}</span>
      </header>
      ${
        list.length + arriving.length > 0
          ? html`<ul class="attachments">
              ${list.map((attachment) => attachmentRow(store, task, attachment))}
              ${arriving.map(coming)}
            </ul>`
          : nothing
      }
      ${store.canEdit ? this.#form() : nothing}
    </section>`
  }

  #form(): TemplateResult {
    return html`<form
        class="attachment-form"
        @submit=${(event: SubmitEvent) => add(this.store, this.task, event)}
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
          ${icon(Link2)} ${t('Add link')}
        </button>
        <button
          class="button button-small"
          type="button"
          aria-describedby="file-limits"
          @click=${() => this.#pick()}
        >
          ${icon(Paperclip)} ${t('Add file')}
        </button>
      </form>
      <p class="meta attachment-limits" id="file-limits">
        ${limitsWords(this.#connection.isOffline)}
      </p>`
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

  #pasted(event: ClipboardEvent): void {
    const files = event.clipboardData?.files
    if (!this.store.canEdit || event.defaultPrevented || isInText(event)) return
    if (files === undefined || files.length === 0 || document.querySelector('dialog[open]')) return
    event.preventDefault()
    this.#bringAll(files)
  }

  #bringAll(files: FileList | null): void {
    for (const file of files ?? []) void bringTo(this.task, file)
  }
}

async function bringTo(task: Task, file: File): Promise<void> {
  const { name } = file
  const held = (task.attachments ?? []).filter((each) => !isDeleted(each))
  const why = tooLargeWords(file, held, uploadsOf(task.id))
  if (why !== null) {
    errorToast(t('%(name)s was not added. %(why)s', { name, why }))
    return
  }
  try {
    await bringFile(task.id, file)
    announce(t('%(name)s was added.', { name }))
  } catch (error) {
    if (isStopped(error)) return
    errorToast(t('%(name)s was not added. %(why)s', { name, why: whyNot(error) }))
  }
}

function isInText(event: Event): boolean {
  const texts = '.editor, textarea, input:not([type=checkbox])'
  return event.composedPath().some((node) => node instanceof Element && node.matches(texts))
}

function coming(upload: Upload): TemplateResult {
  const { id, name, done, state } = upload
  const isStuck = state === 'stuck'
  return html`<li class="attachment" data-state=${state}>
    <span class="attachment-face">${fileSymbol('')}</span>
    <span class="attachment-words">
      <span class="truncate">${name}</span>
      <span class="meta">${stateWords(upload)}</span>
    </span>
    <progress
      class="progress"
      max="1"
      .value=${done}
      aria-label=${t('Bringing %(name)s', { name })}
    ></progress>
    ${isStuck ? smallButton(t('Try %(name)s again', { name }), RotateCw, () => retryUpload(id)) : nothing}
    ${smallButton(t('Stop bringing %(name)s', { name }), X, () => cancelUpload(id))}
  </li>`
}

function smallButton(label: string, shape: string, act: () => void): TemplateResult {
  return html`<button
    class="button button-ghost button-icon button-small"
    type="button"
    aria-label=${label}
    data-tooltip=${label}
    @click=${act}
  >
    ${icon(shape, { size: 14 })}
  </button>`
}

function stateWords({ state, done, taskId }: Upload): string {
  switch (state) {
    case 'waiting':
      return isTemporary(taskId) ? t('Goes up once the task is saved') : t('Waits for the others')
    case 'looking':
      return t('Being looked at')
    case 'stuck':
      return t('Kept here: goes up when you are online')
    case 'sending':
      return t('%(n)s %', { n: Math.floor(done * 100) })
  }
}

/** How much the files hold together; nothing for links, and for what was deleted. */
function sum(list: readonly Attachment[]): string {
  const kept = list.filter((each) => !isDeleted(each))
  const bytes = kept.reduce((all, { size }) => all + (size ?? 0), 0)
  return bytes === 0 ? '' : sizeName(bytes)
}

function limitsWords(isOffline: boolean): string {
  const { file, task } = fileLimits()
  if (isOffline) {
    const together = sizeName(MOST_WAITING)
    const words = { file: sizeName(file), together }
    return t(
      'Files are kept here and go up when you are online: up to %(file)s each, %(together)s together.',
      words,
    )
  }
  const words = { file: sizeName(file), task: sizeName(task) }
  return t('Drop or paste files here: up to %(file)s each, %(task)s a task.', words)
}

function add(store: ProjectStore, { id: taskId }: Task, event: SubmitEvent): void {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const url = String(new FormData(form).get('url')).trim()
  const file = { id: `tmp-${newKey()}`, name: url, url, status: 'link' } as const
  void store.do({ kind: 'file.link', taskId, file })
  form.reset()
}

customElements.define('tf-attachments', TfAttachments)
