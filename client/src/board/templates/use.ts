import { html } from 'lit'
import { LayoutTemplate, BookmarkPlus } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'
import { copyElements } from '../model/clipboard'
import { boundsOf } from '../model/drawable'
import { ELEMENT_LIMIT } from '../model/element'
import { assemble } from '../model/entries'
import type { Change } from '../model/transaction'
import { registerBoardAction } from '../ui/actions'
import type { BoardSession } from '../ui/session'
import { mountGallery, templateEntries } from './gallery'

const BESIDE = 160

registerBoardAction((session) => ({
  id: 'board.use-template',
  label: t('Use a template'),
  group: t('Board'),
  icon: LayoutTemplate,
  isEnabled: () => session.editor.canEdit,
  run: () => openTemplates(session),
}))

registerBoardAction((session) => ({
  id: 'board.save-template',
  label: t('Save as a template'),
  group: t('Board'),
  icon: BookmarkPlus,
  isEnabled: () => session.editor.canEdit && session.editor.scene.size > 0,
  run: () => openSave(session),
}))

/** The gallery on an open board: what is chosen comes beside what is there. */
export function openTemplates(session: BoardSession): void {
  const host = document.createElement('div')
  host.className = 'template-gallery'
  const dialog = openDialog({ title: t('Use a template'), body: html`${host}`, wide: true })
  dialog.classList.add('dialog-gallery')
  void mountGallery(host, {
    slug: session.data.workspace.slug,
    hasBlank: false,
    onChoose: () => undefined,
  })
  const foot = document.createElement('div')
  foot.className = 'dialog-foot'
  const use = document.createElement('button')
  use.className = 'button button-primary'
  use.type = 'button'
  use.textContent = t('Put it on the board')
  use.addEventListener('click', () => {
    const chosen = host.querySelector<HTMLInputElement>('[name="template"]:checked')
    if (!chosen) {
      toast(t('Choose a template first.'))
      return
    }
    void insert(session, chosen.value).then((isDone) => {
      if (isDone) dialog.close()
    })
  })
  foot.append(use)
  dialog.append(foot)
}

async function insert({ editor, data }: BoardSession, id: string): Promise<boolean> {
  const entries = await templateEntries(data.workspace.slug, id).catch(() => null)
  if (!entries) {
    errorToast(t('The server does not answer. Try again.'))
    return false
  }
  const elements = entries.flatMap(({ id, g, s, c, t: text }) => {
    return assemble(id, g, s, c, text ?? '') ?? []
  })
  if (editor.scene.size + elements.length > ELEMENT_LIMIT) {
    errorToast(t('A board holds at most %(count)s elements.', { count: ELEMENT_LIMIT }))
    return false
  }
  const copies = copyElements(elements, placeBeside(editor, elements), editor.scene.topRank())
  editor.dispatch({ changes: copies.map((element): Change => ({ type: 'add', element })) })
  const ids = copies.filter(({ kind }) => kind !== 'group').map(({ id: copy }) => copy)
  editor.select(ids)
  editor.fit(boundsOf(editor.scene.pick(ids)))
  return true
}

/** To the right of everything, at the height of its top; an empty board begins at its middle. */
function placeBeside(
  editor: BoardSession['editor'],
  elements: readonly { x: number; y: number; width: number; height: number; kind: string }[],
): { x: number; y: number } {
  const there = editor.scene.bounds()
  const solid = elements.filter(({ kind }) => kind !== 'group' && kind !== 'connector')
  const left = Math.min(...solid.map(({ x }) => x))
  const top = Math.min(...solid.map(({ y }) => y))
  if (!there) return { x: editor.viewCentre.x - left, y: editor.viewCentre.y - top }
  return { x: there.x + there.width + BESIDE - left, y: there.y - top }
}

function openSave({ data }: BoardSession): void {
  const save = async (event: Event) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget as HTMLFormElement)
    try {
      await api.post(`boards/${data.id}/template`, Object.fromEntries(fields))
      dialog.close()
      toast(t('Saved: new boards can begin from it'))
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The server did not answer.'))
    }
  }
  const dialog = openDialog({
    title: t('Save as a template'),
    body: html`<form class="form" @submit=${(event: Event) => void save(event)}>
      <label class="field">
        <span class="label">${t('Name')}</span>
        <input class="input" name="name" maxlength="120" required .value=${data.title} />
      </label>
      <label class="field">
        <span class="label">${t('What is it for?')}</span>
        <input class="input" name="about" maxlength="300" />
      </label>
      <p class="help">${t('Everybody in the workspace can begin boards from it.')}</p>
      <div class="form-actions">
        <button class="button button-primary" type="submit">${t('Save')}</button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`,
  })
}
