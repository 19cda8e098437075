import { t, tn } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { describe } from '../ui/outline'
import type { BoardSession } from '../ui/session'

type Verb = 'added' | 'changed' | 'removed'

const GATHER_MS = 1500
/** More at once is not told one by one. */
const MOST = 3

/** Says, politely, what others do to the board. */
export function tellChanges(session: BoardSession): void {
  const { editor, socket } = session
  const known = new Map<string, string>()
  const told = new Map<string, Verb>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const remember = (id: string) => {
    const drawable = editor.scene.drawable(id)
    if (drawable && drawable.kind !== 'group') known.set(id, describe(drawable).slice(0, 120))
  }
  const tell = () => {
    timer = undefined
    const words = [...told].slice(0, MOST).flatMap(([id, verb]) => {
      if (verb !== 'removed') remember(id)
      const what = known.get(id)
      if (verb === 'removed') known.delete(id)
      return what === undefined ? [] : [sentence(verb, whoHas(session, id), what)]
    })
    const more = told.size - MOST
    told.clear()
    if (more > 0) words.push(tn('and %(count)s more', 'and %(count)s more', more))
    if (words.length > 0) announce(words.join(', '))
  }
  editor.document.onChange(({ origin, changed, removed }) => {
    const isNews = origin === 'remote' && socket.isSynced
    for (const { id, kind } of changed) {
      if (kind === 'group') continue
      const isNew = !known.has(id)
      if (!isNews) remember(id)
      else if (told.get(id) !== 'added') told.set(id, isNew ? 'added' : 'changed')
    }
    for (const id of removed) {
      if (isNews && known.has(id)) told.set(id, 'removed')
      else known.delete(id)
    }
    if (told.size > 0) timer ??= setTimeout(tell, GATHER_MS)
  })
}

/** Whoever has it chosen did it, as far as anybody can see. */
function whoHas({ peers }: BoardSession, id: string): string {
  return peers.find(({ selection }) => selection.includes(id))?.name ?? t('Somebody')
}

function sentence(verb: Verb, who: string, what: string): string {
  if (verb === 'added') return t('%(who)s added %(what)s', { who, what })
  if (verb === 'removed') return t('%(what)s was removed', { what })
  return t('%(who)s changed %(what)s', { who, what })
}
