/** Acts on the chosen tasks that the server does itself: copies, and moves to another project. */

import { api, newKey, pages } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { confirmAct } from '../../common/ui/dialog'
import { openPicker } from '../../common/ui/picker'
import { errorToast, toast } from '../../common/ui/toast'
import { tellOfUndo } from '../acts'
import type { Project, Task } from '../model'
import { wordsOf } from '../panel/words'
import type { ProjectStore } from '../project'

/** Told how many of how many are done; `null` at the end. */
export type Tell = (progress: { readonly done: number; readonly of: number } | null) => void

/** What is below them goes along, and the server takes five hundred in all. */
const PER_CALL = 50

/** A copy of each, one after the other; one undo takes all copies back. */
export async function duplicateAll(
  store: ProjectStore,
  tasks: readonly Task[],
  tell: Tell,
): Promise<void> {
  const copies: Task[] = []
  let problem: unknown = null
  for (const [done, task] of tasks.entries()) {
    tell({ done, of: tasks.length })
    try {
      copies.push(await api.post<Task>(`tasks/${task.id}/duplicate`, {}))
    } catch (error) {
      problem = error
      break
    }
  }
  tell(null)
  if (copies.length > 0) {
    const id = newKey()
    const op = { kind: 'tasks.restore', tasks: copies } as const
    store.history.record({ id, steps: [{ op, before: { tasks: [] } }] })
    const words = tn('Duplicated %(count)s task', 'Duplicated %(count)s tasks', copies.length)
    toast(words, { undo: () => tellOfUndo(store.undo(id)) })
  }
  if (problem !== null) tellOfRest(tasks.length - copies.length, problem)
}

interface Transfer {
  readonly results: readonly Task[]
  readonly dropped: Readonly<Record<string, readonly string[]>>
}

/** Asks where they go, says what that means, moves them, and says what was left out. */
export async function moveAll(
  store: ProjectStore,
  tasks: readonly Task[],
  anchor: HTMLElement,
  tell: Tell,
): Promise<void> {
  const projects = await otherProjects(store)
  if (projects.length === 0) {
    toast(t('This workspace has no other project.'))
    return
  }
  openPicker({
    anchor,
    label: t('Project'),
    options: projects.map(({ id, key, name }) => ({ id, label: name, hint: key })),
    selected: [],
    onChange: ([id]) => {
      const project = projects.find((each) => each.id === id)
      if (project !== undefined) void confirmed(store, tasks, project, tell)
    },
  })
}

async function confirmed(
  store: ProjectStore,
  tasks: readonly Task[],
  project: Project,
  tell: Tell,
): Promise<void> {
  const { length: count } = tasks
  const isSure = await confirmAct({
    title: tn(
      'Move %(count)s task to %(project)s?',
      'Move %(count)s tasks to %(project)s?',
      count,
      { project: project.name },
    ),
    text: t(
      'They get new keys there; the old ones still lead to them. Subtasks go with them. What that project has no name for, such as a label, is left out and told.',
    ),
    action: t('Move'),
  })
  if (isSure) await moved(store, tasks, { from: store.page.project, to: project }, tell)
}

async function moved(
  store: ProjectStore,
  tasks: readonly Task[],
  way: { readonly from: Project; readonly to: Project },
  tell: Tell,
): Promise<void> {
  const went = new Map<string, Task>()
  const left = new Set<string>()
  let problem: unknown = null
  for (let at = 0; at < tasks.length && problem === null; at += PER_CALL) {
    tell({ done: at, of: tasks.length })
    const ids = tasks.slice(at, at + PER_CALL).map(({ id }) => id)
    try {
      const answer = await api.post<Transfer>('tasks/transfer', { ids, project: way.to.id })
      for (const task of answer.results) went.set(task.id, task)
      for (const words of Object.values(answer.dropped)) for (const word of words) left.add(word)
    } catch (error) {
      problem = error
    }
  }
  tell(null)
  if (went.size > 0) {
    const values = { project: way.to.name }
    const words = tn(
      'Moved %(count)s task to %(project)s',
      'Moved %(count)s tasks to %(project)s',
      went.size,
      values,
    )
    const lost = left.size === 0 ? '' : `. ${t('Left out: %(what)s', { what: some([...left]) })}`
    const back = { from: way.to, to: way.from }
    const isBack = way.to.id === store.id
    toast(words + lost, {
      seconds: 10,
      ...(!isBack && {
        undo: () => moved(store, [...went.values()], back, tell),
        actionLabel: t('Move back'),
      }),
    })
  }
  if (problem !== null) tellOfRest(tasks.filter(({ id }) => !went.has(id)).length, problem)
}

function tellOfRest(count: number, problem: unknown): void {
  const words = tn('%(count)s task stays as it was.', '%(count)s tasks stay as they were.', count)
  errorToast(`${words} ${wordsOf(problem)}`)
}

const SOME = 5

function some(words: readonly string[]): string {
  const more = words.length - SOME
  const names = words.slice(0, SOME).join(', ')
  return more > 0 ? t('%(names)s and %(more)s more', { names, more }) : names
}

async function otherProjects(store: ProjectStore): Promise<readonly Project[]> {
  const found: Project[] = []
  try {
    const path = `workspaces/${store.page.workspace.slug}/projects`
    for await (const page of pages<Project>(path, { query: { limit: 100 } })) found.push(...page)
  } catch (error) {
    errorToast(wordsOf(error))
  }
  return found.filter(({ id }) => id !== store.id)
}
