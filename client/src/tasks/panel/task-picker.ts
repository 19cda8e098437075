/** Choosing another task by typing: of this project from what the page holds, of all by search. */

import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { bestMatches } from '../../common/ui/match'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import { errorToast } from '../../common/ui/toast'
import { isEpic } from '../epics'
import type { State, Task, TaskRef } from '../model'
import { stateMark } from '../parts/marks'
import type { ProjectStore } from '../project'
import { patch } from './fields'

const SHOWN = 30
const NONE = ''

interface Found {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly status: State
}

function option({ id, key, title, status }: TaskRef): PickerOption {
  return { id, label: `${key} ${title}`, mark: stateMark(status) }
}

/** The ids of a task and all below it. */
export function withBelow(store: ProjectStore, taskId: string): ReadonlySet<string> {
  const below = new Set([taskId])
  for (let before = -1; before !== below.size;) {
    before = below.size
    for (const { id, parent } of store.state.tasks.values()) {
      if (parent !== null && below.has(parent)) below.add(id)
    }
  }
  return below
}

/** Tasks that `task` may stand under: epics first, never itself or one below it. */
function parentsFor(store: ProjectStore, task: Task, words: string): readonly Task[] {
  const barred = withBelow(store, task.id)
  const open = [...store.state.tasks.values()].filter(({ id }) => !barred.has(id))
  const rank = (each: Task) => (isEpic(each, store.state) ? 0 : each.status === 'done' ? 2 : 1)
  open.sort((a, b) => rank(a) - rank(b) || b.number - a.number)
  return bestMatches(open, words, ({ key, title }) => `${key} ${title}`).slice(0, SHOWN)
}

/** Ask which task `task` is to stand under, or none. */
export function pickParent(store: ProjectStore, task: Task, anchor: HTMLElement): void {
  const none = { id: NONE, label: t('No parent') }
  const search = (words: string): PickerOption[] => {
    const found = parentsFor(store, task, words).map(option)
    return words.trim() === '' ? [none, ...found] : found
  }
  openPicker({
    anchor,
    label: t('Parent'),
    options: search(''),
    selected: [task.parent ?? NONE],
    search,
    onChange: ([id]) => {
      const parent = id === undefined || id === NONE ? null : id
      if (parent !== task.parent) void patch(store, task, { parent })
    },
  })
}

/** Ask for any task of the workspace but `without`. */
export function pickTask(
  store: ProjectStore,
  anchor: HTMLElement,
  label: string,
  without: ReadonlySet<string>,
  choose: (task: TaskRef) => void,
): void {
  const offered = new Map<string, TaskRef>()
  const offer = (tasks: readonly TaskRef[]): PickerOption[] => {
    for (const task of tasks) offered.set(task.id, task)
    return tasks.map(option)
  }
  const near = (words: string) =>
    bestMatches([...store.state.tasks.values()], words, ({ key, title }) => `${key} ${title}`)
      .filter(({ id, key }) => !without.has(id) && key !== '')
      .slice(0, SHOWN)
  const search = async (words: string): Promise<PickerOption[]> => {
    const held = near(words)
    if (words.trim() === '') return offer(held)
    const known = new Set(held.map(({ id }) => id))
    const far = (await found(store, words)).filter(({ id }) => !known.has(id) && !without.has(id))
    return offer([...held, ...far].slice(0, SHOWN))
  }
  openPicker({
    anchor,
    label,
    options: offer(near('')),
    selected: [],
    search,
    onChange: ([id]) => {
      const chosen = offered.get(id ?? '')
      if (chosen !== undefined) choose(chosen)
    },
  })
}

async function found(store: ProjectStore, q: string): Promise<readonly Found[]> {
  const query = { q, workspace: store.page.workspace.slug, kind: 'task', limit: 20 }
  try {
    return (await api.get<{ results: Found[] }>('search', { query })).results
  } catch {
    errorToast(t('The search did not answer. Shown is what this page knows.'))
    return []
  }
}
