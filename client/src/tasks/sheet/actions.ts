/** What keys do in the cells of the table: on the sheet of shortcuts, so that people learn of them. */

import { t } from '../../common/i18n'
import { heardBy, type Action } from '../../common/ui/actions'
import type { ProjectStore } from '../project'

export function sheetActions({ canEdit }: Pick<ProjectStore, 'canEdit'>): Action[] {
  return heardBy('cell', t('In a cell'), [
    ['arrowdown', t('To the next cell, any arrow; with Ctrl to the end')],
    ['tab', t('To the next cell, also over the end of a row')],
    ['shift+arrowdown', t('Choose more cells, with any arrow')],
    ['mod+a', t('Choose all cells')],
    ['shift+space', t('Choose the tasks of these rows')],
    ['mod+c', t('Copy the chosen cells')],
    ['escape', t('Choose nothing but this cell')],
    ...(canEdit
      ? ([
          ['enter', t('Change the value; or just begin to type')],
          ['mod+x', t('Cut the chosen cells')],
          ['mod+v', t('Paste, also from a sheet program')],
          ['mod+d', t('Fill down')],
          ['mod+r', t('Fill to the side')],
          ['delete', t('Empty the chosen cells')],
        ] as const)
      : []),
  ])
}
