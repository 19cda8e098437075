/** What the keys and the palette can do on the kanban. */

import { LayoutGrid, Plus } from 'lucide-static'
import { t } from '../../common/i18n'
import { heardBy, type Action } from '../../common/ui/actions'
import type { TfKanban } from './kanban'

export function kanbanActions(board: TfKanban): Action[] {
  const group = t('Board')
  const canEdit = () => board.store.canEdit
  return [
    {
      id: 'task.new',
      label: t('New task'),
      group,
      keys: 'c',
      icon: Plus,
      isEnabled: canEdit,
      run: () => board.startAdding(),
    },
    {
      id: 'card.first',
      label: t('Go to the first card'),
      group,
      keys: 'j',
      icon: LayoutGrid,
      isKeyOnly: true,
      run: () => board.focusFirst(),
    },
    ...heardBy('card', t('On a card'), [
      ['enter', t('Open it')],
      ['arrowdown', t('To the next card, and j; k goes back')],
      ['arrowright', t('To the next column')],
      ...(canEdit()
        ? ([
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
