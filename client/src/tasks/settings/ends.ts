/** Dialogues of the general part: another key, and the end of the project. */

import { html } from 'lit'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import type { ProjectDetail } from './model'
import { wordsOf, type SettingsPart } from './part'

/** Asks for another key; the page goes on at its new address. */
export function askKey(part: SettingsPart): void {
  const { store } = part
  const { key } = store.state.project
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const field = dialog.querySelector('input') as HTMLInputElement
    const wanted = field.value.trim().toUpperCase()
    try {
      await api.patch(store.path, { key: wanted })
      const { slug } = store.page.workspace
      location.assign(`/w/${slug}/p/${wanted}/settings/general/`)
    } catch (error) {
      const words = dialog.querySelector('[data-problem]') as HTMLElement
      words.textContent = wordsOf(error)
      words.hidden = false
      field.setAttribute('aria-invalid', 'true')
      field.focus()
    }
  }
  const dialog = openDialog({
    title: t('Change the key'),
    body: html`<form
      class="form"
      id="new-key-form"
      @submit=${(event: SubmitEvent) => void send(event)}
    >
      <p>
        ${t('Every task of the project gets the new key in its name. Links and mentions with the old one still lead to them.')}
      </p>
      <div class="field">
        <label for="new-key">${t('New key')}</label>
        <input
          class="input input-key"
          id="new-key"
          required
          maxlength="6"
          pattern="[A-Za-z]{2,6}"
          title=${t('Two to six letters.')}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="new-key-problem"
          .value=${key}
        />
        <p class="errors" id="new-key-problem" role="alert" data-problem hidden></p>
      </div>
    </form>`,
    foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
      <button class="button button-primary" form="new-key-form">${t('Change the key')}</button>`,
  })
}

/** Deletes the project once its name was typed. */
export function askToDelete(part: SettingsPart, project: ProjectDetail): void {
  const { store } = part
  const isTyped = (): boolean => dialog.querySelector('input')?.value.trim() === project.name
  const look = (): void => {
    dialog.querySelector('.button-danger')?.toggleAttribute('disabled', !isTyped())
  }
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!isTyped()) return
    const isDone = await part.act('', () => api.delete(store.path))
    if (isDone) location.assign(`/w/${store.page.workspace.slug}/?deleted#home-projects`)
  }
  const dialog = openDialog({
    title: t('Delete “%(name)s”?', { name: project.name }),
    body: html`<form
      class="form"
      id="delete-project-form"
      @submit=${(event: SubmitEvent) => void send(event)}
    >
      <p>
        ${t('All its tasks, comments, files, sprints and reports go with it, for everybody. Owners and admins find it on the home page for 30 days and can bring it back.')}
      </p>
      <div class="field">
        <label for="delete-name">${t('Type “%(name)s” to go on', { name: project.name })}</label>
        <input class="input" id="delete-name" required autocomplete="off" @input=${look} />
      </div>
    </form>`,
    foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
      <button class="button button-danger" form="delete-project-form" disabled>
        ${t('Delete project')}
      </button>`,
  })
}
