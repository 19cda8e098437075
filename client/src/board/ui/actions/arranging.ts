import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  ArrowDownToLine,
  ArrowUpToLine,
  BringToFront,
  FlipHorizontal2,
  FlipVertical2,
  Group,
  LayoutGrid,
  MoveHorizontal,
  MoveVertical,
  SendToBack,
  Ungroup,
} from 'lucide-static'
import { t } from '../../../common/i18n'
import type { Editor } from '../../editor'
import {
  alignUnits,
  distributeUnits,
  matchSizes,
  mirrorUnits,
  restackElements,
  tidyUnits,
  type Alignment,
  type Axis,
  type DepthMove,
} from '../../model/arrange'
import { groupElements, ungroupElements } from '../../model/groups'
import type { Change } from '../../model/transaction'
import { unitsOf, type Unit } from '../../model/units'
import type { BoardAction } from '../actions'

const units = (editor: Editor): Unit[] => unitsOf(editor.scene, editor.chosen)

/** Whether so many are chosen; counted only as far as the question goes. */
const several = (editor: Editor, least: number) => () =>
  editor.canEdit && editor.selection.size >= least

/** Lines, rows, sizes, depth and groups of what is chosen. */
export function arranging(editor: Editor): BoardAction[] {
  return [...aligning(editor), ...sizing(editor), ...stacking(editor), ...grouping(editor)]
}

function aligning(editor: Editor): BoardAction[] {
  const act = (
    id: string,
    label: string,
    keys: string,
    icon: string,
    least: number,
    change: (units: readonly Unit[]) => Change[],
  ): BoardAction => ({
    id: `board.${id}`,
    label,
    group: t('Arrange'),
    keys,
    icon,
    place: 'align',
    isEnabled: several(editor, least),
    run: () => editor.dispatch({ changes: change(units(editor)) }),
  })
  const align = (name: Alignment, label: string, keys: string, icon: string) =>
    act(`align-${name}`, label, keys, icon, 2, (all) => alignUnits(all, name))
  const spread = (axis: Axis, label: string, keys: string, icon: string) =>
    act(`distribute-${axis}`, label, keys, icon, 3, (all) => distributeUnits(all, axis))
  const mirror = (axis: Axis, label: string, keys: string, icon: string) =>
    act(`mirror-${axis}`, label, keys, icon, 2, (all) => mirrorUnits(all, axis))
  return [
    align('left', t('Align left edges'), 'alt+a', AlignStartVertical),
    align('centre', t('Align centres'), 'alt+h', AlignCenterVertical),
    align('right', t('Align right edges'), 'alt+d', AlignEndVertical),
    align('top', t('Align top edges'), 'alt+w', AlignStartHorizontal),
    align('middle', t('Align middles'), 'alt+v', AlignCenterHorizontal),
    align('bottom', t('Align bottom edges'), 'alt+s', AlignEndHorizontal),
    spread('horizontal', t('Distribute across'), 'alt+shift+h', AlignHorizontalSpaceBetween),
    spread('vertical', t('Distribute down'), 'alt+shift+v', AlignVerticalSpaceBetween),
    act('tidy', t('Tidy into a grid'), 'alt+t', LayoutGrid, 2, tidyUnits),
    mirror('horizontal', t('Swap left and right'), 'alt+shift+x', FlipHorizontal2),
    mirror('vertical', t('Swap top and bottom'), 'alt+shift+y', FlipVertical2),
  ]
}

function sizing(editor: Editor): BoardAction[] {
  const match = (side: 'width' | 'height', label: string, keys: string, icon: string) => ({
    id: `board.match-${side}`,
    label,
    group: t('Arrange'),
    keys,
    icon,
    place: 'align' as const,
    isEnabled: several(editor, 2),
    run: () => {
      const heightOfText = editor.heightOfText.bind(editor)
      editor.dispatch({ changes: matchSizes(editor.chosen, side, heightOfText) })
    },
  })
  return [
    match('width', t('Make equally wide'), 'alt+shift+w', MoveHorizontal),
    match('height', t('Make equally high'), 'alt+shift+e', MoveVertical),
  ]
}

function stacking(editor: Editor): BoardAction[] {
  const depth = (move: DepthMove, label: string, keys: string, icon: string): BoardAction => ({
    id: `board.${move}`,
    label,
    group: t('Arrange'),
    keys,
    icon,
    place: 'more',
    isEnabled: several(editor, 1),
    run: () => editor.dispatch({ changes: restackElements(editor.scene, editor.chosen, move) }),
  })
  return [
    depth('front', t('Bring to front'), ']', BringToFront),
    depth('forward', t('Bring forward'), 'mod+]', ArrowUpToLine),
    depth('backward', t('Send backward'), 'mod+[', ArrowDownToLine),
    depth('back', t('Send to back'), '[', SendToBack),
  ]
}

function grouping(editor: Editor): BoardAction[] {
  const group = t('Arrange')
  return [
    {
      id: 'board.group',
      label: t('Group'),
      group,
      keys: 'mod+g',
      icon: Group,
      place: 'more',
      isEnabled: several(editor, 2),
      run: () => editor.dispatch({ changes: groupElements(editor.scene, editor.chosen) }),
    },
    {
      id: 'board.ungroup',
      label: t('Ungroup'),
      group,
      keys: 'mod+shift+g',
      icon: Ungroup,
      place: 'more',
      isEnabled: () =>
        several(editor, 1)() && editor.chosen.some(({ group }) => group !== undefined),
      run: () => editor.dispatch({ changes: ungroupElements(editor.scene, editor.chosen) }),
    },
  ]
}
