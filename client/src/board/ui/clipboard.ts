import { t, tn } from '../../common/i18n'
import { isTyping } from '../../common/ui/keys'
import { toast } from '../../common/ui/toast'
import type { Point } from '../geometry/vec'
import {
  boardOfClipboard,
  copyElements,
  fromClipboard,
  fromText,
  offsetTo,
  toClipboard,
} from '../model/clipboard'
import { ELEMENT_LIMIT, newElementId, TEXT_LIMIT, type BoardElement } from '../model/element'
import { withContents } from '../model/frames'
import { subtreeOf } from '../model/mindmap'
import { isWebAddress } from '../model/rich-text'
import { pastedTable, sizeOfTable, type TableContent } from '../model/table'
import type { Change } from '../model/transaction'
import { uploadsOf } from '../images/actions'
import { placePictures } from '../images/placing'
import { isPicture } from '../images/reading'
import type { Editor } from '../editor'
import { carried, carry, withPictures } from './clip/carrying'
import type { BoardSession } from './session'
import { fromHtml } from './text/pasted'

const STEP = 24

/** The chosen elements, what is in their frames, and their groups, so that copies are alike. */
export function chosenElements(editor: Editor, contents = true): BoardElement[] {
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

export async function copyChosen({ editor, data }: BoardSession): Promise<void> {
  await navigator.clipboard.writeText(toClipboard(chosenElements(editor), data.id))
}

/** Copy, cut and paste by the browser's own events: no permission is asked for. */
export function wireClipboard(stage: HTMLElement, session: BoardSession): void {
  const { editor, data } = session
  const copy = (event: ClipboardEvent) => {
    if (isTyping(event) || editor.selection.size === 0) return
    if ((getSelection()?.toString() ?? '') !== '') return
    event.preventDefault()
    if (event.clipboardData) carry(event.clipboardData, chosenElements(editor), data.id)
    if (event.type === 'cut' && editor.canEdit) deleteChosen(editor)
  }
  const goal = pointerOver(stage, editor)
  document.addEventListener('copy', copy)
  document.addEventListener('cut', copy)
  document.addEventListener('paste', (event) => {
    if (isTyping(event) || !editor.canEdit || document.querySelector('dialog[open]')) return
    if (event.clipboardData && pasteData(session, event.clipboardData, goal())) {
      event.preventDefault()
    }
  })
}

/** Where the pointer is, if it is over the board; else nothing. */
function pointerOver(stage: HTMLElement, editor: Editor): () => Point | null {
  let last: MouseEvent | null = null
  stage.addEventListener('pointermove', (event) => {
    last = event.pointerType === 'touch' ? null : event
  })
  stage.addEventListener('pointerleave', () => {
    last = null
  })
  stage.addEventListener('keydown', ({ key }) => {
    // Who works by keyboard does not look at where the pointer was left.
    if (key === 'Tab' || key.startsWith('Arrow')) last = null
  })
  return () => {
    if (!last) return null
    const { left, top } = stage.getBoundingClientRect()
    return editor.worldAt({ x: last.clientX - left, y: last.clientY - top })
  }
}

/** Whether there was anything that a board can hold. */
function pasteData(session: BoardSession, data: DataTransfer, at: Point | null): boolean {
  const { editor } = session
  const goal = at ?? editor.viewCentre
  const ours = carried(data)
  if (ours !== null) {
    void pasteElements(session, ours, at)
    return true
  }
  const files = [...data.files].filter(isPicture)
  const text = data.getData('text/plain')
  const markup = data.getData('text/html')
  if (files.length > 0 && text === '') {
    void placePictures(editor, uploadsOf(session), files, goal)
    return true
  }
  if (text.trim() === '') return false
  if (/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/i.test(text)) {
    const file = new File([text], 'drawing.svg', { type: 'image/svg+xml' })
    void placePictures(editor, uploadsOf(session), [file], goal)
    return true
  }
  const table = pastedTable(text, rowsIn(markup))
  if (table) pasteTable(editor, table, goal)
  else if (isWebAddress(text.trim())) pasteLink(editor, text.trim(), goal)
  else pasteText(editor, text, markup, goal)
  return true
}

async function pasteElements(session: BoardSession, text: string, at: Point | null): Promise<void> {
  const { editor, data } = session
  const read = fromClipboard(text)
  if (!read) return
  const ours = await withPictures(read, boardOfClipboard(text), data.id)
  const isHere = ours.some(({ id }) => editor.scene.element(id))
  const by = isHere && !at ? { x: STEP, y: STEP } : offsetTo(ours, at ?? editor.viewCentre)
  addAndSelect(editor, copyElements(ours, by, editor.scene.topRank()))
}

/** Lines become notes, and one text if one would rather have that; a single line is a text. */
function pasteText(editor: Editor, text: string, markup: string, goal: Point): void {
  const styles = { text: editor.styleFor('text'), sticky: editor.styleFor('sticky') }
  const made = fromText(text, goal, editor.scene.topRank(), styles)
  const rich = markup === '' ? null : fromHtml(markup)
  const asOne = () => {
    const words = rich?.text ? rich : { text: text.trim().replace(/\r\n?/g, '\n'), spans: [] }
    const [one] = fromText('x', goal, editor.scene.topRank(), styles)
    if (!one) return
    const { spans } = words
    const whole = { ...one, text: words.text.slice(0, TEXT_LIMIT), ...(spans.length && { spans }) }
    const height = editor.heightOfText(whole)
    addAndSelect(editor, [
      { ...whole, x: goal.x - whole.width / 2, y: goal.y - height / 2, height },
    ])
  }
  if (made.length < 2) return asOne()
  const by = offsetTo(made, goal)
  addAndSelect(
    editor,
    made.map((note) => ({ ...note, x: note.x + by.x, y: note.y + by.y })),
  )
  toast(tn('%(count)s note made', '%(count)s notes made', made.length), {
    undo: () => {
      editor.undo()
      asOne()
    },
    actionLabel: t('As one text'),
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
function pasteLink(editor: Editor, url: string, { x, y }: Point): void {
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

function pasteTable(editor: Editor, table: TableContent, { x, y }: Point): void {
  const { width, height } = sizeOfTable(table)
  const place = { x: x - width / 2, y: y - height / 2, width, height, rotation: 0 }
  const z = editor.rankOnTop()
  const style = editor.styleFor('table')
  addAndSelect(editor, [
    { id: newElementId(), kind: 'table', ...place, z, style, text: '', ...table },
  ])
}
