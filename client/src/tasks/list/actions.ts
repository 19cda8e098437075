/** What the keys and the palette can do on the list. */

import { ChevronsDownUp, ChevronsUpDown, ListTodo, Plus } from 'lucide-static'
import { t } from '../../common/i18n'
import type { Action } from '../../common/ui/actions'
import type { TfTaskList } from './list'

export function listActions(list: TfTaskList): Action[] {
  const group = t('List')
  return [
    {
      id: 'task.new',
      label: t('New task'),
      group,
      keys: 'c',
      icon: Plus,
      isEnabled: () => list.store.canEdit,
      run: () => list.startAdding(),
    },
    {
      id: 'list.first',
      label: t('Go to the first row'),
      group,
      keys: 'j',
      icon: ListTodo,
      isKeyOnly: true,
      run: () => list.focusFirst(),
    },
    {
      id: 'list.fold-all',
      label: t('Fold all groups'),
      group,
      icon: ChevronsDownUp,
      run: () => list.foldAll(true),
    },
    {
      id: 'list.unfold-all',
      label: t('Unfold all groups'),
      group,
      icon: ChevronsUpDown,
      run: () => list.foldAll(false),
    },
  ]
}
