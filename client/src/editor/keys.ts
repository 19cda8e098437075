/** The editor's keys, for the sheet: it hears them itself. */

import { t } from '../common/i18n'
import { heardBy, registerActions } from '../common/ui/actions'

let isTold = false

/** Put the keys of writing on the sheet of shortcuts; once a page. */
export function tellWritingKeys(): void {
  if (isTold) return
  isTold = true
  registerActions(
    heardBy('writing', t('While writing'), [
      ['/', t('Insert a heading, list, table, code, file…')],
      ['@', t('Name somebody')],
      ['#', t('Point to a task')],
      ['mod+b', t('Bold')],
      ['mod+i', t('Italic')],
      ['mod+e', t('Code')],
      ['mod+shift+x', t('Strikethrough')],
      ['mod+k', t('Link')],
      ['mod+shift+7', t('Numbered list')],
      ['mod+shift+8', t('Bulleted list')],
      ['mod+shift+9', t('Task list')],
      ['mod+shift+enter', t('Tick the box of this line')],
      ['mod+enter', t('Send, or be done')],
      ['escape', t('Leave the editor')],
    ]),
  )
}
