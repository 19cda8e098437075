/** Opening the dialogue of a new task, from keys, the palette, a menu or a refusal. */

import { FilePlus2, LayoutTemplate } from 'lucide-static'
import { html } from 'lit'
import { t } from '../common/i18n'
import { registerActions } from '../common/ui/actions'
import { openDialog } from '../common/ui/dialog'
import { toast } from '../common/ui/toast'
import { BLANK, forgetNewTask, isBlank, readNewTask, type NewTask } from './new-task-draft'
import './new-task-form'
import type { TfNewTask } from './new-task-form'
import type { ProjectStore } from './project'

/**
 * The dialogue with what was kept of the last one, or with `begin`: a kept text is never thrown
 * away for it, only placed where `begin` says.
 */
export function openNewTask(
  store: ProjectStore,
  begin: Partial<NewTask> = {},
  atTemplates = false,
  onMade: () => void = () => undefined,
): void {
  const { me } = store.page
  const kept = readNewTask(me.id, store.id)
  const form = document.createElement('tf-new-task') as TfNewTask
  const draft = { ...BLANK, ...kept, ...begin }
  Object.assign(form, {
    store,
    draft,
    isKept: kept !== null && begin.title === undefined,
    atTemplates,
  })
  const dialog = openDialog({
    title: t('New task in %(project)s', { project: store.page.project.name }),
    wide: true,
    body: html`${form}`,
    onClose: () => {
      if (form.isDone) onMade()
      if (!isBlank(form.draft) && !form.isDone) tellKept(store)
    },
  })
  form.close = () => dialog.close()
}

function tellKept(store: ProjectStore): void {
  toast(t('Your new task is kept as a draft.'), {
    undo: () => forgetNewTask(store.page.me.id, store.id),
    actionLabel: t('Discard'),
  })
}

export function registerNewTask(store: ProjectStore): () => void {
  const group = t('Task')
  const isEnabled = (): boolean => store.canEdit
  return registerActions([
    {
      id: 'task.new-whole',
      label: t('New task with all its fields…'),
      group,
      keys: 'n t',
      icon: FilePlus2,
      isEnabled,
      run: () => openNewTask(store),
    },
    {
      id: 'task.new-from-template',
      label: t('New task from a template…'),
      group,
      icon: LayoutTemplate,
      isEnabled,
      run: () => openNewTask(store, {}, true),
    },
  ])
}
