/** The parts of an open task by key: its title, its texts, what is added below it. */

import { AlignLeft, ListPlus, MessageSquarePlus, Pencil } from 'lucide-static'
import { t } from '../../common/i18n'
import type { Action } from '../../common/ui/actions'
import type { TfWriter } from '../panel/writer'
import type { ProjectStore } from '../project'

const inPanel = (selector: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.panel ${selector}`)

export function panelActions(store: ProjectStore): Action[] {
  const part = (id: string, keys: string, label: string, icon: string, selector: string) => ({
    ...{ id: `task.${id}`, label, keys, icon, group: t('On an open task') },
    isEnabled: () => store.canEdit,
    isReady: () => inPanel(selector) !== null,
  })
  const title = '.panel-title-button'
  const text = 'tf-description [data-edit]'
  const comment = '.composer tf-writer'
  const subtask = 'tf-subtasks input.checklist-new'
  return [
    {
      ...part('rename', 'r', t('Rename it'), Pencil, title),
      run: () => inPanel(title)?.click(),
    },
    {
      ...part('describe', 'n d', t('Write the description'), AlignLeft, text),
      run: () => inPanel(text)?.click(),
    },
    {
      ...part('comment', 'n c', t('Write a comment'), MessageSquarePlus, comment),
      run: () => void (inPanel(comment) as TfWriter | null)?.write(),
    },
    {
      ...part('subtask', 'n u', t('Add a subtask'), ListPlus, subtask),
      run: () => inPanel(subtask)?.focus(),
    },
  ]
}
