import { isWebAddress, listMark, marksBefore, nextListMark } from '../model/rich-text'
import { isMarked, type MarkName, type MarkPatch } from '../model/rich-text'
import { heightOfCode } from '../model/code'
import { TEXT_LIMIT } from '../model/element'
import type { Drawable } from '../model/drawable'
import { editBetween } from '../model/shared-text'
import type { Change } from '../model/transaction'
import type { Editor } from '../editor'
import { fitNode, grow } from './mindmap'
import { selectIn, selectionIn } from './text/caret'
import { fillField, makeField, readField } from './text/field'
import { askAddress } from './text/link-dialog'
import { fromHtml } from './text/pasted'
import { placeField } from './text/place'

const KEYS: Readonly<Record<string, Exclude<MarkName, 'link'>>> = {
  b: 'bold',
  i: 'italic',
  u: 'underline',
}

/** Typing in place: an editable field lies exactly where the painter would put the letters. */
export function mountTextEditor(host: HTMLElement, editor: Editor): void {
  new TextEditor(host, editor)
}

class TextEditor {
  private readonly field = makeField()
  private open: string | null = null
  private wasEmpty = false
  private isComposing = false
  private shown: Drawable | null = null
  /** Marks that were switched where nothing was chosen: for the next letters. */
  private pending: MarkPatch | null = null

  constructor(
    private readonly host: HTMLElement,
    private readonly editor: Editor,
  ) {
    const { field } = this
    host.append(field)
    editor.signals.on('editing', () => {
      if (this.open !== null && this.open !== editor.editing) this.end()
      const isOwn = editor.editing !== null && editor.cell === null
      if (isOwn && this.open === null) this.begin(editor.editing ?? '')
    })
    editor.signals.on('camera', () => this.place())
    editor.signals.on('scene', () => this.follow())
    field.addEventListener('compositionstart', () => (this.isComposing = true))
    field.addEventListener('compositionend', () => {
      this.isComposing = false
      this.take()
    })
    field.addEventListener('input', () => this.take())
    field.addEventListener('beforeinput', (event) => this.refuse(event))
    field.addEventListener('keydown', (event) => this.onKey(event))
    field.addEventListener('paste', (event) => this.onPaste(event))
    field.addEventListener('blur', () => {
      if (this.open !== null && document.hasFocus()) editor.stopEditing()
    })
  }

  private get current(): Drawable | undefined {
    return this.open === null ? undefined : this.editor.scene.drawable(this.open)
  }

  private begin(id: string): void {
    const drawable = this.editor.scene.drawable(id)
    // A picture is cropped (images/crop-editor.ts), not written in.
    if (!drawable || drawable.kind === 'image') return
    this.open = id
    this.pending = null
    this.wasEmpty = drawable.text === ''
    this.field.hidden = false
    this.fill(drawable)
    this.blankOut(drawable)
    this.editor.marking = (name) => this.mark(name)
    this.place()
    this.field.focus({ preventScroll: true })
    selectIn(this.field, 0, drawable.text.length)
  }

  private end(): void {
    const { editor, field } = this
    const drawable = this.current
    this.open = null
    field.hidden = true
    editor.marking = null
    editor.cancelPreview()
    if (drawable?.kind === 'text' && drawable.text.trim() === '') {
      const changes: Change[] = [{ type: 'remove', id: drawable.id }]
      editor.dispatch({ changes, ...(this.wasEmpty && { merge: `type:${drawable.id}` }) })
    }
    if (document.activeElement === field || document.activeElement === document.body) {
      this.host.focus({ preventScroll: true })
    }
  }

  private place(): void {
    const drawable = this.current
    if (drawable) placeField(this.field, drawable, this.editor)
  }

  private fill(drawable: Drawable): void {
    this.shown = drawable
    fillField(this.field, drawable.text, drawable.spans ?? [])
  }

  /** The letters below the field are left out while it is open. */
  private blankOut({ id }: Drawable): void {
    this.editor.preview([{ type: 'text', id, text: '' }])
  }

  /** The document changed, by somebody else's typing or by an undo: the caret stays beside the
   * letters where it stood. */
  private follow(): void {
    const drawable = this.current
    if (!drawable || drawable === this.shown || this.isComposing) return
    const edit = editBetween(readField(this.field), drawable.text)
    const caret = selectionIn(this.field)
    const shift = (at: number) => {
      if (!edit || at <= edit.at) return at
      return Math.max(edit.at, at - edit.remove) + edit.insert.length
    }
    this.fill(drawable)
    if (caret) selectIn(this.field, shift(caret[0]), shift(caret[1]))
    this.blankOut(drawable)
    this.place()
  }

  /** What the browser made of the text is written; the document draws it anew. */
  private take(): void {
    const drawable = this.current
    if (!drawable) return
    const text = readField(this.field).slice(0, TEXT_LIMIT)
    const edit = editBetween(drawable.text, text)
    if (!edit) {
      // What the browser changed was not the words: it is put back.
      this.shown = null
      return this.follow()
    }
    const marks = edit.insert ? this.pending : null
    if (!this.isComposing) this.pending = null
    this.write(drawable, text, marks, edit.at, edit.at + edit.insert.length)
  }

  private write(drawable: Drawable, text: string, marks: MarkPatch | null, from = 0, to = 0): void {
    const { editor } = this
    const { id, kind } = drawable
    const changes: Change[] = [{ type: 'text', id, text }]
    if (marks) changes.push({ type: 'format', id, from, to, marks })
    if (kind === 'text') {
      const height = editor.heightOfText({ ...drawable, text })
      if (height !== drawable.height) changes.push({ type: 'place', id, geometry: { height } })
    }
    const needed = kind === 'code' ? heightOfCode(text) : 0
    if (needed > drawable.height) changes.push({ type: 'place', id, geometry: { height: needed } })
    const node = kind === 'mindmap' ? editor.scene.element(id) : undefined
    if (node) changes.push(...fitNode(editor, node, text))
    editor.dispatch({ changes, merge: `type:${id}` })
  }

