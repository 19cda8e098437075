/** The dialogue of an initiative: what it is called, until when, which projects it holds. */

import { html, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { confirmAct, openDialog } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'
import type { Initiative, RoadmapPage, RoadmapProject } from './model'

export interface Asking {
  readonly page: RoadmapPage
  readonly projects: readonly RoadmapProject[]
  readonly initiative: Initiative | null
  readonly done: () => void
}

export function askInitiative({ page, projects, initiative, done }: Asking): void {
  const dialog = openDialog({
    title: initiative === null ? t('New initiative') : t('Initiative'),
    body: fields(page, projects, initiative),
    foot: html`${
        initiative === null
          ? ''
          : html`<button class="button" type="button" @click=${() => void remove()}>
              ${t('Delete')}
            </button>`
      }
      <button class="button" type="button" data-closes>${t('Cancel')}</button>
      <button class="button button-primary" type="submit" form="initiative-form">
        ${t('Save')}
      </button>`,
  })
  const form = dialog.querySelector('form')
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void save(new FormData(form))
  })

  async function save(data: FormData): Promise<void> {
    const body = {
      name: text(data, 'name'),
      description: text(data, 'description'),
      owner: text(data, 'owner') || null,
      target_date: text(data, 'target_date') || null,
      project_ids: data.getAll('projects'),
    }
    await tried(() =>
      initiative === null
        ? api.post(`workspaces/${page.workspace.slug}/initiatives`, body)
        : api.patch(`initiatives/${initiative.id}`, body),
    )
  }

  async function remove(): Promise<void> {
    if (initiative === null) return
    const agreed = await confirmAct({
      title: t('Delete “%(name)s”?', { name: initiative.name }),
      text: t('Its projects stay.'),
      action: t('Delete'),
      isDangerous: true,
    })
    if (!agreed) return
    await tried(() => api.delete(`initiatives/${initiative.id}`))
    const back = () => api.post(`removed-parts/${initiative.id}/restore`)
    toast(t('%(name)s is deleted', { name: initiative.name }), { undo: () => void tried(back) })
  }

  async function tried(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
      dialog.close()
      done()
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
    }
  }
}

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

function fields(
  page: RoadmapPage,
  projects: readonly RoadmapProject[],
  initiative: Initiative | null,
): TemplateResult {
  return html`<form id="initiative-form" class="form">
    <div class="field">
      <label for="initiative-name">${t('Name')}</label>
      <input
        class="input"
        id="initiative-name"
        name="name"
        required
        maxlength="100"
        .value=${initiative?.name ?? ''}
      />
    </div>
    <div class="field">
      <label for="initiative-text">${t('What it is for')}</label>
      <textarea
        class="textarea"
        id="initiative-text"
        name="description"
        rows="3"
        maxlength="5000"
        .value=${initiative?.description ?? ''}
      ></textarea>
    </div>
    <div class="field">
      <label for="initiative-owner">${t('Who answers for it')}</label>
      <select class="select" id="initiative-owner" name="owner">
        <option value="">${t('Nobody')}</option>
        ${page.members.map(({ id, name }) => html`<option value=${id} ?selected=${id === initiative?.owner}>${name}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="initiative-date">${t('Target date')}</label>
      <input
        class="input"
        id="initiative-date"
        type="date"
        name="target_date"
        .value=${initiative?.target_date ?? ''}
      />
    </div>
    <fieldset class="field">
      <legend>${t('Projects')}</legend>
      ${projects.map(
        ({ id, key, name }) =>
          html`<label class="check"
            ><input
              class="checkbox"
              type="checkbox"
              name="projects"
              value=${id}
              ?checked=${initiative?.projects.includes(id) === true}
            />
            ${key} ${name}</label
          >`,
      )}
    </fieldset>
  </form>`
}
