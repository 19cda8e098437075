/** Copying a task: what the copy is to take along, and the way to it. */

import { html, nothing, render } from 'lit'
import { api } from '../common/api'
import { t } from '../common/i18n'
import { openDialog } from '../common/ui/dialog'
import { toast } from '../common/ui/toast'
import type { Task } from './model'
import { wordsOf } from './panel/words'
import { openTask } from './parts/address'
import type { ProjectStore } from './project'

interface Part {
  readonly id: string
  readonly label: string
  readonly isHeld: boolean
}

/** What the server can take along, and whether this task has any of it. */
function partsOf(task: Task): readonly Part[] {
  const own = Object.values(task.fields ?? {})
  return [
    { id: 'assignees', label: t('Assignees'), isHeld: task.assignees.length > 0 },
    { id: 'labels', label: t('Labels'), isHeld: task.labels.length > 0 },
    {
      id: 'dates',
      label: t('Start and due date'),
      isHeld: task.start_date !== null || task.due_date !== null,
    },
    { id: 'checklist', label: t('Checklist, unticked'), isHeld: task.checklist.length > 0 },
    {
      id: 'fields',
      label: t('The project’s own fields'),
      isHeld: own.some((each) => each !== null),
    },
    { id: 'subtasks', label: t('Subtasks'), isHeld: (task.subtasks?.total ?? 0) > 0 },
  ]
}

/** Ask what comes along, unless there is nothing to ask about. */
export function askDuplicate(store: ProjectStore, task: Task): void {
  const parts = partsOf(task).filter(({ isHeld }) => isHeld)
  if (parts.length === 0) {
    void duplicate(store, task, []).catch((error: unknown) => {
      toast(wordsOf(error), { kind: 'error' })
    })
    return
  }
  const form = document.createElement('form')
  const dialog = openDialog({
    title: t('Duplicate %(key)s', { key: task.key }),
    body: html`${form}`,
  })
  const show = (problem = ''): void => {
    render(
      html`<p>${t('Title, description, type, priority and points always come along.')}</p>
        <fieldset class="choices">
          <legend>${t('Take along as well')}</legend>
          ${parts.map(
            ({ id, label }) =>
              html`<label class="check"
                ><input type="checkbox" name="include" value=${id} checked /> ${label}</label
              >`,
          )}
        </fieldset>
        ${problem === '' ? nothing : html`<p class="field-error" role="alert">${problem}</p>`}
        <p class="form-actions">
          <button class="button" type="button" data-closes>${t('Cancel')}</button>
          <button class="button button-primary" data-first>${t('Duplicate')}</button>
        </p>`,
      form,
    )
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const include = new FormData(form).getAll('include').map(String)
    duplicate(store, task, include)
      .then(() => dialog.close())
      .catch((error: unknown) => show(wordsOf(error)))
  })
  show()
  form.querySelector<HTMLElement>('[data-first]')?.focus()
}

async function duplicate(
  store: ProjectStore,
  task: Task,
  include: readonly string[],
): Promise<void> {
  const copy = await api.post<Task>(`tasks/${task.id}/duplicate`, { include })
  const open = (): void => {
    if (store.page.task === undefined) openTask(copy.key)
    else location.assign(`/w/${store.page.workspace.slug}/t/${copy.key}/`)
  }
  const words = t('Duplicated %(key)s as %(copy)s', { key: task.key, copy: copy.key })
  toast(words, { undo: open, actionLabel: t('Open') })
}
