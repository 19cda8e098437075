/** What the keys and the palette can do on the list. */

import { ChevronsDownUp, ChevronsUpDown, ListTodo, Plus } from 'lucide-static'
import { t } from '../../common/i18n'
import { heardBy, type Action } from '../../common/ui/actions'
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
    ...heardBy('row', t('On a row'), [
      ['enter', t('Open it')],
      ['arrowdown', t('To the next row, and j; k goes back')],
      ['arrowright', t('To its next value, or unfold it')],
      ['home', t('To the first row; End goes to the last')],
      ['escape', t('Choose none')],
      ...(list.store.canEdit
        ? ([
            ['e', t('Edit its title, or the value')],
            ['space', t('Lift it: arrows carry, Space drops, Escape cancels')],
            ['x', t('Choose it')],
            ['shift+arrowdown', t('Choose it and the next')],
            ['mod+a', t('Choose all')],
            ['delete', t('Delete it')],
          ] as const)
        : []),
    ]),
  ]
}
