/** `<button data-copies="<id>">` puts the text of that element on the clipboard. */

import { t } from '../i18n'
import { errorToast, toast } from './toast'

export function wireCopying(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('[data-copies]')
    const source = button && document.getElementById(button.dataset.copies ?? '')
    if (source) void copyText(source.textContent.trim())
  })
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(t('Copied'))
  } catch {
    // Plain http on a network address has no clipboard: the text can still be selected.
    errorToast(t('This browser does not allow it. Select the text and copy it yourself.'))
  }
}
