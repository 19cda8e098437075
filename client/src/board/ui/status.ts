import { t, tn } from '../../common/i18n'
import type { BoardSession } from './session'

export interface SaveState {
  readonly name: 'saved' | 'saving' | 'offline' | 'ended' | 'opening'
  readonly words: string
}

/** What is true about the person's work: acknowledged by the server, on its way, or kept here. */
export function saveState({ socket, ending, alsoUnsaved }: BoardSession): SaveState {
  const unsaved = socket.unsaved + alsoUnsaved()
  if (ending) return { name: 'ended', words: endingWords(ending.kind) }
  if (socket.line === 'offline') {
    if (unsaved === 0) return { name: 'offline', words: t('Offline') }
    const words = tn(
      'Offline · %(count)s unsaved change',
      'Offline · %(count)s unsaved changes',
      unsaved,
    )
    return { name: 'offline', words }
  }
  if (!socket.isSynced) return { name: 'opening', words: t('Opening…') }
  if (unsaved > 0) return { name: 'saving', words: t('Saving…') }
  return { name: 'saved', words: t('Saved') }
}

function endingWords(kind: 'signed-out' | 'forbidden' | 'missing' | 'refused'): string {
  switch (kind) {
    case 'signed-out':
      return t('Signed out')
    case 'forbidden':
      return t('No access any more')
    case 'missing':
      return t('This board is gone')
    case 'refused':
      return t('Changes refused')
  }
}
