/** Which tasks a command is about: the chosen ones, the open one, or the one that has the focus. */

import { tn } from '../../common/i18n'
import { focusedThing } from '../../common/ui/actions'
import type { Task } from '../model'
import { openTaskKey } from '../parts/address'
import type { ProjectStore } from '../project'

const chosen = new Map<ProjectStore, () => readonly Task[]>()

/** Where a page says which tasks are chosen; the answer takes it away again. */
export function offerChosen(store: ProjectStore, tasks: () => readonly Task[]): () => void {
  chosen.set(store, tasks)
  return () => {
    if (chosen.get(store) === tasks) chosen.delete(store)
  }
}

export function chosenTasks(store: ProjectStore): readonly Task[] {
  return chosen.get(store)?.() ?? []
}

/** The task whose card or row has the focus, or had it before the palette. */
export function focusedTask(store: ProjectStore): Task | undefined {
  const anchor = focusedThing()?.closest<HTMLElement>('[data-task], [data-row], [id^="row-"]')
  const { task, row } = anchor?.dataset ?? {}
  const id = task ?? row ?? anchor?.id.slice('row-'.length)
  return id === undefined ? undefined : store.state.tasks.get(id)
}

function openedTask(store: ProjectStore): Task | undefined {
  const key = openTaskKey() ?? store.page.task
  return key === undefined ? undefined : store.task(key)
}

export function targetsOf(store: ProjectStore): readonly Task[] {
  const opened = openedTask(store)
  const many = chosenTasks(store)
  const isInPanel = focusedThing()?.closest('.panel') !== null
  if (many.length > 0 && !(opened !== undefined && isInPanel)) return many
  const one = opened ?? focusedTask(store)
  return one === undefined || one.key === '' ? [] : [one]
}

/** Them in a few words. */
export function targetWords(tasks: readonly Task[]): string {
  const [only] = tasks
  if (tasks.length === 1 && only !== undefined) return `${only.key} ${only.title}`
  return tn('%(count)s task', '%(count)s tasks', tasks.length)
}

/** A card that moves is drawn anew: the focus goes with it. */
export function keepFocusOn(taskId: string): void {
  const find = () =>
    document.querySelector<HTMLElement>(
      `[data-task="${CSS.escape(taskId)}"], #row-${CSS.escape(taskId)}`,
    )
  const wait = (frames: number): void => {
    const at = document.activeElement
    if (at !== null && at !== document.body) return
    const found = find()
    if (found !== null) found.focus()
    else if (frames > 0) requestAnimationFrame(() => wait(frames - 1))
  }
  requestAnimationFrame(() => requestAnimationFrame(() => wait(10)))
}
