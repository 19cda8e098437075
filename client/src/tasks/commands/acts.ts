/** What else can be done to the tasks that are chosen, open or focused. */

import { Archive, SquareArrowOutUpRight, Timer, Trash2, X } from 'lucide-static'
import { t } from '../../common/i18n'
import { registerActions, type Action } from '../../common/ui/actions'
import { onTimer, startTimer, stopTimer, type TimeEntry } from '../effort/clock'
import { closeTask, openTask, openTaskKey } from '../parts/address'
import type { ProjectStore } from '../project'
import { fieldActions } from './fields'
import { panelActions } from './panel'
import { chosenTasks, focusedTask, targetsOf, targetWords } from './targets'
import { archiveAll, deleteAll } from './write'

let running: TimeEntry | null = null

/** The commands of a project's tasks; made once a store. */
export function registerTaskCommands(store: ProjectStore): () => void {
  const leave = onTimer((timer) => (running = timer))
  const forget = registerActions([
    ...fieldActions(store),
    ...acts(store),
    ...chosenActs(store),
    ...panelActions(store),
  ])
  return () => {
    leave()
    forget()
  }
}

export function acts(store: ProjectStore): Action[] {
  const group = t('Task')
  return [
    {
      ...{ id: 'task.open', label: t('Open'), group, icon: SquareArrowOutUpRight, keys: 'o' },
      isReady: () => openTaskKey() === null && (focusedTask(store)?.key ?? '') !== '',
      about: () => targetWords(targetsOf(store)),
      run: () => openTask(focusedTask(store)?.key ?? ''),
    },
    {
      ...{ id: 'task.close', label: t('Close the task'), group, icon: X, keys: 'escape' },
      isReady: () => openTaskKey() !== null,
      scope: t('panel'),
      run: closeTask,
    },
    {
      ...{ id: 'task.timer', label: t('Start or stop the timer'), group, icon: Timer },
      keys: 'shift+t',
      isEnabled: () => store.canEdit,
      isReady: () => running !== null || targetsOf(store).length === 1,
      run: () => void turnTimer(store),
    },
  ]
}

/** Stops the clock that runs, unless another task is meant: then it goes on there. */
function turnTimer(store: ProjectStore): Promise<void> {
  const [task] = targetsOf(store)
  const isOther = task !== undefined && task.id !== running?.task.id
  return isOther ? startTimer(task, store.page.workspace.slug) : stopTimer()
}

/** Of several at once; where one is meant, its own menu's acts stand for them. */
function chosenActs(store: ProjectStore): Action[] {
  const many = {
    group: t('Task'),
    isEnabled: () => store.canEdit && chosenTasks(store).length > 0,
    about: () => targetWords(chosenTasks(store)),
  }
  return [
    {
      ...many,
      ...{ id: 'task.archive', label: t('Archive the chosen tasks'), icon: Archive },
      run: () => archiveAll(store, chosenTasks(store)),
    },
    {
      ...many,
      ...{ id: 'task.delete', label: t('Delete the chosen tasks'), icon: Trash2 },
      run: () => deleteAll(store, chosenTasks(store)),
    },
  ]
}
