/** How long a text may be: said in words before the end is reached, and when it is. */

import { EditorState, type Extension } from '@codemirror/state'
import { t } from '../common/i18n'
import { errorToast } from '../common/ui/toast'

/** What the server takes of a description or a comment. */
export const LIMIT = 50_000
/** From here on the writer is told how much is left. */
const NEAR = 2000

/** The server refuses longer texts: what would not fit is not taken, and that is said. */
export function limited(limit: number): Extension {
  return EditorState.changeFilter.of((transaction) => {
    const { newDoc, startState } = transaction
    const isTooLong = newDoc.length > limit && newDoc.length > startState.doc.length
    if (!isTooLong || !transaction.isUserEvent('input')) return true
    errorToast(t('A text has at most %(n)s characters.', { n: limit.toLocaleString() }))
    return false
  })
}

/** A line below the text that appears near its end; `show` is told how long the text is. */
export function lettersLeft(limit = LIMIT): { dom: HTMLElement; show: (length: number) => void } {
  const dom = document.createElement('p')
  dom.className = 'editor-left'
  dom.setAttribute('role', 'status')
  const show = (length: number): void => {
    const left = limit - length
    dom.hidden = left > NEAR
    dom.dataset.over = left < 0 ? 'yes' : 'no'
    // In steps of a hundred: a screen reader need not hear every letter.
    const n = Math.abs(left < 0 ? left : Math.ceil(left / 100) * 100).toLocaleString()
    if (dom.hidden) dom.textContent = ''
    else if (left < 0) dom.textContent = t('%(n)s characters too many', { n })
    else if (left === 0) dom.textContent = t('No character is left')
    else dom.textContent = t('Fewer than %(n)s characters are left', { n })
  }
  return { dom, show }
}
