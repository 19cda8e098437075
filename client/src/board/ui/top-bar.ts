import { html, render } from 'lit'
import { Check, CloudOff, Ellipsis, LoaderCircle, TriangleAlert } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { Face } from '../../common/ui/avatar'
import { keyCaps } from '../../common/ui/keys'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { errorToast } from '../../common/ui/toast'
import { enabledActions } from '../../common/ui/actions'
import type { BoardAction } from './actions'
import type { BoardSession } from './session'
import { saveState, type SaveState } from './status'

const ICONS: Record<SaveState['name'], string> = {
  saved: Check,
  saving: LoaderCircle,
  opening: LoaderCircle,
  offline: CloudOff,
  ended: TriangleAlert,
}

/** Saved or not, and the menu; the title is the server's and becomes editable. */
export function mountTopBar(root: HTMLElement, session: BoardSession): void {
  const status = root.querySelector<HTMLElement>('[data-board-status]')
  const more = root.querySelector<HTMLButtonElement>('[data-board-menu]')
  const title = root.querySelector<HTMLInputElement>('[data-board-title]')
  const { signals } = session.editor
  if (status) {
    const draw = () => drawStatus(status, session)
    signals.on(['sync', 'access'], draw)
    draw()
  }
  more?.append(...iconNodes(Ellipsis))
  more?.addEventListener('click', () =>
    openMenu(more, menuItems(), { placement: 'bottom-end', label: t('Board') }),
  )
  if (title) wireTitle(title, session)
}

function drawStatus(host: HTMLElement, session: BoardSession): void {
  const { name, words } = saveState(session)
  const isViewer = !session.editor.canEdit && !session.ending && name === 'saved'
  host.dataset.state = name
  render(
    isViewer
      ? html`<span>${t('View only')}</span>`
      : html`${icon(ICONS[name])}<span>${words}</span>`,
    host,
  )
}

/** Oneself first, and everybody once, however many tabs they have. */
export function whoIsHere({ data, peers }: BoardSession): Face[] {
  const people = new Map<string, Face>([[data.user.id, data.user]])
  for (const { id, name } of peers) if (!people.has(id)) people.set(id, { id, name })
  return [...people.values()]
}

function menuItems(): MenuItem[] {
  const wanted = [
    ...['board.ai-diagram', 'board.ai-undo', 'board.share'],
    ...['board.use-template', 'board.save-template', 'board.bind-frame'],
    ...['board.png', 'board.svg'],
    ...['board.find', 'board.outline', 'board.minimap'],
    ...['board.select-all', 'board.snap-objects', 'board.snap-grid', 'board.fit', 'shortcuts'],
  ]
  const actions: BoardAction[] = enabledActions()
  return wanted.flatMap((id): MenuItem[] => {
    const action = actions.find((each) => each.id === id)
    if (!action) return []
    return [
      {
        label: action.label,
        run: action.run,
        ...(action.icon !== undefined && { icon: action.icon }),
        ...(action.isChecked && { isChecked: action.isChecked() }),
        ...(action.keys !== undefined && { keys: keyCaps(action.keys).join(' ') }),
      },
    ]
  })
}

function iconNodes(shape: string): Node[] {
  const holder = document.createElement('span')
  render(icon(shape, { size: 20 }), holder)
  return [...holder.childNodes]
}

function wireTitle(title: HTMLInputElement, { data, editor }: BoardSession): void {
  let saved = data.title
  const allow = () => {
    title.readOnly = !editor.canEdit || data.is_guest === true
  }
  const save = async () => {
    const wanted = title.value.trim()
    if (wanted === '' || wanted === saved) {
      title.value = saved
      return
    }
    try {
      await api.patch(`boards/${data.id}`, { title: wanted })
      saved = wanted
      document.title = `${wanted} · TeamFlow`
    } catch (error) {
      title.value = saved
      errorToast(error instanceof ApiError ? error.words : t('The title could not be saved.'))
    }
  }
  title.addEventListener('change', () => void save())
  title.addEventListener('keydown', (event) => {
    // What these keys select, copy and take back is in the field, not on the board.
    if ('acvxyz'.includes(event.key.toLowerCase())) event.stopPropagation()
    if (event.key === 'Escape') title.value = saved
    if (event.key === 'Enter' || event.key === 'Escape') title.blur()
  })
  editor.signals.on('access', allow)
  allow()
}
