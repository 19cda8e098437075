import { html, nothing, type TemplateResult } from 'lit'
import { ArrowBigDown, ArrowBigLeft, ArrowBigRight, ArrowBigUp, Shapes } from 'lucide-static'
import { t } from '../../../common/i18n'
import type { MenuItem } from '../../../common/ui/menu'
import type { Drawable } from '../../model/drawable'
import type { Direction } from '../../model/element'
import type { Editor } from '../../editor'
import { shapeEntries } from '../shapes'
import { listButton, rewrite } from './buttons'

/** Turns shapes into other shapes, and arrows round. */
export function shapeButtons(
  editor: Editor,
  shapes: readonly Drawable[],
): TemplateResult | typeof nothing {
  const [first] = shapes
  if (!first) return nothing
  const items = shapeEntries().map(({ name, label, shape }): MenuItem => ({
    label,
    icon: shape,
    isChecked: first.kind === name,
    run: () => rewrite(editor, shapes, { kind: name }),
  }))
  return html`${listButton(t('Change the shape'), Shapes, items)}
  ${first.kind === 'arrow' ? directionButton(editor, shapes) : nothing}`
}

function directionButton(editor: Editor, shapes: readonly Drawable[]): TemplateResult {
  const arrows = shapes.filter(({ kind }) => kind === 'arrow')
  const now = arrows[0]?.direction ?? 'right'
  const item = (direction: Direction, label: string, icon: string): MenuItem => ({
    label,
    icon,
    isChecked: now === direction,
    run: () => rewrite(editor, arrows, { direction }),
  })
  return listButton(t('Points to'), ArrowBigRight, [
    item('right', t('Right'), ArrowBigRight),
    item('down', t('Down'), ArrowBigDown),
    item('left', t('Left'), ArrowBigLeft),
    item('up', t('Up'), ArrowBigUp),
  ])
}
