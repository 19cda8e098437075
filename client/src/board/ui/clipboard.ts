import { t, tn } from '../../common/i18n'
import { isTyping } from '../../common/ui/keys'
import { toast } from '../../common/ui/toast'
import { copyElements, fromClipboard, fromText, offsetTo, toClipboard } from '../model/clipboard'
import { ELEMENT_LIMIT, newElementId, type BoardElement } from '../model/element'
import { withContents } from '../model/frames'
import { subtreeOf } from '../model/mindmap'
import { isWebAddress } from '../model/rich-text'
import { pastedTable, sizeOfTable, type TableContent } from '../model/table'
import type { Change } from '../model/transaction'
import { uploadsOf } from '../images/actions'
import { placePictures } from '../images/placing'
import { isPicture } from '../images/reading'
import type { Editor } from '../editor'
import type { BoardSession } from './session'

const STEP = 24

/** The chosen elements, what is in their frames, and their groups, so that copies are alike. */
function chosenElements(editor: Editor, contents = true): BoardElement[] {
  const found = new Map<string, BoardElement>()
  const chosen = [...editor.selection].flatMap((id) => editor.scene.element(id) ?? [])
  const nodes = chosen.filter(({ kind }) => kind === 'mindmap')
  const grown = nodes.flatMap((node) => subtreeOf(editor.scene, node))
  for (const each of contents ? withContents(editor.scene, chosen) : [...chosen, ...grown]) {
    let element: BoardElement | undefined = each
    while (element && !found.has(element.id)) {
      found.set(element.id, element)
      element = element.group === undefined ? undefined : editor.scene.element(element.group)
    }
  }
  return [...found.values()]
}

function addAndSelect(editor: Editor, elements: readonly BoardElement[]): void {
  if (elements.length === 0) return
  if (editor.scene.size + elements.length > ELEMENT_LIMIT) {
    toast(t('A board holds at most %(count)s elements.', { count: ELEMENT_LIMIT }), {
      kind: 'error',
    })
    return
  }
  editor.dispatch({ changes: elements.map((element): Change => ({ type: 'add', element })) })
  editor.select(elements.filter(({ kind }) => kind !== 'group').map(({ id }) => id))
}

export function duplicateChosen(editor: Editor): void {
  const by = { x: STEP, y: STEP }
  addAndSelect(editor, copyElements(chosenElements(editor), by, editor.scene.topRank()))
}

export function deleteChosen(editor: Editor): void {
  // A frame goes alone: what was in it stays where it is.
  const ids = chosenElements(editor, false)
    .filter(({ locked }) => !locked)
    .map(({ id }) => id)
  if (ids.length === 0) return
  editor.dispatch({ changes: ids.map((id): Change => ({ type: 'remove', id })) })
  editor.select([])
  if (ids.length < 10) return
  const words = tn('%(count)s element deleted', '%(count)s elements deleted', ids.length)
  toast(words, { undo: () => editor.undo() })
}

export async function copyChosen(editor: Editor): Promise<void> {
  await navigator.clipboard.writeText(toClipboard(chosenElements(editor)))
  toast(t('Copied'))
}

/** Copy, cut and paste by the browser's own events: no permission is asked for. */
export function wireClipboard(session: BoardSession): void {
  const { editor } = session
  const copy = (event: ClipboardEvent) => {
    if (isTyping(event) || editor.selection.size === 0) return
    if ((getSelection()?.toString() ?? '') !== '') return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', toClipboard(chosenElements(editor)))
    if (event.type === 'cut' && editor.canEdit) deleteChosen(editor)
  }
  document.addEventListener('copy', copy)
  document.addEventListener('cut', copy)
  document.addEventListener('paste', (event) => {
    if (isTyping(event) || !editor.canEdit || document.querySelector('dialog[open]')) return
    const files = [...(event.clipboardData?.files ?? [])].filter(isPicture)
    if (files.length > 0) {
      event.preventDefault()
      return void placePictures(editor, uploadsOf(session), files, editor.viewCentre)
    }
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text === '') return
    event.preventDefault()
    const table = pastedTable(text, rowsIn(event.clipboardData?.getData('text/html') ?? ''))
    if (table && !fromClipboard(text)) return pasteTable(editor, table)
    if (isWebAddress(text.trim())) return pasteLink(editor, text.trim())
    paste(editor, text)
  })
}

/** The rows of the first table in markup. */
function rowsIn(html: string): string[][] {
  if (!/<table/i.test(html)) return []
  const found = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  return [...(found?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, ' ')),
  )
}

/** An address alone becomes a card that leads there; its title can be written. */
function pasteLink(editor: Editor, url: string): void {
  const { x, y } = editor.viewCentre
  const place = { x: x - 140, y: y - 45, width: 280, height: 90, rotation: 0 }
  const z = editor.rankOnTop()
  const element: BoardElement = {
    id: newElementId(),
    kind: 'link',
    ...place,
    z,
    style: {},
    text: '',
    url,
  }
  addAndSelect(editor, [element])
}

function pasteTable(editor: Editor, table: TableContent): void {
  const { x, y } = editor.viewCentre
  const { width, height } = sizeOfTable(table)
  const place = { x: x - width / 2, y: y - height / 2, width, height, rotation: 0 }
  const z = editor.rankOnTop()
  const style = editor.styleFor('table')
  addAndSelect(editor, [
    { id: newElementId(), kind: 'table', ...place, z, style, text: '', ...table },
  ])
}

function paste(editor: Editor, text: string): void {
  const top = editor.scene.topRank()
  const ours = fromClipboard(text)
  if (ours) {
    const isHere = ours.some(({ id }) => editor.scene.element(id))
    const by = isHere ? { x: STEP, y: STEP } : offsetTo(ours, editor.viewCentre)
    return addAndSelect(editor, copyElements(ours, by, top))
  }
  const styles = { text: editor.styleFor('text'), sticky: editor.styleFor('sticky') }
  const made = fromText(text, editor.viewCentre, top, styles)
  const by = offsetTo(made, editor.viewCentre)
  const fitted = made.map((element) => ({
    ...element,
    x: element.x + by.x,
    y: element.y + by.y,
    height: element.kind === 'text' ? editor.heightOfText(element) : element.height,
  }))
  addAndSelect(editor, fitted)
}
