/** What can be done with one task: for its menus, the palette and the keys. */

import {
  Archive,
  ArchiveRestore,
  CopyPlus,
  Eye,
  EyeOff,
  FolderInput,
  Hash,
  LayoutTemplate,
  Link,
  ListPlus,
  ListTree,
  Maximize2,
  Trash2,
  Unlink,
} from 'lucide-static'
import { t } from '../common/i18n'
import { focusedThing, registerActions, type Action } from '../common/ui/actions'
import { openMenu, type MenuItem } from '../common/ui/menu'
import { errorToast, toast } from '../common/ui/toast'
import { actWithToast, deleteWithUndo } from './acts'
import type { Task } from './model'
import { openNewTask, registerNewTask } from './new-task'
import { pickParent } from './panel/task-picker'
import { isWatching, setWatching } from './panel/watching'
import { closeTask, openTaskKey } from './parts/address'
import type { ProjectStore } from './project'
import { askProject, askTemplateName } from './task-dialogs'
import { askDuplicate } from './task-duplicate'

/** Where an act is asked for: the task, and what a list of choices opens beside. */
export interface TaskAt {
  readonly task: Task
  readonly anchor: HTMLElement
}

type Find = () => TaskAt | null

export function taskActions(store: ProjectStore, find: Find): Action[] {
  const group = t('Task')
  const act = (
    id: string,
    label: string,
    shape: string,
    run: (at: TaskAt) => unknown,
    fits: (task: Task) => boolean = () => true,
  ): Action => ({
    id: `task.${id}`,
    label,
    group,
    icon: shape,
    isEnabled: () => {
      const at = find()
      return at !== null && at.task.key !== '' && fits(at.task)
    },
    run: () => {
      const at = find()
      if (at !== null) void run(at)
    },
  })
  const edits = (task: Task) => store.canEdit && task.status !== 'archived'
  const asWatcher = (on: boolean) => (task: Task) =>
    task.watchers !== undefined && isWatching(store, task) !== on
  const reading = [
    act(
      'page',
      t('Open as a page'),
      Maximize2,
      ({ task }) => location.assign(pageOf(store, task)),
      () => store.page.task === undefined,
    ),
    act('copy-link', t('Copy link'), Link, ({ task }) => copyLink(store, task)),
    act('copy-key', t('Copy key'), Hash, ({ task }) =>
      copied(task.key, t('Copied %(key)s', { key: task.key })),
    ),
    act('watch', t('Watch'), Eye, ({ task }) => setWatching(store, task, true), asWatcher(true)),
    act(
      'unwatch',
      t('Stop watching'),
      EyeOff,
      ({ task }) => setWatching(store, task, false),
      asWatcher(false),
    ),
  ]
  return [...reading, ...writing(store, act, edits)]
}

type Act = (
  id: string,
  label: string,
  shape: string,
  run: (at: TaskAt) => unknown,
  fits?: (task: Task) => boolean,
) => Action

function writing(store: ProjectStore, act: Act, edits: (task: Task) => boolean): Action[] {
  return [
    act('duplicate', t('Duplicate…'), CopyPlus, ({ task }) => askDuplicate(store, task), edits),
    act(
      'template',
      t('Make a template of it…'),
      LayoutTemplate,
      ({ task }) => askTemplateName(store, task),
      edits,
    ),
    act(
      'subtask',
      t('New subtask…'),
      ListPlus,
      ({ task }) => openNewTask(store, { parent: task.id }),
      edits,
    ),
    act(
      'parent',
      t('Make it a subtask of…'),
      ListTree,
      ({ task, anchor }) => setTimeout(() => pickParent(store, task, anchor)),
      edits,
    ),
    act(
      'unparent',
      t('Take it out of its parent'),
      Unlink,
      ({ task }) => detach(store, task),
      (task) => edits(task) && task.parent !== null,
    ),
    act(
      'move',
      t('Move to another project…'),
      FolderInput,
      ({ task }) => askProject(store, task),
      edits,
    ),
    act('archive', t('Archive'), Archive, ({ task }) => archive(store, task), edits),
    act(
      'unarchive',
      t('Restore from the archive'),
      ArchiveRestore,
      ({ task }) => restoreArchived(store, task),
      (task) => store.canEdit && task.status === 'archived',
    ),
    act(
      'delete',
      t('Delete task'),
      Trash2,
      ({ task }) => remove(store, task),
      () => store.canEdit,
    ),
  ]
}

