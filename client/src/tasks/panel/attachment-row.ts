/** One file or link of a task: what it is, what was found in it, and what can be done with it. */

import {
  Download,
  File as FileShape,
  FileArchive,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Link2,
  ShieldAlert,
  X,
} from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { sizeName } from '../../common/files/sizes'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { isShownPicture } from '../../editor/pictures'
import { actWithToast } from '../acts'
import { canBeShown, isDeleted, isPictureFile, kindName } from '../files/kinds'
import { openLightbox } from '../files/lightbox'
import type { Attachment, Task } from '../model'
import type { ProjectStore } from '../project'

export function attachmentRow(
  store: ProjectStore,
  task: Task,
  attachment: Attachment,
): TemplateResult {
  const { name, url, status = 'link' } = attachment
  const isFile = status !== 'link'
  return html`<li class="attachment" data-state=${status}>
    ${isFile ? face(attachment) : html`<span class="attachment-face">${icon(Link2)}</span>`}
    <span class="attachment-words">
      ${
        isDeleted(attachment)
          ? html`<span class="truncate attachment-gone">${name}</span>`
          : html`<a
              class="truncate"
              href=${url}
              target="_blank"
              rel="noopener noreferrer nofollow"
              @click=${(event: MouseEvent) => look(event, task, attachment)}
              >${name || url}</a
            >`
      }
      ${isFile ? html`<span class="meta">${words(attachment)}</span>` : nothing}
    </span>
    ${isFile && !isDeleted(attachment) && status !== 'pending' ? download(attachment) : nothing}
    ${store.canEdit ? remover(store, task, attachment) : nothing}
  </li>`
}

/** In the page where it can be shown there; with a modifier key as the browser does. */
function look(event: MouseEvent, task: Task, attachment: Attachment): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !canBeShown(attachment)) return
  event.preventDefault()
  openLightbox(task.attachments ?? [], attachment.id)
}

function download({ name, url }: Attachment): TemplateResult {
  return html`<a
    class="button button-ghost button-icon button-small"
    href=${url}
    download=${name}
    aria-label=${t('Download %(name)s', { name })}
    data-tooltip=${t('Download')}
    >${icon(Download, { size: 14 })}</a
  >`
}

function remover(store: ProjectStore, task: Task, attachment: Attachment): TemplateResult {
  const name = attachment.name || attachment.url
  return html`<button
    class="button button-ghost button-icon button-small"
    type="button"
    aria-label=${t('Remove %(name)s', { name })}
    @click=${() => remove(store, task, attachment)}
  >
    ${icon(X, { size: 14 })}
  </button>`
}

/** A small view of what can be drawn; of anything else a sheet. */
function face(attachment: Attachment): TemplateResult {
  const { status, thumbnail_url: small, url, media_type: type = '' } = attachment
  if (isDeleted(attachment))
    return html`<span class="attachment-face attachment-alarm">${icon(ShieldAlert)}</span>`
  const isWaiting = status === 'pending'
  const shown = small ?? (isPictureFile(attachment) && isShownPicture(url) ? url : null)
  if (shown === null || isWaiting)
    return html`<span class="attachment-face">${fileSymbol(type)}</span>`
  return html`<img class="attachment-face" src=${shown} alt="" loading="lazy" />`
}

export function fileSymbol(type: string): TemplateResult {
  if (type.startsWith('image/')) return icon(FileImage)
  if (type.startsWith('video/')) return icon(FileVideo)
  if (type === 'application/zip') return icon(FileArchive)
  if (/csv|excel|sheet/.test(type)) return icon(FileSpreadsheet)
  return icon(type === '' ? FileShape : FileText)
}

/** What it is, how large, and what the scanner said. */
function words(attachment: Attachment): string {
  const { status, verdict = '', size } = attachment
  if (status === 'infected') return t('Deleted: a virus was found (%(verdict)s)', { verdict })
  if (status === 'refused') return refusedWords(verdict)
  const parts = [kindName(attachment), sizeName(size ?? 0)]
  if (status === 'pending') parts.push(t('being scanned'))
  if (status === 'unscanned') parts.push(t('not scanned'))
  return parts.filter((part) => part !== '').join(' · ')
}

function refusedWords(verdict: string): string {
  if (verdict === 'too large') return t('Deleted: too large to be scanned for viruses')
  return t('It is no longer in the storage')
}

/** Gone at once, with a way back. */
function remove(store: ProjectStore, { id: taskId }: Task, file: Attachment): void {
  const said = t('Removed “%(name)s”', { name: file.name || file.url })
  actWithToast(store, [{ kind: 'file.remove', taskId, file }], said)
}
