import { t, tn } from '../../../../common/i18n'
import { announce } from '../../../../common/ui/announce'
import type { Editor } from '../../../editor'

/** What stays chosen while a person goes on through the elements by keyboard. */
const keeping = new WeakMap<Editor, Set<string>>()

/** The kept ones that are still chosen: any other choice forgets them. */
export function keptBy(editor: Editor): string[] {
  return [...(keeping.get(editor) ?? [])].filter((id) => editor.selection.has(id))
}

/** Keeps the element that was gone to last, or lets it go again. */
export function keepCurrent(editor: Editor): boolean {
  const current = [...editor.selection].at(-1)
  if (current === undefined) return false
  const kept = new Set(keptBy(editor))
  if (!kept.delete(current)) kept.add(current)
  keeping.set(editor, kept)
  announce(
    kept.has(current)
      ? tn('%(count)s element kept', '%(count)s elements kept', kept.size)
      : t('Not kept'),
  )
  return true
}

export function forgetKept(editor: Editor): void {
  keeping.delete(editor)
}
