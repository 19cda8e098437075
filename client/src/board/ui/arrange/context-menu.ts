import { AlignLeft, Menu } from 'lucide-static'
import { t } from '../../../common/i18n'
import { enabledActions } from '../../../common/ui/actions'
import { keyCaps } from '../../../common/ui/keys'
import { openMenu, type MenuItem } from '../../../common/ui/menu'
import type { Editor } from '../../editor'
import { toScreen } from '../../geometry/camera'
import type { Point } from '../../geometry/vec'
import { boundsOf } from '../../model/drawable'
import { actionsIn, type BoardAction } from '../actions'

const ON_THE_BOARD = [
  ...['board.select-all', 'board.insert-card', 'board.fit', 'board.zoom-100'],
  ...['board.snap-objects', 'board.snap-grid', 'shortcuts'],
]

/** The menu where the hand is: by right click, a long press, or from the keyboard. */
export function menuing(editor: Editor): BoardAction[] {
  const open = { group: t('Board'), icon: Menu, run: () => openAtSelection(editor) }
  return [
    { ...open, id: 'board.menu', label: t('Menu of what is chosen'), keys: 'shift+f10' },
    { ...open, id: 'board.menu-key', label: t('Menu'), keys: 'contextmenu', isKeyOnly: true },
  ]
}

/** The menu of what lies at a place of the canvas; what lies there becomes chosen. */
export function openMenuAt(editor: Editor, screen: Point, slack: number): void {
  const hit = editor.scene.hit(editor.worldAt(screen), slack / editor.camera.zoom)
  if (!hit) editor.select([])
  else if (!editor.selection.has(hit.id)) editor.select(editor.familyOf(hit.id))
  show(editor, screen)
}

function openAtSelection(editor: Editor): void {
  const bounds = boundsOf(editor.chosen)
  const { width, height } = editor.view
  const at = bounds ? toScreen(editor.camera, bounds) : { x: width / 2, y: height / 3 }
  show(editor, {
    x: Math.max(8, Math.min(width - 40, at.x + 8)),
    y: Math.max(8, Math.min(height - 40, at.y + 8)),
  })
}

function show(editor: Editor, screen: Point): void {
  const stage = document.querySelector<HTMLElement>('.board-stage')
  if (!stage) return
  const { left, top } = stage.getBoundingClientRect()
  const rect = new DOMRect(left + screen.x, top + screen.y, 0, 0)
  const anchor = { getBoundingClientRect: () => rect }
  const open = (items: readonly MenuItem[], label: string) => {
    // Closing gives the focus back to the canvas, also from a menu that a menu opened.
    stage.focus({ preventScroll: true })
    openMenu(anchor, items, { placement: 'right-start', label })
  }
  open(itemsFor(editor, open), t('Board'))
}

function itemsFor(
  editor: Editor,
  open: (items: readonly MenuItem[], label: string) => void,
): MenuItem[] {
  if (editor.selection.size === 0) {
    const actions: BoardAction[] = enabledActions()
    return ON_THE_BOARD.flatMap((id) => {
      const action = actions.find((each) => each.id === id)
      return action ? [toItem(action)] : []
    })
  }
  const bar = actionsIn('bar').map(toItem)
  const lines = actionsIn('align').map(toItem)
  const align: MenuItem = {
    label: t('Align …'),
    icon: AlignLeft,
    run: () => open(lines, t('Align')),
  }
  return [
    ...bar,
    ...(bar.length > 0 ? [{ kind: 'line' } as const] : []),
    ...(lines.length > 0 ? [align] : []),
    ...last(actionsIn('more'), 'board.delete').map(toItem),
  ]
}

/** What is dangerous stands where no hand slips onto it. */
function last(actions: readonly BoardAction[], id: string): BoardAction[] {
  const isLast = (action: BoardAction) => action.id === id
  return [...actions.filter((action) => !isLast(action)), ...actions.filter(isLast)]
}

/** An action as a row of a menu. */
export function toItem({ label, icon, keys, run, id, isChecked }: BoardAction): MenuItem {
  return {
    label,
    run,
    isDangerous: id === 'board.delete',
    ...(icon !== undefined && { icon }),
    ...(isChecked && { isChecked: isChecked() }),
    ...(keys !== undefined && { keys: keyCaps(keys).join(' ') }),
  }
}
