/** The small dialog that asks what a view is called, and whether others see it. */

import { html, nothing } from 'lit'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'

export interface NameQuestion {
  readonly title: string
  readonly name?: string
  readonly canShare?: boolean
  readonly done: (name: string, isShared: boolean) => void
}

export function askViewName({ title, name = '', canShare = false, done }: NameQuestion): void {
  const save = (event: Event) => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const given = form.get('name')
    const words = typeof given === 'string' ? given.trim() : ''
    if (words === '') return
    dialog.close()
    done(words, form.get('shared') !== null)
  }
  const dialog = openDialog({
    title,
    body: html`<form class="form" id="save-view" @submit=${save}>
      <div class="field">
        <label for="view-name">${t('Name')}</label>
        <input
          class="input"
          id="view-name"
          name="name"
          maxlength="100"
          required
          autocomplete="off"
          .value=${name}
        />
      </div>
      ${
        canShare
          ? html`<label class="row"
              ><input type="checkbox" name="shared" />${t('Share with everybody here')}</label
            >`
          : nothing
      }
    </form>`,
    foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
      <button class="button button-primary" form="save-view">
        ${name === '' ? t('Save view') : t('Rename')}
      </button>`,
  })
}
