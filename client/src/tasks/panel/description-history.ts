/** What the description said before: who wrote when, what they changed, and a way back. */

import { html, nothing, render, type TemplateResult } from 'lit'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'
import { wordDiff } from '../../editor/diff'
import type { Task } from '../model'
import { ago, exactTime } from '../parts/text'
import type { ProjectStore } from '../project'

interface Version {
  readonly version: number
  readonly at: string
  readonly authors: readonly { readonly id: string; readonly name: string }[]
}

interface Versions {
  readonly current: Version
  readonly results: readonly Version[]
}

interface Shown {
  readonly versions: readonly Version[]
  chosen: number
  text: string | null
  before: string | null
}

export async function openHistory(store: ProjectStore, task: Task): Promise<void> {
  const path = `tasks/${task.id}/description-versions`
  const page = await api.get<Versions>(path, { query: { limit: 100 } }).catch(() => null)
  if (page === null) {
    errorToast(t('The history could not be loaded. Check the connection.'))
    return
  }
  const shown: Shown = {
    versions: [page.current, ...page.results],
    chosen: 0,
    text: null,
    before: null,
  }
  const body = document.createElement('div')
  body.className = 'versions'
  const draw = () => {
    render(content(shown, choose), body)
    // What stands already cannot be brought back.
    const restoring = body.closest('dialog')?.querySelector('[data-restores]')
    restoring?.toggleAttribute('disabled', shown.chosen === 0)
  }
  const textOf = (index: number) => {
    const version = shown.versions[index]
    return version === undefined
      ? Promise.resolve('')
      : api.get<{ text: string }>(`${path}/${String(version.version)}`).then(({ text }) => text)
  }
  const choose = async (index: number): Promise<void> => {
    Object.assign(shown, { chosen: index, text: null, before: null })
    draw()
    const texts = await Promise.all([textOf(index), textOf(index + 1)]).catch(() => null)
    if (texts === null || shown.chosen !== index) return
    ;[shown.text, shown.before] = texts
    draw()
  }
  const bringBack = () => {
    const version = shown.versions[shown.chosen]
    if (version === undefined || shown.chosen === 0) return
    dialog.close()
    void restore(store, task, version.version, page.current.version)
  }
  const dialog = openDialog({
    title: t('History of the description'),
    wide: true,
    body: html`${body}`,
    foot: html`<button class="button" type="button" data-closes>${t('Close')}</button> ${
        store.canEdit
          ? html`<button
              class="button button-primary"
              type="button"
              data-restores
              disabled
              @click=${bringBack}
            >
              ${t('Restore this version')}
            </button>`
          : nothing
      }`,
  })
  await choose(0)
}

function content(shown: Shown, choose: (index: number) => Promise<void>): TemplateResult {
  return html`<ol class="version-list" aria-label=${t('Versions')}>
      ${shown.versions.map(
        ({ at, authors }, index) =>
          html`<li>
            <button
              type="button"
              aria-pressed=${shown.chosen === index}
              @click=${() => void choose(index)}
            >
              <b>${authors.map(({ name }) => name).join(', ') || t('TeamFlow')}</b>
              <time datetime=${at} title=${exactTime(at)}>${ago(at)}</time>
              ${index === 0 ? html`<span class="badge">${t('Current')}</span>` : nothing}
            </button>
          </li>`,
      )}
    </ol>
    <div class="version-text" tabindex="0" role="group" aria-label=${t('Changes of this version')}>
      ${
        shown.text === null || shown.before === null
          ? html`<div class="skeleton skeleton-text" aria-busy="true"></div>`
          : wordDiff(shown.before, shown.text).map((piece) =>
              piece.kind === 'added'
                ? html`<ins>${piece.text}</ins>`
                : piece.kind === 'removed'
                  ? html`<del>${piece.text}</del>`
                  : html`<span>${piece.text}</span>`,
            )
      }
      ${shown.text === '' && shown.before === '' ? html`<p class="help">${t('Empty')}</p>` : nothing}
    </div>`
}

async function restore(
  store: ProjectStore,
  task: Task,
  version: number,
  current: number,
): Promise<void> {
  try {
    await api.post(`tasks/${task.id}/description-versions/${String(version)}/restore`)
    await store.loadTask(task.id)
    toast(t('The description of %(key)s was restored', { key: task.key }), {
      undo: () => restore(store, task, current, version),
    })
  } catch {
    errorToast(t('The version was not restored.'))
  }
}
