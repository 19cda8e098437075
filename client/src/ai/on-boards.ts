/** What the AI adds to a whiteboard: the act that opens the dialogue, and the one that undoes it. */

import { Eraser, Sparkles } from 'lucide-static'
import type { Change } from '../board/model/transaction'
import { registerBoardAction } from '../board/ui/actions'
import type { BoardSession } from '../board/ui/session'
import { t, tn } from '../common/i18n'
import { toast } from '../common/ui/toast'
import { openGenerateDialog } from './generate'
import type { Drawn } from './generate-dialog'
import { providerName } from './job'

const STAYS_SECONDS = 15
let lastDrawn: readonly string[] = []

registerBoardAction((session) => ({
  id: 'board.ai-diagram',
  label: t('Draw a diagram with AI'),
  group: t('Board'),
  keys: 'g',
  icon: Sparkles,
  place: 'bar',
  isEnabled: () => session.editor.canEdit,
  run: () =>
    openGenerateDialog({
      boardId: session.data.id,
      selection: session.editor.chosen.filter(({ text }) => text.trim() !== '').map(({ id }) => id),
      viewCentre: session.editor.viewCentre,
      onDrawn: (drawn) => tell(session, drawn),
    }),
}))

registerBoardAction((session) => ({
  id: 'board.ai-undo',
  label: t('Remove the diagram drawn last'),
  group: t('Board'),
  icon: Eraser,
  isEnabled: () => session.editor.canEdit && present(session, lastDrawn).length > 0,
  run: () => remove(session, lastDrawn),
}))

function tell(session: BoardSession, { provider, note, elements }: Drawn): void {
  lastDrawn = elements
  const [first] = elements
  if (first !== undefined) session.editor.reveal(first)
  const words = tn(
    '%(count)s element drawn by %(who)s.',
    '%(count)s elements drawn by %(who)s.',
    elements.length,
    {
      who: providerName(provider),
    },
  )
  toast(note === '' ? words : `${words} ${note}`, {
    undo: () => remove(session, elements),
    seconds: STAYS_SECONDS,
  })
}

/** One step of one's own history: undoing it brings the diagram back. */
function remove(session: BoardSession, ids: readonly string[]): void {
  const changes = present(session, ids).map((id): Change => ({ type: 'remove', id }))
  if (changes.length > 0) session.editor.dispatch({ changes })
}

function present({ editor }: BoardSession, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => editor.scene.element(id) !== undefined)
}
