import { nothing, type TemplateResult } from 'lit'
import { TableProperties } from 'lucide-static'
import { t } from '../../../common/i18n'
import type { MenuItem } from '../../../common/ui/menu'
import type { Drawable } from '../../model/drawable'
import type { Editor } from '../../editor'
import { changeLines } from '../table-editor'
import { listButton } from './buttons'

/** Rows and columns of the one table that is chosen. */
export function tableButton(
  editor: Editor,
  chosen: readonly Drawable[],
): TemplateResult | typeof nothing {
  if (chosen.length !== 1 || chosen[0]?.kind !== 'table') return nothing
  const item = (label: string, line: 'row' | 'column', isAdded: boolean): MenuItem => ({
    label,
    run: () => changeLines(editor, line, isAdded),
  })
  return listButton(t('Rows and columns'), TableProperties, [
    item(t('Add a row'), 'row', true),
    item(t('Add a column'), 'column', true),
    { kind: 'line' },
    item(t('Remove the last row'), 'row', false),
    item(t('Remove the last column'), 'column', false),
  ])
}
