import { t } from '../../../../common/i18n'
import { announce } from '../../../../common/ui/announce'
import type { Editor } from '../../../editor'
import { exactOf, placeable, placeExactly } from '../../../model/exact'
import { keepsRatio } from '../../../model/sizes'
import { GRID } from '../../../tools/snapping'

const STEP = 10

/** Right and down make what is chosen larger, left and up smaller; finely with Shift. */
export function resizeBy(
  editor: Editor,
  [dx, dy]: readonly [number, number],
  isFine: boolean,
): boolean {
  const elements = placeable(editor.chosen)
  const now = exactOf(elements)
  if (!now || !editor.canEdit) return false
  const name = dx === 0 ? 'height' : 'width'
  const step = isFine ? 1 : editor.snapping.grid ? GRID : STEP
  const changes = placeExactly(editor.scene, elements, name, now[name] + (dx + dy) * step, {
    keepRatio: elements.every(({ kind }) => keepsRatio(kind)),
    heightOfText: editor.heightOfText.bind(editor),
  })
  editor.dispatch({ changes, merge: 'resize' })
  const after = exactOf(editor.chosen) ?? now
  const [width, height] = [Math.round(after.width), Math.round(after.height)]
  announce(t('%(width)s wide, %(height)s high', { width, height }))
  return true
}
