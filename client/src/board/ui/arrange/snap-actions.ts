import { Grid3x3, Magnet } from 'lucide-static'
import { t } from '../../../common/i18n'
import { heardBy } from '../../../common/ui/actions'
import { announce } from '../../../common/ui/announce'
import type { Editor } from '../../editor'
import type { SnapChoice } from '../../tools/snapping'
import type { BoardAction } from '../actions'

/** What things line up with while they are moved, resized and made. */
export function snapping(editor: Editor): BoardAction[] {
  const group = t('Arrange')
  const toggle = (name: keyof SnapChoice, on: string, off: string) => {
    const isOn = !editor.snapping[name]
    editor.setSnapping({ ...editor.snapping, [name]: isOn })
    announce(isOn ? on : off)
  }
  return [
    ...heardBy('board', t('By keyboard'), [
      ['alt+arrowright', t('Make wider')],
      ['alt+arrowleft', t('Make narrower')],
      ['alt+arrowdown', t('Make higher')],
      ['alt+arrowup', t('Make lower')],
      ['x', t('Keep chosen and go on')],
    ]),
    {
      id: 'board.snap-objects',
      label: t('Snap to elements'),
      group,
      keys: 'mod+;',
      icon: Magnet,
      words: t('guides align spacing'),
      isChecked: () => editor.snapping.objects,
      isEnabled: () => editor.canEdit,
      run: () =>
        toggle('objects', t('Snapping to elements is on'), t('Snapping to elements is off')),
    },
    {
      id: 'board.snap-grid',
      label: t('Snap to the grid'),
      group,
      keys: "mod+'",
      icon: Grid3x3,
      isChecked: () => editor.snapping.grid,
      isEnabled: () => editor.canEdit,
      run: () => toggle('grid', t('Snapping to the grid is on'), t('Snapping to the grid is off')),
    },
  ]
}