/** The same as entries of a menu; those that do not fit now are left out. */
export function taskMenu(store: ProjectStore, at: TaskAt): MenuItem[] {
  const enabled = taskActions(store, () => at).filter(({ isEnabled }) => isEnabled?.() ?? true)
  return enabled.flatMap(({ id, label, icon, run }): MenuItem[] => {
    const item: MenuItem = {
      label,
      ...(icon !== undefined && { icon }),
      isDangerous: id === 'task.delete',
      run,
    }
    return ['task.duplicate', 'task.archive', 'task.unarchive'].includes(id)
      ? [{ kind: 'line' }, item]
      : [item]
  })
}

const KEYS: Readonly<Record<string, string>> = {
  'task.copy-link': 'y',
  'task.copy-key': 'shift+y',
  'task.watch': 'w',
  'task.unwatch': 'w',
}

/** With its key, and on the sheet of shortcuts also while no task is meant. */
function withKeys(action: Action): Action {
  const keys = KEYS[action.id]
  const { isEnabled = () => true, ...rest } = action
  if (keys === undefined || action.id.endsWith('watch')) return { ...action, ...(keys && { keys }) }
  return { ...rest, keys, isReady: isEnabled }
}

/** The palette's acts on the task that is open or focused, and the menu of a card or a row. */
export function wireTaskActions(store: ProjectStore): void {
  registerActions(taskActions(store, () => taskHere(store)).map(withKeys))
  registerNewTask(store)
  document.addEventListener('contextmenu', (event) => {
    const at = taskAt(store, event.target)
    const isFinger = (event as PointerEvent).pointerType === 'touch'
    const isOwnMenu =
      event.target instanceof Element &&
      event.target.closest('input, textarea, [contenteditable], .panel') !== null
    if (at === null || event.defaultPrevented || isFinger || isOwnMenu) return
    event.preventDefault()
    // A key gives no place of its own: the menu then stands beside what has the focus.
    const point = { getBoundingClientRect: () => new DOMRect(event.clientX, event.clientY, 0, 0) }
    const isKey = event.button !== 2
    openMenu(isKey ? at.anchor : point, taskMenu(store, at), { label: at.task.key })
  })
}

function taskAt(store: ProjectStore, target: EventTarget | null): TaskAt | null {
  if (!(target instanceof Element)) return null
  const anchor = target.closest<HTMLElement>('[data-task], [id^="row-"]')
  const id = anchor?.dataset.task ?? anchor?.id.slice('row-'.length)
  const task = id === undefined ? undefined : store.state.tasks.get(id)
  return task === undefined || anchor === null ? null : { task, anchor }
}

function taskHere(store: ProjectStore): TaskAt | null {
  const key = openTaskKey() ?? store.page.task ?? null
  if (key === null) return taskAt(store, focusedThing())
  const task = store.task(key)
  const anchor = document.querySelector<HTMLElement>('.panel-head button') ?? document.body
  return task === undefined ? null : { task, anchor }
}

async function copied(text: string, words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(words)
  } catch {
    errorToast(t('The browser did not allow copying.'))
  }
}

function copyLink(store: ProjectStore, task: Task): Promise<void> {
  const address = new URL(pageOf(store, task), location.href)
  return copied(address.href, t('Copied the link to %(key)s', { key: task.key }))
}

function pageOf(store: ProjectStore, { key }: Task): string {
  return `/w/${store.page.workspace.slug}/t/${key}/`
}

function detach(store: ProjectStore, { id: taskId, key }: Task): void {
  const changes = [{ taskId, fields: { parent: null } }]
  actWithToast(
    store,
    [{ kind: 'tasks.update', changes }],
    t('%(key)s stands by itself now', { key }),
  )
}

/** Back into the column that it was archived from. */
export function restoreArchived(store: ProjectStore, { id: taskId, key, column }: Task): void {
  const changes = [{ taskId, fields: {}, column }]
  void store.do({ kind: 'tasks.update', changes }).then(({ kind }) => {
    if (kind === 'done') toast(t('Restored %(key)s', { key }))
  })
}

function archive(store: ProjectStore, { id: taskId, key }: Task): void {
  const changes = [{ taskId, fields: {}, isArchived: true }]
  actWithToast(store, [{ kind: 'tasks.update', changes }], t('Archived %(key)s', { key }))
  closeIfOpen(key)
}

function remove(store: ProjectStore, task: Task): void {
  deleteWithUndo(store, task)
  closeIfOpen(task.key)
}

function closeIfOpen(key: string): void {
  if (openTaskKey() === key) closeTask()
}
