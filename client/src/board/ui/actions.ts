import {
  CopyPlus,
  ExternalLink,
  ListTodo,
  Redo2,
  Scan,
  Smile,
  SquareKanban,
  Stamp,
  Trash2,
  Undo2,
} from 'lucide-static'
import { t } from '../../common/i18n'
import { enabledActions, registerActions, type Action } from '../../common/ui/actions'
import type { Editor } from '../editor'
import { menuing } from './arrange/context-menu'
import { inspecting } from './arrange/inspector'
import { snapping } from './arrange/snap-actions'
import { arranging } from './actions/arranging'
import { finding } from '../find/find-bar'
import { mapping } from '../find/minimap'
import { imaging } from '../images/actions'
import { outlining } from '../outline/mount'
import { connecting } from './actions/connecting'
import { locking } from './actions/locking'
import { styling } from './actions/styling'
import { exporting, viewing } from './actions/viewing'
import { copying } from './clip/copying'
import { deleteChosen, duplicateChosen } from './clipboard'
import { openInsertCard } from './dialogs/insert-card'
import { openToTasks } from './dialogs/to-tasks'
import type { BoardSession } from './session'
import { shapeEntries } from './shapes'
import { openSheet, toolEntries, type ToolEntry } from './toolbar'

/** A thing to do on a board; with a place it also stands in the context bar or its menu. */
export interface BoardAction extends Action {
  readonly place?: 'bar' | 'align' | 'more'
  /** A switch: whether it is on. */
  readonly isChecked?: () => boolean
}

const makers: ((session: BoardSession) => BoardAction)[] = []
let known: readonly BoardAction[] = []

/** Other areas (AI) add what they can do on a board; call it before the board is opened. */
export function registerBoardAction(make: (session: BoardSession) => BoardAction): void {
  makers.push(make)
}

/** One list feeds the menu, the context bar, the keys, the palette and the sheet of shortcuts. */
export function installActions(session: BoardSession): void {
  known = [
    ...tools(session.editor),
    ...history(session.editor),
    ...editing(session),
    ...locking(session.editor),
    ...styling(session.editor),
    ...arranging(session.editor),
    ...inspecting(session.editor),
    ...menuing(session.editor),
    ...snapping(session.editor),
    ...connecting(session.editor),
    ...viewing(session.editor),
    ...exporting(session),
    ...imaging(session),
    ...copying(session),
    ...outlining(session),
    ...finding(session),
    ...mapping(session),
    ...makers.map((make) => make(session)),
  ].filter(({ id }) => !session.data.is_guest || !isForMembers(id))
  registerActions(known)
}

/** What reads or writes the workspace beside the board: guests of a link have none. */
function isForMembers(id: string): boolean {
  const ids = [
    'to-tasks',
    'insert-card',
    'open-card',
    'use-template',
    'save-template',
    'share',
    'bind-frame',
  ]
  return id.startsWith('board.ai') || ids.includes(id.replace('board.', ''))
}

export function runAction(id: string): void {
  enabledActions()
    .find((action) => action.id === id)
    ?.run()
}

export function findAction(id: string): BoardAction | undefined {
  return known.find((action) => action.id === id)
}

/** What can be done now and stands in this place. */
export function actionsIn(place: BoardAction['place']): BoardAction[] {
  return known.filter((action) => action.place === place && (action.isEnabled?.() ?? true))
}

function tools(editor: Editor): BoardAction[] {
  const sheet = (key: string, label: string, icon: string): BoardAction => ({
    id: `board.sheet-${key}`,
    label,
    group: t('Tools'),
    keys: key,
    icon,
    isEnabled: () => editor.canEdit,
    run: () => openSheet(key),
  })
  return [...toolActions(editor), sheet('s', t('Emoji'), Smile), sheet('i', t('Icons'), Stamp)]
}

function toolActions(editor: Editor): BoardAction[] {
  const entries: readonly ToolEntry[] = [...toolEntries(), ...shapeEntries()]
  return entries.map(({ name, label, key, shape, isForViewers }) => ({
    id: `board.tool-${name}`,
    label,
    group: t('Tools'),
    keys: key,
    icon: shape,
    isEnabled: () => editor.canEdit || isForViewers === true,
    run: () => editor.use(name),
  }))
}

function history(editor: Editor): BoardAction[] {
  const group = t('Board')
  const canUndo = () => editor.canEdit && editor.history.canUndo
  const canRedo = () => editor.canEdit && editor.history.canRedo
  const redo = {
    label: t('Redo'),
    group,
    icon: Redo2,
    isEnabled: canRedo,
    run: () => editor.redo(),
  }
  return [
    {
      id: 'board.undo',
      label: t('Undo'),
      group,
      keys: 'mod+z',
      icon: Undo2,
      isEnabled: canUndo,
      run: () => editor.undo(),
    },
    { id: 'board.redo', keys: 'mod+shift+z', ...redo },
    { id: 'board.redo-y', keys: 'mod+y', isKeyOnly: true, ...redo },
  ]
}

function editing(session: BoardSession): BoardAction[] {
  const { editor } = session
  const group = t('Board')
  const hasChosen = () => editor.canEdit && editor.selection.size > 0
  const card = () => editor.chosen.find(({ kind }) => kind === 'task')
  const notes = () =>
    editor.chosen.filter(
      ({ kind, task, text }) => kind !== 'task' && kind !== 'frame' && !task && text,
    )
  const remove = { group, icon: Trash2, isEnabled: hasChosen, run: () => deleteChosen(editor) }
  return [
    {
      id: 'board.to-tasks',
      label: t('To tasks'),
      group,
      icon: ListTodo,
      place: 'bar',
      isEnabled: () => hasChosen() && notes().length > 0,
      run: () => void openToTasks(session),
    },
    {
      id: 'board.open-card',
      label: t('Open task'),
      group,
      icon: ExternalLink,
      place: 'bar',
      isEnabled: () => editor.selection.size === 1 && card() !== undefined,
      run: () => editor.open(card()?.id ?? ''),
    },
    {
      id: 'board.insert-card',
      label: t('Put a task on the board'),
      group,
      keys: 'k',
      icon: SquareKanban,
      isEnabled: () => editor.canEdit,
      run: () => void openInsertCard(session),
    },
    {
      id: 'board.duplicate',
      label: t('Duplicate'),
      group,
      keys: 'mod+d',
      icon: CopyPlus,
      place: 'more',
      isEnabled: hasChosen,
      run: () => duplicateChosen(editor),
    },
    { id: 'board.delete', label: t('Delete'), keys: 'delete', place: 'more', ...remove },
    { id: 'board.delete-back', label: t('Delete'), keys: 'backspace', isKeyOnly: true, ...remove },
    {
      id: 'board.select-all',
      label: t('Select everything'),
      group,
      keys: 'mod+a',
      icon: Scan,
      run: () =>
        editor.select(
          [...editor.scene.all()]
            .filter(({ kind, locked }) => kind !== 'group' && !locked)
            .map(({ id }) => id),
        ),
    },
  ]
}