  /** Text that is put in by the program, with the caret behind it. */
  private insert(words: string, marks: readonly Change[] = []): void {
    const drawable = this.current
    const caret = selectionIn(this.field)
    if (!drawable || !caret) return
    const [from, to] = caret
    const text = drawable.text.slice(0, from) + words + drawable.text.slice(to)
    if (text.length > TEXT_LIMIT) return
    this.write(drawable, text, null)
    if (marks.length > 0) this.editor.dispatch({ changes: marks, merge: `type:${drawable.id}` })
    selectIn(this.field, from + words.length, from + words.length)
  }

  private refuse(event: InputEvent): void {
    // Marks belong to the document: the browser's own would not be shared.
    if (event.inputType.startsWith('format')) event.preventDefault()
    const isBreak = event.inputType === 'insertParagraph' || event.inputType === 'insertLineBreak'
    if (isBreak && !event.isComposing) {
      event.preventDefault()
      this.breakLine()
    }
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
      event.preventDefault()
    }
  }

  /** A list goes on by itself, and ends with an empty line. */
  private breakLine(): void {
    const drawable = this.current
    const caret = selectionIn(this.field)
    if (!drawable || !caret) return
    const start = drawable.text.lastIndexOf('\n', caret[0] - 1) + 1
    const line = drawable.text.slice(start, caret[0])
    if (drawable.kind === 'code') return this.insert(`\n${/^ */.exec(line)?.[0] ?? ''}`)
    const mark = listMark(line)
    if (mark === null) return this.insert('\n')
    if (line !== mark) return this.insert(`\n${nextListMark(mark)}`)
    this.write(drawable, drawable.text.slice(0, start) + drawable.text.slice(caret[1]), null)
    selectIn(this.field, start, start)
  }

  private onKey(event: KeyboardEvent): void {
    event.stopPropagation()
    const { editor } = this
    if (event.isComposing) return
    const node = this.current
    if (node?.kind === 'mindmap' && !event.shiftKey) {
      const grown = ({ Tab: 'child', Enter: 'sibling' } as const)[event.key as 'Tab' | 'Enter']
      if (grown as string | undefined) {
        event.preventDefault()
        editor.stopEditing()
        grow(editor, node.id, grown)
        return
      }
    }
    if (event.ctrlKey || event.metaKey) return this.onCommand(event)
    if (node?.kind === 'code' && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault()
      return this.insert('  ')
    }
    if (event.key !== 'Escape') return
    event.preventDefault()
    editor.stopEditing()
  }

  private onCommand(event: KeyboardEvent): void {
    const { editor } = this
    const key = event.key.toLowerCase()
    const name = event.shiftKey ? (key === 'x' ? ('strike' as const) : undefined) : KEYS[key]
    const acts: Record<string, () => void> = {
      enter: () => editor.stopEditing(),
      z: () => (event.shiftKey ? editor.redo() : editor.undo()),
      y: () => editor.redo(),
      k: () => this.mark('link'),
    }
    const act = name ? () => this.mark(name) : acts[key]
    if (!act) return
    event.preventDefault()
    act()
  }

  private mark(name: MarkName): void {
    const drawable = this.current
    const caret = selectionIn(this.field)
    if (!drawable || !caret || drawable.kind === 'code') return
    const [from, to] = caret
    const spans = drawable.spans ?? []
    if (name === 'link') return this.link(drawable, from, to)
    if (from === to) {
      const isOn = (this.pending ?? marksBefore(spans, from))[name] === true
      this.pending = { ...this.pending, [name]: isOn ? null : true }
      return
    }
    const marks = { [name]: isMarked(spans, from, to, name) ? null : true }
    const { id } = drawable
    this.editor.history.seal()
    this.editor.dispatch({ changes: [{ type: 'format', id, from, to, marks }] })
    selectIn(this.field, from, to)
  }

  /** The dialogue takes the focus, and so ends the typing; what was chosen is linked all the same. */
  private link({ id, spans, text }: Drawable, from: number, to: number): void {
    const [start, end] = from === to ? [0, text.length] : [from, to]
    const { editor } = this
    askAddress(marksBefore(spans ?? [], start + 1).link ?? '', (link) => {
      editor.dispatch({
        changes: [{ type: 'format', id, from: start, to: end, marks: { link } }],
      })
      editor.select([id])
    })
  }

  private onPaste(event: ClipboardEvent): void {
    event.preventDefault()
    event.stopPropagation()
    const drawable = this.current
    const caret = selectionIn(this.field)
    const data = event.clipboardData
    if (!drawable || !caret || !data) return
    const plain = data.getData('text/plain').replace(/\r\n?/g, '\n')
    const [from, to] = caret
    const { id } = drawable
    if (isWebAddress(plain.trim()) && to > from) {
      const marks = { link: plain.trim() }
      return this.editor.dispatch({ changes: [{ type: 'format', id, from, to, marks }] })
    }
    const html = drawable.kind === 'code' ? '' : data.getData('text/html')
    const pasted = html === '' ? { text: plain, spans: [] } : fromHtml(html)
    const marks = pasted.spans.map((span): Change => ({
      type: 'format',
      id,
      from: from + span.from,
      to: from + span.to,
      marks: span.marks,
    }))
    this.insert(pasted.text || plain, marks)
  }
}
