import { html } from 'lit'
import { Check, Crop, Expand, Image, RefreshCw, Replace, ScanText } from 'lucide-static'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import type { Editor } from '../editor'
import type { Drawable } from '../model/drawable'
import { boxOfCrop, WHOLE } from '../model/image'
import type { BoardAction } from '../ui/actions'
import type { BoardSession } from '../ui/session'
import { placePictures, replacePicture } from './placing'
import { TAKEN } from './reading'
import { ImageUploads } from './uploads'

const byBoard = new WeakMap<BoardSession, ImageUploads>()

export function uploadsOf(session: BoardSession): ImageUploads {
  const known = byBoard.get(session) ?? new ImageUploads(session)
  byBoard.set(session, known)
  return known
}

/** What can be done with pictures. */
export function imaging(session: BoardSession): BoardAction[] {
  const { editor } = session
  const group = t('Images')
  const only = () => onlyImage(editor)
  const isCropping = () => editor.editing !== null && editor.editing === only()?.id
  const isFree = () => editor.canEdit && only() !== undefined && only()?.locked !== true
  return [
    {
      id: 'board.image',
      label: t('Insert images'),
      group,
      keys: 'u',
      icon: Image,
      isEnabled: () => editor.canEdit,
      run: () =>
        choose(true, (files) => {
          void placePictures(editor, uploadsOf(session), files, editor.viewCentre)
        }),
    },
    {
      id: 'board.image-retry',
      label: t('Try again'),
      group,
      icon: RefreshCw,
      place: 'bar',
      isEnabled: () => editor.chosen.some(({ id }) => uploadsOf(session).isStuck(id)),
      run: () => uploadsOf(session).retryAll(),
    },
    {
      id: 'board.image-crop',
      label: t('Crop'),
      group,
      icon: Crop,
      place: 'bar',
      isEnabled: () => isFree() && !isCropping(),
      run: () => editor.edit(only()?.id ?? ''),
    },
    {
      id: 'board.image-cropped',
      label: t('Done'),
      group,
      icon: Check,
      place: 'bar',
      isEnabled: isCropping,
      run: () => editor.stopEditing(),
    },
    {
      id: 'board.image-whole',
      label: t('Show all of it'),
      group,
      icon: Expand,
      place: 'bar',
      isEnabled: () => isFree() && !isCropping() && only()?.crop !== undefined,
      run: () => showAll(editor),
    },
    {
      id: 'board.image-alt',
      label: t('Describe'),
      group,
      icon: ScanText,
      place: 'bar',
      isEnabled: () => isFree() && !isCropping(),
      run: () => askWords(editor, only()),
    },
    {
      id: 'board.image-replace',
      label: t('Replace the image'),
      group,
      icon: Replace,
      place: 'more',
      isEnabled: isFree,
      run: () =>
        choose(false, ([file]) => {
          const { id } = only() ?? {}
          if (file && id) void replacePicture(editor, uploadsOf(session), id, file)
        }),
    },
  ]
}

function onlyImage(editor: Editor): Drawable | undefined {
  const [first, ...others] = editor.chosen
  return first?.kind === 'image' && others.length === 0 ? first : undefined
}

function choose(several: boolean, take: (files: readonly File[]) => void): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = TAKEN
  field.multiple = several
  field.addEventListener('change', () => take([...(field.files ?? [])]))
  field.click()
}

function showAll(editor: Editor): void {
  const { id } = onlyImage(editor) ?? {}
  const element = editor.scene.element(id ?? '')
  if (!element) return
  editor.dispatch({
    changes: [
      { type: 'content', id: element.id, content: { crop: undefined } },
      { type: 'place', id: element.id, geometry: boxOfCrop(element, WHOLE) },
    ],
  })
}

function askWords(editor: Editor, image: Drawable | undefined): void {
  if (!image) return
  const { id, alt = '' } = image
  const submit = (event: Event) => {
    event.preventDefault()
    const words = (event.currentTarget as HTMLFormElement).querySelector('textarea')?.value.trim()
    dialog.close()
    if ((words ?? '') === alt) return
    const content = { alt: words === '' ? undefined : words }
    editor.dispatch({ changes: [{ type: 'content', id, content }] })
  }
  const dialog = openDialog({
    title: t('Describe the image'),
    body: html`<form class="form" @submit=${submit}>
      <label class="field">
        <span class="label">${t('What it shows')}</span>
        <textarea class="input" rows="4" maxlength="1000" data-first .value=${alt}></textarea>
        <span class="help">${t('Read out to those who do not see it.')}</span>
      </label>
      <div class="form-actions">
        <button class="button button-primary" type="submit">${t('Save')}</button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`,
  })
}
