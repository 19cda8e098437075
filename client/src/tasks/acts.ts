/** Acts with a way back: the toast, Ctrl-Z, Ctrl-Shift-Z. */

import { Redo2, Undo2 } from 'lucide-static'
import { t, tn } from '../common/i18n'
import { registerActions } from '../common/ui/actions'
import { announce } from '../common/ui/announce'
import { errorToast, toast } from '../common/ui/toast'
import type { Task } from './model'
import type { Op } from './ops'
import type { ProjectStore } from './project'

/** Do what is one act to the person, and say so with a way back. */
export function actWithToast(store: ProjectStore, ops: readonly Op[], words: string): void {
  if (ops.length === 0) return
  const { id } = store.act(ops)
  toast(words, { undo: () => tellOfUndo(store.undo(id)) })
}

/** Delete at once, with a way back for as long as the toast stands (and after it, in the trash). */
export function deleteWithUndo(store: ProjectStore, task: Task): void {
  actWithToast(
    store,
    [{ kind: 'task.delete', taskId: task.id }],
    t('Deleted %(key)s', { key: task.key }),
  )
}

export function undoLast(store: ProjectStore): void {
  const kept = store.undo()
  if (kept === null) announce(t('There is nothing to undo'))
  else tellOfUndo(kept, t('Undone'))
}

export function redoLast(store: ProjectStore): void {
  const kept = store.redo()
  if (kept === null) announce(t('There is nothing to redo'))
  else tellOfUndo(kept, t('Done again'))
}

/** Says what could not be taken back; with nothing of that kind, `words`. */
export function tellOfUndo(kept: readonly string[] | null, words = ''): void {
  if (kept !== null && kept.length > 0) errorToast(keptWords(kept))
  else if (words !== '') toast(words, { seconds: 3 })
}

export function keptWords(keys: readonly string[]): string {
  return tn(
    '%(all)s stays as it is: somebody changed it since.',
    '%(all)s stay as they are: somebody changed them since.',
    keys.length,
    { all: someOf(keys) },
  )
}

/** Some names and how many more. */
function someOf(keys: readonly string[]): string {
  const names = keys.slice(0, 3).join(', ')
  const more = keys.length - 3
  return more > 0 ? t('%(names)s and %(more)s more', { names, more }) : names
}

/** Says what of an act on many tasks was left alone, those of one reason together. */
export function leftWords(left: readonly { readonly key: string; readonly why: string }[]): string {
  const byReason = new Map<string, string[]>()
  for (const { key, why } of left) byReason.set(why, [...(byReason.get(why) ?? []), key])
  const words = [...byReason].map(([why, keys]) => {
    if (why === '') return keptWords(keys)
    const all = someOf(keys)
    return `${tn('%(all)s stays as it is.', '%(all)s stay as they are.', keys.length, { all })} ${why}`
  })
  return words.join(' ')
}

/** Ctrl-Z belongs to the text field that is being written in, if one is. */
function isWriting(): boolean {
  const at = document.activeElement
  if (!(at instanceof HTMLElement)) return false
  if (at.isContentEditable || at instanceof HTMLTextAreaElement) return true
  return at instanceof HTMLInputElement && ['text', 'search', 'number', 'url'].includes(at.type)
}

export function registerUndo(store: ProjectStore): () => void {
  const group = t('Tasks')
  return registerActions([
    {
      id: 'undo',
      label: t('Undo'),
      group,
      keys: 'mod+z',
      icon: Undo2,
      isEnabled: () => store.canEdit && !isWriting(),
      run: () => undoLast(store),
    },
    {
      id: 'redo',
      label: t('Redo'),
      group,
      keys: 'mod+shift+z',
      icon: Redo2,
      isEnabled: () => store.canEdit && !isWriting(),
      run: () => redoLast(store),
    },
  ])
}
