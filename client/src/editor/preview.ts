/**
 * The text as it will read: marks are drawn as what they mean, and shown as they are where the
 * cursor stands in them. Only what is in view is looked at, so that a long text stays quick.
 */

import { syntaxTree } from '@codemirror/language'
import { StateEffect, type EditorState, type Extension, type Range } from '@codemirror/state'
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { isOutsidePicture, isShownPicture } from './pictures'
import { onReferences } from './references'
import {
  BoxWidget,
  knownReference,
  OutsidePictureWidget,
  PictureWidget,
  ReferenceWidget,
  RuleWidget,
  TextWidget,
} from './widgets'

const HIDDEN = Decoration.replace({})
const MARKED: Readonly<Record<string, string>> = {
  StrongEmphasis: 'md-strong',
  Emphasis: 'md-em',
  Strikethrough: 'md-strike',
  InlineCode: 'md-code',
}
const SIGNS = new Set(['EmphasisMark', 'StrikethroughMark', 'CodeMark'])
const MENTION = /^user:[0-9a-f-]{36}$/
const KEY = /(?<![\w/.:=&?-])[A-Z]{2,6}-[1-9][0-9]{0,8}(?![\w-])/g
const titlesChanged = StateEffect.define<null>()

class Drawing {
  readonly ranges: Range<Decoration>[] = []
  readonly atoms: Range<Decoration>[] = []
  readonly state: EditorState
  readonly isActive: boolean

  constructor(state: EditorState, isActive: boolean) {
    this.state = state
    this.isActive = isActive
  }

  /** Whether the cursor stands in or at these characters: then they are shown as they are. */
  isTouched(from: number, to: number): boolean {
    if (!this.isActive) return false
    return this.state.selection.ranges.some((range) => range.from <= to && range.to >= from)
  }

  add(decoration: Decoration, from: number, to: number): void {
    if (from < to) this.ranges.push(decoration.range(from, to))
  }

  hide(from: number, to: number): void {
    this.add(HIDDEN, from, to)
  }

  replace(decoration: Decoration, from: number, to: number): void {
    const range = decoration.range(from, to)
    this.ranges.push(range)
    this.atoms.push(range)
  }

  lines(from: number, to: number, className: string): void {
    for (let at = from; at <= to;) {
      const line = this.state.doc.lineAt(at)
      this.ranges.push(Decoration.line({ class: className }).range(line.from))
      at = line.to + 1
    }
  }

  text(from: number, to: number): string {
    return this.state.sliceDoc(from, to)
  }
}

function draw(view: EditorView): Drawing {
  const drawing = new Drawing(view.state, view.hasFocus && !view.state.readOnly)
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => drawNode(drawing, node.node),
    })
    drawKeys(drawing, from, to)
  }
  return drawing
}

/** False where what is inside needs no look. */
function drawNode(drawing: Drawing, node: SyntaxNode): boolean | undefined {
  const { name, from, to } = node
  const marked = MARKED[name]
  if (marked !== undefined) {
    drawing.add(Decoration.mark({ class: marked }), from, to)
    return undefined
  }
  if (SIGNS.has(name)) {
    const parent = node.parent
    if (
      parent !== null &&
      parent.name !== 'FencedCode' &&
      !drawing.isTouched(parent.from, parent.to)
    )
      drawing.hide(from, to)
    return undefined
  }
  if (/^(ATX|Setext)Heading/.test(name)) return drawHeading(drawing, node)
  switch (name) {
    case 'Link':
      return drawLink(drawing, node)
    case 'Image':
      return drawPicture(drawing, node)
    case 'ListMark':
      return drawListMark(drawing, node)
    case 'TaskMarker':
      return drawTask(drawing, node)
    case 'Blockquote':
      drawing.lines(from, to, 'md-quote')
      return undefined
    case 'QuoteMark':
      if (!drawing.isTouched(from, drawing.state.doc.lineAt(from).to))
        drawing.hide(from, to + (drawing.text(to, to + 1) === ' ' ? 1 : 0))
      return undefined
    case 'FencedCode':
      return drawCode(drawing, node)
    case 'HorizontalRule':
      if (!drawing.isTouched(from, to))
        drawing.add(Decoration.replace({ widget: new RuleWidget() }), from, to)
      return undefined
    case 'URL':
      if (node.parent?.name === 'Paragraph')
        drawing.add(Decoration.mark({ class: 'md-link' }), from, to)
      return undefined
    default:
      return name !== 'Table'
  }
}

function drawHeading(drawing: Drawing, node: SyntaxNode): undefined {
  const level = node.name.at(-1) ?? '1'
  drawing.lines(node.from, node.to, `md-h${level}`)
  const mark = node.getChild('HeaderMark')
  if (mark === null || !node.name.startsWith('ATX') || drawing.isTouched(node.from, node.to)) return
  const end = mark.to + (drawing.text(mark.to, mark.to + 1) === ' ' ? 1 : 0)
  drawing.hide(mark.from, end)
}

