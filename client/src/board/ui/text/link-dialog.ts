import { html } from 'lit'
import { t } from '../../../common/i18n'
import { openDialog } from '../../../common/ui/dialog'
import { isWebAddress } from '../../model/rich-text'

/** Asks for the address of a link; an empty one takes the link away. */
export function askAddress(current: string, choose: (address: string | null) => void): void {
  const submit = (event: Event) => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).querySelector('input')
    const typed = field?.value.trim() ?? ''
    const address = typed === '' || /^https?:/i.test(typed) ? typed : `https://${typed}`
    if (address !== '' && !isWebAddress(address)) {
      field?.setCustomValidity(t('This is no web address.'))
      field?.reportValidity()
      return
    }
    dialog.close()
    choose(address === '' ? null : address)
  }
  const dialog = openDialog({
    title: t('Link'),
    body: html`<form class="form" @submit=${submit}>
      <label class="field">
        <span class="label">${t('Address')}</span>
        <input
          class="input"
          inputmode="url"
          autocomplete="off"
          data-first
          .value=${current}
          @input=${(event: Event) => (event.target as HTMLInputElement).setCustomValidity('')}
        />
      </label>
      <div class="form-actions">
        <button class="button button-primary" type="submit">${t('Link')}</button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`,
  })
}
