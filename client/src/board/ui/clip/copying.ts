import { Copy, FileImage, FileType, TextInitial } from 'lucide-static'
import { t } from '../../../common/i18n'
import { errorToast, toast } from '../../../common/ui/toast'
import type { BoardAction } from '../actions'
import { pngOf, svgOf } from '../download'
import type { BoardSession } from '../session'
import { chosenElements, copyChosen } from '../clipboard'
import { wordsOf } from './carrying'

/** What is chosen, onto the clipboard: for boards, as words, as pictures. */
export function copying(session: BoardSession): BoardAction[] {
  const { editor } = session
  const group = t('Board')
  const canCopy = () => editor.selection.size > 0 && 'clipboard' in navigator
  const action = (
    id: string,
    label: string,
    icon: string,
    copy: () => Promise<void>,
  ): BoardAction => ({
    id,
    label,
    group,
    icon,
    place: 'more',
    isEnabled: canCopy,
    run: () => {
      copy().then(
        () => toast(t('Copied')),
        () => errorToast(t('The browser did not let it be copied.')),
      )
    },
  })
  return [
    action('board.copy', t('Copy'), Copy, () => copyChosen(session)),
    action('board.copy-text', t('Copy as text'), TextInitial, () =>
      navigator.clipboard.writeText(wordsOf(chosenElements(editor)).join('\n')),
    ),
    action('board.copy-png', t('Copy as PNG'), FileImage, () => {
      const picture = pngOf(editor, editor.chosen).then((blob) => blob ?? new Blob())
      return navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
    }),
    action('board.copy-svg', t('Copy as SVG'), FileType, async () => {
      await navigator.clipboard.writeText((await svgOf(editor, editor.chosen)) ?? '')
    }),
  ]
}
