import { t } from '../../common/i18n'
import { toScreen } from '../geometry/camera'
import { centreOf } from '../geometry/box'
import { rotateAround } from '../geometry/vec'
import { labelPoint, LABEL_WIDTH, type Drawable } from '../model/drawable'
import { TEXT_LIMIT } from '../model/element'
import { editBetween } from '../model/shared-text'
import type { Change } from '../model/transaction'
import { labelLayout } from '../render/shapes/connector'
import { alignOf, layoutOf, textBox, textInk } from '../render/shapes/text'
import { LINE_HEIGHT } from '../render/text-layout'
import { fitNode, grow } from './mindmap'
import type { Editor } from '../editor'

/** Typing in place: a text area lies exactly where the painter would put the letters. */
export function mountTextEditor(host: HTMLElement, editor: Editor): void {
  const area = document.createElement('textarea')
  area.className = 'board-text'
  area.maxLength = TEXT_LIMIT
  area.spellcheck = true
  area.hidden = true
  area.setAttribute('aria-label', t('Text of the element'))
  host.append(area)
  let open: string | null = null
  let wasEmpty = false

  const current = () => (open === null ? undefined : editor.scene.drawable(open))
  const show = () => {
    const drawable = current()
    if (drawable) placeArea(area, drawable, editor)
  }
  const begin = (id: string) => {
    const drawable = editor.scene.drawable(id)
    if (!drawable) return
    open = id
    wasEmpty = drawable.text === ''
    area.value = drawable.text
    area.hidden = false
    blankOut(editor, drawable)
    show()
    area.focus({ preventScroll: true })
    area.setSelectionRange(0, area.value.length)
  }
  const end = () => {
    const drawable = current()
    open = null
    area.hidden = true
    editor.cancelPreview()
    if (drawable?.kind === 'text' && drawable.text.trim() === '') {
      const changes: Change[] = [{ type: 'remove', id: drawable.id }]
      editor.dispatch({ changes, ...(wasEmpty && { merge: `type:${drawable.id}` }) })
    }
    if (document.activeElement === area) host.focus({ preventScroll: true })
  }

  editor.signals.on('editing', () => {
    if (open !== null && open !== editor.editing) end()
    if (editor.editing !== null && open === null) begin(editor.editing)
  })
  editor.signals.on('camera', show)
  editor.signals.on('scene', () => {
    const drawable = current()
    if (!drawable) return
    if (drawable.text !== area.value) takeOthersTyping(area, drawable.text)
    blankOut(editor, drawable)
    show()
  })
  area.addEventListener('input', () => {
    const drawable = current()
    if (drawable) type(editor, drawable, area.value)
  })
  area.addEventListener('keydown', (event) => {
    event.stopPropagation()
    const node = current()
    if (node?.kind === 'mindmap' && !event.shiftKey && !event.isComposing) {
      const grown = { Tab: 'child', Enter: 'sibling' }[event.key] as 'child' | 'sibling' | undefined
      if (grown) {
        event.preventDefault()
        editor.stopEditing()
        grow(editor, node.id, grown)
        return
      }
    }
    const isDone =
      event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (!isDone || event.isComposing) return
    event.preventDefault()
    editor.stopEditing()
  })
  area.addEventListener('blur', () => {
    if (open !== null && document.hasFocus()) editor.stopEditing()
  })
}

function type(editor: Editor, drawable: Drawable, text: string): void {
  const changes: Change[] = [{ type: 'text', id: drawable.id, text }]
  if (drawable.kind === 'text') {
    const height = editor.heightOfText({ ...drawable, text })
    if (height !== drawable.height) {
      changes.push({ type: 'place', id: drawable.id, geometry: { height } })
    }
  }
  if (drawable.kind === 'mindmap') {
    const node = editor.scene.element(drawable.id)
    if (node) changes.push(...fitNode(editor, node, text))
  }
  editor.dispatch({ changes, merge: `type:${drawable.id}` })
}

/** The letters below the text area are left out while it is open. */
function blankOut(editor: Editor, drawable: Drawable): void {
  editor.preview([{ type: 'text', id: drawable.id, text: '' }])
}

/** Somebody else typed in the same text: the caret stays beside the letters where it stood. */
function takeOthersTyping(area: HTMLTextAreaElement, text: string): void {
  const edit = editBetween(area.value, text)
  if (!edit) return
  const shift = (at: number) => {
    if (at <= edit.at) return at
    return Math.max(edit.at, at - edit.remove) + edit.insert.length
  }
  const [start, end] = [shift(area.selectionStart), shift(area.selectionEnd)]
  area.value = text
  area.setSelectionRange(start, end)
}

function placeArea(area: HTMLTextAreaElement, drawable: Drawable, editor: Editor): void {
  const { camera, renderer } = editor
  const shown = { ...drawable, text: area.value }
  const isLabel = drawable.kind === 'connector'
  const layout = isLabel ? labelLayout(shown, renderer.measure) : layoutOf(shown, renderer.measure)
  const { size } = layout
  const used = layout.lines.length * size * LINE_HEIGHT
  const box = isLabel ? labelBox(drawable, used) : textBox(drawable)
  const isTop = drawable.kind === 'text' || drawable.style.valign === 'top'
  const top = isTop ? 0 : Math.max(0, (box.height - used) / 2)
  const height = Math.max(box.height, used)
  const corner = rotateAround({ x: box.x, y: box.y }, centreOf(drawable), drawable.rotation)
  const { x, y } = toScreen(camera, corner)
  Object.assign(area.style, {
    inlineSize: `${String(box.width)}px`,
    blockSize: `${String(height)}px`,
    paddingBlockStart: `${String(top)}px`,
    fontSize: `${String(size)}px`,
    lineHeight: String(LINE_HEIGHT),
    fontWeight: drawable.style.bold ? '600' : '400',
    fontStyle: drawable.style.italic ? 'italic' : 'normal',
    textAlign: alignOf(drawable),
    color: textInk(drawable, renderer.theme),
    caretColor: textInk(drawable, renderer.theme),
    transform: `translate(${String(x)}px, ${String(y)}px) scale(${String(camera.zoom)}) rotate(${String(drawable.rotation)}rad)`,
  })
}

function labelBox(drawable: Drawable, height: number) {
  const { x, y } = labelPoint(drawable)
  return { x: x - LABEL_WIDTH / 2, y: y - height / 2, width: LABEL_WIDTH, height }
}
