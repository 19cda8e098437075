/** Files and links kept with a task. */

import { Download, FileText, Link2, Paperclip, Plus, X } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { isShownPicture } from '../../editor/pictures'
import { actWithToast } from '../acts'
import type { Attachment, Task } from '../model'
import type { ProjectStore } from '../project'
import { bringTo } from './writing'

export function attachments(store: ProjectStore, task: Task): TemplateResult | typeof nothing {
  const list = task.attachments ?? []
  if (list.length === 0 && !store.canEdit) return nothing
  return html`<section class="panel-section" aria-label=${t('Files and links')}>
    <header class="panel-section-head"><h3>${t('Files and links')}</h3></header>
    ${
      list.length > 0
        ? html`<ul class="attachments">
            ${list.map((attachment) => row(store, task, attachment))}
          </ul>`
        : nothing
    }
    ${
      store.canEdit
        ? html`<form
            class="attachment-form"
            @submit=${(event: SubmitEvent) => void add(store, task, event)}
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
            <button class="button button-small" type="button" @click=${() => pick(store, task)}>
              ${icon(Paperclip)} ${t('Add file')}
            </button>
          </form>`
        : nothing
    }
  </section>`
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

function pick(store: ProjectStore, task: Task): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) void bring(store, task, file)
  })
  input.click()
}

async function bring(store: ProjectStore, task: Task, file: File): Promise<void> {
  try {
    await bringTo(store, task.id)(file, () => undefined)
  } catch (error) {
    const why = error instanceof ApiError ? error.words : t('Check the connection.')
    errorToast(t('%(name)s was not added. %(why)s', { name: file.name, why }))
  }
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
