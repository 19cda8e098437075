/** Links kept with a task. */

import { Link2, Plus, X } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import type { Attachment, Task } from '../model'
import type { ProjectStore } from '../project'

export function attachments(store: ProjectStore, task: Task): TemplateResult | typeof nothing {
  const list = task.attachments ?? []
  if (list.length === 0 && !store.canEdit) return nothing
  return html`<section class="panel-section" aria-label=${t('Links')}>
    <header class="panel-section-head"><h3>${t('Links')}</h3></header>
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
          </form>`
        : nothing
    }
  </section>`
}

function row(store: ProjectStore, task: Task, attachment: Attachment): TemplateResult {
  return html`<li class="attachment">
    ${icon(Link2)}
    <a class="truncate" href=${attachment.url} target="_blank" rel="noopener noreferrer nofollow"
      >${attachment.name || attachment.url}</a
    >
    ${
      store.canEdit
        ? html`<button
            class="button button-ghost button-icon button-small"
            type="button"
            aria-label=${t('Remove link %(name)s', { name: attachment.name })}
            @click=${() => void remove(store, task, attachment)}
          >
            ${icon(X, { size: 14 })}
          </button>`
        : nothing
    }
  </li>`
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

async function remove(store: ProjectStore, task: Task, attachment: Attachment): Promise<void> {
  try {
    await api.delete(`attachments/${attachment.id}`)
    await store.loadTask(task.id)
  } catch {
    errorToast(t('The link was not removed.'))
  }
}
