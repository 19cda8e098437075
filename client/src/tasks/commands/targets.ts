/** Which tasks a command is about: the chosen ones, the open one, or the one that has the focus. */

import { tn } from '../../common/i18n'
import { focusedThing } from '../../common/ui/actions'
import type { Task } from '../model'
import { openTaskKey } from '../parts/address'
import type { ProjectStore } from '../project'
import type { Selection } from '../select/selection'

export interface Offer {
  readonly tasks: () => readonly Task[]
  /** Asks about tasks that are chosen and still on their way. */
  readonly choice: () => Pick<Selection, 'isGrowing' | 'whole'>
}

const chosen = new Map<ProjectStore, Offer>()

/** Where a page says which tasks are chosen; the answer takes it away again. */
export function offerChosen(store: ProjectStore, offer: Offer): () => void {
  chosen.set(store, offer)
  return () => {
    if (chosen.get(store) === offer) chosen.delete(store)
  }
}

export function chosenTasks(store: ProjectStore): readonly Task[] {
  return chosen.get(store)?.tasks() ?? []
}

/** Acts on `tasks`; where they are all that will be, once the last of them has come. */
export function onAll(
  store: ProjectStore,
  tasks: readonly Task[],
  act: (tasks: readonly Task[]) => void,
): void {
  const offer = chosen.get(store)
  const areChosen = tasks.length > 0 && tasks.length === offer?.tasks().length
  if (!areChosen || !offer.choice().isGrowing) {
    act(tasks)
    return
  }
  void offer
    .choice()
    .whole()
    .then((isWhole) => {
      if (isWhole) act(offer.tasks())
    })
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
