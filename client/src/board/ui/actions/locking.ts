import { Lock, LockOpen } from 'lucide-static'
import { t } from '../../../common/i18n'
import { announce } from '../../../common/ui/announce'
import type { Editor } from '../../editor'
import { toggleLocks } from '../../model/lock'
import type { BoardAction } from '../actions'

/** One key for both: what is locked opens, and everything else is locked. */
export function locking(editor: Editor): BoardAction[] {
  const hasChosen = () => editor.canEdit && editor.selection.size > 0
  const isFixed = () => editor.chosen.every(({ locked }) => locked)
  const act = (words: string) => {
    editor.dispatch({ changes: toggleLocks(editor.chosen) })
    announce(words)
  }
  const shared = { group: t('Board'), keys: 'mod+shift+l' }
  return [
    {
      ...shared,
      id: 'board.lock',
      label: t('Lock'),
      icon: Lock,
      place: 'more',
      isEnabled: () => hasChosen() && !isFixed(),
      run: () => act(t('Locked: it cannot be changed until it is unlocked')),
    },
    {
      ...shared,
      id: 'board.unlock',
      label: t('Unlock'),
      icon: LockOpen,
      place: 'bar',
      isEnabled: () => hasChosen() && isFixed(),
      run: () => act(t('Unlocked')),
    },
  ]
}