function drawLink(drawing: Drawing, node: SyntaxNode): boolean {
  const marks = node.getChildren('LinkMark')
  const url = node.getChild('URL')
  const [open, close] = marks
  if (open === undefined || close === undefined || url === null) return true
  const words = drawing.text(open.to, close.from)
  const target = drawing.text(url.from, url.to)
  const isMention = MENTION.test(target) && drawing.text(node.from - 1, node.from) === '@'
  if (isMention) {
    const widget = new TextWidget(`@${words}`, 'md-chip md-mention')
    drawing.replace(Decoration.replace({ widget }), node.from - 1, node.to)
    return false
  }
  drawing.add(
    Decoration.mark({ class: 'md-link', attributes: { title: target } }),
    open.to,
    close.from,
  )
  if (!drawing.isTouched(node.from, node.to)) {
    drawing.hide(open.from, open.to)
    drawing.hide(close.from, node.to)
  }
  return true
}

function drawPicture(drawing: Drawing, node: SyntaxNode): boolean {
  const url = node.getChild('URL')
  const [open, close] = node.getChildren('LinkMark')
  if (url === null || open === undefined || close === undefined) return false
  const target = drawing.text(url.from, url.to)
  const name = drawing.text(open.to, close.from)
  const isOutside = !isShownPicture(target)
  if (isOutside && !isOutsidePicture(target)) return false
  const widget = isOutside
    ? new OutsidePictureWidget(name || target)
    : new PictureWidget(target, name)
  if (drawing.isTouched(node.from, node.to)) {
    if (!isOutside) drawing.ranges.push(Decoration.widget({ widget, side: 1 }).range(node.to))
  } else drawing.add(Decoration.replace({ widget }), node.from, node.to)
  return false
}

function drawListMark(drawing: Drawing, node: SyntaxNode): undefined {
  const { from, to } = node
  if (!/[-*+]/.test(drawing.text(from, to)) || drawing.isTouched(from, to)) return
  const isTask = node.nextSibling?.name === 'Task'
  if (isTask) drawing.hide(from, to + 1)
  else drawing.add(Decoration.replace({ widget: new TextWidget('•', 'md-bullet') }), from, to)
}

function drawTask(drawing: Drawing, node: SyntaxNode): undefined {
  const { from, to } = node
  const isDone = drawing.text(from, to) !== '[ ]'
  const end = node.parent?.to ?? to
  if (isDone) drawing.add(Decoration.mark({ class: 'md-done' }), to, end)
  if (drawing.isTouched(from, to - 1)) return
  drawing.add(Decoration.replace({ widget: new BoxWidget(isDone) }), from, to)
}

function drawCode(drawing: Drawing, node: SyntaxNode): undefined {
  const { doc } = drawing.state
  drawing.lines(node.from, node.to, 'md-block')
  drawing.ranges.push(
    Decoration.line({ class: 'md-block-first' }).range(doc.lineAt(node.from).from),
  )
  drawing.ranges.push(Decoration.line({ class: 'md-block-last' }).range(doc.lineAt(node.to).from))
  for (const mark of node.getChildren('CodeMark'))
    drawing.add(Decoration.mark({ class: 'md-mark' }), mark.from, mark.to)
}

/** Bare keys get the title of their task, except in code and links. */
function drawKeys(drawing: Drawing, from: number, to: number): void {
  const text = drawing.text(from, to)
  for (const found of text.matchAll(KEY)) {
    const start = from + found.index
    const end = start + found[0].length
    const reference = knownReference(found[0])
    if (reference === null || drawing.isTouched(start, end)) continue
    const { name } = syntaxTree(drawing.state).resolveInner(start, 1)
    if (/Code|Link|URL|Image|Table/.test(name)) continue
    const widget = new ReferenceWidget(found[0], reference)
    drawing.replace(Decoration.replace({ widget }), start, end)
  }
}

class Preview implements PluginValue {
  decorations: DecorationSet
  atoms: DecorationSet
  readonly #stop: () => void

  constructor(view: EditorView) {
    const drawing = draw(view)
    this.decorations = Decoration.set(drawing.ranges, true)
    this.atoms = Decoration.set(drawing.atoms, true)
    this.#stop = onReferences(() => view.dispatch({ effects: titlesChanged.of(null) }))
  }

  update(update: ViewUpdate): void {
    const isParsed = syntaxTree(update.state) !== syntaxTree(update.startState)
    const isTitled = update.transactions.some(({ effects }) =>
      effects.some((effect) => effect.is(titlesChanged)),
    )
    const isOther = update.docChanged || update.selectionSet || update.viewportChanged
    if (!isParsed && !isTitled && !isOther && !update.focusChanged) return
    if (update.view.composing && !update.viewportChanged) {
      // Drawing anew would end what an input method is putting together.
      this.decorations = this.decorations.map(update.changes)
      this.atoms = this.atoms.map(update.changes)
      return
    }
    const drawing = draw(update.view)
    this.decorations = Decoration.set(drawing.ranges, true)
    this.atoms = Decoration.set(drawing.atoms, true)
  }

  destroy(): void {
    this.#stop()
  }
}

export const preview: Extension = ViewPlugin.fromClass(Preview, {
  decorations: (plugin) => plugin.decorations,
  provide: (plugin) =>
    EditorView.atomicRanges.of((view) => view.plugin(plugin)?.atoms ?? Decoration.none),
})
