import { ListTree } from 'lucide-static'
import { t } from '../../common/i18n'
import type { BoardAction } from '../ui/actions'
import type { BoardSession } from '../ui/session'
import { tellChanges } from './changes'
import { OutlinePanel } from './panel'

const panels = new WeakMap<BoardSession, OutlinePanel>()

export function mountOutline(host: HTMLElement, session: BoardSession, canvas: HTMLElement): void {
  panels.set(session, new OutlinePanel(host, session.editor, canvas))
  tellChanges(session)
}

export function outlining(session: BoardSession): BoardAction[] {
  return [
    {
      id: 'board.outline',
      label: t('Outline and layers'),
      group: t('View'),
      keys: 'shift+l',
      icon: ListTree,
      run: () => panels.get(session)?.toggle(),
    },
  ]
}
